package io.freehold.adapters.storage.ipfs;

import io.freehold.domain.storage.Spooled;
import java.io.InputStream;

/// Where blobs are pinned, which is what keeps them from being forgotten.
interface Pins {
  /// Where, without a secret.
  String place();

  /// Adds a blob and pins it.
  ///
  /// @return the address that was given to it, as it was said
  String add(Spooled blob);

  /// Unchecked bytes.
  InputStream read(Cid cid);

  boolean isPinned(Cid cid);

  /// False when it was not pinned.
  boolean unpin(Cid cid);
}

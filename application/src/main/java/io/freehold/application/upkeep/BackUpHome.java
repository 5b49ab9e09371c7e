package io.freehold.application.upkeep;

import io.freehold.application.port.ArchiveCipher;
import io.freehold.application.port.HomeArchive;
import io.freehold.domain.storage.ArchiveKey;
import io.freehold.domain.storage.ArchiveTarget;
import io.freehold.domain.upkeep.ArchiveProgress;
import io.freehold.domain.upkeep.ArchiveSummary;
import java.io.IOException;
import java.io.OutputStream;

/// Writes everything a server keeps into one encrypted and signed archive (R22).
public final class BackUpHome {
  private final HomeArchive home;
  private final ArchiveCipher cipher;

  public BackUpHome(HomeArchive home, ArchiveCipher cipher) {
    this.home = home;
    this.cipher = cipher;
  }

  /// Signed only when everything is in it: what a failure leaves behind is no archive.
  public ArchiveSummary backUp(ArchiveTarget target, ArchiveKey key, ArchiveProgress progress)
      throws IOException {
    OutputStream plain = cipher.encrypt(target, key, home.signer());
    ArchiveSummary summary = home.write(plain, progress);
    plain.close();
    return summary;
  }
}

package io.freehold.domain.identity;

import io.freehold.domain.Address;
import io.freehold.domain.Signature;

/// Somebody who signs texts.
public interface TextSigner {
  Address address();

  /// EIP-191 over the UTF-8 bytes of a text.
  Signature sign(String text);
}

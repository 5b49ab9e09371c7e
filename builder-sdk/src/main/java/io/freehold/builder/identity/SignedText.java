package io.freehold.builder.identity;

import io.freehold.domain.Address;
import io.freehold.domain.Signature;
import java.util.Optional;

/// A text and what is said to be somebody's EIP-191 signature over it.
///
/// ```java
/// Signature signature = key.sign("hello");
/// boolean isMine = new SignedText("hello", signature).isBy(key.address()); // true
/// ```
public record SignedText(String text, Signature signature) {
  /// Who signed; empty when nobody can have.
  public Optional<Address> signer() {
    return Curve.recover(Curve.textDigest(text), signature);
  }

  public boolean isBy(Address address) {
    return signer().filter(address::equals).isPresent();
  }
}

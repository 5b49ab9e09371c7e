package io.freehold.adapters.storage.key;

import io.freehold.domain.Address;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.Scope;
import io.freehold.domain.storage.BlobKey;
import java.util.Optional;

/// A key as a text: `{owner}/{scope}/{version}`, in its one spelling.
public final class KeyText {
  private KeyText() {}

  /// Empty for whatever is no key, or is another spelling of one: `..`, `%2e`, capitals in an
  /// address, a part too many.
  public static Optional<BlobKey> parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      return Optional.of(
              new BlobKey(
                  new Address(parts[0]), new Scope(parts[1]), CollectedAt.ofFileName(parts[2])))
          .filter(key -> key.text().equals(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

package io.freehold.adapters.storage.vana;

import io.freehold.domain.Address;
import io.freehold.domain.Scope;
import io.freehold.domain.storage.BlobKey;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The path of a blob: `/v1/blobs/{owner}/{scope}/{name}`, or `/v1/chains/{id}/blobs/…` as newer
/// clients have it. The name is opaque; old ones have colons in it, plain or as `%3A`.
///
/// @param text as it is sent
record BlobPath(String text, Address owner, Scope scope, String name) {
  private static final Pattern SYNTAX =
      Pattern.compile(
          "/v1/(?:chains/\\d{1,12}/)?blobs/(0x[0-9a-fA-F]{40})/([A-Za-z0-9_.]+)/((?:[A-Za-z0-9_.:-]|%3[Aa])+)");

  static BlobPath of(BlobKey key) {
    return new BlobPath(
        "/v1/blobs/" + key.text(), key.owner(), key.scope(), key.version().fileName());
  }

  /// Empty for any other path: one with `..` or an escape in it, or with a part too many.
  static Optional<BlobPath> parse(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches() || matcher.group(3).matches("\\.+")) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new BlobPath(
              text, new Address(matcher.group(1)), new Scope(matcher.group(2)), matcher.group(3)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// Whether both mean one blob, whatever the case of the owner and the colons of the time.
  boolean isTheSameAs(BlobPath other) {
    return owner.equals(other.owner)
        && scope.equals(other.scope)
        && plain(name).equals(plain(other.name));
  }

  private static String plain(String name) {
    return name.replace("%3A", "-").replace("%3a", "-").replace(':', '-');
  }
}

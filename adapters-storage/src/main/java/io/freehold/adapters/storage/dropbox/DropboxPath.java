package io.freehold.adapters.storage.dropbox;

import io.freehold.adapters.storage.key.KeyText;
import io.freehold.domain.Address;
import io.freehold.domain.Scope;
import io.freehold.domain.storage.BlobKey;
import io.freehold.domain.storage.BlobUrl;
import java.util.Locale;
import java.util.Optional;

/// Where a blob lies in the application's folder, `/Freehold/{owner}/{scope}/{version}`, and its
/// address `dropbox://{path}` (§4.1.7). Dropbox takes capitals and small letters for the same,
/// scopes do not: a capital X of a scope is written `-x`, as no scope contains a `-` itself.
final class DropboxPath {
  private static final String SCHEME = "dropbox://";
  private static final String TOP = "/Freehold/";

  private DropboxPath() {}

  static String of(BlobKey key) {
    return of(key.owner(), key.scope()) + "/" + key.version().fileName();
  }

  static String of(Address owner, Scope scope) {
    return of(owner) + "/" + folderName(scope);
  }

  static String of(Address owner) {
    return TOP + owner.value();
  }

  static BlobUrl url(BlobKey key) {
    return new BlobUrl(SCHEME + of(key));
  }

  /// The key in an address; empty for whatever is no such address, or is another spelling of one.
  static Optional<BlobKey> keyIn(BlobUrl url) {
    return Optional.of(url.value())
        .filter(text -> text.startsWith(SCHEME))
        .flatMap(text ->
            key(text.substring(SCHEME.length()).toLowerCase(Locale.ROOT))
                .filter(key -> url(key).equals(url)));
  }

  /// The key of a path in lower case, which is the spelling that Dropbox vouches for.
  static Optional<BlobKey> key(String pathInLowerCase) {
    String top = TOP.toLowerCase(Locale.ROOT);
    String[] parts = pathInLowerCase.split("/", -1);
    if (!pathInLowerCase.startsWith(top) || parts.length != 5) {
      return Optional.empty();
    }
    String version = parts[4].toUpperCase(Locale.ROOT);
    return KeyText.parse(parts[2] + "/" + scopeText(parts[3]) + "/" + version)
        .filter(key -> of(key).toLowerCase(Locale.ROOT).equals(pathInLowerCase));
  }

  private static String folderName(Scope scope) {
    var name = new StringBuilder();
    for (char c : scope.value().toCharArray()) {
      if (c >= 'A' && c <= 'Z') {
        name.append('-').append((char) (c - 'A' + 'a'));
      } else {
        name.append(c);
      }
    }
    return name.toString();
  }

  private static String scopeText(String folderName) {
    var text = new StringBuilder();
    for (int i = 0; i < folderName.length(); i++) {
      char c = folderName.charAt(i);
      boolean isCapital = c == '-' && i + 1 < folderName.length();
      text.append(isCapital ? Character.toUpperCase(folderName.charAt(++i)) : c);
    }
    return text.toString();
  }
}

package io.freehold.adapters.persistence.blob;

import io.freehold.domain.Address;
import io.freehold.domain.Scope;
import io.freehold.domain.Sha256;
import io.freehold.domain.blob.BlobName;
import io.freehold.domain.blob.BlobPath;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where blobs lie: `{owner}/{scope}/2026-01-21T10-00-00Z`.
///
/// Two keys never share a file, on any disk. A time is its own name. Every other name gets `x-` in
/// front, and each of its capitals a `!`, because many disks do not tell cases apart; one that
/// grows too long by that, or has a colon, is named by its hash, with `h-` in front. A chain stands
/// before all of it, with an `@`. None of these marks can begin a time.
final class BlobTree {
  static final String INCOMING = "incoming";

  private static final int CHARACTERS_MAX = 200;
  private static final Pattern DEVICE = Pattern.compile("(?:con|prn|aux|nul|com\\d|lpt\\d)");

  private static final Pattern MARKED = Pattern.compile("!([a-z]?)");

  private final Path root;

  /// @param home of which this is one folder
  BlobTree(Path home) {
    this.root = home.resolve("blobs");
  }

  Path root() {
    return root;
  }

  Path incoming() {
    return root.resolve(INCOMING);
  }

  Path folderOf(Address owner) {
    return root.resolve(owner.value());
  }

  Path folderOf(Address owner, Scope scope) {
    String source = scope.source();
    String name =
        DEVICE.matcher(source).matches()
            ? source + "!" + scope.value().substring(source.length())
            : scope.value();
    return folderOf(owner).resolve(withMarkedCapitals(name));
  }

  /// The scope whose folder this is; empty for whatever is none.
  Optional<Scope> scopeOf(Address owner, Path folder) {
    String name =
        MARKED
            .matcher(String.valueOf(folder.getFileName()))
            .replaceAll(mark -> mark.group(1).toUpperCase(Locale.ROOT));
    try {
      return Optional.of(new Scope(name)).filter(scope -> folderOf(owner, scope).equals(folder));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// Whether a file of this name is a blob under a time.
  static boolean isTime(String fileName) {
    try {
      return new BlobName(fileName).isTime() && new BlobName(fileName).value().equals(fileName);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  Path fileOf(BlobPath path) {
    String chain = path.chainId().isPresent() ? path.chainId().getAsLong() + "@" : "";
    return folderOf(path.owner(), path.scope()).resolve(chain + fileName(path.name()));
  }

  private static String fileName(BlobName name) {
    if (name.isTime()) {
      return name.value();
    }
    String marked = withMarkedCapitals(name.value());
    boolean isPlain =
        marked.length() <= CHARACTERS_MAX && marked.indexOf(':') < 0 && !marked.endsWith(".");
    return isPlain ? "x-" + marked : "h-" + Sha256.hex(name.value());
  }

  private static String withMarkedCapitals(String text) {
    var marked = new StringBuilder();
    for (char c : text.toCharArray()) {
      if (c >= 'A' && c <= 'Z') {
        marked.append('!').append((char) (c - 'A' + 'a'));
      } else {
        marked.append(c);
      }
    }
    return marked.toString();
  }
}

package io.freehold.adapters.storage.local;

import io.freehold.domain.Address;
import io.freehold.domain.Scope;
import io.freehold.domain.storage.BlobKey;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where blobs lie: `{owner}/{scope}/{version}`.
///
/// Two scopes never share a folder, on any disk: a capital X is written `-x`, because many disks do
/// not tell cases apart, and no scope contains a `-` itself. A scope has a dot in it, so it is
/// never the name of a device.
record BlobTree(Path root) {
  private static final Pattern CAPITAL = Pattern.compile("[A-Z]");
  private static final Pattern MARKED = Pattern.compile("-([a-z])");

  Path folderOf(Address owner) {
    return root.resolve(owner.value());
  }

  Path folderOf(Address owner, Scope scope) {
    String name =
        CAPITAL
            .matcher(scope.value())
            .replaceAll(match -> "-" + (char) (match.group().charAt(0) + 'a' - 'A'));
    return folderOf(owner).resolve(name);
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

  Path fileOf(BlobKey key) {
    return folderOf(key.owner(), key.scope()).resolve(key.version().fileName());
  }

  /// Of a file or a folder of a tree, which always has one.
  static Path parentOf(Path path) {
    return Objects.requireNonNull(path.getParent());
  }

  /// Where blobs are until they are complete.
  Path incoming() {
    return root.resolve(".incoming");
  }
}

package io.freehold.adapters.persistence.blob;

import io.freehold.adapters.persistence.files.Disk;
import io.freehold.domain.Address;
import io.freehold.domain.Scope;
import io.freehold.domain.blob.BlobName;
import io.freehold.domain.blob.BlobPath;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/// What one owner has here, by name. Of a folder no more names are held than are asked for.
final class Catalogue {
  private final Address owner;
  private final BlobTree tree;
  private final Disk disk;

  Catalogue(Address owner, BlobTree tree, Disk disk) {
    this.owner = owner;
    this.tree = tree;
    this.disk = disk;
  }

  List<BlobPath> list(Optional<BlobPath> after, int limit) throws IOException {
    var listed = new ArrayList<BlobPath>();
    Optional<String> from = after.map(path -> path.scope().value());
    for (String scope : scopes()) {
      boolean isKnown = from.filter(known -> scope.compareTo(known) < 0).isPresent();
      if (!isKnown && listed.size() < limit) {
        Optional<String> name =
            after
                .filter(path -> path.scope().value().equals(scope))
                .map(path -> path.name().value());
        listed.addAll(names(new Scope(scope), name, limit - listed.size()));
      }
    }
    return List.copyOf(listed);
  }

  private TreeSet<String> scopes() throws IOException {
    var scopes = new TreeSet<String>();
    visit(
        tree.folderOf(owner),
        folder -> tree.scopeOf(owner, folder).map(Scope::value).ifPresent(scopes::add));
    return scopes;
  }

  private List<BlobPath> names(Scope scope, Optional<String> after, int limit) throws IOException {
    var names = new TreeSet<String>();
    visit(
        tree.folderOf(owner, scope),
        file -> {
          String name = nameOf(file);
          boolean isNew = after.filter(known -> name.compareTo(known) <= 0).isEmpty();
          if (isNew && BlobTree.isTime(name)) {
            names.add(name);
          }
          if (names.size() > limit) {
            names.removeLast();
          }
        });
    return names.stream()
        .map(name -> new BlobPath(owner, OptionalLong.empty(), scope, new BlobName(name)))
        .toList();
  }

  private static String nameOf(Path path) {
    return Objects.requireNonNull(path.getFileName()).toString();
  }

  /// A folder that is gone has nothing in it.
  private void visit(Path folder, Disk.Visitor visitor) throws IOException {
    if (!disk.isFolder(folder)) {
      return;
    }
    try {
      disk.list(folder, visitor);
    } catch (NoSuchFileException e) {
      return;
    }
  }
}

package io.freehold.adapters.storage.local;

import io.freehold.adapters.storage.key.KeyText;
import io.freehold.domain.Address;
import io.freehold.domain.Scope;
import io.freehold.domain.storage.BlobKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// What lies in the folder of one owner, in the order of scopes and names. Of a scope no more names
/// are held than are asked for; what is no key of ours, or a link, is passed over.
record ListedBelow(BlobTree tree, BlobFiles files, Address owner) {

  static String endOf(BlobKey key) {
    return key.scope() + "/" + key.version().fileName();
  }

  /// @param from where the page before ended
  List<BlobKey> after(Optional<String> from, int limit) throws IOException {
    var keys = new ArrayList<BlobKey>();
    for (String scope : scopes()) {
      boolean isKnown =
          from.map(end -> end.substring(0, end.indexOf('/')))
              .filter(known -> scope.compareTo(known) < 0)
              .isPresent();
      if (!isKnown && keys.size() < limit) {
        keys.addAll(keys(new Scope(scope), from, limit - keys.size()));
      }
    }
    return keys;
  }

  private TreeSet<String> scopes() throws IOException {
    var scopes = new TreeSet<String>();
    files.each(
        tree.folderOf(owner),
        folder -> {
          if (files.isFolder(folder)) {
            tree.scopeOf(owner, folder).map(Scope::value).ifPresent(scopes::add);
          }
        });
    return scopes;
  }

  private List<BlobKey> keys(Scope scope, Optional<String> from, int limit) throws IOException {
    var names = new TreeSet<String>();
    files.each(
        tree.folderOf(owner, scope),
        file -> {
          String end = scope + "/" + file.getFileName();
          boolean isNew =
              from.filter(known -> known.startsWith(scope + "/"))
                  .filter(known -> end.compareTo(known) <= 0)
                  .isEmpty();
          if (isNew && key(end).isPresent() && files.isFile(file)) {
            names.add(end);
          }
          if (names.size() > limit) {
            names.removeLast();
          }
        });
    return names.stream().flatMap(end -> key(end).stream()).toList();
  }

  private Optional<BlobKey> key(String end) {
    return KeyText.parse(owner.value() + "/" + end);
  }
}

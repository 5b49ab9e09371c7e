package io.freehold.adapters.storage.gdrive;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.domain.storage.BlobKey;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The folders `Freehold/{owner}/{scope}`, for people who look at their Drive. Each is found or
/// made once; Drive would make a second one of the same name without a word.
final class DriveFolders {
  static final String TYPE = "application/vnd.google-apps.folder";
  private static final String TOP = "Freehold";
  private static final String ROOT = "root";

  private final DriveApi api;
  private final Map<List<String>, String> known = new ConcurrentHashMap<>();

  DriveFolders(DriveApi api) {
    this.api = api;
  }

  /// The id of the folder a blob belongs into.
  String of(BlobKey key) {
    return idOf(List.of(TOP, key.owner().value(), key.scope().value()));
  }

  /// The owner removed a folder meanwhile, or its parent.
  synchronized void forget() {
    known.clear();
  }

  private String idOf(List<String> path) {
    String id = known.get(path);
    return id == null ? findOrMake(path) : id;
  }

  /// One at a time, so that two uploads do not make two folders.
  private synchronized String findOrMake(List<String> path) {
    String parent = ROOT;
    for (int depth = 1; depth <= path.size(); depth++) {
      List<String> above = path.subList(0, depth);
      String id = known.get(above);
      if (id == null) {
        id = findOrMake(above.getLast(), parent);
        known.put(List.copyOf(above), id);
      }
      parent = id;
    }
    return parent;
  }

  private String findOrMake(String name, String parent) {
    var found = new ArrayDeque<String>();
    api.list(
        "name = '%s' and mimeType = '%s' and '%s' in parents and trashed = false"
            .formatted(escaped(name), TYPE, parent),
        "id,name",
        folder -> {
          if (folder.path("name").asText("").equals(name)) {
            found.add(DriveApi.idIn(folder));
          }
        });
    return found.isEmpty() ? make(name, parent) : found.getFirst();
  }

  private String make(String name, String parent) {
    ObjectNode metadata = DriveApi.JSON.createObjectNode().put("name", name).put("mimeType", TYPE);
    metadata.putArray("parents").add(parent);
    return api.create(metadata);
  }

  /// As it is written between quotes in a query.
  static String escaped(String name) {
    return name.replace("\\", "\\\\").replace("'", "\\'");
  }
}

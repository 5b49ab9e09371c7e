package io.freehold.adapters.persistence.data;

import io.freehold.domain.CollectedAt;
import io.freehold.domain.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where the versions of a scope lie (§4.1.8): `instagram/profile/2026-01-21T10-00-00Z.json`.
///
/// Two scopes never share a folder, on any disk: a capital X is written `-x`, because many disks do
/// not tell cases apart, and a name that stands for a device on Windows gets a `-` at its end. No
/// scope contains a `-` itself.
final class DataTree {
  private static final String SUFFIX = ".json";
  private static final Set<String> DEVICES =
      Set.of(
          "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7",
          "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9");

  private final Path root;

  DataTree(Path root) {
    this.root = root;
  }

  Path root() {
    return root;
  }

  Path folderOf(Scope scope) {
    return foldersTo(scope).getLast();
  }

  Path fileOf(Scope scope, CollectedAt version) {
    return folderOf(scope).resolve(version.fileName() + SUFFIX);
  }

  /// The scope whose versions lie in a folder; empty when none can.
  Optional<Scope> scopeOf(Path folder) {
    var segments = new ArrayList<String>();
    root.relativize(folder).forEach(name -> segments.add(segmentOf(name.toString())));
    try {
      return Optional.of(new Scope(String.join(".", segments)))
          .filter(scope -> folderOf(scope).equals(folder));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// The version a file holds by its name; empty when it is none.
  static Optional<CollectedAt> versionOf(Path file) {
    String name = file.getFileName().toString();
    if (!name.endsWith(SUFFIX)) {
      return Optional.empty();
    }
    try {
      return Optional.of(CollectedAt.ofFileName(name.substring(0, name.length() - SUFFIX.length())))
          .filter(version -> name.equals(version.fileName() + SUFFIX));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// The folders below the root that lead to a scope's own, which is the last.
  List<Path> foldersTo(Scope scope) {
    var folders = new ArrayList<Path>();
    Path folder = root;
    for (String segment : scope.segments()) {
      folder = folder.resolve(folderName(segment));
      folders.add(folder);
    }
    return folders;
  }

  private static String folderName(String segment) {
    var name = new StringBuilder();
    for (char c : segment.toCharArray()) {
      if (c >= 'A' && c <= 'Z') {
        name.append('-').append((char) (c - 'A' + 'a'));
      } else {
        name.append(c);
      }
    }
    return DEVICES.contains(segment) ? name.append('-').toString() : name.toString();
  }

  private static String segmentOf(String folderName) {
    var segment = new StringBuilder();
    for (int i = 0; i < folderName.length(); i++) {
      char c = folderName.charAt(i);
      if (c == '-' && i + 1 < folderName.length()) {
        segment.append(Character.toUpperCase(folderName.charAt(++i)));
      } else if (c != '-') {
        segment.append(c);
      }
    }
    return segment.toString();
  }
}

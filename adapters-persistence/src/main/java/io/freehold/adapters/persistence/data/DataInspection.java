package io.freehold.adapters.persistence.data;

import io.freehold.adapters.persistence.files.Disk;
import io.freehold.adapters.persistence.sql.Snapshot;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.Scope;
import io.freehold.domain.upkeep.Finding;
import io.freehold.domain.upkeep.Finding.Kind;
import io.freehold.domain.upkeep.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Compares the data files with each other, with what was noted of them, and with the index. Reads
/// every file to its end and writes nothing.
public final class DataInspection {
  private static final int DEPTH_MAX = 3;

  private final Path home;
  private final Disk disk;
  private final DataTree tree;
  private final Optional<IndexRows> index;
  private final DeletedVersions deleted;
  private final Findings found;
  private long files;
  private long bytes;

  /// @param state empty when there is none that can be read; the index likewise
  public DataInspection(
      Path home, Disk disk, Optional<Snapshot> state, Optional<Snapshot> index, Findings found) {
    this.home = home;
    this.disk = disk;
    this.tree = new DataTree(home.resolve("data"));
    this.index = index.map(IndexRows::new);
    this.deleted = new DeletedVersions(state);
    this.found = found;
  }

  public void inspect() throws IOException {
    deleted
        .unfinished()
        .forEach(scope ->
            report(
                Kind.UNFINISHED_DELETION,
                tree.folderOf(scope),
                "the deletion of " + scope + " was begun and not finished"));
    deleted
        .unfinishedVersions()
        .forEach(name ->
            report(
                Kind.UNFINISHED_DELETION,
                tree.fileOf(name.scope(), name.version()),
                "the removal of this version was begun and not finished"));
    if (disk.isFolder(tree.root())) {
      inspect(tree.root(), 0);
    }
    index.ifPresent(this::inspectScopesWithoutFolder);
    inspectLeftovers();
  }

  public long files() {
    return files;
  }

  public long bytes() {
    return bytes;
  }

  private void inspect(Path folder, int depth) throws IOException {
    var names = new ArrayList<Path>();
    disk.list(folder, names::add);
    Collections.sort(names);
    Optional<Scope> scope = tree.scopeOf(folder);
    List<Path> plain = names.stream().filter(name -> !disk.isFolder(name)).toList();
    if (scope.isPresent()) {
      inspect(scope.get(), plain);
    } else {
      plain.forEach(this::inspectStray);
    }
    for (Path below : names) {
      if (disk.isFolder(below)) {
        if (depth < DEPTH_MAX) {
          inspect(below, depth + 1);
        } else {
          report(Kind.STRANGE_FILE, below, "a folder too deep to be a scope's");
        }
      }
    }
  }

  private void inspect(Scope scope, List<Path> names) {
    ScopeRows rows = index.map(all -> all.of(scope)).orElseGet(ScopeRows::none);
    for (Path file : names) {
      Optional<CollectedAt> version = DataTree.versionOf(file).filter(_ -> isPlainFile(file));
      if (version.isPresent()) {
        inspect(scope, version.get(), file, rows.take(version.get()));
      } else {
        inspectStray(file);
      }
    }
    rows.left().forEach(row -> reportMissing(scope, row));
  }

  private void inspect(Scope scope, CollectedAt version, Path file, Optional<ScopeRows.Row> row) {
    if (deleted.isFinished(scope, version)) {
      report(Kind.DELETED_FILE, file, "this version was deleted, and its file is here");
    } else if (!deleted.isUnfinished(scope, version)) {
      read(file).ifPresent(content -> judge(scope, version, file, content, row));
    }
  }

  private void judge(
      Scope scope, CollectedAt version, Path file, FoundFile content, Optional<ScopeRows.Row> row) {
    if (row.filter(known -> known.isOf(content)).isPresent()) {
      return;
    }
    boolean isGood = content.isA(scope, version) && !content.isRotten();
    if (content.isRotten() || row.isPresent() && !(isGood && content.isAsStored())) {
      report(Kind.ROTTEN_FILE, file, ScopeRows.contradiction(content, row));
    } else if (row.isPresent()) {
      report(Kind.WRONG_INDEX, file, "the file is what was stored; the index has another hash");
    } else if (isGood) {
      if (index.isPresent()) {
        report(Kind.UNINDEXED_FILE, file, "a version that the index does not have");
      }
    } else {
      reportStray(file, content);
    }
  }

  private void reportMissing(Scope scope, ScopeRows.Row row) {
    Path file = tree.fileOf(scope, row.version());
    if (deleted.isFinished(scope, row.version())) {
      report(Kind.WRONG_INDEX, file, "this version was deleted, and the index still has it");
    } else if (!deleted.isUnfinished(scope, row.version())) {
      report(
          Kind.MISSING_FILE,
          file,
          "the file is gone; it had %d bytes with the hash %s"
              .formatted(row.sizeBytes(), row.sha256()));
    }
  }

  private void inspectScopesWithoutFolder(IndexRows rows) {
    for (Scope scope : rows.scopes()) {
      if (!disk.isFolder(tree.folderOf(scope))) {
        rows.of(scope).left().forEach(row -> reportMissing(scope, row));
      }
    }
  }

  /// A file that has not the name of a version of its folder.
  private void inspectStray(Path file) {
    if (!isPlainFile(file) || !file.getFileName().toString().endsWith(".json")) {
      report(Kind.STRANGE_FILE, file, "not a data file; it is left alone");
      return;
    }
    read(file).ifPresent(content -> reportStray(file, content));
  }

  private void reportStray(Path file, FoundFile content) {
    if (content.envelope().isEmpty()) {
      report(Kind.INVALID_FILE, file, "no data file: " + content.complaint());
      return;
    }
    Envelope envelope = content.envelope().get();
    Path place = tree.fileOf(envelope.scope(), envelope.collectedAt());
    String says = "it says it is %s of %s".formatted(envelope.collectedAt(), envelope.scope());
    if (deleted.isFinished(envelope.scope(), envelope.collectedAt())) {
      report(Kind.DELETED_FILE, file, says + ", which was deleted");
    } else if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      report(Kind.DUPLICATE_VERSION, file, says + ", which is at " + below(place));
    } else {
      report(Kind.MISPLACED_FILE, file, says + ", whose place is " + below(place));
    }
  }

  private void inspectLeftovers() throws IOException {
    try {
      disk.list(
          home.resolve("incoming"),
          file -> report(Kind.LEFTOVER, file, "what a crash left of a write"));
    } catch (NoSuchFileException e) {
      // A home that was never opened has none.
    }
  }

  private Optional<FoundFile> read(Path file) {
    try {
      FoundFile content = FoundFile.read(disk, file);
      files++;
      bytes += content.sizeBytes();
      return Optional.of(content);
    } catch (IOException e) {
      report(Kind.UNREADABLE_FILE, file, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static boolean isPlainFile(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  /// Where a misplaced file belongs; empty when it is no envelope any more.
  public static Optional<Path> placeOf(Path home, Disk disk, Path file) throws IOException {
    return FoundFile.read(disk, file)
        .envelope()
        .map(envelope ->
            new DataTree(home.resolve("data")).fileOf(envelope.scope(), envelope.collectedAt()));
  }

  private String below(Path place) {
    return home.relativize(place).toString();
  }

  private void report(Kind kind, Path place, String detail) {
    found.add(new Finding(kind, below(place), detail));
  }
}

package io.freehold.adapters.persistence.data;

import io.freehold.adapters.persistence.data.Deletions.Deletion;
import io.freehold.adapters.persistence.data.DroppedVersions.Name;
import io.freehold.adapters.persistence.files.Disk;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.Scope;
import io.freehold.domain.data.VersionSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds versions in the data tree that the index does not have. A file counts when its name, its
/// place and what it says of itself agree, and when it was not deleted before.
final class TreeScan {
  private static final Logger LOG = LoggerFactory.getLogger(TreeScan.class);
  private static final int ADDED_AT_ONCE = 1_000;
  private static final int DEPTH_MAX = 3;

  private final Disk disk;
  private final DataTree tree;
  private final VersionIndex index;
  private final Deletions deletions;
  private final DroppedVersions dropped;
  private final SchemaIds schemaIds;
  private final InstantSource clock;

  TreeScan(Parts parts) {
    this.disk = parts.disk();
    this.tree = parts.tree();
    this.index = parts.index();
    this.deletions = parts.deletions();
    this.dropped = parts.dropped();
    this.schemaIds = parts.schemaIds();
    this.clock = parts.clock();
  }

  /// Reads what is missing into the index; returns how many versions that were.
  int addMissing() throws IOException {
    int[] added = new int[1];
    scan(tree.root(), 0, (scope, missing) -> added[0] += add(scope, missing));
    return added[0];
  }

  /// Whether there is a file with the name of a version that the index does not have, other than
  /// those that are known to be of no account. Looks at names only.
  boolean findsMissing(Set<Path> ofNoAccount) throws IOException {
    boolean[] isFound = new boolean[1];
    scan(
        tree.root(),
        0,
        (scope, missing) ->
            isFound[0] |=
                missing.stream()
                    .anyMatch(version -> !ofNoAccount.contains(tree.fileOf(scope, version))));
    return isFound[0];
  }

  /// Somebody who is shown what the index lacks, scope by scope.
  private interface Missing {
    void of(Scope scope, List<CollectedAt> versions) throws IOException;
  }

  private void scan(Path folder, int depth, Missing missing) throws IOException {
    var versions = new ArrayList<CollectedAt>();
    var folders = new ArrayList<Path>();
    disk.list(
        folder,
        path -> DataTree.versionOf(path).ifPresentOrElse(versions::add, () -> folders.add(path)));
    if (!versions.isEmpty()) {
      show(folder, versions, missing);
    }
    for (Path below : folders) {
      if (depth < DEPTH_MAX && disk.isFolder(below)) {
        scan(below, depth + 1, missing);
      }
    }
  }

  private void show(Path folder, List<CollectedAt> versions, Missing missing) throws IOException {
    Optional<Scope> scope = tree.scopeOf(folder);
    if (scope.isPresent()) {
      missing.of(scope.get(), missing(scope.get(), versions));
    } else {
      LOG.warn("{} is not the folder of a scope; its files are left alone", folder);
    }
  }

  private int add(Scope scope, List<CollectedAt> missing) throws IOException {
    var found = new ArrayList<NewVersion>();
    int added = 0;
    for (CollectedAt version : missing) {
      read(scope, version).ifPresent(found::add);
      if (found.size() == ADDED_AT_ONCE) {
        added += add(found);
      }
    }
    return added + add(found);
  }

  private int add(List<NewVersion> found) {
    int count = found.size();
    index.add(found, clock.instant());
    found.clear();
    return count;
  }

  private List<CollectedAt> missing(Scope scope, List<CollectedAt> versions) {
    long[] known = index.allVersions(scope);
    long deletedThrough =
        deletions.find(scope).map(Deletion::through).map(CollectedAt::epochMillis).orElse(-1L);
    Set<Name> gone = Set.copyOf(dropped.of(scope));
    return versions.stream()
        .filter(version -> version.epochMillis() > deletedThrough)
        .filter(version -> !gone.contains(new Name(scope, version)))
        .filter(version -> Arrays.binarySearch(known, version.epochMillis()) < 0)
        .sorted()
        .toList();
  }

  /// A file whose bytes went bad is taken in under the hash it was stored with, so that it is a
  /// version that is damaged, and not one that never was.
  private Optional<NewVersion> read(Scope scope, CollectedAt version) throws IOException {
    Path file = tree.fileOf(scope, version);
    FoundFile found = FoundFile.read(disk, file);
    if (found.isRotten()) {
      LOG.error("{} is not what was stored and will not be served; run freehold fsck", file);
    } else if (!found.isA(scope, version)) {
      LOG.error(
          "{} is not taken into the index: {}",
          file,
          found.envelope().isPresent() ? "it is a version of another place" : found.complaint());
      return Optional.empty();
    }
    return Optional.of(new NewVersion(scope, summary(scope, version, found), Optional.empty()));
  }

  private VersionSummary summary(Scope scope, CollectedAt version, FoundFile found) {
    return new VersionSummary(
        version,
        Optional.empty(),
        found.envelope().flatMap(Envelope::schemaUrl).flatMap(url -> schemaIds.find(scope, url)),
        found.sizeBytes(),
        found.notedSha256().orElse(found.sha256()));
  }
}

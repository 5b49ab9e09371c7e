package io.freehold.adapters.persistence.data;

import io.freehold.adapters.persistence.files.Disk;
import io.freehold.adapters.persistence.files.WriteGate;
import io.freehold.adapters.persistence.sql.Database;
import io.freehold.adapters.persistence.sync.Position;
import io.freehold.adapters.persistence.sync.Troubles;
import io.freehold.application.Limits;
import java.nio.file.Path;
import java.time.InstantSource;

/// What a store consists of: the files, the index of them, and what is written down apart from the
/// index because no file says it.
record Parts(
    Disk disk,
    WriteGate gate,
    InstantSource clock,
    DataTree tree,
    Incoming incoming,
    IndexFile file,
    VersionIndex index,
    Deletions deletions,
    DroppedVersions dropped,
    Renumberings renumberings,
    FileLinks links,
    Position position,
    Troubles troubles,
    UploadQueue uploads,
    SchemaIds schemaIds) {

  static Parts of(
      Path home, Disk disk, WriteGate gate, Database state, Limits limits, InstantSource clock) {
    var file = new IndexFile(home.resolve("index.db"), disk, gate, limits.readersMax());
    var position = new Position(state);
    var links = new FileLinks(state);
    return new Parts(
        disk,
        gate,
        clock,
        new DataTree(home.resolve("data")),
        new Incoming(home.resolve("incoming"), disk, gate),
        file,
        new VersionIndex(file, () -> position.place().isPresent()),
        new Deletions(state),
        new DroppedVersions(state),
        new Renumberings(state),
        links,
        position,
        new Troubles(state),
        new UploadQueue(file, links),
        new SchemaIds(state, limits.rememberedMax()));
  }
}

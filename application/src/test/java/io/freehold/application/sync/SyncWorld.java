package io.freehold.application.sync;

import static io.freehold.application.testing.Cast.LIKES;
import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.PROFILE;

import io.freehold.application.port.StorageBackend;
import io.freehold.application.testing.FakeStorageBackend;
import io.freehold.application.testing.HandSetClock;
import io.freehold.application.testing.InMemoryFileRegistry;
import io.freehold.application.testing.InMemorySchemas;
import io.freehold.application.testing.StubSchema;
import io.freehold.domain.FileId;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Scope;
import io.freehold.domain.data.DataFile.SchemaReference;
import io.freehold.domain.sync.FileRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A gateway, a backend and a clock for the servers of one owner.
final class SyncWorld {
  static final SchemaId PROFILE_SCHEMA = SchemaId.parse("7");
  static final SchemaId LIKES_SCHEMA = SchemaId.parse("8");

  final HandSetClock clock = new HandSetClock(NOW);
  final FakeStorageBackend backend;
  final InMemorySchemas schemas = new InMemorySchemas();
  final InMemoryFileRegistry registry = new InMemoryFileRegistry();

  SyncWorld() {
    this(FakeStorageBackend.withKeys("keyed"));
  }

  SyncWorld(FakeStorageBackend backend) {
    this.backend = backend;
    schemas.add(PROFILE, schema(PROFILE_SCHEMA)).add(LIKES, schema(LIKES_SCHEMA));
  }

  private static StubSchema schema(SchemaId id) {
    return new StubSchema(
        new SchemaReference(
            id, "ipfs://bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy"),
        List.of());
  }

  SyncingServer server() {
    return new SyncingServer(schemas, registry, backend, clock);
  }

  SyncingServer serverWith(StorageBackend other) {
    return new SyncingServer(schemas, registry, other, clock);
  }

  /// All that the gateway says about the owner, tombstones included.
  List<FileRecord> records() {
    var all = new ArrayList<FileRecord>();
    Optional<String> cursor = Optional.empty();
    while (true) {
      var page = registry.changes(OWNER, cursor);
      all.addAll(page.records());
      if (!page.hasMore() || page.records().isEmpty()) {
        return all;
      }
      cursor = Optional.of(page.records().getLast().cursor());
    }
  }

  List<FileRecord> liveRecords() {
    return records().stream().filter(record -> record.deletion().isEmpty()).toList();
  }

  FileId onlyRecord() {
    if (liveRecords().size() != 1) {
      throw new AssertionError("there are " + liveRecords().size() + " records");
    }
    return liveRecords().getFirst().id();
  }

  /// Long enough for whatever failed to be tried again.
  void wait(Duration time) {
    clock.advance(time);
  }

  static String payload(int number) {
    return "{\"number\":" + number + "}";
  }

  static Scope scope(int number) {
    return number % 2 == 0 ? PROFILE : LIKES;
  }
}

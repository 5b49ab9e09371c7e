package io.freehold.adapters.persistence;

import io.freehold.adapters.persistence.sql.DamagedDatabaseException;
import io.freehold.adapters.persistence.sql.Migrations;
import io.freehold.adapters.persistence.sql.Snapshot;
import io.freehold.domain.upkeep.Finding;
import io.freehold.domain.upkeep.Finding.Kind;
import io.freehold.domain.upkeep.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// The databases of a home that nobody has open, as far as they can be read. Those that cannot are
/// reported.
record Snapshots(Optional<Snapshot> state, Optional<Snapshot> registry, Optional<Snapshot> index)
    implements AutoCloseable {

  private static final String RELAY = "relay/relay.db";

  static Snapshots of(Path home, Findings found) throws IOException {
    return new Snapshots(
        open(home, "state.db", "state", Kind.DAMAGED_DATABASE, found),
        open(home, "gateway/registry.db", "registry", Kind.DAMAGED_DATABASE, found),
        open(home, "index.db", "index", Kind.DAMAGED_INDEX, found));
  }

  /// Reports a damaged database of the relay role, which a home may be without. What is known of
  /// the others comes first, because while one of them is damaged nothing may be moved.
  static void lookAtTheRelay(Path home, Findings found) throws IOException {
    if (Files.exists(home.resolve(RELAY))) {
      open(home, RELAY, "relay", Kind.DAMAGED_RELAY, found).ifPresent(Snapshot::close);
    }
  }

  private static Optional<Snapshot> open(
      Path home, String file, String migrations, Kind ifDamaged, Findings found)
      throws IOException {
    if (!Files.exists(home.resolve(file))) {
      Kind ifMissing = ifDamaged == Kind.DAMAGED_INDEX ? Kind.MISSING_INDEX : ifDamaged;
      found.add(new Finding(ifMissing, file, "it is gone"));
      return Optional.empty();
    }
    try {
      return Optional.of(Snapshot.of(home.resolve(file), new Migrations(migrations)));
    } catch (DamagedDatabaseException e) {
      found.add(new Finding(ifDamaged, file, String.valueOf(e.getMessage())));
    } catch (IllegalStateException e) {
      found.add(new Finding(Kind.NEWER_DATABASE, file, String.valueOf(e.getMessage())));
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    Stream.of(state, registry, index).flatMap(Optional::stream).forEach(Snapshot::close);
  }
}

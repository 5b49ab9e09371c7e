package io.freehold.application.sync;

import static io.freehold.application.sync.SyncWorld.payload;
import static io.freehold.application.sync.SyncWorld.scope;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.port.FileCipher;
import io.freehold.application.port.FileRegistry;
import io.freehold.application.port.StorageBackend;
import io.freehold.application.testing.FakeCipher;
import io.freehold.application.testing.FakeStorageBackend;
import io.freehold.domain.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// R10 to R13: three servers of one owner, at random cut off from the gateway, killed at any call,
/// on a backend half of whose calls fail. When the noise is over, all hold the same, every record
/// has its blob, and nothing that was ingested and not deleted is missing.
class ConvergenceTest {
  private static final long SEED = Long.getLong("freehold.seed", new Random().nextInt(1_000_000));
  private static final int ROUNDS =
      Integer.getInteger("freehold.rounds", Boolean.getBoolean("freehold.long") ? 3_000 : 150);
  private static final int STEPS = 40;
  private static final int SERVERS = 3;

  @Test
  void allServersHoldTheSameInTheEnd() {
    System.out.printf(
        "R13: %d rounds, seed %d (-Dfreehold.seed=..., -Dfreehold.rounds=...)%n", ROUNDS, SEED);
    int ingested = 0;
    int kept = 0;
    int killed = 0;
    for (int round = 0; round < ROUNDS; round++) {
      var life = new Life(SEED + round, round % 3 == 2);
      life.run();
      ingested += life.ingested;
      kept += life.servers.getFirst().holdings().size();
      killed += life.killed;
    }
    System.out.printf(
        "R13: %d servers, %d ingests, %d kept, %d kills: all alike%n",
        SERVERS * ROUNDS, ingested, kept, killed);
    assertThat(ingested).isPositive();
  }

  private static final class Life {
    private final long seed;
    private final Random random;
    private final SyncWorld world;
    private final List<SyncingServer> servers = new ArrayList<>();
    private boolean hasDeleted;
    private int ingested;
    private int killed;

    Life(long seed, boolean isKeyless) {
      this.seed = seed;
      this.random = new Random(seed);
      this.world =
          new SyncWorld(
              isKeyless
                  ? FakeStorageBackend.withoutKeys("keyless")
                  : FakeStorageBackend.withKeys("keyed"));
      for (int i = 0; i < SERVERS; i++) {
        servers.add(world.server());
      }
    }

    void run() {
      for (int i = 0; i < STEPS; i++) {
        step(servers.get(random.nextInt(SERVERS)));
        world.wait(Duration.ofMillis(random.nextInt(3_000)));
      }
      beQuiet();
      mustBeAlike();
    }

    private void step(SyncingServer server) {
      switch (random.nextInt(10)) {
        case 0, 1, 2, 3 -> {
          String payload = payload(ingested++);
          server.ingest(scope(random.nextInt(2)), payload);
        }
        case 4 -> {
          if (random.nextInt(4) == 0) {
            server.files.delete(scope(random.nextInt(2)));
            hasDeleted = true;
          }
        }
        default -> badCycle(server);
      }
    }

    /// A cycle of a process that may be cut off or killed.
    private void badCycle(SyncingServer server) {
      var interruption =
          new Interruption(
              random.nextBoolean() ? random.nextInt(30) : Integer.MAX_VALUE, random.nextBoolean());
      boolean isCutOff = random.nextInt(5) == 0;
      server.backend =
          interruption.watching(
              StorageBackend.class, new FaultyBackend(world.backend, random, 0.5));
      server.registry =
          interruption.watching(
              FileRegistry.class, isCutOff ? new Unreachable(world.registry) : world.registry);
      server.cipher = interruption.watching(FileCipher.class, new FakeCipher());
      try {
        server.restart();
        server.cycle();
      } catch (Interruption.Killed e) {
        killed++;
      }
      if (random.nextBoolean()) {
        world.wait(Duration.ofMinutes(random.nextInt(60)));
      }
    }

    private void beQuiet() {
      for (SyncingServer server : servers) {
        server.backend = world.backend;
        server.registry = world.registry;
        server.cipher = new FakeCipher();
        server.restart();
      }
      for (int i = 0; i < 12; i++) {
        world.wait(Duration.ofDays(2));
        servers.forEach(SyncingServer::cycle);
      }
    }

    private void mustBeAlike() {
      String life = "seed " + seed;
      var expected = servers.getFirst().holdings();
      for (SyncingServer server : servers) {
        assertThat(server.holdings()).describedAs(life).isEqualTo(expected);
        assertThat(server.files.pendingUploadCount()).describedAs(life).isZero();
        assertThat(server.files.removalCount()).describedAs(life).isZero();
        assertThat(server.files.troubles(10)).describedAs(life).isEmpty();
      }
      assertThat(world.liveRecords())
          .describedAs(life)
          .allSatisfy(record -> assertThat(world.backend.exists(record.url())).isTrue());
      assertThat(expected).describedAs(life).hasSameSizeAs(world.liveRecords());
      if (!hasDeleted) {
        assertThat(expected).describedAs(life).hasSizeGreaterThanOrEqualTo(ingested);
      }
    }
  }

  /// A gateway behind a cut line.
  private static final class Unreachable extends WrappedRegistry {
    Unreachable(FileRegistry registry) {
      super(registry);
    }

    private static RuntimeException unreachable() {
      return new Problem.ServiceUnavailable(
              Problem.Cause.GATEWAY, "the gateway cannot be reached", Duration.ofSeconds(5))
          .asException();
    }

    @Override
    public io.freehold.domain.FileId register(
        io.freehold.domain.registry.RegistryMessage.FileRegistration file) {
      throw unreachable();
    }

    @Override
    public io.freehold.domain.sync.RecordPage changes(
        io.freehold.domain.Address owner, java.util.Optional<String> cursor) {
      throw unreachable();
    }

    @Override
    public boolean delete(io.freehold.domain.Address owner, io.freehold.domain.FileId id) {
      throw unreachable();
    }
  }
}

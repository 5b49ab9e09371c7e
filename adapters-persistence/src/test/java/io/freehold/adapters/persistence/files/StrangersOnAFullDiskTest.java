package io.freehold.adapters.persistence.files;

import static io.freehold.application.testing.Refusals.assertRefused;
import static io.freehold.application.testing.SampleSession.aGrant;
import static io.freehold.application.testing.SampleSession.aSession;
import static io.freehold.application.testing.SampleSession.approval;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.persistence.connect.RememberedSessions;
import io.freehold.adapters.persistence.connect.SqliteRelayDatabase;
import io.freehold.adapters.persistence.connect.StoredSessions;
import io.freehold.adapters.persistence.grant.SqliteRevocations;
import io.freehold.adapters.persistence.registry.SqliteRegistry;
import io.freehold.adapters.persistence.sql.Database;
import io.freehold.adapters.persistence.sql.Migrations;
import io.freehold.application.testing.Cast;
import io.freehold.domain.BuilderId;
import io.freehold.domain.FileId;
import io.freehold.domain.GrantId;
import io.freehold.domain.Problem;
import io.freehold.domain.ProblemException;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Signature;
import io.freehold.domain.connect.Session;
import io.freehold.domain.registry.Entry;
import io.freehold.domain.registry.Entry.Removal;
import io.freehold.domain.registry.GrantMessage;
import io.freehold.domain.registry.GrantMessage.GrantRegistration;
import io.freehold.domain.registry.RegistryMessage.BuilderRegistration;
import io.freehold.domain.registry.RegistryMessage.FileRegistration;
import io.freehold.domain.registry.RegistryMessage.ServerRegistration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What strangers send takes nothing of the room that is kept free, nor of the reserve: both are
/// for what must go on (threat T27).
class StrangersOnAFullDiskTest {
  private static final long KEPT_FREE = 64 << 20;
  private static final Signature SIGNATURE =
      new Signature("0x" + "1".repeat(64) + "2".repeat(64) + "1b");
  private static final Removal REMOVAL = new Removal(Cast.NOW, SIGNATURE);

  @TempDir private Path home;

  private final AtomicLong free = new AtomicLong(1L << 40);
  private WriteGate gate;
  private Database registryFile;
  private Database relayFile;
  private Database state;
  private SqliteRegistry registry;
  private RememberedSessions sessions;

  @BeforeEach
  void open() throws IOException {
    var space = new Space(free::get, KEPT_FREE);
    var reserve = new Reserve(home, LocalDisk.at(home), space);
    gate = new WriteGate(space, reserve);
    registryFile = database("registry");
    relayFile = database("relay");
    state = database("state");
    registry = new SqliteRegistry(registryFile, 100);
    sessions = new RememberedSessions(new StoredSessions(new SqliteRelayDatabase(relayFile), 100));
    reserve.fill();
    assertThat(reserve()).exists();
  }

  private Database database(String name) throws IOException {
    return Database.open(
        home.resolve(name + ".db"), LocalDisk.at(home), gate, 2, new Migrations(name));
  }

  private Path reserve() {
    return home.resolve("reserve");
  }

  @AfterEach
  void close() {
    registryFile.close();
    relayFile.close();
    state.close();
  }

  @Test
  void areRefusedBeforeTheyReachWhatIsKeptFree() {
    free.set(KEPT_FREE + 1_000);

    assertRefused(() -> registry.addGrant(grant(1), Cast.BUILDER), Problem.DiskFull.class);
    assertRefused(() -> registry.addFile(file(1)), Problem.DiskFull.class);
    assertRefused(() -> registry.saveBuilder(Optional.empty(), builder()), Problem.DiskFull.class);
    assertRefused(() -> registry.saveServer(Optional.empty(), server()), Problem.DiskFull.class);
    assertRefused(() -> registry.useNonce(Cast.OWNER, "addFile", 1), Problem.DiskFull.class);
    assertRefused(() -> sessions.add(aSession().pending(), 10, 10), Problem.DiskFull.class);

    assertThat(reserve()).exists();
    assertThat(registry.pendingCount()).isZero();
    assertThat(gate.complaint()).isEmpty();
    free.set(KEPT_FREE + (1 << 20));
    assertThat(registry.addGrant(grant(1), Cast.BUILDER)).isTrue();
  }

  @Test
  void canStillTakeBackWhatTheyGave() {
    Session claimed = aSession().pending().claimed(Cast.NOW);
    registry.addGrant(grant(1), Cast.BUILDER);
    registry.addFile(file(2));
    sessions.add(aSession().pending(), 10, 10);

    free.set(0);

    assertThat(registry.useNonce(Cast.OWNER, "revokePermission", 1)).isTrue();
    assertThat(registry.removeGrant(new GrantId(id(1)), REMOVAL)).isTrue();
    assertThat(registry.removeFile(new FileId(id(2)), REMOVAL)).isTrue();
    assertThat(registry.findGrant(new GrantId(id(1))).orElseThrow().isRemoved()).isTrue();
    assertThat(sessions.replace(aSession().pending(), claimed, Optional.empty())).isTrue();
    Session approved = claimed.approved(aGrant(1), Cast.NOW);
    assertRefused(
        () -> sessions.replace(claimed, approved, Optional.of(approval(approved))),
        Problem.DiskFull.class);
    Session denied = claimed.denied(Optional.of("no"), Cast.NOW);
    assertThat(sessions.replace(claimed, denied, Optional.empty())).isTrue();
    assertThat(sessions.find(claimed.id())).contains(denied);
    assertThat(reserve()).exists();
  }

  /// A disk whose room is gone although it did not look so.
  @Test
  void leaveTheReserveToRevocations() {
    for (Database file : List.of(registryFile, state)) {
      var _ = file.write(s -> s.number("PRAGMA max_page_count = 1"));
    }

    int taken = 0;
    while (taken < 10_000 && isTaken(++taken)) {
      // As many as the pages hold that are there already.
    }

    assertThat(taken).isLessThan(10_000);
    assertThat(reserve()).as("after what strangers sent").exists();
    revokeUntilTheReserveIsUsed();
    assertThat(reserve()).as("after revocations").doesNotExist();
  }

  private boolean isTaken(int number) {
    try {
      return registry.addGrant(grant(number), Cast.BUILDER);
    } catch (ProblemException e) {
      assertThat(e.problem()).isInstanceOf(Problem.DiskFull.class);
      return false;
    }
  }

  private void revokeUntilTheReserveIsUsed() {
    var revocations = new SqliteRevocations(state);
    for (int i = 0; i < 10_000 && Files.exists(reserve()); i++) {
      try {
        revocations.add(new GrantId(id(i)), Cast.NOW);
      } catch (ProblemException e) {
        assertThat(e.problem()).isInstanceOf(Problem.DiskFull.class);
      }
    }
  }

  private static Entry<GrantMessage> grant(int number) {
    var message =
        new GrantRegistration(
            Cast.OWNER, new BuilderId(id(9)), "{}" + " ".repeat(4_000), List.of());
    return Entry.pending(id(number), message, SIGNATURE, Cast.OWNER, Cast.NOW);
  }

  private static Entry<FileRegistration> file(int number) {
    var message = new FileRegistration(Cast.OWNER, "https://blobs.example/1", new SchemaId(id(1)));
    return Entry.pending(id(number), message, SIGNATURE, Cast.OWNER, Cast.NOW);
  }

  private static Entry<BuilderRegistration> builder() {
    var message = new BuilderRegistration(Cast.BUILDER, Cast.BUILDER, "0x04", Cast.APP_URL);
    return Entry.pending(id(1), message, SIGNATURE, Cast.BUILDER, Cast.NOW);
  }

  private static Entry<ServerRegistration> server() {
    var message = new ServerRegistration(Cast.OWNER, Cast.SERVER, "0x04", Cast.SERVER_URL);
    return Entry.pending(id(1), message, SIGNATURE, Cast.OWNER, Cast.NOW);
  }

  private static String id(int number) {
    return "0x%064x".formatted(number);
  }
}

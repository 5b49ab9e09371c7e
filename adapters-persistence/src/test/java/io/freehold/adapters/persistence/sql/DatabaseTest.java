package io.freehold.adapters.persistence.sql;

import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.adapters.persistence.files.LocalDisk;
import io.freehold.adapters.persistence.files.MemoryFolder;
import io.freehold.adapters.persistence.files.Reserve;
import io.freehold.adapters.persistence.files.Space;
import io.freehold.adapters.persistence.files.WriteGate;
import io.freehold.domain.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
  private static final String INSERT = "INSERT INTO facts (name, value) VALUES (?, ?)";

  /// In memory, so that the lack of room is the one that is made here, and no other.
  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private WriteGate gate;
  private Database database;

  @BeforeEach
  void open() throws IOException {
    gate = gate(folder);
    database = reopened();
  }

  private static WriteGate gate(Path folder) throws IOException {
    var space = new Space(folder, 64 << 20);
    return new WriteGate(space, new Reserve(folder, LocalDisk.at(folder), space));
  }

  private Database reopened() throws IOException {
    return Database.open(
        folder.resolve("state.db"), LocalDisk.at(folder), gate, 2, new Migrations("state"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void keepsWhatWasWritten() throws IOException {
    insert("one", 1);
    database.close();
    database = reopened();

    assertThat(sum()).isEqualTo(1);
  }

  /// A server that is cut off again and again never gets to the end of a hundred writes.
  @Test
  void foldsItsLogInHoweverOftenItIsCutOff() throws IOException {
    int lives = 30;
    int writes = 20;
    long longest = 0;
    for (int life = 0; life < lives; life++) {
      for (int i = 0; i < writes; i++) {
        insert("%d.%d ".formatted(life, i) + "x".repeat(10_000), 1);
      }
      longest = Math.max(longest, Files.size(folder.resolve("state.db-wal")));
      cutOff(life);
    }

    assertThat(sum()).isEqualTo((long) lives * writes);
    assertThat(longest).isLessThan(6 << 20);
  }

  /// What a killed process leaves is what another finds.
  private void cutOff(int life) throws IOException {
    Path found = Files.createDirectory(folder.resolve("after " + life));
    for (String name : List.of("state.db", "state.db-wal")) {
      Files.copy(folder.resolve(name), found.resolve(name));
    }
    database.close();
    folder = found;
    database = reopened();
  }

  @Test
  void undoesAllOfAWorkThatFails() {
    assertThatThrownBy(() ->
            database.write(session -> {
              session.update(INSERT, "one", 1);
              throw new IllegalStateException("on purpose");
            }))
        .hasMessage("on purpose");
    assertThatThrownBy(() ->
            database.write(session -> {
              session.update(INSERT, "two", 2);
              return session.update("INSERT INTO nowhere VALUES (1)");
            }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(sum()).isZero();
  }

  @Test
  void letsNoFailureSpoilTheWritesOfOthers() {
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        int n = i;
        threads.execute(() -> {
          try {
            insert(n % 2 == 0 ? "name" + n : "taken", 1);
          } catch (RuntimeException e) {
            failures.add(e);
          }
        });
      }
    }

    assertThat(failures).hasSize(99);
    assertThat(sum()).isEqualTo(101);
  }

  @Test
  void showsReadersOneState() {
    insert("a", 1);

    long difference =
        database.read(session -> {
          long before = sum(session);
          insert("b", 1);
          return sum(session) - before;
        });

    assertThat(difference).isZero();
    assertThat(sum()).isEqualTo(2);
  }

  @Test
  void doesNotLetReadersWrite() {
    assertThatThrownBy(() -> database.read(session -> session.update(INSERT, "one", 1)))
        .isInstanceOf(RuntimeException.class);
    assertThat(sum()).isZero();
  }

  @Test
  void goesOnAfterAReaderFailed() {
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> database.read(session -> session.number("SELECT nothing")))
          .isInstanceOf(IllegalStateException.class);
    }

    assertThat(sum()).isZero();
  }

  @Test
  void refusesWritesOnceTheDiskHasFailed() {
    gate.close(new IOException("on purpose"));

    var problem = assertRefused(() -> insert("one", 1), Problem.ServiceUnavailable.class);

    assertThat(problem.because()).isEqualTo(Problem.Cause.STORAGE);
    assertThat(sum()).isZero();
  }

  @Test
  void refusesEverythingOnceItIsClosed() {
    insert("one", 1);
    database.close();
    database.close();

    for (var act :
        List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
            this::sum, () -> insert("two", 2))) {
      var problem = assertRefused(act, Problem.ServiceUnavailable.class);
      assertThat(problem.because()).isEqualTo(Problem.Cause.STOPPING);
    }
  }

  @Test
  void callsALackOfRoomByItsName() {
    long pages = database.write(session -> session.number("PRAGMA page_count").orElseThrow());
    database.write(session -> session.number("PRAGMA max_page_count = " + pages).orElseThrow());

    assertRefused(
        () -> database.write(session -> session.update(INSERT, "x".repeat(100_000), 1)),
        Problem.DiskFull.class);

    assertThat(gate.isClosed()).isFalse();
    database.write(session -> session.number("PRAGMA max_page_count = 1000000").orElseThrow());
    insert("one", 1);
    assertThat(sum()).isEqualTo(1);
  }

  @Test
  void keepsItsWriteAheadLogShort() {
    String kilobyte = "x".repeat(1_000);
    for (int round = 0; round < 20; round++) {
      String name = kilobyte + round;
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        IntStream.range(0, 200).forEach(i -> threads.execute(() -> insert(name + "-" + i, 1)));
      }
    }

    assertThat(folder.resolve("state.db-wal").toFile().length()).isLessThan(6_000_000);
    assertThat(sum()).isEqualTo(4_000);
  }

  @Test
  void finishesAMigrationOrDoesNotBeginIt() {
    assertThatThrownBy(() ->
            Database.open(
                folder.resolve("other.db"),
                LocalDisk.at(folder),
                gate,
                1,
                new Migrations("broken")))
        .isInstanceOf(DamagedDatabaseException.class);

    try (Database other =
        Database.open(
            folder.resolve("other.db"), LocalDisk.at(folder), gate, 1, new Migrations("none"))) {
      assertThat(other.<Long>read(s -> s.number("PRAGMA user_version").orElseThrow())).isEqualTo(1);
      assertThat(
              other.<Long>read(s -> s.number("SELECT count(*) FROM sqlite_schema").orElseThrow()))
          .isEqualTo(1);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void insert(String name, long value) {
    var _ = database.write(session -> session.update(INSERT, name, value));
  }

  private long sum() {
    return database.read(DatabaseTest::sum);
  }

  private static long sum(Session session) throws SQLException {
    return session.number("SELECT ifnull(sum(value), 0) FROM facts").orElseThrow();
  }
}

package io.freehold.adapters.persistence.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.freehold.adapters.persistence.Home;
import io.freehold.adapters.persistence.Upkeep;
import io.freehold.adapters.persistence.files.LocalDisk;
import io.freehold.adapters.persistence.files.Reserve;
import io.freehold.adapters.persistence.files.Space;
import io.freehold.adapters.persistence.files.WriteGate;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.RemoteCopies;
import io.freehold.domain.FileId;
import io.freehold.domain.Scope;
import io.freehold.domain.ScopePrefix;
import io.freehold.domain.data.DataDraft;
import io.freehold.domain.data.JsonDocument;
import io.freehold.domain.data.Page;
import io.freehold.domain.data.Version;
import io.freehold.domain.data.VersionSummary;
import io.freehold.domain.grant.ReadPermit;
import io.freehold.domain.grant.ScopePattern;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// An upgrade that is killed, between two steps or within one, is finished by the next start, and a
/// database of a newer version is refused (R20).
class UpgradeTest {
  private static final int STEPS = 3;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void isFinishedAfterItWasKilledBetweenTwoSteps(int done) throws Exception {
    Path file = folder.resolve("killed.db");
    try (Connection connection = connect(file)) {
      run(connection, done);
    }

    assertUpgraded(file);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void isFinishedAfterItWasKilledWithinAStep(int done) throws Exception {
    Path file = folder.resolve("running.db");
    Path killed = folder.resolve("killed.db");
    try (Connection connection = connect(file);
        Statement statement = connection.createStatement()) {
      run(connection, done);
      statement.execute("PRAGMA cache_size = 1");
      statement.execute("PRAGMA cache_spill = 1");
      statement.execute("BEGIN IMMEDIATE");
      statement.executeUpdate(script("steps", done + 1));
      statement.execute("CREATE TABLE much (text TEXT)");
      statement.execute(
          "INSERT INTO much SELECT hex(randomblob(2000)) FROM"
              + " (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)"
              + " SELECT i FROM n)");
      for (String suffix : List.of("", "-wal")) {
        Files.copy(folder.resolve("running.db" + suffix), folder.resolve("killed.db" + suffix));
      }
      assertThat(Files.size(folder.resolve("killed.db-wal"))).isGreaterThan(100_000);
    }

    assertUpgraded(killed);
  }

  private void assertUpgraded(Path file) throws IOException {
    try (Database upgraded = open(file, "steps")) {
      assertThat(upgraded.<Long>read(s -> s.number("PRAGMA user_version").orElseThrow()))
          .isEqualTo(STEPS);
      assertThat(
              upgraded.<List<String>>read(s ->
                  s.all(
                      "SELECT people.name || age || pets.name FROM people, pets",
                      row -> row.getString(1))))
          .containsExactly("alice30alice's cat");
      assertThat(
              upgraded.<Long>read(s ->
                  s.number("SELECT count(*) FROM sqlite_schema WHERE name = 'much'").orElseThrow()))
          .isZero();
    }
    try (Database again = open(file, "steps")) {
      assertThat(again.<Long>read(s -> s.number("SELECT count(*) FROM pets").orElseThrow()))
          .isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"index, 2", "state, 4", "registry, 2", "relay, 1"})
  void isBegunAnewAfterTheVeryFirstStepWasKilled(String name, long steps) throws Exception {
    Path file = folder.resolve("running.db");
    try (Connection connection = connect(file);
        Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      statement.executeUpdate(script(name, 1));
      for (String suffix : List.of("", "-wal")) {
        Files.copy(folder.resolve("running.db" + suffix), folder.resolve("killed.db" + suffix));
      }
    }

    try (Database database = open(folder.resolve("killed.db"), name)) {
      assertThat(database.<Long>read(s -> s.number("PRAGMA user_version").orElseThrow()))
          .isEqualTo(steps);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"index", "state", "registry", "relay"})
  void isRefusedInADatabaseOfANewerVersionWhichStaysAsItIs(String name) throws Exception {
    Path file = folder.resolve("newer.db");
    open(file, name).close();
    try (Connection connection = connect(file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA user_version = 7");
      statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    byte[] before = Files.readAllBytes(file);

    assertThatThrownBy(() -> open(file, name))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            name
                + ".db was written by a newer version of this server (step 7); start that version,"
                + " or restore a backup");

    assertThat(file).hasBinaryContent(before);
  }

  /// A home as the first version of this server left it: data, a link, a deletion.
  @Test
  void keepsEverythingOfAHomeOfTheFirstStep() throws Exception {
    Path home = folder.resolve("home");
    var profile = new Scope("a.b");
    var fileId = new FileId("0x" + "1".repeat(64));
    VersionSummary linked;
    VersionSummary other;
    try (var first = new Home(home, Cast.CLOCK)) {
      linked = first.adapter().dataFiles().save(draft(profile));
      other = first.adapter().dataFiles().save(draft(profile));
      first.adapter().dataFiles().save(draft(new Scope("x.y")));
      first.adapter().dataFiles().delete(new Scope("x.y"));
      first.adapter().ownerRecord().claim(Cast.OWNER);
    }
    takeBack(
        home.resolve("index.db"),
        "DROP INDEX data_files_to_upload; ALTER TABLE data_files DROP COLUMN upload_after;"
            + "UPDATE data_files SET file_id = '%s' WHERE collected_at = %d"
                .formatted(fileId.value(), linked.collectedAt().epochMillis()));
    takeBack(
        home.resolve("state.db"),
        "DROP INDEX file_links_by_place; ALTER TABLE file_links DROP COLUMN url;"
            + "ALTER TABLE file_links DROP COLUMN place;"
            + "ALTER TABLE file_links DROP COLUMN schema_id; DROP TABLE removals;"
            + "DROP TABLE dropped_versions; DROP TABLE renumberings; DROP TABLE troubles;"
            + "DROP TABLE sync_position; DROP TABLE noted_uploads;"
            + "DROP TABLE connect_requests; DROP TABLE consent_receipts; DROP TABLE auto_approvals;"
            + "DROP TABLE latest_uses;"
            + " UPDATE facts SET value = -1 WHERE name = 'index_checksum';"
            + "INSERT INTO file_links (file_id, scope, collected_at) VALUES ('%s', 'a.b', %d)"
                .formatted(fileId.value(), linked.collectedAt().epochMillis()));

    assertThat(new Upkeep(home).defects()).as("before it is upgraded").isEmpty();
    try (var upgraded = new Home(home, Cast.CLOCK)) {
      var files = upgraded.adapter().dataFiles();
      var sync = upgraded.adapter().syncIndex();
      assertThat(files.versions(profile, new Page(10, 0)).items())
          .extracting(VersionSummary::sha256, VersionSummary::fileId)
          .containsExactly(
              tuple(other.sha256(), Optional.empty()), tuple(linked.sha256(), Optional.of(fileId)));
      assertThat(files.find(ReadPermit.of(Cast.theOwner(), profile), new Version.ByFileId(fileId)))
          .isPresent();
      assertThat(upgraded.adapter().ownerRecord().find()).contains(Cast.OWNER);
      assertThat(sync.knows(fileId)).isTrue();
      assertThat(sync.copyOf(fileId)).as("nobody noted where").isEmpty();

      sync.useBackend(RemoteCopies.PLACE);
      assertThat(sync.pendingUploadCount()).isEqualTo(2);
      files.delete(profile);
      assertThat(sync.removalCount()).isZero();
      assertThat(
              files
                  .scopes(ScopePrefix.ALL, List.of(new ScopePattern("*")), new Page(10, 0))
                  .items())
          .isEmpty();
    }
    assertThat(new Upkeep(home).defects()).as("after it was upgraded").isEmpty();
  }

  private static DataDraft draft(Scope scope) {
    return new DataDraft(
        Optional.empty(), scope, JsonDocument.of("{}"), Cast.NOW, Optional.empty());
  }

  /// Makes a database what the first step makes of it.
  private static void takeBack(Path file, String statements) throws SQLException {
    try (Connection connection = connect(file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(statements);
      statement.executeUpdate("PRAGMA user_version = 1");
      statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
  }

  @Test
  void leavesASecondDatabaseAloneWhenTheFirstOneCannotBeUpgraded() throws Exception {
    open(folder.resolve("a.db"), "steps").close();
    assertThatThrownBy(() -> open(folder.resolve("b.db"), "broken"))
        .isInstanceOf(DamagedDatabaseException.class);

    assertUpgraded(folder.resolve("a.db"));
  }

  private Database open(Path file, String migrations) throws IOException {
    var disk = LocalDisk.at(folder);
    var space = new Space(folder, 64 << 20);
    var gate = new WriteGate(space, new Reserve(folder, disk, space));
    return Database.open(file, disk, gate, 1, new Migrations(migrations));
  }

  private static Connection connect(Path file) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA wal_autocheckpoint = 0");
    }
    return connection;
  }

  private static void run(Connection connection, int steps) throws Exception {
    try (Statement statement = connection.createStatement()) {
      for (int step = 1; step <= steps; step++) {
        statement.executeUpdate(
            "BEGIN;" + script("steps", step) + "; PRAGMA user_version = " + step + "; COMMIT;");
      }
    }
  }

  private static String script(String name, int step) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(UpgradeTest.class.getResourceAsStream(name + "-" + step + ".sql"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

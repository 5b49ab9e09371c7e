package io.freehold.adapters.persistence.sql;

import static io.freehold.application.testing.SampleSession.aSession;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.freehold.adapters.persistence.Home;
import io.freehold.adapters.persistence.Upkeep;
import io.freehold.adapters.persistence.files.MemoryFolder;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.RemoteCopies;
import io.freehold.domain.FileId;
import io.freehold.domain.Scope;
import io.freehold.domain.data.DataDraft;
import io.freehold.domain.data.JsonDocument;
import io.freehold.domain.data.Page;
import io.freehold.domain.data.Version;
import io.freehold.domain.data.VersionSummary;
import io.freehold.domain.grant.ReadPermit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A home with data, whose databases are taken back to earlier steps: what a crash leaves within a
/// step, and between the databases of one home, is upgraded by the next start, and no row of it
/// changes (R20).
class UpgradedHomeTest {
  private static final Scope PROFILE = new Scope("a.b");
  private static final FileId FILE_ID = new FileId("0x" + "1".repeat(64));
  private static final Map<String, Path> FILES =
      Map.of(
          "state", Path.of("state.db"),
          "registry", Path.of("gateway/registry.db"),
          "index", Path.of("index.db"),
          "relay", Path.of("relay/relay.db"));

  /// What undoes each step but the first.
  private static final Map<String, String> BACK =
      Map.of(
          "index-2",
          "DROP INDEX data_files_to_upload; ALTER TABLE data_files DROP COLUMN upload_after;"
              + "DELETE FROM facts WHERE name = 'place'",
          "state-2",
          "DROP INDEX file_links_by_place; ALTER TABLE file_links DROP COLUMN url;"
              + "ALTER TABLE file_links DROP COLUMN place;"
              + "ALTER TABLE file_links DROP COLUMN schema_id; DROP TABLE removals;"
              + "DROP TABLE dropped_versions; DROP TABLE renumberings; DROP TABLE troubles;"
              + "DROP TABLE sync_position; DROP TABLE noted_uploads",
          "state-3",
          "DROP TABLE connect_requests; DROP TABLE consent_receipts; DROP TABLE auto_approvals",
          "state-4",
          "DROP TABLE latest_uses",
          "registry-2",
          "DROP INDEX grants_by_both");

  @TempDir(factory = MemoryFolder.class)
  private Path folder;

  private Path home;
  private VersionSummary linked;
  private VersionSummary other;

  @BeforeEach
  void fillAHome() throws SQLException {
    home = folder.resolve("home");
    try (var filled = new Home(home, Cast.CLOCK)) {
      var adapter = filled.adapter();
      adapter.ownerRecord().claim(Cast.OWNER);
      linked = adapter.dataFiles().save(draft(PROFILE));
      other = adapter.dataFiles().save(draft(PROFILE));
      adapter.dataFiles().save(draft(new Scope("x.y")));
      adapter.dataFiles().delete(new Scope("x.y"));
      adapter.syncIndex().useBackend(RemoteCopies.PLACE);
      adapter.syncIndex().link(RemoteCopies.copy(FILE_ID, PROFILE, linked.collectedAt()));
      adapter.sessions().add(aSession().numbered(1).pending(), 1, 1);
    }
    change(
        "registry",
        "INSERT INTO grants (id, form, owner, grantee, signature, signer, added_at, status)"
            + " VALUES ('0x1', 'spec', '0xa', '0xb', '0xc', '0xa', '2026-02-02T02:40:00Z',"
            + " 'PENDING')");
  }

  private static DataDraft draft(Scope scope) {
    return new DataDraft(
        Optional.empty(), scope, JsonDocument.of("{}"), Cast.NOW, Optional.empty());
  }

  /// How many steps a database has.
  private static int steps(String name) {
    int step = 1;
    while (UpgradedHomeTest.class.getResource(name + "-" + (step + 1) + ".sql") != null) {
      step++;
    }
    return step;
  }

  private static Stream<Arguments> mixedSteps() {
    var all = Stream.<Arguments>builder();
    for (int state = 1; state <= steps("state"); state++) {
      for (int registry = 1; registry <= steps("registry"); registry++) {
        for (int index = 1; index <= steps("index"); index++) {
          all.add(Arguments.of(state, registry, index));
        }
      }
    }
    return all.build();
  }

  @ParameterizedTest(name = "state {0}, registry {1}, index {2}")
  @MethodSource("mixedSteps")
  void isFinishedAfterItWasKilledBetweenTwoDatabases(int state, int registry, int index)
      throws Exception {
    takeBack(state, registry, index);

    mustBeUpgraded(home, state);
  }

  private static Stream<Arguments> laterSteps() {
    return FILES.keySet().stream()
        .sorted()
        .flatMap(name ->
            Stream.iterate(2, step -> step <= steps(name), step -> step + 1)
                .flatMap(step ->
                    Stream.of(Arguments.of(name, step, true), Arguments.of(name, step, false))));
  }

  @ParameterizedTest(name = "{0} in step {1}, the others upgraded: {2}")
  @MethodSource("laterSteps")
  void isFinishedAfterItWasKilledWithinAStep(String name, int step, boolean areOthersUpgraded)
      throws Exception {
    takeBack(
        name.equals("state") ? step - 1 : areOthersUpgraded ? steps("state") : 1,
        name.equals("registry") ? step - 1 : areOthersUpgraded ? steps("registry") : 1,
        name.equals("index") ? step - 1 : areOthersUpgraded ? steps("index") : 1);
    Path killed = folder.resolve("killed");
    try (Connection connection = connect(name);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA cache_size = 1");
      statement.execute("PRAGMA cache_spill = 1");
      statement.execute("BEGIN IMMEDIATE");
      statement.executeUpdate(script(name, step));
      statement.executeUpdate("PRAGMA user_version = " + step);
      statement.execute("CREATE TABLE much (text TEXT)");
      statement.execute(
          "INSERT INTO much SELECT hex(randomblob(2000)) FROM"
              + " (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50)"
              + " SELECT i FROM n)");
      copy(home, killed);
    }
    Path log = killed.resolve(FILES.get(name) + "-wal");
    assertThat(Files.size(log)).as("bytes that were not committed").isGreaterThan(50_000);

    mustBeUpgraded(
        killed, name.equals("state") ? step - 1 : areOthersUpgraded ? steps("state") : 1);
  }

  @Test
  void knowsAWayBackFromEachStep() {
    for (String name : FILES.keySet()) {
      for (int step = 2; step <= steps(name); step++) {
        assertThat(BACK).containsKey(name + "-" + step);
      }
    }
  }

  private void mustBeUpgraded(Path home, int stateBefore) throws Exception {
    assertThat(new Upkeep(home).defects()).as("before it is upgraded").isEmpty();
    Map<String, List<String>> before = new TreeMap<>();
    for (String name : FILES.keySet()) {
      before.putAll(tables(home, name));
    }

    mustServeWhatItHas(home, stateBefore);
    mustServeWhatItHas(home, stateBefore);

    assertThat(new Upkeep(home).defects()).as("after it was upgraded").isEmpty();
    for (String name : FILES.keySet()) {
      try (Connection connection = connect(home, name)) {
        assertThat(first(connection, "PRAGMA user_version")).isEqualTo("" + steps(name));
        assertThat(first(connection, "PRAGMA integrity_check")).isEqualTo("ok");
        assertThat(first(connection, "SELECT count(*) FROM sqlite_schema WHERE name = 'much'"))
            .isEqualTo("0");
      }
    }
    for (Map.Entry<String, List<String>> table : before.entrySet()) {
      String[] words = table.getKey().split(" ");
      try (Connection connection = connect(home, words[0])) {
        assertThat(rows(connection, "SELECT " + words[2] + " FROM " + words[1]))
            .as(table.getKey())
            .isEqualTo(table.getValue());
      }
    }
  }

  private void mustServeWhatItHas(Path home, int stateBefore) {
    boolean didItNoteCopies = stateBefore > 1;
    try (var upgraded = new Home(home, Cast.CLOCK)) {
      var files = upgraded.adapter().dataFiles();
      var sync = upgraded.adapter().syncIndex();
      var permit = ReadPermit.of(Cast.theOwner(), PROFILE);
      assertThat(files.versions(PROFILE, new Page(10, 0)).items())
          .extracting(VersionSummary::sha256, VersionSummary::fileId)
          .containsExactly(
              tuple(other.sha256(), Optional.empty()),
              tuple(linked.sha256(), Optional.of(FILE_ID)));
      assertThat(files.find(permit, new Version.ByFileId(FILE_ID))).isPresent();
      assertThat(files.find(permit, new Version.AsOf(other.collectedAt()))).isPresent();
      assertThat(files.versions(new Scope("x.y"), new Page(10, 0)).items()).isEmpty();
      assertThat(upgraded.adapter().ownerRecord().find()).contains(Cast.OWNER);
      assertThat(sync.knows(FILE_ID)).isTrue();
      assertThat(sync.copyOf(FILE_ID).isPresent()).isEqualTo(didItNoteCopies);
      assertThat(sync.pendingUploadCount()).isEqualTo(didItNoteCopies ? 1 : 0);
      assertThat(sync.troubleCount()).isZero();
      assertThat(upgraded.adapter().sessions().find(aSession().numbered(1).pending().id()))
          .isPresent();
    }
  }

  /// What no start changes, by database, table and columns.
  private static Map<String, List<String>> tables(Path home, String name) throws SQLException {
    var tables = new TreeMap<String, List<String>>();
    try (Connection connection = connect(home, name)) {
      List<String> names =
          rows(
              connection,
              "SELECT name FROM sqlite_schema WHERE type = 'table'"
                  + " AND name NOT LIKE 'sqlite_%' AND name <> 'facts'");
      for (String table : names) {
        String columns =
            first(
                connection,
                "SELECT group_concat(name, ',') FROM pragma_table_info('"
                    + table
                    + "')"
                    + " WHERE name <> 'upload_after'");
        tables.put(
            name + " " + table + " " + columns,
            rows(connection, "SELECT " + columns + " FROM " + table));
      }
    }
    return tables;
  }

  private static String first(Connection connection, String sql) throws SQLException {
    return rows(connection, sql).getFirst();
  }

  private static List<String> rows(Connection connection, String sql) throws SQLException {
    var rows = new ArrayList<String>();
    try (Statement statement = connection.createStatement();
        ResultSet results = statement.executeQuery(sql)) {
      int columns = results.getMetaData().getColumnCount();
      while (results.next()) {
        var row = new ArrayList<String>();
        for (int i = 1; i <= columns; i++) {
          row.add(results.getString(i));
        }
        rows.add(String.join("|", row.stream().map(String::valueOf).toList()));
      }
    }
    return rows;
  }

  private void takeBack(int state, int registry, int index) throws SQLException {
    if (state == 1) {
      // Nobody knew of uploads then.
      change("index", "UPDATE data_files SET upload_after = NULL");
    }
    takeBack("index", index);
    takeBack("registry", registry);
    takeBack("state", state);
    change("state", "UPDATE facts SET value = -1 WHERE name = 'index_checksum'");
  }

  /// Makes a database what its steps up to one make of it.
  private void takeBack(String name, int to) throws SQLException {
    for (int step = steps(name); step > to; step--) {
      change(name, BACK.get(name + "-" + step));
    }
    change(name, "PRAGMA user_version = " + to);
  }

  private void change(String name, String statements) throws SQLException {
    try (Connection connection = connect(name);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(statements);
      statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
  }

  private Connection connect(String name) throws SQLException {
    return connect(home, name);
  }

  private static Connection connect(Path home, String name) throws SQLException {
    Connection connection =
        DriverManager.getConnection("jdbc:sqlite:" + home.resolve(FILES.get(name)));
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA wal_autocheckpoint = 0");
    }
    return connection;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.filter(path -> !path.endsWith("server.lock")).toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }

  private static String script(String name, int step) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            UpgradedHomeTest.class.getResourceAsStream(name + "-" + step + ".sql"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

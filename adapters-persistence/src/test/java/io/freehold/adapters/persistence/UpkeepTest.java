package io.freehold.adapters.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.adapters.persistence.files.MemoryFolder;
import io.freehold.application.port.DataFiles;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.RemoteCopies;
import io.freehold.domain.FileId;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Scope;
import io.freehold.domain.data.Content;
import io.freehold.domain.data.DataDraft;
import io.freehold.domain.data.DataFile.SchemaReference;
import io.freehold.domain.data.JsonDocument;
import io.freehold.domain.data.Page;
import io.freehold.domain.data.StoredFile;
import io.freehold.domain.data.Version;
import io.freehold.domain.data.VersionSummary;
import io.freehold.domain.grant.ReadPermit;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.registry.SchemaRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is wrong with a home is found and named, and mended without a byte lost (R6).
class UpkeepTest {
  private static final Scope AB = new Scope("a.b");
  private static final Scope ABC = new Scope("a.b.c");
  private static final FileId FILE_ID = new FileId("0x" + "1".repeat(64));

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private Upkeep upkeep;
  private final List<VersionSummary> versions = new ArrayList<>();
  private VersionSummary other;

  @BeforeEach
  void fillAHome() {
    upkeep = new Upkeep(folder);
    try (var home = new Home(folder, Cast.CLOCK)) {
      home.adapter()
          .writeKey("server", Cast.SERVER, Cast.SERVER_KEY.publicKey(), new Secret("0x5"));
      home.adapter().writeKeystore("{\"crypto\":{}}");
      home.adapter().ownerRecord().claim(Cast.OWNER);
      for (int i = 0; i < 10; i++) {
        versions.add(KeptHome.save(home, AB, "{\"n\":" + i + "}"));
      }
      other = KeptHome.save(home, ABC, "{\"n\":\"other\"}");
      home.adapter()
          .syncIndex()
          .link(RemoteCopies.copy(FILE_ID, AB, versions.get(3).collectedAt()));
      for (int i = 0; i < 5; i++) {
        KeptHome.log(home, i);
      }
    }
  }

  @Test
  void findsNothingWrongInAHomeThatIsWhole() {
    assertThat(upkeep.findings()).isEmpty();

    var looked = upkeep.care().inspect(_ -> {});
    assertThat(looked.dataFiles()).isEqualTo(11);
    assertThat(looked.logLines()).isEqualTo(5);
    assertThat(looked.dataBytes()).isPositive();
    assertThat(upkeep.repair()).isEmpty();
    assertThat(folder.resolve("quarantine")).doesNotExist();
  }

  @Test
  void findsNothingInAHomeThatWasNeverUsed() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    assertThat(new Upkeep(empty).findings()).isEmpty();
    assertThatThrownBy(() -> new Upkeep(folder.resolve("nowhere")).findings())
        .hasMessageContaining("there is no home at");
  }

  @Test
  void changesNothingWhileItLooks() throws IOException {
    seedEverything();
    Map<String, String> before = contents();

    assertThat(upkeep.defects()).isNotEmpty();

    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void looksAtACrashedHomeWithoutRecoveringIt() throws Exception {
    Process process = HoldsAHome.start(folder);
    process.getInputStream().readNBytes(4_000);
    process.destroyForcibly().waitFor();
    Map<String, String> before = contents();

    List<String> defects = upkeep.defects();

    assertThat(contents()).isEqualTo(before);
    assertThat(folder.resolve("index.db-wal")).exists();
    assertThat(defects)
        .allSatisfy(text -> assertThat(text).matches("(leftover incoming/|unindexed-file ).*"));
    upkeep.repair();
    assertThat(upkeep.defects()).isEmpty();
  }

  @Test
  void doesNotLookAtAHomeThatIsInUse() {
    try (var _ = new Home(folder, Cast.CLOCK)) {
      assertThatThrownBy(() -> upkeep.findings())
          .isInstanceOf(PersistenceAdapter.HomeInUse.class)
          .hasMessageContaining("stop it first");
      assertThatThrownBy(() -> upkeep.repair()).isInstanceOf(PersistenceAdapter.HomeInUse.class);
    }
  }

  @Test
  void namesEachSeededDefectAndMendsIt() throws IOException {
    List<String> seeded = seedEverything();
    Map<String, String> before = bytes();

    assertThat(upkeep.defects()).containsExactlyInAnyOrderElementsOf(seeded);
    List<String> done = upkeep.repair();

    assertThat(done).hasSize(seeded.size());
    assertThat(upkeep.defects()).isEmpty();
    assertThat(bytes().values()).as("every byte is still there").containsAll(before.values());
    assertThat(upkeep.notes()).contains("put-aside quarantine/2026-02-02T02-40-00Z");
    assertThat(Files.readAllLines(folder.resolve("quarantine/2026-02-02T02-40-00Z/report.txt")))
        .anySatisfy(line ->
            assertThat(line)
                .startsWith("missing-file " + place(AB, 0))
                .contains(versions.getFirst().sha256()))
        .anySatisfy(line -> assertThat(line).contains("rotten-file", "moved to quarantine/"));
    try (var home = new Home(folder, Cast.CLOCK)) {
      assertThat(find(home, AB, versions.get(0))).isEmpty();
      assertThat(find(home, AB, versions.get(1))).isEmpty();
      for (VersionSummary good : versions.subList(3, 9)) {
        assertThat(find(home, AB, good)).isPresent();
      }
      assertThat(find(home, ABC, other)).as("put back into its place").isPresent();
      assertThat(home.adapter().dataFiles().versions(AB, new Page(50, 0)).total()).isEqualTo(9);
      assertThat(KeptHome.save(home, AB, "{}").collectedAt())
          .isGreaterThan(versions.getLast().collectedAt());
    }
  }

  /// One of each, and what fsck is to say of them.
  private List<String> seedEverything() throws IOException {
    Files.delete(path(AB, 0));
    flipABitOf(path(AB, 1));
    Files.move(path(AB, 2), path(AB, 2).resolveSibling("elsewhere.json"));
    String byHand = "2026-05-05T05-05-05Z.json";
    Files.writeString(
        folder.resolve("data/a/b/" + byHand), envelope("a.b", "2026-05-05T05:05:05Z"));
    Files.writeString(folder.resolve("data/a/b/2026-06-06T06-06-06Z.json"), "{\"version\":");
    Files.writeString(
        folder.resolve("data/a/b/2026-07-07T07-07-07Z.json"),
        envelope("a.b", versions.get(4).collectedAt().text()));
    Files.createDirectories(folder.resolve("data/x/y"));
    Files.move(
        folder.resolve("data/a/b/c/" + other.collectedAt().fileName() + ".json"),
        folder.resolve("data/x/y/" + other.collectedAt().fileName() + ".json"));
    Files.writeString(folder.resolve("data/a/b/notes.txt"), "mine");
    Files.writeString(folder.resolve("incoming/9.json"), "{\"version\":\"1.0\",");
    Files.createLink(folder.resolve("incoming/10.json"), path(AB, 5));
    Files.writeString(folder.resolve("keys/server.json.new"), "{");
    Files.writeString(folder.resolve("logs/head.json.new"), "{");
    Files.writeString(
        folder.resolve("logs/access-2026-02-02.log"), "{\"logId\":", StandardOpenOption.APPEND);
    ownersOnly(
        "data/a/b/" + byHand,
        "data/a/b/2026-06-06T06-06-06Z.json",
        "data/a/b/2026-07-07T07-07-07Z.json",
        "data/a/b/notes.txt",
        "incoming/9.json",
        "keys/server.json.new",
        "logs/head.json.new");
    mode("data/x", "rwx------");
    mode("data/x/y", "rwx------");
    mode("state.db", "rw-r--r--");
    mode("keys", "rwxr-xr-x");
    return List.of(
        "wrong-mode state.db",
        "wrong-mode keys",
        "missing-file " + place(AB, 0),
        "rotten-file " + place(AB, 1),
        "misplaced-file data/a/b/elsewhere.json",
        "missing-file " + place(AB, 2),
        "unindexed-file data/a/b/" + byHand,
        "invalid-file data/a/b/2026-06-06T06-06-06Z.json",
        "duplicate-version data/a/b/2026-07-07T07-07-07Z.json",
        "missing-file data/a/b/c/" + other.collectedAt().fileName() + ".json",
        "misplaced-file data/x/y/" + other.collectedAt().fileName() + ".json",
        "leftover incoming/9.json",
        "leftover incoming/10.json",
        "leftover keys/server.json.new",
        "leftover logs/head.json.new",
        "torn-log logs/access-2026-02-02.log");
  }

  @Test
  void leavesStrangeFilesAloneAndMentionsThem() throws IOException {
    Files.writeString(folder.resolve("data/a/b/notes.txt"), "mine");
    ownersOnly("data/a/b/notes.txt");
    Files.createSymbolicLink(folder.resolve("data/linked"), folder.resolve("data/a"));

    assertThat(upkeep.defects()).isEmpty();
    assertThat(upkeep.notes())
        .containsExactly("strange-file data/linked", "strange-file data/a/b/notes.txt");
  }

  @Test
  void findsFilesOfDeletedVersionsAndKeepsThemOutOfTheData() throws IOException {
    byte[] bytes = Files.readAllBytes(path(AB, 0));
    try (var home = new Home(folder, Cast.CLOCK)) {
      home.adapter().dataFiles().delete(AB);
    }
    Files.createDirectories(path(AB, 0).getParent());
    Files.write(path(AB, 0), bytes);
    ownersOnly(place(AB, 0));

    assertThat(upkeep.defects()).containsExactly("deleted-file " + place(AB, 0));
    upkeep.repair();

    assertThat(upkeep.defects()).isEmpty();
    assertThat(path(AB, 0)).doesNotExist();
    assertThat(folder.resolve("quarantine/2026-02-02T02-40-00Z/" + place(AB, 0)))
        .hasBinaryContent(bytes);
  }

  @Test
  void finishesADeletionThatWasBegun() throws Exception {
    change("state.db", "INSERT INTO deletions VALUES ('a.b', 99999999999999, 1)");

    assertThat(upkeep.defects()).containsExactly("unfinished-deletion data/a/b");
    upkeep.repair();

    assertThat(upkeep.defects()).isEmpty();
    try (var home = new Home(folder, Cast.CLOCK)) {
      assertThat(home.adapter().dataFiles().versions(AB, new Page(1, 0)).total()).isZero();
      assertThat(find(home, ABC, other)).isPresent();
    }
  }

  @Test
  void findsAnIndexThatIsGoneDamagedOrNotTheLastOne() throws Exception {
    byte[] whole = Files.readAllBytes(folder.resolve("index.db"));

    Files.delete(folder.resolve("index.db"));
    assertThat(upkeep.defects()).containsExactly("missing-index index.db");
    mended();

    Files.write(folder.resolve("index.db"), new byte[] {1, 2, 3, 4});
    assertThat(upkeep.defects()).containsExactly("damaged-index index.db");
    mended();

    Files.write(folder.resolve("index.db"), new byte[0]);
    assertThat(upkeep.defects()).containsExactly("damaged-index index.db");
    mended();

    Files.write(folder.resolve("index.db"), whole);
    assertThat(upkeep.defects()).containsExactly("doubtful-index index.db");
    mended();

    change("index.db", "UPDATE data_files SET sha256 = 'x' WHERE scope = 'a.b.c'");
    assertThat(upkeep.defects())
        .containsExactly(
            "doubtful-index index.db",
            "wrong-index data/a/b/c/" + other.collectedAt().fileName() + ".json");
    mended();

    change("index.db", "UPDATE scopes SET versions = 99");
    assertThat(upkeep.defects())
        .containsExactly("doubtful-index index.db", "wrong-index index.db", "wrong-index index.db");
    mended();

    change("index.db", "UPDATE data_files SET file_id = NULL");
    assertThat(upkeep.defects()).containsExactly("doubtful-index index.db", "wrong-index index.db");
    mended();
  }

  private void mended() {
    assertThat(upkeep.repair()).isNotEmpty();
    assertThat(upkeep.defects()).isEmpty();
    try (var home = new Home(folder, Cast.CLOCK)) {
      assertThat(home.adapter().dataFiles().versions(AB, new Page(50, 0)).items())
          .hasSize(10)
          .anySatisfy(version -> assertThat(version.fileId()).contains(FILE_ID));
      assertThat(find(home, ABC, other)).isPresent();
    }
    assertThat(upkeep.defects()).isEmpty();
  }

  @Test
  void putsADamagedRelayAsideWithItsLog() throws Exception {
    try (var home = new Home(folder, Cast.CLOCK)) {
      var _ = home.adapter().sessions();
    }
    assertThat(upkeep.defects()).isEmpty();
    Files.write(folder.resolve("relay/relay.db"), new byte[5_000]);
    Files.write(folder.resolve("relay/relay.db-wal"), new byte[5_000]);

    assertThat(upkeep.defects())
        .containsExactly("wrong-mode relay/relay.db-wal", "damaged-relay relay/relay.db");
    mended();

    assertThat(folder.resolve("relay/relay.db-wal")).doesNotExist();
    try (var home = new Home(folder, Cast.CLOCK)) {
      assertThat(home.adapter().deliveries().waiting(10)).isEmpty();
    }
  }

  @Test
  void movesNothingWhileADatabaseThatNothingReplacesIsDamaged() throws Exception {
    try (var home = new Home(folder, Cast.CLOCK)) {
      var _ = home.adapter().sessions();
    }
    Files.write(folder.resolve("state.db"), new byte[5_000]);
    Files.write(folder.resolve("gateway/registry.db"), new byte[5_000]);
    Files.write(folder.resolve("relay/relay.db"), new byte[5_000]);
    flipABitOf(path(AB, 1));
    Map<String, String> before = contents();

    assertThat(upkeep.defects())
        .containsExactly(
            "damaged-database state.db",
            "damaged-database gateway/registry.db",
            "damaged-relay relay/relay.db",
            "rotten-file " + place(AB, 1));
    assertThat(upkeep.repair()).isEmpty();

    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void saysWhichDatabaseANewerVersionWrote() throws Exception {
    change("gateway/registry.db", "PRAGMA user_version = 99");

    assertThat(upkeep.findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.kind().word()).isEqualTo("newer-database");
          assertThat(finding.detail()).contains("newer version");
        });
  }

  @Test
  void mentionsLinksAndSchemasThatLeadNowhere() throws Exception {
    try (var home = new Home(folder, Cast.CLOCK)) {
      var schema = new SchemaReference(new SchemaId("0x" + "7".repeat(64)), "ipfs://x");
      home.adapter()
          .dataFiles()
          .save(
              new DataDraft(
                  Optional.of(schema), ABC, JsonDocument.of("{}"), Cast.NOW, Optional.empty()));
      home.adapter()
          .registry()
          .addSchema(
              new SchemaRecord(
                  new SchemaId("0x" + "8".repeat(64)),
                  Cast.SERVER,
                  "n",
                  ABC,
                  "ipfs://y",
                  "{}",
                  Cast.NOW));
      home.adapter()
          .writeKey("gateway", Cast.SERVER, Cast.SERVER_KEY.publicKey(), new Secret("0x6"));
    }
    change(
        "state.db",
        "INSERT INTO file_links (number, file_id, scope, collected_at)"
            + " VALUES (77, '0xabc', 'no.where', 1)");

    assertThat(upkeep.defects()).isEmpty();
    assertThat(upkeep.notes())
        .containsExactlyInAnyOrder("dangling-link index.db", "unknown-schema index.db");
  }

  @Test
  void findsUploadsThatWaitForNothingAndCopiesThatAreWaitedFor() throws Exception {
    try (var home = new Home(folder, Cast.CLOCK)) {
      home.adapter().syncIndex().useBackend(RemoteCopies.PLACE);
    }
    assertThat(upkeep.defects()).isEmpty();

    for (String wrong :
        List.of(
            "UPDATE data_files SET upload_after = 0",
            "UPDATE data_files SET upload_after = NULL",
            "UPDATE data_files SET file_id = NULL")) {
      change("index.db", wrong);
      assertThat(upkeep.defects()).as(wrong).contains("wrong-index index.db");
      var _ = upkeep.repair();
      assertThat(upkeep.defects()).as(wrong).isEmpty();
    }
    try (var home = new Home(folder, Cast.CLOCK)) {
      assertThat(home.adapter().syncIndex().pendingUploadCount()).isEqualTo(10);
    }
  }

  @Test
  void finishesTheRemovalOfASingleVersion() throws Exception {
    change(
        "state.db", "INSERT INTO dropped_versions SELECT scope, collected_at, 1 FROM file_links");
    change("state.db", "DELETE FROM file_links");

    assertThat(upkeep.defects())
        .singleElement()
        .satisfies(text -> assertThat(text).startsWith("unfinished-deletion data/"));

    var _ = upkeep.repair();

    assertThat(upkeep.defects()).isEmpty();
    try (var home = new Home(folder, Cast.CLOCK)) {
      assertThat(home.adapter().dataFiles().versions(AB, new Page(20, 0)).total()).isEqualTo(9);
    }
  }

  @Test
  void neverHealsALogThatWasTamperedWith() throws IOException {
    Path log = folder.resolve("logs/access-2026-02-02.log");
    List<String> lines = Files.readAllLines(log);
    Files.write(log, Stream.of(0, 1, 3, 4).map(lines::get).toList());

    assertThat(upkeep.defects()).containsExactly("broken-log logs");
    assertThat(upkeep.repair()).isEmpty();
    assertThat(upkeep.defects()).containsExactly("broken-log logs");

    Files.write(log, lines);
    assertThat(upkeep.defects()).isEmpty();
    Files.writeString(folder.resolve("logs/head.json"), "{}");
    assertThat(upkeep.defects()).containsExactly("broken-log logs");
  }

  @Test
  void findsKeysThatAreGoneOrNoKeys() throws IOException {
    Path key = folder.resolve("keys/server.json");
    String good = Files.readString(key);

    for (String bad : List.of("", "{", "{}", good.replace("0x3c", "0x4c"), "[]")) {
      Files.writeString(key, bad);
      assertThat(upkeep.defects()).as(bad).containsExactly("damaged-key keys/server.json");
    }
    Files.delete(key);
    assertThat(upkeep.defects()).containsExactly("missing-key keys/server.json");
    Files.writeString(key, good);
    ownersOnly("keys/server.json");
    Files.writeString(folder.resolve("owner/keystore.json"), "{\"crypto\":");
    assertThat(upkeep.defects()).containsExactly("damaged-key owner/keystore.json");
    Files.delete(folder.resolve("owner/keystore.json"));
    for (String bad : List.of("", "{", "{}", "{\"ciphertext\":7}")) {
      Files.writeString(folder.resolve("owner/master-key.json"), bad);
      ownersOnly("owner/master-key.json");
      assertThat(upkeep.defects()).as(bad).containsExactly("damaged-key owner/master-key.json");
    }
    Files.writeString(folder.resolve("owner/master-key.json"), "{\"ciphertext\":\"00\"}");
    assertThat(upkeep.defects()).isEmpty();
  }

  @Test
  void doesNotTakeADiskThatIsNotMountedForALoss() throws IOException {
    Files.move(folder.resolve("data"), folder.resolve("unmounted"));
    mode("unmounted", "rwx------");

    assertThatThrownBy(() -> upkeep.repair()).hasMessageContaining("is its disk mounted?");
    Files.move(folder.resolve("unmounted"), folder.resolve("data"));

    assertThat(upkeep.defects()).isEmpty();
  }

  private static Optional<StoredFile> find(Home home, Scope scope, VersionSummary version) {
    DataFiles files = home.adapter().dataFiles();
    return files
        .find(ReadPermit.of(Cast.theOwner(), scope), new Version.AsOf(version.collectedAt()))
        .filter(file -> file.collectedAt().equals(version.collectedAt()))
        .filter(file -> file.content() instanceof Content.InMemory);
  }

  private String place(Scope scope, int version) {
    return "data/%s/%s.json"
        .formatted(scope.value().replace('.', '/'), versions.get(version).collectedAt().fileName());
  }

  private Path path(Scope scope, int version) {
    return folder.resolve(place(scope, version));
  }

  private static String envelope(String scope, String collectedAt) {
    return """
    {"version":"1.0","scope":"%s","collectedAt":"%s","data":{}}\
    """
        .formatted(scope, collectedAt);
  }

  private static void flipABitOf(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }

  private void ownersOnly(String... places) throws IOException {
    for (String place : places) {
      mode(place, "rw-------");
    }
  }

  private void mode(String place, String mode) throws IOException {
    Files.setPosixFilePermissions(folder.resolve(place), PosixFilePermissions.fromString(mode));
  }

  private void change(String database, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(database));
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// Everything below the home but its lock: paths, modes and bytes.
  private Map<String, String> contents() throws IOException {
    var contents = new TreeMap<String, String>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(path -> !path.endsWith("server.lock")).toList()) {
        String mode =
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
        String bytes = Files.isRegularFile(path) ? text(path) : "";
        contents.put(folder.relativize(path).toString(), mode + bytes);
      }
    }
    return contents;
  }

  /// The bytes of every file of data, of the log and of the keys.
  private Map<String, String> bytes() throws IOException {
    var bytes = new TreeMap<String, String>();
    for (String below : List.of("data", "incoming", "keys", "owner", "logs", "quarantine")) {
      Path root = folder.resolve(below);
      if (Files.exists(root)) {
        try (Stream<Path> paths = Files.walk(root)) {
          for (Path path : paths.filter(Files::isRegularFile).toList()) {
            bytes.put(folder.relativize(path).toString(), text(path));
          }
        }
      }
    }
    bytes.remove("logs/access-2026-02-02.log");
    return bytes;
  }

  private static String text(Path path) throws IOException {
    return new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
  }
}

package io.freehold.bootstrap.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.freehold.bootstrap.acceptance.Shell;
import io.freehold.bootstrap.acceptance.StartedServer;
import io.freehold.bootstrap.client.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A machine is lost, and a new one gets everything from the storage backend (§4.1.7); and copies
/// at a place that is not used any more go when the owner says so.
class RestoreFromStorageIT {
  private static final List<String> SCOPES = List.of("instagram.profile", "youtube.watch_history");
  private static final int VERSIONS = 5;

  @RegisterExtension private final Experiment experiment = new Experiment("R13");
  @TempDir private Path folder;
  private Household household;

  @BeforeEach
  void choosePorts() {
    household = new Household(folder);
  }

  private Map<String, String> disk() throws IOException {
    Path disk = Files.createDirectories(folder.resolve("disk"));
    Files.writeString(disk.resolve(".freehold-storage"), "disk\n");
    return Map.of(
        "FREEHOLD_STORAGE_BACKEND",
        "local",
        "FREEHOLD_STORAGE_CONFIG_LOCAL_FOLDER",
        disk.toString());
  }

  private static void ingest(Lab lab, StartedServer server) throws Exception {
    for (int i = 0; i < VERSIONS; i++) {
      for (String scope : SCOPES) {
        Answer answer = lab.owner(server).post("/v1/data/" + scope, "{\"n\":" + i + "}");
        assertThat(answer.status()).describedAs(new String(answer.body())).isEqualTo(201);
      }
    }
    Household.mustBeAtRest(lab, server);
  }

  private static Map<String, String> data(Lab lab) {
    Path data = lab.home().resolve("data");
    var found = new TreeMap<String, String>();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        found.put(data.relativize(file).toString(), Hashes.sha256(Files.readAllBytes(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private List<Path> blobsOnDisk() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("disk"))) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.endsWith(".freehold-storage"))
          .sorted()
          .toList();
    }
  }

  /// What a command that is refused prints for a wallet elsewhere, signed by it.
  private static String signed(String printed) throws IOException {
    return Lab.signed(
        new JsonMapper().readTree(printed.lines().findFirst().orElseThrow()).path("message"));
  }

  @Test
  void fetchesEverythingOnceTheWalletHasRegisteredTheNewServer() throws Exception {
    Lab first = household.first(household.vana());
    try (var server = first.start()) {
      first.introduce(server);
      ingest(first, server);
      Lab second = household.another("second", household.vana());

      Shell.Done refused = second.run("restore --from-storage");

      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err()).contains("--registration").doesNotContain("Exception");
      assertThat(data(second)).isEmpty();

      Shell.Done done =
          second.run("restore --from-storage --registration " + signed(refused.out()));

      assertThat(done.exitCode()).describedAs(done.out() + done.err()).isZero();
      assertThat(done.out()).contains("10 files fetched, 0 not");
      assertThat(data(second)).isEqualTo(data(first)).hasSize(VERSIONS * SCOPES.size());
      Shell.Done again = second.run("restore --from-storage");
      assertThat(again.exitCode()).describedAs(again.out() + again.err()).isZero();
      assertThat(again.out()).contains("0 files fetched, 0 not");
      experiment.report("fetched=%d lost=0", data(second).size());
    }
  }

  /// The bounds of services are met by every restore that is large enough; it waits and goes on.
  @Test
  void fetchesEverythingFromServicesThatAskItToSlowDown() throws Exception {
    Lab first = household.first(household.vana());
    try (var server = first.start()) {
      first.introduce(server);
      ingest(first, server);
      assertThat(server.stop()).isZero();
    }
    for (String caller : List.of("SIGNER", "ADDRESS")) {
      first.with("FREEHOLD_LIMITS_" + caller + "_REQUESTS_PER_SECOND", "2");
      first.with("FREEHOLD_LIMITS_" + caller + "_BURST", "3");
    }
    try (var server = first.start()) {
      Lab second = household.another("second", household.vana());
      String signature = signed(second.run("restore --from-storage").out());

      Shell.Done done = second.run("restore --from-storage --registration " + signature);

      assertThat(done.out()).contains("10 files fetched, 0 not");
      assertThat(done.exitCode()).describedAs(done.out() + done.err()).isZero();
    }
  }

  @Test
  void listsWhatCannotBeReadAndFetchesTheRest() throws Exception {
    Lab first = household.first(disk());
    try (var server = first.start()) {
      first.introduce(server);
      ingest(first, server);
      List<Path> blobs = blobsOnDisk();
      assertThat(blobs).hasSize(VERSIONS * SCOPES.size());
      byte[] good = Files.readAllBytes(blobs.getFirst());
      byte[] bad = good.clone();
      bad[bad.length / 2] ^= 1;
      Files.write(blobs.getFirst(), bad);
      Files.delete(blobs.getLast());
      Lab second = household.another("second", disk());
      String signature = signed(second.run("restore --from-storage").out());

      Shell.Done done = second.run("restore --from-storage --registration " + signature);

      assertThat(done.exitCode()).isEqualTo(1);
      assertThat(done.out()).contains("8 files fetched, 2 not");
      assertThat(done.out().lines().filter(line -> line.startsWith("not fetched: download 0x")))
          .hasSize(2);
      assertThat(data(second)).hasSize(8);

      Files.write(blobs.getFirst(), good);
      Shell.Done again = second.run("restore --from-storage");
      assertThat(again.exitCode()).isEqualTo(1);
      assertThat(again.out()).contains("1 files fetched, 1 not");
    }
  }

  /// The lost machine was the gateway too: its records are gone, the blobs on the other disk are
  /// not.
  @Test
  void registersAnewWhatTheLostGatewayHadRecorded() throws Exception {
    Map<String, String> before;
    Lab first = household.first(disk());
    try (var server = first.start()) {
      first.introduce(server);
      ingest(first, server);
      assertThat(first.owner(server).post("/v1/data/chatgpt.conversations", "{}").status())
          .isEqualTo(201);
      Household.mustBeAtRest(first, server);
      assertThat(first.owner(server).delete("/v1/data/chatgpt.conversations").status())
          .isEqualTo(204);
      Household.mustBeAtRest(first, server);
      before = data(first);
    }
    List<Path> blobs = blobsOnDisk();
    assertThat(blobs).hasSize(10);
    byte[] bad = Files.readAllBytes(blobs.getFirst());
    bad[bad.length / 2] ^= 1;
    Files.write(blobs.getFirst(), bad);
    Files.copy(blobs.get(1), blobs.get(1).resolveSibling("2026-01-01T10-00-00Z"));
    Lab anew = household.alone("anew", disk());
    String signature = signed(anew.run("restore --from-storage").out());

    Shell.Done done = anew.run("restore --from-storage --registration " + signature);

    assertThat(done.exitCode()).describedAs(done.out() + done.err()).isEqualTo(1);
    assertThat(done.out())
        .contains("9 blobs without a record fetched and registered anew, 2 not")
        .contains("left: local://disk/", "it is not what it is called: it says it is another");
    assertThat(before).containsAllEntriesOf(data(anew));
    assertThat(data(anew)).hasSize(9);
    Shell.Done again = anew.run("restore --from-storage");
    assertThat(again.out()).contains("0 blobs without a record fetched and registered anew, 2 not");
    try (var server = anew.start()) {
      Household.mustBeAtRest(anew, server);
      assertThat(anew.versions(server)).isEqualTo(9);
    }
    experiment.report("blobs=11 registered anew=9 refused=2 brought back=0");
  }

  @Test
  void saysWhatIsMissingBeforeAnythingIsFetched() throws Exception {
    var settings = new HashMap<>(household.vana());
    settings.remove("FREEHOLD_STORAGE_CONFIG_VANA_URL");
    Lab own = household.first(settings);
    Shell.Done itself = own.run("restore --from-storage");
    assertThat(itself.exitCode()).isEqualTo(1);
    assertThat(itself.err()).contains("the storage role of this very server");

    Shell.Done nobodys =
        own.shell()
            .with("FREEHOLD_HOME", folder.resolve("nobody").toString())
            .with("FREEHOLD_STORAGE_CONFIG_VANA_URL", "http://127.0.0.1:1")
            .run(Lab.launched("restore --from-storage"));
    assertThat(nobodys.exitCode()).isEqualTo(1);
    assertThat(nobodys.err()).contains("has no owner yet").contains("freehold init");

    Lab second = household.another("second", household.vana());
    Shell.Done unreachable = second.run("restore --from-storage");
    assertThat(unreachable.exitCode()).isEqualTo(1);
    assertThat(unreachable.err()).contains("the gateway cannot be reached");
  }

  @Test
  void forgetsTheCopiesOfAPlaceOnlyWhereTheNewPlaceHasThem() throws Exception {
    Lab lab = household.first(household.vana());
    try (var server = lab.start()) {
      lab.introduce(server);
      ingest(lab, server);
      assertThat(server.stop()).isZero();
    }
    long kept = lab.filesIn("blobs");
    assertThat(kept).isEqualTo(10);
    Shell.Done selected = lab.run("storage forget vana");
    assertThat(selected.exitCode()).isEqualTo(1);
    assertThat(selected.err()).contains("choose another backend first");
    disk().forEach(lab::with);

    Shell.Done early = lab.run("storage forget vana");

    assertThat(early.exitCode()).describedAs(early.out() + early.err()).isZero();
    assertThat(early.out()).contains("0 copies at vana", "10 versions have no copy at local disk");
    try (var server = lab.start()) {
      Household.mustBeAtRest(lab, server);
      assertThat(blobsOnDisk()).hasSize(10);
      assertThat(lab.filesIn("blobs")).isEqualTo(kept);
      JsonNode backends = lab.owner(server).get("/v1/sync/status").json().path("backends");
      assertThat(backends.findValuesAsText("name")).containsExactly("local", "vana");
      assertThat(backends.findValuesAsText("selected")).containsExactly("true", "false");
      assertThat(backends.findValuesAsText("copies")).containsExactly("10", "10");
      assertThat(backends.path(0).path("reachable").asBoolean()).isTrue();
      assertThat(lab.run(server, "sync status").out())
          .contains("local disk *", "not asked since the start");
      assertThat(server.stop()).isZero();
    }

    Shell.Done done = lab.run("storage forget vana");

    assertThat(done.exitCode()).isZero();
    assertThat(done.out()).contains("10 copies at vana").doesNotContain("have no copy");
    try (var server = lab.start()) {
      Household.mustBeAtRest(lab, server);
      assertThat(lab.filesIn("blobs")).isZero();
      assertThat(blobsOnDisk()).hasSize(10);
      assertThat(data(lab)).hasSize(10);
      assertThat(lab.versions(server)).isEqualTo(10);
    }
  }
}

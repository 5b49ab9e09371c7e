package io.freehold.adapters.persistence;

import static io.freehold.adapters.persistence.KeptHome.AB;
import static io.freehold.adapters.persistence.KeptHome.ABC;
import static io.freehold.adapters.persistence.KeptHome.NOBODY;
import static io.freehold.adapters.persistence.KeptHome.check;
import static io.freehold.adapters.persistence.KeptHome.data;
import static io.freehold.adapters.persistence.KeptHome.kept;
import static io.freehold.adapters.persistence.KeptHome.restored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.adapters.persistence.CraftedArchive.Entry;
import io.freehold.adapters.persistence.KeptHome.Noting;
import io.freehold.adapters.persistence.files.MemoryFolder;
import io.freehold.application.Limits;
import io.freehold.application.testing.Cast;
import io.freehold.domain.upkeep.ArchiveProgress;
import io.freehold.domain.upkeep.LeftOut;
import io.freehold.domain.upkeep.LeftOut.Reason;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// What is kept of a home, and what is believed of an archive (R22, T72).
class HomeArchiveTest {
  private static final String FIRST = "data/a.b/";

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private Path home;

  @BeforeEach
  void fillAHome() {
    home = folder.resolve("home");
    KeptHome.fill(home);
  }

  @Nested
  class Writing {
    @Test
    void keepsEverythingThatIsNotMadeAgain() throws IOException {
      Files.writeString(home.resolve("server.json"), "{}");
      Files.createDirectories(home.resolve("blobs/0x1"));
      Files.writeString(home.resolve("blobs/0x1/x"), "blob");

      byte[] archive = kept(home);

      assertThat(new CraftedArchive(archive).names())
          .contains(
              "about.json",
              "home/state.db",
              "home/index.db",
              "home/gateway/registry.db",
              "home/keys/server.json",
              "home/owner/keystore.json",
              "home/logs/head.json",
              "home/server.json",
              "home/blobs/0x1/x")
          .noneMatch(name -> name.contains("reserve") || name.contains("server.lock"))
          .filteredOn(name -> name.startsWith("data/"))
          .hasSize(11);
      var summary = check(archive, home);
      assertThat(summary.server()).isEqualTo(Cast.SERVER);
      assertThat(summary.owner()).contains(Cast.OWNER);
      assertThat(summary.madeAt()).isEqualTo(Cast.NOW);
      assertThat(summary.versions()).isEqualTo(11);
    }

    @Test
    void changesNothingOfAHomeThatCrashed() throws Exception {
      Process process = HoldsAHome.start(home);
      process.getInputStream().readNBytes(4_000);
      process.destroyForcibly().waitFor();
      Map<String, String> before = everything();

      var told = new Noting();

      byte[] archive = kept(home, told);

      assertThat(everything()).isEqualTo(before);
      assertThat(told.files())
          .as("stored, not in the index yet, and not acknowledged")
          .allMatch(file -> file.detail().contains("taken in when the server starts"));
      assertThat(home.resolve("index.db-wal")).exists();
      assertThat(check(archive, home).versions()).isGreaterThan(11);
      assertThat(restored(archive, folder.resolve("other"), false)).isEmpty();
    }

    @Test
    void refusesAHomeThatWasNeverUsed() {
      assertThatThrownBy(() -> kept(Files.createDirectory(folder.resolve("empty"))))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("nothing was ever kept in");
    }

    @Test
    void leavesOutWhatIsDamagedAndSaysSo() throws IOException {
      List<Path> files = dataFiles();
      flip(files.getFirst());
      Files.delete(files.getLast());
      var told = new Noting();

      byte[] archive = kept(home, told);

      assertThat(told.files()).extracting(LeftOut::reason).containsOnly(Reason.DAMAGED).hasSize(2);
      assertThat(told.files()).noneMatch(LeftOut::isAsWished);
      assertThat(check(archive, home).versions()).isEqualTo(9);
      assertThat(restored(archive, folder.resolve("other"), false)).isEmpty();
      assertThat(data(folder.resolve("other"))).hasSize(9);
    }

    @Test
    void leavesOutWhatItsOwnerDeletesMeanwhile() throws IOException {
      try (var server = new Home(home, Cast.CLOCK)) {
        var told = new Noting();
        var isDeleted = new AtomicBoolean();
        ArchiveProgress deleting =
            new ArchiveProgress() {
              @Override
              public void reached(long bytes, long bytesAll) {
                if (isDeleted.compareAndSet(false, true)) {
                  server.adapter().dataFiles().delete(ABC);
                }
              }

              @Override
              public void leftOut(LeftOut file) {
                told.leftOut(file);
              }
            };

        byte[] archive = kept(home, deleting);

        assertThat(told.files()).hasSize(1).allMatch(LeftOut::isAsWished);
        assertThat(check(archive, home).versions()).isEqualTo(10);
      }
    }

    @Test
    void leavesOutWhatIsNoPlainFile() throws IOException {
      Files.createSymbolicLink(home.resolve("link"), Path.of("/etc/passwd"));
      var told = new Noting();

      byte[] archive = kept(home, told);

      assertThat(told.files())
          .containsExactly(new LeftOut("link", Reason.STRANGE, "it is no plain file"));
      assertThat(new String(archive, StandardCharsets.ISO_8859_1)).doesNotContain("home/link");
    }

    @Test
    void namesWhatLiesInTheDataTreeAndIsNoVersion() throws IOException {
      Path data = home.resolve("data");
      Files.writeString(data.resolve("notes.txt"), "by hand");
      Path version;
      try (Stream<Path> files = Files.walk(data)) {
        version =
            files.filter(file -> file.toString().endsWith("Z.json")).findFirst().orElseThrow();
      }
      Files.copy(version, version.resolveSibling("2020-01-01T00-00-00Z.json"));
      var told = new Noting();

      kept(home, told);

      assertThat(told.files())
          .extracting(LeftOut::name)
          .containsExactlyInAnyOrder(
              "data/notes.txt",
              home.relativize(version.resolveSibling("2020-01-01T00-00-00Z.json")).toString());
      assertThat(told.files())
          .allMatch(file -> file.reason() == Reason.STRANGE && !file.isAsWished());
    }

    /// Copies of databases do not lie about longer than until the next backup.
    @Test
    void removesWhatAKilledBackupLeft() throws Exception {
      Process dead = new ProcessBuilder("true").start();
      dead.waitFor();
      Path ofDead = Files.createTempDirectory("freehold-backup-" + dead.pid() + "-");
      Files.writeString(ofDead.resolve("state.db"), "a copy");
      Path ofLiving =
          Files.createTempDirectory("freehold-backup-" + ProcessHandle.current().pid() + "-");

      kept(home, new Noting());

      assertThat(ofDead).doesNotExist();
      assertThat(ofLiving).exists();
      Files.delete(ofLiving);
    }

    @Test
    void keepsTheLogUpToACompleteLine() throws IOException {
      Path log = log();
      Files.writeString(log, "{\"torn", StandardOpenOption.APPEND);

      byte[] archive = kept(home);

      assertThat(new String(new CraftedArchive(archive).file("home/logs/" + log.getFileName())))
          .endsWith("}\n")
          .hasLineCount(5);
      assertThat(restored(archive, folder.resolve("other"), false)).isEmpty();
    }

    @Test
    void tellsOfADayOfTheLogThatGoesMeanwhile() throws IOException {
      Path log = log();
      var told = new Noting();
      var taker =
          new ArchiveProgress() {
            @Override
            public void reached(long bytes, long bytesAll) {
              var _ = log.toFile().delete();
            }

            @Override
            public void leftOut(LeftOut file) {
              told.leftOut(file);
            }
          };

      byte[] archive = kept(home, taker);

      assertThat(new CraftedArchive(archive).names())
          .doesNotContain("home/logs/" + log.getFileName());
      assertThat(told.files())
          .singleElement()
          .satisfies(file -> {
            assertThat(file.name()).isEqualTo("logs/" + log.getFileName());
            assertThat(file.detail()).contains("make another one");
          });
    }

    @Test
    void keepsWhatWasDeletedDeleted() throws IOException {
      try (var server = new Home(home, Cast.CLOCK)) {
        server.adapter().dataFiles().delete(AB);
      }

      byte[] archive = kept(home);
      restored(archive, folder.resolve("other"), false);

      try (var other = new Home(folder.resolve("other"), Cast.CLOCK)) {
        var next = KeptHome.save(other, AB, "{}");
        assertThat(
                other
                    .adapter()
                    .dataFiles()
                    .versions(AB, new io.freehold.domain.data.Page(10, 0))
                    .items())
            .containsExactly(next);
        assertThat(next.collectedAt().instant()).isAfter(Cast.NOW);
      }
    }

    /// Another process ingests as fast as it can; each archive has all it acknowledged before, and
    /// nothing by half. A home grows with every round, so each is used for a few only.
    @Test
    void isOfOneMomentWhileAServerIsAtWork() throws Exception {
      int homes = Boolean.getBoolean("freehold.long") ? 20 : 1;
      for (int i = 0; i < homes; i++) {
        Path filling = folder.resolve("filling" + i);
        KeptHome.fill(filling);
        keepsOfOneMoment(filling);
        RestoredFolder.remove(filling);
      }
    }

    private void keepsOfOneMoment(Path filling) throws Exception {
      Process process = HoldsAHome.start(filling);
      try (var lines =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        var acknowledged = new ArrayList<String>();
        for (int round = 0; round < 5; round++) {
          for (int i = 0; i < 50 || lines.ready(); i++) {
            acknowledged.add(lines.readLine().split(" ")[2]);
          }

          byte[] archive = kept(filling);

          Path other = folder.resolve("round" + round);
          assertThat(restored(archive, other, false)).isEmpty();
          assertThat(data(other).values()).containsAll(acknowledged);
          assertThat(data(other)).hasSize((int) check(archive, filling).versions());
          RestoredFolder.remove(other);
        }
      } finally {
        process.destroyForcibly().waitFor();
      }
    }
  }

  @Nested
  class Reading {
    private CraftedArchive archive() {
      try {
        return new CraftedArchive(kept(home));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    private String version(int number) {
      return archive().names().stream().filter(n -> n.startsWith(FIRST)).toList().get(number);
    }

    @Test
    void takesAnArchiveThatWasPutTogetherAsItWas() throws IOException {
      assertThat(check(archive().bytes(), home).versions()).isEqualTo(11);
    }

    @TestFactory
    Stream<DynamicTest> refusesNamesThatLeadElsewhere() {
      return Stream.of(
              "home/../../escape",
              "home/..",
              "home/./x",
              "home//x",
              "home/",
              "/etc/cron.d/x",
              "../x",
              "home/a\\..\\b",
              "home/C:x",
              "home/x\u0000y",
              "home/nul ",
              "x",
              "data/a.b/../../x.json",
              "data/a.b/2026-01-21T10-00-00Z.json/x",
              "data/../2026-01-21T10-00-00Z.json",
              "data/A..b/2026-01-21T10-00-00Z.json",
              "data/a.b/2026-01-21T10:00:00Z.json",
              "data/a.b/2026-13-21T10-00-00Z.json",
              "data/a.b/x.json",
              "home/" + "a/".repeat(20) + "x",
              "home/" + "a".repeat(2_000))
          .map(name ->
              DynamicTest.dynamicTest(
                  name.length() > 60 ? name.substring(0, 60) : name,
                  () -> mustRefuseTheName(name)));
    }

    /// Wherever it stands: out of order it would be refused for that alone.
    private void mustRefuseTheName(String name) {
      for (String place :
          List.of(
              "home/gateway/registry.db",
              "home/owner/keystore.json",
              "home/state.db",
              version(0))) {
        mustRefuse(archive().before(place, Entry.of(name, "x")).bytes());
      }
      mustRefuse(archive().last(Entry.of(name, "x")).bytes());
    }

    @Test
    void refusesAnEntryThatComesTwiceOrOutOfOrder() {
      var twice = archive();
      mustRefuse(twice.before(version(1), new Entry(version(0), twice.file(version(0)))).bytes());
      mustRefuse(archive().before("home/state.db", Entry.of("home/state.db", "x")).bytes());
      mustRefuse(archive().last(Entry.of("home/z", "x")).bytes());
      mustRefuse(archive().before("home/index.db", Entry.of("home/z", "x")).bytes());
      mustRefuse(archive().before("home/index.db", Entry.of("about.json", "x")).bytes());
    }

    @Test
    void refusesAManifestThatDoesNotFit() {
      String right = "x".repeat(64) + "  about.json\n";
      mustRefuse(archive().bytes(""));
      mustRefuse(archive().bytes(right));
      mustRefuse(archive().bytes("x".repeat(100_000)));
      byte[] whole = archive().bytes();
      var changed = new CraftedArchive(whole);
      byte[] data = changed.file(version(0)).clone();
      data[data.length - 3] ^= 1;
      mustRefuse(changed.with(version(0), data).bytes(manifestOf(whole)));
      mustRefuse(new CraftedArchive(whole).without(version(3)).bytes(manifestOf(whole)));
    }

    private static String manifestOf(byte[] archive) {
      var manifest = new StringBuilder();
      var taken = new CraftedArchive(archive);
      for (String name : taken.names()) {
        manifest
            .append(CraftedArchive.sha256(taken.file(name)))
            .append("  ")
            .append(name)
            .append('\n');
      }
      return manifest.toString();
    }

    @Test
    void refusesWhatIsNoWholeArchive() {
      byte[] whole = archive().bytes();
      mustRefuse(new byte[0]);
      mustRefuse("<html>".getBytes(StandardCharsets.UTF_8));
      for (int length : List.of(10, 100, 1_000, whole.length / 2)) {
        mustRefuse(Arrays.copyOf(whole, length));
      }
      mustRefuse(CraftedArchive.zip(List.of(Entry.of("about.json", "{}"))));
    }

    @Test
    void refusesAnArchiveThatIsNotOfThisForm() {
      String about = new String(archive().file("about.json"), StandardCharsets.UTF_8);
      mustRefuse(archive().without("about.json").bytes());
      mustRefuse(archive().with("about.json", "{}").bytes());
      mustRefuse(archive().with("about.json", "[".repeat(10_000)).bytes());
      mustRefuse(archive().with("about.json", " ".repeat(1 << 20) + about).bytes());
      mustRefuse(archive().with("about.json", about.replace(": 1,", ": 2,")).bytes());
      mustRefuse(archive().with("about.json", about.replace(Cast.SERVER.value(), "0x12")).bytes());
    }

    @Test
    void refusesAHomeThatIsNotWhole() {
      mustRefuse(archive().without("home/state.db").bytes());
      mustRefuse(archive().without("home/index.db").bytes());
      mustRefuse(archive().without("home/keys/server.json").bytes());
      mustRefuse(archive().with("home/state.db", "no database").bytes());
      byte[] index = archive().file("home/index.db").clone();
      Arrays.fill(index, 4_096, 12_000, (byte) 7);
      mustRefuse(archive().with("home/index.db", index).bytes());
    }

    @Test
    void refusesTheKeyOfAnotherServer() {
      String about = new String(archive().file("about.json"), StandardCharsets.UTF_8);
      mustRefuse(
          archive()
              .with("about.json", about.replace(Cast.SERVER.value(), Cast.BUILDER.value()))
              .bytes());
      mustRefuse(archive().with("home/keys/server.json", "{").bytes());
    }

    @Test
    void refusesAVersionThatIsNotWhatItIsNamed() {
      String first = version(0);
      String text = new String(archive().file(first), StandardCharsets.UTF_8);
      mustRefuse(archive().with(first, text.replace("\"a.b\"", "\"a.c\"")).bytes());
      mustRefuse(archive().with(first, "{}").bytes());
      mustRefuse(archive().with(first, text.substring(0, text.length() - 1)).bytes());
      mustRefuse(archive().renamed(first, "data/a.a/" + first.substring(FIRST.length())).bytes());
    }

    @Test
    void readsNoMoreOfAFileThanAVersionMayHave() {
      String first = version(0);
      var out = new byte[(int) Limits.DEFAULT.ingestBytesMax()];
      Arrays.fill(out, (byte) ' ');
      String text = new String(archive().file(first), StandardCharsets.UTF_8);
      var limited =
          new io.freehold.adapters.persistence.upkeep.ArchiveCheck(
              1 << 20, _ -> Cast.SERVER_KEY, NOBODY);

      assertThatThrownBy(() ->
              limited.read(
                  new ByteArrayInputStream(archive().with(first, text + new String(out)).bytes())))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("larger than any can be");
    }

    /// Neither a look at it nor an attempt to restore it leaves a byte.
    private void mustRefuse(byte[] archive) {
      Path target = folder.resolve("target");
      assertThatThrownBy(() -> check(archive, home)).isInstanceOf(IllegalArgumentException.class);
      assertThat(folder.resolve("escape")).doesNotExist();
      assertThat(target).doesNotExist();
    }
  }

  private List<Path> dataFiles() throws IOException {
    try (Stream<Path> files = Files.walk(home.resolve("data"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private Path log() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("logs"))) {
      return files.filter(file -> file.toString().endsWith(".log")).findAny().orElseThrow();
    }
  }

  private static void flip(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }

  private Map<String, String> everything() throws IOException {
    var everything = new TreeMap<String, String>();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file :
          files.filter(Files::isRegularFile).filter(f -> !f.endsWith("server.lock")).toList()) {
        everything.put(file.toString(), CraftedArchive.sha256(Files.readAllBytes(file)));
      }
    }
    return everything;
  }
}

package io.freehold.adapters.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.persistence.files.MemoryFolder;
import io.freehold.application.testing.Cast;
import io.freehold.domain.Scope;
import io.freehold.domain.data.Page;
import io.freehold.domain.data.VersionSummary;
import io.freehold.domain.identity.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// R6: random numbers of each defect at random places. fsck names exactly these, repair mends them,
/// and afterwards there are the same bytes as before, no file less and none more.
class SeededDefectsTest {
  private static final boolean IS_LONG = Boolean.getBoolean("freehold.long");
  private static final int ROUNDS = Integer.getInteger("freehold.rounds", IS_LONG ? 500 : 10);
  private static final long SEED = Long.getLong("freehold.seed", 20_260_202);
  private static final int VERSIONS = 40;
  private static final int OF_A_KIND_MAX = 4;
  private static final List<String> SCOPES = List.of("a.b", "a.b.c", "x.yZ");
  private static final String LOG = "logs/access-2026-02-02.log";

  @TempDir(factory = MemoryFolder.class)
  private Path folder;

  private Path home;
  private Random random = new Random(SEED);

  /// Files that are versions, and that nothing was done to yet.
  private Deque<Path> whole = new ArrayDeque<>();

  /// What fsck is to say.
  private List<String> seeded = new ArrayList<>();

  private int names;
  private int lost;

  @Test
  void namesAllThatIsWrongAndLosesNoByteOfIt() throws IOException {
    System.out.printf(
        "R6: %d rounds, seed %d (-Dfreehold.seed=..., -Dfreehold.rounds=...)%n", ROUNDS, SEED);
    int all = 0;
    for (int round = 0; round < ROUNDS; round++) {
      random = new Random(SEED + round);
      whole = new ArrayDeque<>();
      seeded = new ArrayList<>();
      names = 0;
      lost = 0;
      home = folder.resolve("home-" + round);
      fill();
      seedDefects();

      check("round %d, -Dfreehold.seed=%d".formatted(round, SEED + round));
      all += seeded.size();
    }
    System.out.printf("R6: %d defects seeded, all found and mended, 0 bytes lost%n", all);
    assertThat(all).isGreaterThan(ROUNDS * 5);
  }

  private void check(String round) throws IOException {
    var upkeep = new Upkeep(home);
    assertThat(upkeep.defects()).as(round).containsExactlyInAnyOrderElementsOf(seeded);
    List<String> before = files();
    byte[] log = Files.readAllBytes(home.resolve(LOG));

    mustHaveMended(upkeep.repair(), round);

    assertThat(upkeep.defects()).as(round).isEmpty();
    assertThat(files()).as(round).containsExactlyInAnyOrderElementsOf(before);
    assertThat(logWithItsTornEnd()).as(round).isEqualTo(log);
    try (var opened = new Home(home, Cast.CLOCK)) {
      assertThat(versionsIn(opened)).as(round).isEqualTo(versions());
    }
  }

  /// A version is missing no more when its file was put back into its place before it was looked
  /// for.
  private void mustHaveMended(List<String> done, String round) {
    List<String> mended = done.stream().map(text -> text.substring(0, text.indexOf(": "))).toList();
    assertThat(mended).as(round).doesNotHaveDuplicates().isSubsetOf(seeded);
    assertThat(seeded)
        .as(round)
        .filteredOn(text -> !mended.contains(text))
        .allMatch(text -> text.startsWith("missing-file"));
  }

  private long versionsIn(Home opened) {
    return SCOPES.stream()
        .mapToLong(scope ->
            opened.adapter().dataFiles().versions(new Scope(scope), new Page(1, 0)).total())
        .sum();
  }

  /// Those that were stored, without the rotten and the missing ones, with those made by hand.
  private long versions() {
    long byHand = seeded.stream().filter(text -> text.startsWith("unindexed-file")).count();
    return VERSIONS - lost + byHand;
  }

  private void fill() throws IOException {
    try (var filled = new Home(home, Cast.CLOCK)) {
      filled
          .adapter()
          .writeKey("server", Cast.SERVER, Cast.SERVER_KEY.publicKey(), new Secret("0x5"));
      filled.adapter().ownerRecord().claim(Cast.OWNER);
      for (int i = 0; i < VERSIONS; i++) {
        var scope = new Scope(SCOPES.get(random.nextInt(SCOPES.size())));
        String text = "x".repeat(random.nextInt(3_000));
        whole.add(
            path(
                scope, KeptHome.save(filled, scope, "{\"n\":%d,\"t\":\"%s\"}".formatted(i, text))));
      }
      for (int i = 0; i < 5; i++) {
        KeptHome.log(filled, i);
      }
    }
    var shuffled = new ArrayList<>(whole);
    Collections.shuffle(shuffled, random);
    whole = new ArrayDeque<>(shuffled);
  }

  private Path path(Scope scope, VersionSummary version) {
    String folders = scope.value().replace("Z", "-z").replace('.', '/');
    return home.resolve("data")
        .resolve(folders)
        .resolve(version.collectedAt().fileName() + ".json");
  }

  /// One more of a kind of defect.
  private interface Defect {
    void seed() throws IOException;
  }

  private void seedDefects() throws IOException {
    List<Defect> kinds =
        List.of(
            this::remove,
            this::flipABit,
            this::rename,
            this::moveElsewhere,
            this::copy,
            this::addByHand,
            this::addNonsense,
            this::leaveHalfAWrite,
            this::leaveASecondName,
            this::openToOthers);
    for (Defect kind : kinds) {
      for (int i = random.nextInt(OF_A_KIND_MAX + 1); i > 0; i--) {
        kind.seed();
      }
    }
    for (String leftover : List.of("keys/server.json.new", "logs/head.json.new")) {
      if (random.nextBoolean()) {
        add(home.resolve(leftover), "{\"half\":" + random.nextLong());
        expect("leftover", home.resolve(leftover));
      }
    }
    if (random.nextBoolean()) {
      tearTheLog();
    }
  }

  private void remove() throws IOException {
    Path file = whole.remove();
    Files.delete(file);
    lost++;
    expect("missing-file", file);
  }

  private void flipABit() throws IOException {
    Path file = whole.remove();
    byte[] bytes = Files.readAllBytes(file);
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    Files.write(file, bytes);
    lost++;
    expect("rotten-file", file);
  }

  private void rename() throws IOException {
    misplace(whole.element().resolveSibling("elsewhere-" + names++ + ".json"));
  }

  private void moveElsewhere() throws IOException {
    Path elsewhere = home.resolve("data/moved/s" + names++);
    Files.createDirectories(elsewhere);
    Files.setPosixFilePermissions(elsewhere.getParent(), mode("rwx------"));
    Files.setPosixFilePermissions(elsewhere, mode("rwx------"));
    misplace(elsewhere.resolve(whole.element().getFileName()));
  }

  private void misplace(Path to) throws IOException {
    Path file = whole.remove();
    Files.move(file, to);
    expect("missing-file", file);
    expect("misplaced-file", to);
  }

  private void copy() throws IOException {
    Path file = whole.remove();
    Path copy = file.resolveSibling("2027-01-01T00-00-%02dZ.json".formatted(names++));
    Files.copy(file, copy);
    Files.setPosixFilePermissions(copy, mode("rw-------"));
    expect("duplicate-version", copy);
  }

  private void addByHand() throws IOException {
    String time = "2028-01-01T00:00:%02dZ".formatted(names++);
    Path file = home.resolve("data/a/b/" + time.replace(':', '-') + ".json");
    add(
        file,
        "{\"version\":\"1.0\",\"scope\":\"a.b\",\"collectedAt\":\"%s\",\"data\":{\"n\":%d}}"
            .formatted(time, random.nextLong()));
    expect("unindexed-file", file);
  }

  private void addNonsense() throws IOException {
    Path file = home.resolve("data/a/b/2029-01-01T00-00-%02dZ.json".formatted(names++));
    add(file, "{\"version\":\"1.0\",\"scope\":" + random.nextLong());
    expect("invalid-file", file);
  }

  private void leaveHalfAWrite() throws IOException {
    Path file = home.resolve("incoming/%d.json".formatted(1_000 + names++));
    add(file, "{\"version\":\"1.0\",\"n\":" + random.nextLong());
    expect("leftover", file);
  }

  private void leaveASecondName() throws IOException {
    Path name = home.resolve("incoming/%d.json".formatted(1_000 + names++));
    Files.createLink(name, whole.remove());
    expect("leftover", name);
  }

  private void openToOthers() throws IOException {
    Path file = whole.remove();
    Files.setPosixFilePermissions(file, mode("rw-r--r--"));
    expect("wrong-mode", file);
  }

  private void tearTheLog() throws IOException {
    String torn = "{\"logId\":\"" + "t".repeat(random.nextInt(200));
    Files.writeString(home.resolve(LOG), torn, StandardOpenOption.APPEND);
    expect("torn-log", home.resolve(LOG));
  }

  private static void add(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, mode("rw-------"));
  }

  private static java.util.Set<java.nio.file.attribute.PosixFilePermission> mode(String text) {
    return PosixFilePermissions.fromString(text);
  }

  private void expect(String kind, Path place) {
    seeded.add(kind + " " + home.relativize(place));
  }

  /// The bytes of every file that is kept, whatever its names are, each as often as it is there.
  private List<String> files() throws IOException {
    Map<Object, String> files = new HashMap<>();
    for (String below : List.of("data", "incoming", "keys", "owner", "quarantine")) {
      read(home.resolve(below), files);
    }
    Path unfinished = home.resolve("logs/head.json.new");
    if (Files.exists(unfinished)) {
      read(unfinished, files);
    }
    return List.copyOf(files.values());
  }

  private static void read(Path root, Map<Object, String> files) throws IOException {
    if (Files.exists(root)) {
      try (Stream<Path> paths = Files.walk(root)) {
        for (Path path : paths.filter(Files::isRegularFile).toList()) {
          if (!path.endsWith("report.txt")) {
            Object number = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
            files.put(number, new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1));
          }
        }
      }
    }
  }

  private byte[] logWithItsTornEnd() throws IOException {
    var bytes = new ByteArrayOutputStream();
    bytes.write(Files.readAllBytes(home.resolve(LOG)));
    try (Stream<Path> names = Files.list(home.resolve("logs"))) {
      for (Path torn :
          names.filter(path -> path.getFileName().toString().startsWith("torn-")).toList()) {
        bytes.write(Files.readAllBytes(torn));
      }
    }
    return bytes.toByteArray();
  }
}

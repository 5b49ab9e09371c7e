package io.freehold.adapters.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.persistence.files.LocalDisk;
import io.freehold.adapters.persistence.files.MemoryFolder;
import io.freehold.adapters.persistence.files.PowerCutDisk;
import io.freehold.adapters.persistence.files.PowerCutDisk.PowerCut;
import io.freehold.application.Limits;
import io.freehold.application.port.DataFiles;
import io.freehold.application.port.Signer;
import io.freehold.application.port.SyncIndex;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.FakeSignatures;
import io.freehold.application.testing.RemoteCopies;
import io.freehold.application.testing.SpooledBytes;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.FileId;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Scope;
import io.freehold.domain.access.AccessLogEntry;
import io.freehold.domain.access.ChainReport;
import io.freehold.domain.data.Content;
import io.freehold.domain.data.DataDraft;
import io.freehold.domain.data.JsonDocument;
import io.freehold.domain.data.Page;
import io.freehold.domain.data.StoredFile;
import io.freehold.domain.data.Version;
import io.freehold.domain.data.VersionSummary;
import io.freehold.domain.grant.ReadPermit;
import io.freehold.domain.identity.ClientInfo;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.sync.Arrival;
import io.freehold.domain.sync.LocalVersion;
import io.freehold.domain.sync.Receipt;
import io.freehold.domain.sync.Removal;
import io.freehold.domain.upkeep.Finding;
import io.freehold.domain.upkeep.Finding.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The power is cut at any act of the disk, also while a server starts for the first time, and what
/// was not synced is lost, torn or reordered (R2): nothing that was acknowledged is lost, no byte
/// is wrong, a key is whole or not there, and the log goes on.
class PowerCutTest {
  private static final boolean IS_LONG = Boolean.getBoolean("freehold.long");
  private static final int ROUNDS = Integer.getInteger("freehold.rounds", IS_LONG ? 10_000 : 200);
  private static final long SEED = Long.getLong("freehold.seed", 20_260_202);
  private static final int ACTS_MAX = 10;
  private static final int STEPS_MAX = 16;
  private static final List<Scope> SCOPES =
      List.of(new Scope("a.b"), new Scope("a.b.c"), new Scope("con.aux"));
  private static final Secret KEY = new Secret("0x" + "5".repeat(64));

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  @Test
  void losesNothingThatWasAcknowledged() throws IOException {
    System.out.printf(
        "R2: %d rounds, seed %d (-Dfreehold.seed=..., -Dfreehold.rounds=...)%n", ROUNDS, SEED);
    int torn = 0;
    int inTheMiddle = 0;
    long saved = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Path live = privateFolder("live");
      Path image = privateFolder("image");
      var work = new WorkUntilTheCut(live, image, new Random(SEED + round));
      try {
        work.run();
        boolean wasTorn = new Aftermath(image, work.told).check();
        torn += wasTorn ? 1 : 0;
        inTheMiddle += work.wasInTheMiddle ? 1 : 0;
        saved += work.told.saved.size();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(
            "round %d, to be repeated with -Dfreehold.seed=%d -Dfreehold.rounds=1: %s"
                .formatted(round, SEED + round, work.told.story),
            e);
      }
      remove(live);
      remove(image);
    }
    System.out.printf(
        "R2: %d cuts (%d within an act), %d acknowledged versions, 0 lost, 0 wrong, %d torn logs%n",
        ROUNDS, inTheMiddle, saved, torn);
    assertThat(inTheMiddle).isGreaterThan(ROUNDS / 4);
  }

  private Path privateFolder(String name) throws IOException {
    Path made = folder.resolve(name);
    LocalDisk.createPrivateFolder(made);
    return made;
  }

  /// What callers were told before the power was cut.
  private static final class Told {
    private final Map<VersionSummary, Scope> saved = new HashMap<>();
    private final Set<VersionSummary> inDoubt = new HashSet<>();
    private final Set<VersionSummary> deleted = new HashSet<>();
    private final Map<FileId, VersionSummary> linked = new HashMap<>();
    private final Set<FileId> toRemove = new HashSet<>();
    private Optional<LocalVersion> isRenumbered = Optional.empty();
    private int links;
    private final List<String> story = new ArrayList<>();
    private int logged;
    private int flushed;
    private boolean hasKey;
    private boolean isClaimed;
  }

  private static final class WorkUntilTheCut {
    private final Path live;
    private final Path image;
    private final Random random;
    private final PowerCutDisk disk;
    private final Told told = new Told();
    private Optional<PersistenceAdapter> home = Optional.empty();
    private boolean wasInTheMiddle;

    private WorkUntilTheCut(Path live, Path image, Random random) throws IOException {
      this.live = live;
      this.image = image;
      this.random = random;
      this.disk = new PowerCutDisk(live, random);
    }

    private void run() throws IOException {
      int steps = random.nextInt(STEPS_MAX);
      try {
        if (steps == 0) {
          cutSoon();
        }
        start();
        for (int step = 1; step <= steps; step++) {
          if (step == steps) {
            cutSoon();
          }
          step();
        }
        disk.cutNow();
      } catch (PowerCut e) {
        wasInTheMiddle = true;
      }
      die();
    }

    private void cutSoon() {
      disk.cutAfter(random.nextInt(ACTS_MAX), image);
    }

    private void start() throws IOException {
      told.story.add("start");
      home = Optional.of(PersistenceAdapter.open(live, disk, Limits.DEFAULT, Cast.CLOCK));
      var _ = home.get().accessLog(Cast.SERVER_KEY, new FakeSignatures());
      sync().useBackend(RemoteCopies.PLACE);
    }

    private void step() throws IOException {
      switch (random.nextInt(20)) {
        case 12, 13 -> link();
        case 14, 15 -> receive();
        case 16, 17 -> forget();
        case 18, 19 -> renumber();
        case 0, 1, 2, 3 -> save(random.nextInt(1_000));
        case 4 -> save(300_000);
        case 5 -> delete();
        case 6, 7, 8 -> log();
        case 9 -> flush();
        case 10 -> writeKeyOnce();
        default -> restart();
      }
    }

    private void save(int size) {
      Scope scope = SCOPES.get(random.nextInt(SCOPES.size()));
      told.story.add("save " + scope);
      VersionSummary saved =
          files()
              .save(
                  new DataDraft(
                      Optional.empty(),
                      scope,
                      JsonDocument.of("{\"text\":\"" + "x".repeat(size) + "\"}"),
                      Cast.NOW,
                      Optional.empty()));
      told.saved.put(saved, scope);
    }

    private void delete() {
      Scope scope = SCOPES.get(random.nextInt(SCOPES.size()));
      told.story.add("delete " + scope);
      List<VersionSummary> all =
          told.saved.entrySet().stream()
              .filter(entry -> entry.getValue().equals(scope))
              .map(Map.Entry::getKey)
              .toList();
      Set<FileId> copies = new HashSet<>();
      told.linked.forEach((fileId, version) -> {
        if (all.contains(version)) {
          copies.add(fileId);
        }
      });
      told.linked.keySet().removeAll(copies);
      told.inDoubt.addAll(all);
      files().delete(scope);
      told.inDoubt.removeAll(all);
      told.deleted.addAll(all);
      all.forEach(told.saved::remove);
      told.toRemove.addAll(copies);
    }

    private Optional<Map.Entry<VersionSummary, Scope>> anyVersion() {
      List<Map.Entry<VersionSummary, Scope>> all =
          told.saved.entrySet().stream()
              .sorted(Comparator.comparing(entry -> entry.getKey().sha256()))
              .map(entry -> Map.entry(entry.getKey(), entry.getValue()))
              .toList();
      return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
    }

    private FileId nextFileId() {
      return new FileId("0x%064x".formatted(++told.links));
    }

    private void link() {
      anyVersion()
          .filter(version -> !told.linked.containsValue(version.getKey()))
          .ifPresent(version -> {
            told.story.add("link " + version.getKey().collectedAt());
            FileId fileId = nextFileId();
            assertThat(
                    sync()
                        .link(
                            RemoteCopies.copy(
                                fileId, version.getValue(), version.getKey().collectedAt())))
                .isTrue();
            told.linked.put(fileId, version.getKey());
          });
    }

    /// Of one of a few versions, so that some are there, were deleted or were forgotten.
    private void receive() {
      Scope scope = SCOPES.get(random.nextInt(SCOPES.size()));
      var version = CollectedAt.ofMillis(Cast.NOW.toEpochMilli() - 500 * random.nextInt(4));
      told.story.add("receive " + version + " of " + scope);
      String text =
          "{ \"data\":{\"text\":\"\"},\"scope\":\"%s\",\n \"collectedAt\":\"%s\",\"n\":{\"t\":\"\"}}"
              .formatted(scope, version);
      SpooledBytes bytes = SpooledBytes.of(text);
      var expected =
          new VersionSummary(
              version,
              Optional.empty(),
              Optional.of(SchemaId.parse("7")),
              bytes.sizeBytes(),
              bytes.sha256());
      boolean wasDeleted = told.deleted.remove(expected);
      FileId fileId = nextFileId();
      Receipt receipt =
          sync()
              .receive(
                  new Arrival(
                      fileId,
                      RemoteCopies.urlOf(fileId),
                      RemoteCopies.PLACE,
                      SchemaId.parse("7"),
                      scope,
                      Optional.empty()),
                  bytes);
      switch (receipt) {
        case Receipt.Stored _, Receipt.Known _ -> {
          told.saved.put(expected, scope);
          told.linked.put(fileId, expected);
        }
        case Receipt.Deleted _, Receipt.Occupied _ -> {
          if (wasDeleted) {
            told.deleted.add(expected);
          }
        }
        case Receipt.Refused refused -> throw new AssertionError(refused.reason());
      }
    }

    private void forget() {
      told.linked.keySet().stream()
          .sorted(Comparator.comparing(FileId::value))
          .findFirst()
          .ifPresent(fileId -> {
            VersionSummary version = told.linked.remove(fileId);
            boolean isTheLast = !told.linked.containsValue(version);
            told.story.add("forget " + version.collectedAt() + " last: " + isTheLast);
            if (isTheLast) {
              told.inDoubt.add(version);
            }
            assertThat(sync().forget(fileId)).isTrue();
            if (isTheLast) {
              told.inDoubt.remove(version);
              told.saved.remove(version);
              told.deleted.add(version);
            }
          });
    }

    private void renumber() {
      anyVersion()
          .ifPresent(version -> {
            told.story.add("renumber " + version.getKey().collectedAt());
            VersionSummary old = version.getKey();
            Scope scope = version.getValue();
            var local =
                new LocalVersion(
                    scope, old.collectedAt(), old.schemaId(), old.sizeBytes(), old.sha256());
            told.saved.remove(old);
            Set<FileId> copies = new HashSet<>();
            told.linked.forEach((fileId, linked) -> {
              if (linked.equals(old)) {
                copies.add(fileId);
              }
            });
            told.linked.keySet().removeAll(copies);
            told.isRenumbered = Optional.of(local);
            LocalVersion now = sync().renumber(local).orElseThrow();
            told.isRenumbered = Optional.empty();
            told.deleted.add(old);
            told.toRemove.addAll(copies);
            told.saved.put(
                new VersionSummary(
                    now.version(), Optional.empty(), now.schemaId(), now.sizeBytes(), now.sha256()),
                scope);
          });
    }

    private SyncIndex sync() {
      return home.orElseThrow().syncIndex();
    }

    private void log() {
      told.story.add("log");
      home.orElseThrow()
          .accessLog(Cast.SERVER_KEY, new FakeSignatures())
          .append(
              new AccessLogEntry(
                  "id" + told.logged,
                  Optional.empty(),
                  "anonymous",
                  "read",
                  Optional.empty(),
                  Cast.NOW,
                  new ClientInfo("::1", "x".repeat(random.nextInt(300))),
                  200,
                  "ok",
                  "r"));
      told.logged++;
    }

    private void flush() {
      told.story.add("flush");
      int before = told.logged;
      home.orElseThrow().flush();
      told.flushed = before;
    }

    private void writeKeyOnce() {
      if (!told.hasKey) {
        told.story.add("key");
        home.orElseThrow().writeKey("server", Cast.SERVER, Cast.SERVER_KEY.publicKey(), KEY);
        told.hasKey = true;
        told.isClaimed = home.orElseThrow().ownerRecord().claim(Cast.OWNER);
      }
    }

    private void restart() throws IOException {
      told.story.add("stop");
      int before = told.logged;
      home.orElseThrow().close();
      if (disk.isCut()) {
        throw new PowerCut();
      }
      told.flushed = before;
      start();
    }

    private DataFiles files() {
      return home.orElseThrow().dataFiles();
    }

    /// Lets go of the files of the process that is no more; nothing it does counts.
    private void die() {
      try {
        home.ifPresent(PersistenceAdapter::close);
      } catch (RuntimeException e) {
        told.story.add("died");
      }
    }
  }

  private static final class Aftermath {
    private final Path image;
    private final Told told;

    private Aftermath(Path image, Told told) {
      this.image = image;
      this.told = told;
    }

    /// Returns whether the end of the log was torn.
    private boolean check() throws IOException {
      List<Finding> found = new Upkeep(image).findings();
      assertThat(found)
          .as("between the commits of a renumbering, its links are those of the old name")
          .noneMatch(
              finding -> finding.kind() == Kind.DANGLING_LINK && told.isRenumbered.isEmpty());
      assertThat(found)
          .as("what fsck finds before recovery: %s", found)
          .extracting(Finding::kind)
          .isSubsetOf(
              Kind.LEFTOVER,
              Kind.UNINDEXED_FILE,
              Kind.UNFINISHED_DELETION,
              Kind.DELETED_FILE,
              Kind.DANGLING_LINK,
              Kind.TORN_LOG,
              Kind.MISSING_INDEX,
              Kind.DAMAGED_INDEX,
              Kind.DOUBTFUL_INDEX,
              Kind.DAMAGED_DATABASE,
              Kind.MISSING_FILE,
              Kind.INVALID_FILE,
              Kind.STRANGE_FILE,
              Kind.PUT_ASIDE,
              Kind.MISSING_KEY);
      try (PersistenceAdapter home = PersistenceAdapter.open(image, Limits.DEFAULT, Cast.CLOCK)) {
        checkData(home);
        checkSync(home);
        checkKeys(home);
        checkLog(home);
        checkThatWorkGoesOn(home);
      }
      boolean isTorn = found.stream().anyMatch(finding -> finding.kind() == Kind.TORN_LOG);
      try (Stream<Path> logs = Files.list(image.resolve("logs"))) {
        boolean isKept = logs.anyMatch(file -> file.getFileName().toString().startsWith("torn-"));
        assertThat(isKept || !isTorn).as("what was torn is kept and reported").isTrue();
      }
      checkThatNothingIsLeft();
      return isTorn;
    }

    private void checkThatNothingIsLeft() {
      assertThat(new Upkeep(image).defects())
          .as("what fsck finds after recovery")
          .allMatch(text -> text.startsWith("missing-key"));
    }

    private void checkData(PersistenceAdapter home) throws IOException {
      int versions = 0;
      var kept = new HashSet<VersionSummary>();
      for (Scope scope : SCOPES) {
        for (VersionSummary version :
            home.dataFiles().versions(scope, new Page(1_000, 0)).items()) {
          StoredFile file =
              home.dataFiles()
                  .find(
                      ReadPermit.of(Cast.theOwner(), scope),
                      new Version.AsOf(version.collectedAt()))
                  .orElseThrow();
          assertThat(file.sha256()).isEqualTo(version.sha256());
          assertThat(text(file)).endsWith("\"}}");
          kept.add(
              new VersionSummary(
                  version.collectedAt(),
                  Optional.empty(),
                  version.schemaId(),
                  version.sizeBytes(),
                  version.sha256()));
          versions++;
        }
      }
      var expected = new HashSet<>(told.saved.keySet());
      expected.removeAll(told.deleted);
      expected.removeAll(told.inDoubt);
      assertThat(kept).as("acknowledged").containsAll(expected);
      assertThat(kept).as("deleted").noneMatch(told.deleted::contains);
      assertThat(told.inDoubt.stream().filter(kept::contains).count())
          .as("a deletion is whole")
          .isIn(0L, (long) told.inDoubt.size());
      assertThat(filesIn(image.resolve("data"))).isEqualTo(versions);
      assertThat(image.resolve("incoming")).isEmptyDirectory();
    }

    private void checkSync(PersistenceAdapter home) {
      SyncIndex sync = home.syncIndex();
      told.linked.forEach((fileId, version) -> {
        assertThat(sync.knows(fileId)).as("a link").isTrue();
        assertThat(sync.copyOf(fileId))
            .hasValueSatisfying(
                copy -> assertThat(copy.version()).isEqualTo(version.collectedAt()));
      });
      assertThat(sync.dueRemovals(1_000, Cast.NOW).stream().map(Removal::fileId))
          .as("what is to be removed elsewhere")
          .containsAll(told.toRemove);
      for (Scope scope : SCOPES) {
        for (VersionSummary version :
            home.dataFiles().versions(scope, new Page(1_000, 0)).items()) {
          boolean isStored = !sync.copiesOf(scope, version.collectedAt()).isEmpty();
          assertThat(version.fileId().isPresent()).isEqualTo(isStored);
          assertThat(
                  sync.pendingUploads(1_000, Cast.NOW).stream()
                      .anyMatch(waiting ->
                          waiting.scope().equals(scope)
                              && waiting.version().equals(version.collectedAt())))
              .as("waits to be uploaded")
              .isNotEqualTo(isStored);
        }
      }
      told.isRenumbered.ifPresent(old -> checkRenumbered(home, old));
    }

    private static void checkRenumbered(PersistenceAdapter home, LocalVersion old) {
      SyncIndex sync = home.syncIndex();
      Optional<LocalVersion> before = sync.find(old.scope(), old.version());
      LocalVersion now = sync.renumber(old).orElseThrow();
      assertThat(sync.find(now.scope(), now.version())).contains(now);
      assertThat(sync.find(old.scope(), old.version())).isEmpty();
      assertThat(before.filter(old::equals).isPresent() || before.isEmpty()).isTrue();
    }

    private static String text(StoredFile file) throws IOException {
      return switch (file.content()) {
        case Content.InMemory memory -> new String(memory.bytes(), StandardCharsets.UTF_8);
        case Content.OnDisk disk -> Files.readString(Path.of(disk.path()));
      };
    }

    private void checkKeys(PersistenceAdapter home) {
      Optional<Signer> key =
          home.readSigner(
              "server",
              found -> {
                assertThat(found.reveal()).isEqualTo(KEY.reveal());
                return Cast.SERVER_KEY;
              });
      assertThat(key.isPresent() || !told.hasKey).as("the key").isTrue();
      if (told.isClaimed) {
        assertThat(home.ownerRecord().find()).contains(Cast.OWNER);
      }
    }

    private void checkLog(PersistenceAdapter home) {
      ChainReport report =
          home.accessLog(Cast.SERVER_KEY, new FakeSignatures()).verify(Optional.empty());
      assertThat(report.breaks()).isEmpty();
      assertThat(report.lines()).isBetween((long) told.flushed, (long) told.logged + 1);
    }

    private static void checkThatWorkGoesOn(PersistenceAdapter home) {
      for (Scope scope : SCOPES) {
        List<VersionSummary> before = home.dataFiles().versions(scope, new Page(1, 0)).items();
        VersionSummary next =
            home.dataFiles()
                .save(
                    new DataDraft(
                        Optional.empty(),
                        scope,
                        JsonDocument.of("{}"),
                        Cast.NOW,
                        Optional.empty()));
        before.forEach(
            earlier -> assertThat(next.collectedAt()).isGreaterThan(earlier.collectedAt()));
      }
    }
  }

  private static long filesIn(Path data) throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}

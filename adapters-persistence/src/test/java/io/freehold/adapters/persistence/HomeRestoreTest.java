package io.freehold.adapters.persistence;

import static io.freehold.adapters.persistence.KeptHome.AB;
import static io.freehold.adapters.persistence.KeptHome.ABC;
import static io.freehold.adapters.persistence.KeptHome.NOBODY;
import static io.freehold.adapters.persistence.KeptHome.data;
import static io.freehold.adapters.persistence.KeptHome.kept;
import static io.freehold.adapters.persistence.KeptHome.restore;
import static io.freehold.adapters.persistence.KeptHome.restored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.freehold.adapters.persistence.CraftedArchive.Entry;
import io.freehold.adapters.persistence.files.LocalDisk;
import io.freehold.adapters.persistence.files.MemoryFolder;
import io.freehold.application.testing.Cast;
import io.freehold.domain.GrantId;
import io.freehold.domain.connect.AutoApproval;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.identity.OwnerToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A home that was restored is the home that was kept, or is not there (R10, R22, T72).
class HomeRestoreTest {
  private static final GrantId GRANT = new GrantId("0x" + "7".repeat(64));

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private Path home;
  private Path other;

  @BeforeEach
  void fillAHome() {
    home = folder.resolve("home");
    other = folder.resolve("other");
    KeptHome.fill(home);
  }

  @Test
  void makesTheSameHomeElsewhere() throws IOException {
    byte[] archive = kept(home);

    assertThat(restored(archive, other, false)).isEmpty();

    assertThat(data(other)).isEqualTo(data(home)).hasSize(11);
    assertThat(Files.readString(other.resolve("keys/server.json")))
        .isEqualTo(Files.readString(home.resolve("keys/server.json")));
    assertThat(new Upkeep(other).findings()).isEmpty();
    try (var opened = new Home(other, Cast.CLOCK)) {
      assertThat(opened.adapter().ownerRecord().find()).contains(Cast.OWNER);
      assertThat(opened.adapter().sessions().find(KeptHome.SESSION.id()))
          .contains(KeptHome.SESSION);
      KeptHome.log(opened, 9);
      assertThat(opened.accessLog().verify(Optional.empty()).breaks()).isEmpty();
    }
    assertThat(new CraftedArchive(kept(other)).names())
        .isEqualTo(new CraftedArchive(archive).names());
  }

  @Test
  void makesFilesThatAreTheirOwnersAlone() throws IOException {
    restored(kept(home), other, false);

    try (Stream<Path> all = Files.walk(other)) {
      assertThat(all)
          .allSatisfy(path ->
              assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                  .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
    }
  }

  @Test
  void restoresIntoAFolderThatIsThereAndEmpty() throws IOException {
    Files.createDirectory(other);
    Files.createDirectory(other.resolve("lost+found"));

    assertThat(restored(kept(home), other, false)).isEmpty();
    assertThat(data(other)).hasSize(11);
  }

  @Test
  void refusesAHomeThatHasData() throws IOException {
    byte[] archive = kept(home);
    Files.createDirectory(other);
    Files.writeString(other.resolve("server.json"), "{}");

    assertThatThrownBy(() -> restored(archive, other, false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is not empty");

    assertThat(Files.readString(other.resolve("server.json"))).isEqualTo("{}");
    assertThat(other.resolve("state.db")).doesNotExist();
  }

  @Test
  void refusesAHomeThatIsInUse() throws IOException {
    byte[] archive = kept(home);
    try (var _ = new Home(home, Cast.CLOCK)) {
      assertThatThrownBy(() -> restored(archive, home, true))
          .isInstanceOf(PersistenceAdapter.HomeInUse.class);
    }
  }

  @Test
  void putsAsideWhatItReplacesAndMixesNothing() throws IOException {
    byte[] archive = kept(home);
    try (var opened = new Home(home, Cast.CLOCK)) {
      KeptHome.save(opened, AB, "{\"n\":\"later\"}");
    }
    Map<String, String> before = data(home);

    assertThat(restored(archive, home, true)).isEmpty();

    assertThat(data(home)).hasSize(11);
    Path aside = aside(home);
    assertThat(data(aside)).isEqualTo(before).hasSize(12);
    assertThat(aside.resolve("state.db")).exists();
  }

  @Test
  void bringsNothingBackThatWasDeletedOrRevokedSince() throws IOException {
    var token = new OwnerToken("t1", "first", "hash", Cast.NOW, Instant.MAX, Optional.empty());
    try (var opened = new Home(home, Cast.CLOCK)) {
      opened.adapter().ownerTokens().add(token);
      opened.adapter().autoApprovals().add(rule("revoked"));
      opened.adapter().autoApprovals().add(rule("used"));
    }
    byte[] archive = kept(home);
    try (var opened = new Home(home, Cast.CLOCK)) {
      opened.adapter().dataFiles().delete(AB);
      opened.adapter().revocations().add(GRANT, Cast.NOW);
      opened.adapter().autoApprovals().revoke("revoked", Cast.NOW);
      opened.adapter().autoApprovals().use("used", Cast.NOW);
      opened.adapter().ownerTokens().revoke("t1", Cast.NOW);
    }

    assertThat(restored(archive, home, true)).isEmpty();

    assertThat(data(home)).hasSize(1);
    try (var opened = new Home(home, Cast.CLOCK)) {
      assertThat(opened.adapter().revocations().find(GRANT)).contains(Cast.NOW);
      assertThat(opened.adapter().ownerTokens().find("hash").orElseThrow().revokedAt())
          .contains(Cast.NOW);
      assertThat(opened.adapter().autoApprovals().all())
          .extracting(AutoApproval::revokedAt, AutoApproval::usesLeft)
          .containsExactly(tuple(Optional.empty(), 1), tuple(Optional.of(Cast.NOW), 2));
    }
  }

  private static AutoApproval rule(String id) {
    return new AutoApproval(
        id,
        Cast.BUILDER,
        List.of(new ScopePattern("instagram.*")),
        Optional.empty(),
        Cast.NOW,
        Instant.MAX,
        2,
        Optional.empty());
  }

  @Test
  void leavesNothingOfAnArchiveThatBreaksOff() throws IOException {
    byte[] archive = kept(home);
    byte[] half = java.util.Arrays.copyOf(archive, archive.length / 2);

    assertThatThrownBy(() -> restored(half, other, false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(other).doesNotExist();

    byte[] crafted =
        new CraftedArchive(archive)
            .before("home/state.db", Entry.of("home/../../escape", "x"))
            .bytes();
    assertThatThrownBy(() -> restored(crafted, home, true))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(folder.resolve("escape")).doesNotExist();
    assertThat(data(home)).hasSize(11);
    assertThat(new Upkeep(home).findings()).isEmpty();
  }

  @Test
  void leavesTheHomeAsItWasWhenItIsNotSettled() throws IOException {
    byte[] archive = kept(home);
    try (var restore = restore(home, true)) {
      restore.unpack(new ByteArrayInputStream(archive), NOBODY);
    }

    assertThat(new Upkeep(home).findings()).isEmpty();
    assertThat(home.resolve("restoring")).doesNotExist();
  }

  @Test
  void isBegunAnewWhenItWasInterruptedBeforeItWasComplete() throws IOException {
    byte[] archive = kept(home);
    Files.createDirectories(other.resolve("restoring/data"));
    Files.writeString(other.resolve("restoring/state.db"), "half");

    mustBeRefused(other);
    assertThat(PersistenceAdapter.finishRestore(other, Cast.CLOCK)).isFalse();
    assertThat(restored(archive, other, false)).isEmpty();

    assertThat(data(other)).hasSize(11);
  }

  @Test
  void isFinishedWhenItWasInterruptedWhileItTookItsPlace() throws IOException {
    for (String step : List.of("restored", "restored, half aside", "moving", "moving, half up")) {
      Path place = folder.resolve(step.replace(", ", "-").replace(' ', '-'));
      KeptHome.fill(place);
      restored(kept(home), other, false);
      try (var opened = new Home(place, Cast.CLOCK)) {
        opened.adapter().dataFiles().delete(ABC);
      }
      String name = step.startsWith("restored") ? "restored" : "moving";
      if (name.equals("moving")) {
        RestoredFolder.remove(place);
        LocalDisk.createPrivateFolder(place);
      }
      Files.move(other, place.resolve(name));
      if (step.endsWith("half aside")) {
        LocalDisk.createPrivateFolder(place.resolve("replaced-2026-01-01T00-00-00Z"));
        Files.move(
            place.resolve("state.db"), place.resolve("replaced-2026-01-01T00-00-00Z/state.db"));
      } else if (step.endsWith("half up")) {
        Files.move(place.resolve("moving/data"), place.resolve("data"));
      }

      mustBeRefused(place);
      assertThat(PersistenceAdapter.finishRestore(place, Cast.CLOCK)).as(step).isTrue();

      assertThat(data(place)).as(step).hasSize(11);
      assertThat(new Upkeep(place).defects()).as(step).isEmpty();
      assertThat(PersistenceAdapter.finishRestore(place, Cast.CLOCK)).isFalse();
    }
  }

  private static void mustBeRefused(Path home) {
    assertThatThrownBy(() -> new Home(home, Cast.CLOCK))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a restore into")
        .hasMessageContaining("was interrupted");
    assertThatThrownBy(() -> new Upkeep(home).findings()).hasMessageContaining("was interrupted");
    assertThatThrownBy(() -> kept(home)).hasMessageContaining("was interrupted");
  }

  private static Path aside(Path home) throws IOException {
    try (Stream<Path> names = Files.list(home)) {
      return names
          .filter(path -> path.getFileName().toString().startsWith("replaced-"))
          .findAny()
          .orElseThrow();
    }
  }
}

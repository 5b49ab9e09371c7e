package io.freehold.adapters.persistence.data;

import static io.freehold.adapters.persistence.data.Samples.AB;
import static io.freehold.adapters.persistence.data.Samples.ABC;
import static io.freehold.adapters.persistence.data.Samples.keyed;
import static io.freehold.adapters.persistence.data.Samples.latest;
import static io.freehold.adapters.persistence.data.Samples.save;
import static io.freehold.adapters.persistence.data.Samples.versions;
import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.persistence.Home;
import io.freehold.application.port.DataFiles;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.HandSetClock;
import io.freehold.domain.Problem;
import io.freehold.domain.data.VersionSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
  @TempDir Path folder;
  private final HandSetClock clock = new HandSetClock(Cast.NOW);
  private Home home;

  @BeforeEach
  void open() {
    home = new Home(folder, clock);
  }

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void keepsEveryVersion() {
    VersionSummary first = save(files(), AB, "{\"n\":1}");
    VersionSummary second = save(files(), AB, "{\"n\":2}");

    home.restart();

    assertThat(versions(files(), AB)).containsExactly(second, first);
    assertThat(latest(files(), AB)).hasValueSatisfying(t -> assertThat(t).contains("{\"n\":2}"));
  }

  @Test
  void namesVersionsAfterAllEarlierOnes() {
    VersionSummary first = save(files(), AB, "{}");
    home.restart();

    assertThat(save(files(), AB, "{}").collectedAt()).isGreaterThan(first.collectedAt());
  }

  @Test
  void namesVersionsAfterDeletedOnes() {
    VersionSummary first = save(files(), AB, "{}");
    files().delete(AB);
    home.restart();

    assertThat(save(files(), AB, "{}").collectedAt()).isGreaterThan(first.collectedAt());
  }

  @Test
  void remembersIdempotencyKeys() {
    VersionSummary first = files().save(keyed(AB, "{\"n\":1}", "key"));
    home.restart();

    assertThat(files().save(keyed(AB, "{\"n\":1}", "key"))).isEqualTo(first);
    assertRefused(
        () -> files().save(keyed(AB, "{\"n\":2}", "key")), Problem.IdempotencyConflict.class);
    assertThat(versions(files(), AB)).hasSize(1);
  }

  @Test
  void forgetsIdempotencyKeysInTime() {
    files().save(keyed(AB, "{\"n\":1}", "key"));
    home.restart();
    clock.advance(Duration.ofDays(1));

    files().save(keyed(AB, "{\"n\":2}", "key"));

    assertThat(versions(files(), AB)).hasSize(2);
  }

  @Test
  void neverWritesOverAFileItDoesNotKnow() throws IOException {
    Path strange = home.file("data/a/b/2026-02-02T02-40-00Z.json");
    Files.createDirectories(strange.getParent());
    Files.writeString(strange, "somebody else's");

    VersionSummary saved = save(files(), AB, "{}");

    assertThat(strange).hasContent("somebody else's");
    assertThat(saved.collectedAt().text()).isEqualTo("2026-02-02T02:40:00.001Z");
    assertThat(latest(files(), AB))
        .hasValueSatisfying(t -> assertThat(t).contains("2026-02-02T02:40:00.001Z"));
    assertThat(home.file("incoming")).isEmptyDirectory();
  }

  @Test
  void removesTheFoldersOfDeletedScopesWhenTheyAreEmpty() throws IOException {
    save(files(), AB, "{}");
    save(files(), ABC, "{}");

    files().delete(AB);
    assertThat(home.file("data/a/b")).isNotEmptyDirectory();

    files().delete(ABC);
    assertThat(home.file("data")).isEmptyDirectory();
    save(files(), ABC, "{}");
    assertThat(latest(files(), ABC)).isPresent();
  }

  @Test
  void leavesStrangeFilesInTheFolderOfADeletedScope() throws IOException {
    save(files(), AB, "{}");
    Files.writeString(home.file("data/a/b/notes.txt"), "mine");

    files().delete(AB);

    assertThat(home.file("data/a/b")).isDirectoryContaining("glob:**notes.txt");
    assertThat(Files.list(home.file("data/a/b"))).hasSize(1);
  }

  private DataFiles files() {
    return home.adapter().dataFiles();
  }
}

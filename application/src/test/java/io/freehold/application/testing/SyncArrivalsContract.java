package io.freehold.application.testing;

import static io.freehold.application.testing.Cast.LIKES;
import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.PROFILE;
import static io.freehold.application.testing.RemoteCopies.PLACE;
import static io.freehold.application.testing.RemoteCopies.copy;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.domain.CollectedAt;
import io.freehold.domain.data.ScopeSummary;
import io.freehold.domain.data.VersionSummary;
import io.freehold.domain.sync.LocalVersion;
import io.freehold.domain.sync.Receipt;
import io.freehold.domain.sync.RemoteCopy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a `SyncIndex` makes of files that come from elsewhere, and of two files of one name.
public interface SyncArrivalsContract extends SyncedStore {
  // What comes from elsewhere

  @Test
  default void keepsAFileThatCameFromElsewhereByteForByte() {
    String pretty =
        """
        {
          "version": "1.0",
          "data": { "scope": "instagram.likes", "collectedAt": "1999-01-01T00:00:00Z", "n": [1.10] },
          "collectedAt": "%s",
          "scope": "instagram.profile"
        }
        """
            .formatted(WRITTEN);

    Receipt receipt = receive(ONE, pretty);

    var version = new CollectedAt(Instant.parse(WRITTEN));
    assertThat(receipt)
        .isEqualTo(new Receipt.Stored(syncIndex().find(PROFILE, version).orElseThrow()));
    assertThat(latest(PROFILE)).contains(pretty);
    assertThat(find(PROFILE, ONE)).contains(version);
    assertThat(syncIndex().find(PROFILE, version).orElseThrow().schemaId()).contains(SCHEMA);
    assertThat(syncIndex().copyOf(ONE)).contains(copy(ONE, PROFILE, version));
  }

  @Test
  default void readsATimeWithMilliseconds() {
    assertThat(receive(ONE, envelope(PROFILE, "2026-01-21T10:00:00.000Z", 1)))
        .isInstanceOf(Receipt.Stored.class);
    assertThat(receive(TWO, envelope(PROFILE, "2026-01-21T10:00:00.250Z", 2)))
        .isInstanceOf(Receipt.Stored.class);
    assertThat(versions(PROFILE))
        .extracting(version -> version.collectedAt().text())
        .containsExactly("2026-01-21T10:00:00.250Z", WRITTEN);
  }

  @Test
  default void wantsACopyOfWhatItReceivedFromAnotherPlaceThanTheOneInUse() {
    syncIndex().useBackend(ELSEWHERE);
    receive(ONE, envelope(PROFILE, WRITTEN, 1));

    assertThat(pending()).hasSize(1);

    syncIndex().useBackend(PLACE);

    assertThat(pending()).isEmpty();
  }

  @Test
  default void knowsWhatItHasAlreadyAndLinksItsOtherRecord() {
    receive(ONE, envelope(PROFILE, WRITTEN, 1));

    Receipt again = receive(ONE, envelope(PROFILE, WRITTEN, 1));
    Receipt other = receive(TWO, envelope(PROFILE, WRITTEN, 1));

    var version = CollectedAt.parse(WRITTEN);
    var known = new Receipt.Known(syncIndex().find(PROFILE, version).orElseThrow());
    assertThat(again).isEqualTo(known);
    assertThat(other).isEqualTo(known);
    assertThat(syncIndex().copiesOf(PROFILE, version))
        .extracting(RemoteCopy::fileId)
        .containsExactly(ONE, TWO);
    assertThat(versions(PROFILE)).hasSize(1);
  }

  @Test
  default void knowsItsOwnFileWhenItComesBack() {
    syncIndex().useBackend(PLACE);
    VersionSummary saved = save(PROFILE);
    String bytes = open(local(PROFILE, saved)).orElseThrow();

    assertThat(receive(ONE, bytes)).isEqualTo(new Receipt.Known(local(PROFILE, saved)));
    assertThat(pending()).isEmpty();
    assertThat(find(PROFILE, ONE)).contains(saved.collectedAt());
  }

  @Test
  default void overwritesNothing() {
    VersionSummary mine = save(PROFILE, WRITTEN);
    String before = latest(PROFILE).orElseThrow();

    Receipt receipt = receive(ONE, envelope(PROFILE, WRITTEN, 1));

    assertThat(receipt).isEqualTo(new Receipt.Occupied(local(PROFILE, mine)));
    assertThat(latest(PROFILE)).contains(before);
    assertThat(syncIndex().knows(ONE)).isFalse();
    assertThat(versions(PROFILE)).hasSize(1);
  }

  @Test
  default void takesNothingBackThatWasDeleted() {
    save(PROFILE, "2026-01-21T10:00:05Z");
    dataFiles().delete(PROFILE);

    assertThat(receive(ONE, envelope(PROFILE, "2026-01-21T10:00:04Z", 1)))
        .isEqualTo(new Receipt.Deleted(CollectedAt.parse("2026-01-21T10:00:04Z")));
    assertThat(receive(ONE, envelope(PROFILE, "2026-01-21T10:00:05Z", 1)))
        .isEqualTo(new Receipt.Deleted(CollectedAt.parse("2026-01-21T10:00:05Z")));
    assertThat(latest(PROFILE)).isEmpty();
    assertThat(syncIndex().knows(ONE)).isFalse();

    assertThat(receive(ONE, envelope(PROFILE, "2026-01-21T10:00:05.001Z", 1)))
        .isInstanceOf(Receipt.Stored.class);
    assertThat(receive(TWO, envelope(LIKES, "2026-01-21T10:00:04Z", 1), LIKES))
        .isInstanceOf(Receipt.Stored.class);
  }

  @Test
  default void refusesAFileOfAnotherScope() {
    assertRefused(receive(ONE, envelope(LIKES, WRITTEN, 1)));
    assertThat(receive(ONE, envelope(LIKES, WRITTEN, 1), LIKES)).isInstanceOf(Receipt.Stored.class);
  }

  @Test
  default void refusesAFileOfAnotherVersionThanItsAddressNames() {
    String file = envelope(PROFILE, WRITTEN, 1);
    var named = CollectedAt.parse(WRITTEN);

    assertRefused(receive(arrival(ONE, PROFILE, Optional.of(after(named))), file));
    assertThat(receive(arrival(ONE, PROFILE, Optional.of(named)), file))
        .isInstanceOf(Receipt.Stored.class);
  }

  @Test
  default void refusesAFileFromTheFuture() {
    assertRefused(
        receive(ONE, envelope(PROFILE, NOW.plus(Duration.ofMinutes(5)).plusMillis(1), 1)));
    assertThat(receive(ONE, envelope(PROFILE, NOW.plus(Duration.ofMinutes(5)), 1)))
        .isInstanceOf(Receipt.Stored.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html></html>",
        "[]",
        "null",
        "{",
        "{}",
        "{\"scope\":\"instagram.profile\",\"collectedAt\":\"2026-01-21T10:00:00Z\"}",
        "{\"scope\":\"instagram.profile\",\"data\":{}}",
        "{\"collectedAt\":\"2026-01-21T10:00:00Z\",\"data\":{}}",
        "{\"scope\":\"instagram.profile\",\"collectedAt\":\"yesterday\",\"data\":{}}",
        "{\"scope\":\"instagram.profile\",\"collectedAt\":1769000000,\"data\":{}}",
        "{\"scope\":\"instagram.profile\",\"collectedAt\":\"2026-01-21T10:00:00Z\",\"data\":{}",
        "{\"scope\":\"instagram.profile\",\"collectedAt\":\"2026-01-21T10:00:00Z\",\"data\":{}}{}",
        "{\"scope\":\"instagram.profile\",\"collectedAt\":\"2026-01-21T10:00:00Z\",\"data\":{},}",
        "{\"scope\":\"instagram.profile\",\"collectedAt\":\"2026-01-21T10:00:00Z\",\"data\":{]}}",
        "{\"scope\":\"instagram.likes\",\"scope\":\"instagram.profile\","
            + "\"collectedAt\":\"2026-01-21T10:00:00Z\",\"data\":{}}",
        "{\"scope\":\"instagram.profile\",\"collectedAt\":\"2026-01-21T10:00:00Z\",\"data\":{},"
            + "\"data\":[]}",
        "{\"data\":{\"scope\":\"instagram.profile\",\"collectedAt\":\"2026-01-21T10:00:00Z\"}}"
      })
  default void refusesWhatIsNoDataFile(String text) {
    assertRefused(receive(ONE, text));
  }

  @Test
  default void refusesWhatIsNotUtf8() {
    byte[] bytes = envelope(PROFILE, WRITTEN, 1).getBytes(StandardCharsets.UTF_8);
    int digit = bytes.length - 2;
    byte[] latin = envelope(PROFILE, WRITTEN, "\"caf?\"").getBytes(StandardCharsets.UTF_8);
    latin[new String(latin, StandardCharsets.UTF_8).indexOf('?')] = (byte) 0xe9;

    assertThat(bytes[digit]).isEqualTo((byte) '1');
    assertRefused(
        syncIndex().receive(arrival(ONE, PROFILE, Optional.empty()), new SpooledBytes(latin)));
    assertRefused(
        syncIndex()
            .receive(
                arrival(ONE, PROFILE, Optional.empty()),
                new SpooledBytes(
                    envelope(PROFILE, WRITTEN, 1).getBytes(StandardCharsets.UTF_16LE))));
  }

  @Test
  default void refusesASecondVersionUnderOneRecord() {
    receive(ONE, envelope(PROFILE, WRITTEN, 1));

    assertRefused(receive(ONE, envelope(PROFILE, "2026-01-21T10:00:01Z", 2)), 1);
    assertThat(find(PROFILE, ONE)).contains(CollectedAt.parse(WRITTEN));
  }

  @Test
  default void refusesWhatIsBeingRemoved() {
    VersionSummary saved = save(PROFILE, WRITTEN);
    link(ONE, PROFILE, saved);
    syncIndex().remove(copy(ONE, PROFILE, saved.collectedAt()));

    Receipt receipt = receive(ONE, latest(PROFILE).orElseThrow());

    assertThat(receipt).isInstanceOf(Receipt.Refused.class);
    assertThat(syncIndex().copyOf(ONE)).isEmpty();
  }

  @Test
  default void keepsTheNewestInFrontWhenAnOlderOneComes() {
    VersionSummary mine = save(PROFILE, "2026-01-21T10:00:05Z");

    receive(ONE, envelope(PROFILE, "2026-01-21T10:00:04Z", 1));

    assertThat(versions(PROFILE))
        .extracting(version -> version.collectedAt().text())
        .containsExactly("2026-01-21T10:00:05Z", "2026-01-21T10:00:04Z");
    assertThat(latest(PROFILE).orElseThrow()).contains("10:00:05Z");
    ScopeSummary summary = summaryOf(PROFILE);
    assertThat(summary.latestCollectedAt()).isEqualTo(mine.collectedAt());
    assertThat(summary.versionCount()).isEqualTo(2);
    assertThat(summary.sizeBytes())
        .isEqualTo(versions(PROFILE).stream().mapToLong(VersionSummary::sizeBytes).sum());
  }

  @Test
  default void showsANewerOneThatComesAndNamesWhatIsSavedAfterIt() {
    save(PROFILE, "2026-01-21T10:00:04Z");
    receive(ONE, envelope(PROFILE, "2026-01-21T10:00:05Z", 1));

    assertThat(latest(PROFILE).orElseThrow()).contains("10:00:05Z");
    assertThat(save(PROFILE, "2026-01-21T10:00:05Z").collectedAt().text())
        .isEqualTo("2026-01-21T10:00:05.001Z");
    assertThat(save(PROFILE, "2026-01-21T10:00:02Z").collectedAt().text())
        .isEqualTo("2026-01-21T10:00:05.002Z");
  }

  // Another name

  @Test
  default void givesAVersionTheNextFreeNameAndNothingElse() {
    syncIndex().useBackend(PLACE);
    VersionSummary old = save(PROFILE, WRITTEN);
    save(PROFILE, "2026-01-21T10:00:01Z");
    String before = open(local(PROFILE, old)).orElseThrow();

    LocalVersion renumbered = syncIndex().renumber(local(PROFILE, old)).orElseThrow();

    assertThat(renumbered.version().text()).isEqualTo("2026-01-21T10:00:01.001Z");
    assertThat(open(renumbered)).contains(before.replace(WRITTEN, "2026-01-21T10:00:01.001Z"));
    assertThat(syncIndex().find(PROFILE, renumbered.version())).contains(renumbered);
    assertThat(syncIndex().find(PROFILE, old.collectedAt())).isEmpty();
    assertThat(open(local(PROFILE, old))).isEmpty();
    assertThat(versions(PROFILE))
        .extracting(version -> version.collectedAt().text())
        .containsExactly("2026-01-21T10:00:01.001Z", "2026-01-21T10:00:01Z");
    assertThat(summaryOf(PROFILE).versionCount()).isEqualTo(2);
    assertThat(pending())
        .containsExactly(renumbered.version(), CollectedAt.parse("2026-01-21T10:00:01Z"));
  }

  @Test
  default void givesTheSameNameWhenAskedAgain() {
    LocalVersion old = local(PROFILE, save(PROFILE, WRITTEN));

    Optional<LocalVersion> first = syncIndex().renumber(old);
    Optional<LocalVersion> again = syncIndex().renumber(old);
    receive(ONE, envelope(PROFILE, WRITTEN, 1));
    Optional<LocalVersion> oncemore = syncIndex().renumber(old);

    assertThat(first).isPresent();
    assertThat(again).isEqualTo(first);
    assertThat(oncemore).isEqualTo(first);
    assertThat(versions(PROFILE))
        .extracting(VersionSummary::collectedAt)
        .containsExactly(first.get().version(), old.version());
    assertThat(open(first.get()).orElseThrow()).contains("\"data\":{}");
    assertThat(open(syncIndex().find(PROFILE, old.version()).orElseThrow()).orElseThrow())
        .contains("\"data\":1");
  }

  @Test
  default void givesNoNameToAVersionThatIsGone() {
    LocalVersion old = local(PROFILE, save(PROFILE, WRITTEN));
    LocalVersion renumbered = syncIndex().renumber(old).orElseThrow();

    dataFiles().delete(PROFILE);

    assertThat(syncIndex().renumber(old)).isEmpty();
    assertThat(syncIndex().renumber(renumbered)).isEmpty();
    assertThat(syncIndex().renumber(local(LIKES, summary("2026-01-21T10:00:00Z")))).isEmpty();
  }

  @Test
  default void removesTheCopiesUnderTheOldName() {
    VersionSummary old = save(PROFILE, WRITTEN);
    link(ONE, PROFILE, old);

    LocalVersion renumbered = syncIndex().renumber(local(PROFILE, old)).orElseThrow();

    assertThat(due()).containsExactly(ONE);
    assertThat(syncIndex().copiesOf(PROFILE, renumbered.version())).isEmpty();
    assertThat(find(PROFILE, ONE)).isEmpty();
  }

  @Test
  default void renumbersAFileInTheFormItCameIn() {
    receive(
        ONE,
        "{ \"collectedAt\" : \"%s\",\n \"scope\":\"instagram.profile\", \"data\": \"%s\" }\n"
            .formatted(WRITTEN, WRITTEN + " \u00e9 \ud83d\ude00"));
    LocalVersion old = syncIndex().find(PROFILE, CollectedAt.parse(WRITTEN)).orElseThrow();

    LocalVersion renumbered = syncIndex().renumber(old).orElseThrow();

    assertThat(open(renumbered))
        .contains(
            "{ \"collectedAt\" : \"%s\",\n \"scope\":\"instagram.profile\", \"data\": \"%s\" }\n"
                .formatted(renumbered.version(), WRITTEN + " \u00e9 \ud83d\ude00"));
    assertThat(renumbered.schemaId()).contains(SCHEMA);
  }

  @Test
  default void takesTheOtherServersFileUnderTheNameThatIsFreeNow() {
    LocalVersion mine = local(PROFILE, save(PROFILE, WRITTEN));
    String theirs = envelope(PROFILE, WRITTEN, 1);

    assertThat(receive(ONE, theirs)).isEqualTo(new Receipt.Occupied(mine));
    syncIndex().renumber(mine);

    assertThat(receive(ONE, theirs)).isInstanceOf(Receipt.Stored.class);
    assertThat(versions(PROFILE)).hasSize(2);
  }
}

package io.freehold.application.testing;

import static io.freehold.application.testing.Cast.LIKES;
import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.PROFILE;
import static io.freehold.application.testing.RemoteCopies.PLACE;
import static io.freehold.application.testing.RemoteCopies.copy;
import static io.freehold.application.testing.RemoteCopies.urlOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.freehold.application.port.DataFiles;
import io.freehold.application.port.SyncIndex;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.FileId;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Scope;
import io.freehold.domain.ScopePrefix;
import io.freehold.domain.data.Content;
import io.freehold.domain.data.DataDraft;
import io.freehold.domain.data.JsonDocument;
import io.freehold.domain.data.Page;
import io.freehold.domain.data.ScopeSummary;
import io.freehold.domain.data.StoredFile;
import io.freehold.domain.data.Version;
import io.freehold.domain.data.VersionSummary;
import io.freehold.domain.grant.ReadPermit;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.sync.Arrival;
import io.freehold.domain.sync.LocalVersion;
import io.freehold.domain.sync.PlaceCounts;
import io.freehold.domain.sync.Receipt;
import io.freehold.domain.sync.RemoteCopy;
import io.freehold.domain.sync.Removal;
import io.freehold.domain.sync.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every `SyncIndex` does. The data files and the index are two views of one store, whose
/// clock stands at `Cast.NOW`. Each call asks for its view anew, so that a store can be closed and
/// opened in between.
public abstract class SyncIndexContract {
  protected static final FileId ONE = fileId(1);
  protected static final FileId TWO = fileId(2);
  private static final FileId THREE = fileId(3);
  private static final String ELSEWHERE = "ipfs http://127.0.0.1:5001";
  private static final SchemaId SCHEMA = SchemaId.parse("7");
  private static final Instant LATER = NOW.plusSeconds(60);
  private static final String WRITTEN = "2026-01-21T10:00:00Z";

  /// The data files of a store that was empty at the start of the test.
  protected abstract DataFiles dataFiles();

  /// The index of the same store.
  protected abstract SyncIndex syncIndex();

  // Copies

  @Test
  void findsALinkedVersionByItsFileId() {
    VersionSummary first = save(PROFILE);
    save(PROFILE);

    assertThat(link(ONE, PROFILE, first)).isTrue();

    assertThat(find(PROFILE, ONE)).contains(first.collectedAt());
    assertThat(find(PROFILE, TWO)).isEmpty();
  }

  @Test
  void findsALinkedVersionOnlyInItsOwnScope() {
    VersionSummary profile = save(PROFILE);
    save(LIKES);
    link(ONE, PROFILE, profile);

    assertThat(find(LIKES, ONE)).isEmpty();
    assertThat(find(new Scope("instagram.profile.photo"), ONE)).isEmpty();
  }

  @Test
  void showsTheFileIdInListings() {
    VersionSummary first = save(PROFILE);
    VersionSummary second = save(PROFILE);
    link(ONE, PROFILE, first);

    assertThat(versions(PROFILE))
        .extracting(VersionSummary::collectedAt, VersionSummary::fileId)
        .containsExactly(
            tuple(second.collectedAt(), Optional.empty()),
            tuple(first.collectedAt(), Optional.of(ONE)));
  }

  @Test
  void linksNothingToAVersionThatIsNotThere() {
    VersionSummary version = save(PROFILE);

    assertThat(link(ONE, LIKES, version)).isFalse();
    assertThat(syncIndex().link(copy(ONE, PROFILE, after(version.collectedAt())))).isFalse();
    assertThat(find(PROFILE, ONE)).isEmpty();
    assertThat(syncIndex().knows(ONE)).isFalse();
  }

  @Test
  void linksTheSameTwice() {
    VersionSummary version = save(PROFILE);

    assertThat(link(ONE, PROFILE, version)).isTrue();
    assertThat(link(ONE, PROFILE, version)).isTrue();
    assertThat(find(PROFILE, ONE)).contains(version.collectedAt());
    assertThat(syncIndex().copiesOf(PROFILE, version.collectedAt())).hasSize(1);
  }

  @Test
  void forgetsTheLinksOfDeletedVersions() {
    VersionSummary version = save(PROFILE);
    link(ONE, PROFILE, version);

    dataFiles().delete(PROFILE);
    save(PROFILE);

    assertThat(find(PROFILE, ONE)).isEmpty();
    assertThat(link(ONE, PROFILE, version)).isFalse();
    assertThat(link(TWO, PROFILE, version)).isFalse();
    assertThat(syncIndex().copyOf(ONE)).isEmpty();
  }

  @Test
  void keepsSeveralCopiesOfAVersion() {
    VersionSummary version = save(PROFILE);
    RemoteCopy here = copy(ONE, PROFILE, version.collectedAt());
    RemoteCopy there = copy(TWO, PROFILE, version.collectedAt(), ELSEWHERE);

    assertThat(syncIndex().link(here)).isTrue();
    assertThat(syncIndex().link(there)).isTrue();

    assertThat(syncIndex().copiesOf(PROFILE, version.collectedAt())).containsExactly(here, there);
    assertThat(syncIndex().copyOf(ONE)).contains(here);
    assertThat(syncIndex().copyOf(TWO)).contains(there);
    assertThat(find(PROFILE, ONE)).contains(version.collectedAt());
    assertThat(find(PROFILE, TWO)).contains(version.collectedAt());
  }

  @Test
  void linksARecordToTheVersionItWasLinkedToLast() {
    VersionSummary first = save(PROFILE);
    VersionSummary second = save(PROFILE);
    syncIndex().useBackend(PLACE);
    link(ONE, PROFILE, first);

    link(ONE, PROFILE, second);

    assertThat(find(PROFILE, ONE)).contains(second.collectedAt());
    assertThat(syncIndex().copiesOf(PROFILE, first.collectedAt())).isEmpty();
    assertThat(pending()).containsExactly(first.collectedAt());
  }

  @Test
  void knowsWhatIsLinkedAndWhatIsBeingRemoved() {
    VersionSummary version = save(PROFILE);
    link(ONE, PROFILE, version);

    assertThat(syncIndex().knows(ONE)).isTrue();
    assertThat(syncIndex().knows(TWO)).isFalse();

    dataFiles().delete(PROFILE);

    assertThat(syncIndex().knows(ONE)).isTrue();

    syncIndex().removed(ONE);

    assertThat(syncIndex().knows(ONE)).isFalse();
  }

  // Uploads

  @Test
  void wantsNoCopiesBeforeAPlaceIsInUse() {
    save(PROFILE);

    assertThat(syncIndex().pendingUploads(10, LATER)).isEmpty();
    assertThat(syncIndex().pendingUploadCount()).isZero();
  }

  @Test
  void wantsCopiesOfWhatWasThereAndOfWhatComes() {
    VersionSummary first = save(PROFILE);

    syncIndex().useBackend(PLACE);
    VersionSummary second = save(PROFILE);

    assertThat(syncIndex().pendingUploads(10, NOW))
        .containsExactly(local(PROFILE, second), local(PROFILE, first));
    assertThat(syncIndex().pendingUploadCount()).isEqualTo(2);
  }

  @Test
  void uploadsTheNewestOfAllScopesFirst() {
    syncIndex().useBackend(PLACE);
    save(PROFILE, "2026-01-21T10:00:01Z");
    save(LIKES, "2026-01-21T10:00:03Z");
    save(PROFILE, "2026-01-21T10:00:04Z");
    save(LIKES, "2026-01-21T10:00:02Z");

    assertThat(syncIndex().pendingUploads(3, NOW))
        .extracting(version -> version.version().text())
        .containsExactly(
            "2026-01-21T10:00:04Z", "2026-01-21T10:00:03.001Z", "2026-01-21T10:00:03Z");
    assertThat(syncIndex().pendingUploadCount()).isEqualTo(4);
  }

  @Test
  void wantsACopyAtThePlaceInUseAndNotJustAnywhere() {
    syncIndex().useBackend(PLACE);
    VersionSummary version = save(PROFILE);
    syncIndex().link(copy(ONE, PROFILE, version.collectedAt(), ELSEWHERE));

    assertThat(pending()).containsExactly(version.collectedAt());

    syncIndex().link(copy(TWO, PROFILE, version.collectedAt(), PLACE));

    assertThat(pending()).isEmpty();
    assertThat(syncIndex().pendingUploadCount()).isZero();
  }

  @Test
  void wantsCopiesOfAllAtAnotherPlaceButForThoseItHasThere() {
    VersionSummary first = save(PROFILE);
    VersionSummary second = save(PROFILE);
    syncIndex().useBackend(PLACE);
    link(ONE, PROFILE, first);
    link(TWO, PROFILE, second);

    syncIndex().useBackend(ELSEWHERE);

    assertThat(pending()).containsExactly(second.collectedAt(), first.collectedAt());

    syncIndex().link(copy(THREE, PROFILE, first.collectedAt(), ELSEWHERE));
    syncIndex().useBackend(PLACE);

    assertThat(pending()).isEmpty();

    syncIndex().useBackend(ELSEWHERE);

    assertThat(pending()).containsExactly(second.collectedAt());
  }

  @Test
  void changesNothingWhenTheSamePlaceIsNamedAgain() {
    VersionSummary stored = save(PROFILE);
    VersionSummary waiting = save(PROFILE);
    syncIndex().useBackend(PLACE);
    link(ONE, PROFILE, stored);
    syncIndex().postponeUpload(PROFILE, waiting.collectedAt(), LATER);

    syncIndex().useBackend(PLACE);

    assertThat(syncIndex().pendingUploads(10, NOW)).isEmpty();
    assertThat(syncIndex().pendingUploadCount()).isEqualTo(1);
  }

  @Test
  void triesAPostponedUploadAgainWhenItsTimeHasCome() {
    syncIndex().useBackend(PLACE);
    VersionSummary postponed = save(PROFILE);
    VersionSummary other = save(PROFILE);

    syncIndex().postponeUpload(PROFILE, postponed.collectedAt(), LATER);

    assertThat(pendingAt(LATER.minusMillis(1))).containsExactly(other.collectedAt());
    assertThat(pendingAt(LATER)).containsExactly(other.collectedAt(), postponed.collectedAt());
    assertThat(syncIndex().pendingUploadCount()).isEqualTo(2);
  }

  @Test
  void postponesNothingThatIsStoredOrGoneOrFurtherThanForEver() {
    syncIndex().useBackend(PLACE);
    VersionSummary stored = save(PROFILE);
    link(ONE, PROFILE, stored);
    VersionSummary gone = save(LIKES);
    dataFiles().delete(LIKES);

    syncIndex().postponeUpload(PROFILE, stored.collectedAt(), NOW);
    syncIndex().postponeUpload(LIKES, gone.collectedAt(), NOW);

    assertThat(pendingAt(LATER)).isEmpty();

    VersionSummary hopeless = save(LIKES);
    syncIndex().postponeUpload(LIKES, hopeless.collectedAt(), Instant.MAX);

    assertThat(pendingAt(Instant.parse("9999-01-01T00:00:00Z"))).isEmpty();
    assertThat(syncIndex().pendingUploadCount()).isEqualTo(1);
  }

  // Versions

  @Test
  void showsAVersionAndItsBytesAsTheyWereWritten() {
    VersionSummary saved = save(PROFILE);

    LocalVersion version = syncIndex().find(PROFILE, saved.collectedAt()).orElseThrow();

    assertThat(version).isEqualTo(local(PROFILE, saved));
    assertThat(open(version))
        .contains(
            "{\"version\":\"1.0\",\"scope\":\"instagram.profile\",\"collectedAt\":\""
                + saved.collectedAt()
                + "\",\"data\":{}}");
    assertThat(syncIndex().find(PROFILE, after(saved.collectedAt()))).isEmpty();
    assertThat(syncIndex().find(LIKES, saved.collectedAt())).isEmpty();
  }

  @Test
  void opensNothingThatIsGone() {
    VersionSummary saved = save(PROFILE);
    LocalVersion version = local(PROFILE, saved);
    var another =
        new LocalVersion(
            PROFILE, saved.collectedAt(), Optional.empty(), saved.sizeBytes(), "0".repeat(64));

    assertThat(open(another)).isEmpty();

    dataFiles().delete(PROFILE);

    assertThat(open(version)).isEmpty();
    assertThat(syncIndex().find(PROFILE, saved.collectedAt())).isEmpty();
  }

  // What comes from elsewhere

  @Test
  void keepsAFileThatCameFromElsewhereByteForByte() {
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
  void readsATimeWithMilliseconds() {
    assertThat(receive(ONE, envelope(PROFILE, "2026-01-21T10:00:00.000Z", 1)))
        .isInstanceOf(Receipt.Stored.class);
    assertThat(receive(TWO, envelope(PROFILE, "2026-01-21T10:00:00.250Z", 2)))
        .isInstanceOf(Receipt.Stored.class);
    assertThat(versions(PROFILE))
        .extracting(version -> version.collectedAt().text())
        .containsExactly("2026-01-21T10:00:00.250Z", WRITTEN);
  }

  @Test
  void wantsACopyOfWhatItReceivedFromAnotherPlaceThanTheOneInUse() {
    syncIndex().useBackend(ELSEWHERE);
    receive(ONE, envelope(PROFILE, WRITTEN, 1));

    assertThat(pending()).hasSize(1);

    syncIndex().useBackend(PLACE);

    assertThat(pending()).isEmpty();
  }

  @Test
  void knowsWhatItHasAlreadyAndLinksItsOtherRecord() {
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
  void knowsItsOwnFileWhenItComesBack() {
    syncIndex().useBackend(PLACE);
    VersionSummary saved = save(PROFILE);
    String bytes = open(local(PROFILE, saved)).orElseThrow();

    assertThat(receive(ONE, bytes)).isEqualTo(new Receipt.Known(local(PROFILE, saved)));
    assertThat(pending()).isEmpty();
    assertThat(find(PROFILE, ONE)).contains(saved.collectedAt());
  }

  @Test
  void overwritesNothing() {
    VersionSummary mine = save(PROFILE, WRITTEN);
    String before = latest(PROFILE).orElseThrow();

    Receipt receipt = receive(ONE, envelope(PROFILE, WRITTEN, 1));

    assertThat(receipt).isEqualTo(new Receipt.Occupied(local(PROFILE, mine)));
    assertThat(latest(PROFILE)).contains(before);
    assertThat(syncIndex().knows(ONE)).isFalse();
    assertThat(versions(PROFILE)).hasSize(1);
  }

  @Test
  void takesNothingBackThatWasDeleted() {
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
  void refusesAFileOfAnotherScope() {
    assertRefused(receive(ONE, envelope(LIKES, WRITTEN, 1)));
    assertThat(receive(ONE, envelope(LIKES, WRITTEN, 1), LIKES)).isInstanceOf(Receipt.Stored.class);
  }

  @Test
  void refusesAFileOfAnotherVersionThanItsAddressNames() {
    String file = envelope(PROFILE, WRITTEN, 1);
    var named = CollectedAt.parse(WRITTEN);

    assertRefused(receive(arrival(ONE, PROFILE, Optional.of(after(named))), file));
    assertThat(receive(arrival(ONE, PROFILE, Optional.of(named)), file))
        .isInstanceOf(Receipt.Stored.class);
  }

  @Test
  void refusesAFileFromTheFuture() {
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
  void refusesWhatIsNoDataFile(String text) {
    assertRefused(receive(ONE, text));
  }

  @Test
  void refusesWhatIsNotUtf8() {
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
  void refusesASecondVersionUnderOneRecord() {
    receive(ONE, envelope(PROFILE, WRITTEN, 1));

    assertRefused(receive(ONE, envelope(PROFILE, "2026-01-21T10:00:01Z", 2)), 1);
    assertThat(find(PROFILE, ONE)).contains(CollectedAt.parse(WRITTEN));
  }

  @Test
  void refusesWhatIsBeingRemoved() {
    VersionSummary saved = save(PROFILE, WRITTEN);
    link(ONE, PROFILE, saved);
    syncIndex().remove(copy(ONE, PROFILE, saved.collectedAt()));

    Receipt receipt = receive(ONE, latest(PROFILE).orElseThrow());

    assertThat(receipt).isInstanceOf(Receipt.Refused.class);
    assertThat(syncIndex().copyOf(ONE)).isEmpty();
  }

  @Test
  void keepsTheNewestInFrontWhenAnOlderOneComes() {
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
  void showsANewerOneThatComesAndNamesWhatIsSavedAfterIt() {
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
  void givesAVersionTheNextFreeNameAndNothingElse() {
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
  void givesTheSameNameWhenAskedAgain() {
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
  void givesNoNameToAVersionThatIsGone() {
    LocalVersion old = local(PROFILE, save(PROFILE, WRITTEN));
    LocalVersion renumbered = syncIndex().renumber(old).orElseThrow();

    dataFiles().delete(PROFILE);

    assertThat(syncIndex().renumber(old)).isEmpty();
    assertThat(syncIndex().renumber(renumbered)).isEmpty();
    assertThat(syncIndex().renumber(local(LIKES, summary("2026-01-21T10:00:00Z")))).isEmpty();
  }

  @Test
  void removesTheCopiesUnderTheOldName() {
    VersionSummary old = save(PROFILE, WRITTEN);
    link(ONE, PROFILE, old);

    LocalVersion renumbered = syncIndex().renumber(local(PROFILE, old)).orElseThrow();

    assertThat(due()).containsExactly(ONE);
    assertThat(syncIndex().copiesOf(PROFILE, renumbered.version())).isEmpty();
    assertThat(find(PROFILE, ONE)).isEmpty();
  }

  @Test
  void renumbersAFileInTheFormItCameIn() {
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
  void takesTheOtherServersFileUnderTheNameThatIsFreeNow() {
    LocalVersion mine = local(PROFILE, save(PROFILE, WRITTEN));
    String theirs = envelope(PROFILE, WRITTEN, 1);

    assertThat(receive(ONE, theirs)).isEqualTo(new Receipt.Occupied(mine));
    syncIndex().renumber(mine);

    assertThat(receive(ONE, theirs)).isInstanceOf(Receipt.Stored.class);
    assertThat(versions(PROFILE)).hasSize(2);
  }

  // Tombstones of others

  @Test
  void removesTheVersionOfARecordThatIsATombstoneNow() {
    syncIndex().useBackend(PLACE);
    VersionSummary first = save(PROFILE, "2026-01-21T10:00:00Z");
    VersionSummary second = save(PROFILE, "2026-01-21T10:00:01Z");
    link(ONE, PROFILE, first);
    link(TWO, PROFILE, second);

    assertThat(syncIndex().forget(TWO)).isTrue();

    assertThat(versions(PROFILE))
        .extracting(VersionSummary::collectedAt)
        .containsExactly(first.collectedAt());
    assertThat(latest(PROFILE).orElseThrow()).contains("10:00:00Z");
    assertThat(summaryOf(PROFILE).versionCount()).isEqualTo(1);
    assertThat(summaryOf(PROFILE).sizeBytes()).isEqualTo(first.sizeBytes());
    assertThat(find(PROFILE, TWO)).isEmpty();
    assertThat(syncIndex().knows(TWO)).isFalse();
    assertThat(open(local(PROFILE, second))).isEmpty();
    assertThat(pending()).isEmpty();
    assertThat(due()).isEmpty();
    assertThat(syncIndex().forget(TWO)).isFalse();
  }

  @Test
  void countsCopiesAndRemovalsByPlace() {
    assertThat(syncIndex().counts()).isEmpty();
    VersionSummary first = save(PROFILE);
    VersionSummary second = save(PROFILE);
    syncIndex().link(copy(ONE, PROFILE, first.collectedAt(), PLACE));
    syncIndex().link(copy(TWO, PROFILE, second.collectedAt(), PLACE));
    syncIndex().link(copy(THREE, PROFILE, second.collectedAt(), ELSEWHERE));

    syncIndex().remove(copy(TWO, PROFILE, second.collectedAt(), PLACE));

    assertThat(syncIndex().counts())
        .isEqualTo(Map.of(PLACE, new PlaceCounts(1, 1), ELSEWHERE, new PlaceCounts(1, 0)));
    syncIndex().removed(TWO);
    dataFiles().delete(PROFILE);
    assertThat(syncIndex().counts())
        .isEqualTo(Map.of(PLACE, new PlaceCounts(0, 1), ELSEWHERE, new PlaceCounts(0, 1)));
  }

  /// So that nothing brings it back that does not know of its tombstone (R10).
  @Test
  void remembersThatAVersionWasDropped() {
    VersionSummary first = save(PROFILE);
    VersionSummary second = save(PROFILE);
    link(ONE, PROFILE, first);

    syncIndex().forget(ONE);

    assertThat(syncIndex().wasDropped(PROFILE, first.collectedAt())).isTrue();
    assertThat(syncIndex().wasDropped(PROFILE, second.collectedAt())).isFalse();
    assertThat(syncIndex().wasDropped(LIKES, first.collectedAt())).isFalse();
  }

  @Test
  void showsNoScopeWhoseLastVersionWasForgotten() {
    VersionSummary only = save(PROFILE);
    link(ONE, PROFILE, only);

    syncIndex().forget(ONE);

    assertThat(scopes()).isEmpty();
    assertThat(latest(PROFILE)).isEmpty();
    assertThat(save(PROFILE).collectedAt()).isGreaterThan(only.collectedAt());
  }

  @Test
  void keepsAVersionForWhichAnotherRecordStands() {
    syncIndex().useBackend(PLACE);
    VersionSummary version = save(PROFILE);
    syncIndex().link(copy(ONE, PROFILE, version.collectedAt(), ELSEWHERE));
    syncIndex().link(copy(TWO, PROFILE, version.collectedAt(), PLACE));

    assertThat(syncIndex().forget(TWO)).isTrue();

    assertThat(find(PROFILE, ONE)).contains(version.collectedAt());
    assertThat(find(PROFILE, TWO)).isEmpty();
    assertThat(versions(PROFILE))
        .extracting(VersionSummary::fileId)
        .containsExactly(Optional.of(ONE));
    assertThat(pending()).containsExactly(version.collectedAt());
  }

  @Test
  void forgetsNothingItDoesNotKnow() {
    VersionSummary version = save(PROFILE);
    link(ONE, PROFILE, version);
    syncIndex().remove(copy(ONE, PROFILE, version.collectedAt()));

    assertThat(syncIndex().forget(TWO)).isFalse();
    assertThat(syncIndex().forget(ONE)).isFalse();
    assertThat(versions(PROFILE)).hasSize(1);
    assertThat(syncIndex().removalCount()).isEqualTo(1);
  }

  @Test
  void takesAForgottenVersionAgain() {
    receive(ONE, envelope(PROFILE, WRITTEN, 1));
    syncIndex().forget(ONE);

    assertThat(receive(TWO, envelope(PROFILE, WRITTEN, 2))).isInstanceOf(Receipt.Stored.class);

    assertThat(latest(PROFILE)).contains(envelope(PROFILE, WRITTEN, 2));
    assertThat(find(PROFILE, TWO)).contains(CollectedAt.parse(WRITTEN));
    assertThat(find(PROFILE, ONE)).isEmpty();
  }

  // What is to be removed elsewhere

  @Test
  void removesTheCopiesOfWhatIsDeleted() {
    VersionSummary first = save(PROFILE);
    VersionSummary second = save(PROFILE);
    VersionSummary likes = save(LIKES);
    link(TWO, PROFILE, second);
    link(ONE, PROFILE, first);
    link(THREE, LIKES, likes);

    dataFiles().delete(PROFILE);

    assertThat(syncIndex().dueRemovals(10, NOW))
        .containsExactly(
            new Removal(TWO, urlOf(TWO), PLACE, false), new Removal(ONE, urlOf(ONE), PLACE, false));
    assertThat(syncIndex().removalCount()).isEqualTo(2);
    assertThat(find(LIKES, THREE)).contains(likes.collectedAt());
    assertThat(syncIndex().dueRemovals(1, NOW)).extracting(Removal::fileId).containsExactly(TWO);
  }

  @Test
  void keepsTheVersionWhoseCopyIsRemovedAndWantsANewOne() {
    syncIndex().useBackend(PLACE);
    VersionSummary version = save(PROFILE);
    RemoteCopy copy = copy(ONE, PROFILE, version.collectedAt());
    syncIndex().link(copy);

    syncIndex().remove(copy);
    syncIndex().remove(copy);

    assertThat(due()).containsExactly(ONE);
    assertThat(versions(PROFILE))
        .extracting(VersionSummary::fileId)
        .containsExactly(Optional.empty());
    assertThat(syncIndex().copyOf(ONE)).isEmpty();
    assertThat(pending()).containsExactly(version.collectedAt());
    assertThat(syncIndex().link(copy)).isFalse();

    syncIndex().removed(ONE);

    assertThat(syncIndex().link(copy)).isTrue();
  }

  @Test
  void removesACopyOfAVersionThatWasNeverHere() {
    syncIndex().remove(copy(ONE, PROFILE, CollectedAt.parse(WRITTEN)));

    assertThat(due()).containsExactly(ONE);
    assertThat(syncIndex().knows(ONE)).isTrue();
  }

  @Test
  void removesOneHalfAfterTheOther() {
    syncIndex().remove(copy(ONE, PROFILE, CollectedAt.parse(WRITTEN)));

    syncIndex().tombstoned(ONE);

    assertThat(syncIndex().dueRemovals(10, NOW))
        .containsExactly(new Removal(ONE, urlOf(ONE), PLACE, true));

    syncIndex().removed(ONE);
    syncIndex().removed(TWO);

    assertThat(syncIndex().dueRemovals(10, NOW)).isEmpty();
    assertThat(syncIndex().removalCount()).isZero();
  }

  @Test
  void triesAPostponedRemovalAgainWhenItsTimeHasCome() {
    syncIndex().remove(copy(ONE, PROFILE, CollectedAt.parse(WRITTEN)));
    syncIndex().remove(copy(TWO, PROFILE, CollectedAt.parse(WRITTEN)));

    syncIndex().postponeRemoval(ONE, LATER);

    assertThat(syncIndex().dueRemovals(10, LATER.minusMillis(1)))
        .extracting(Removal::fileId)
        .containsExactly(TWO);
    assertThat(syncIndex().dueRemovals(10, LATER))
        .extracting(Removal::fileId)
        .containsExactly(ONE, TWO);
    assertThat(syncIndex().removalCount()).isEqualTo(2);
  }

  @Test
  void notesWhereAVersionWasUploadedTo() {
    syncIndex().useBackend(PLACE);
    LocalVersion version = local(PROFILE, save(PROFILE));
    LocalVersion other = local(PROFILE, save(PROFILE));

    syncIndex().noteUpload(version, new BlobUrl("gdrive://one"));
    syncIndex().noteUpload(version, new BlobUrl("gdrive://two"));

    assertThat(syncIndex().notedUpload(version)).contains(new BlobUrl("gdrive://two"));
    assertThat(syncIndex().notedUpload(other)).isEmpty();
    syncIndex().link(copy(ONE, PROFILE, version.version()));
    assertThat(syncIndex().notedUpload(version)).contains(new BlobUrl("gdrive://two"));
    dataFiles().delete(PROFILE);
    assertThat(syncIndex().notedUpload(version)).isEmpty();
  }

  @Test
  void forgetsNotesWhenAnotherPlaceIsUsed() {
    syncIndex().useBackend(PLACE);
    LocalVersion version = local(PROFILE, save(PROFILE));
    syncIndex().noteUpload(version, new BlobUrl("gdrive://one"));

    syncIndex().useBackend(ELSEWHERE);

    assertThat(syncIndex().notedUpload(version)).isEmpty();
  }

  @Test
  void triesEverythingAgainAtTheOwnersWish() {
    syncIndex().useBackend(PLACE);
    VersionSummary upload = save(PROFILE);
    syncIndex().postponeUpload(PROFILE, upload.collectedAt(), LATER);
    syncIndex().remove(copy(ONE, LIKES, CollectedAt.parse(WRITTEN)));
    syncIndex().postponeRemoval(ONE, LATER);
    syncIndex().remember(trouble("download " + TWO, 3, NOW));

    syncIndex().retryNow();

    assertThat(pendingAt(NOW)).containsExactly(upload.collectedAt());
    assertThat(syncIndex().dueRemovals(10, NOW)).hasSize(1);
    assertThat(syncIndex().troubles(10))
        .singleElement()
        .returns(3, Trouble::attempts)
        .satisfies(known -> assertThat(known.retryAt()).isBeforeOrEqualTo(NOW));
  }

  @Test
  void removesTheCopiesAtAPlaceThatThePlaceInUseHasAsWell() {
    VersionSummary both = save(PROFILE);
    VersionSummary there = save(PROFILE);
    syncIndex().link(copy(ONE, PROFILE, both.collectedAt(), ELSEWHERE));
    syncIndex().link(copy(TWO, PROFILE, there.collectedAt(), ELSEWHERE));

    assertThat(syncIndex().removeCopiesAt(ELSEWHERE)).isZero();

    syncIndex().useBackend(PLACE);
    syncIndex().link(copy(THREE, PROFILE, both.collectedAt(), PLACE));

    assertThat(syncIndex().removeCopiesAt(PLACE)).isZero();
    assertThat(syncIndex().removeCopiesAt(ELSEWHERE)).isEqualTo(1);
    assertThat(due()).containsExactly(ONE);
    assertThat(syncIndex().copiesOf(PROFILE, both.collectedAt()))
        .extracting(RemoteCopy::fileId)
        .containsExactly(THREE);
    assertThat(find(PROFILE, TWO)).contains(there.collectedAt());
    assertThat(syncIndex().removeCopiesAt(ELSEWHERE)).isZero();
  }

  // Where it stands

  @Test
  void remembersHowFarTheRecordsWereRead() {
    assertThat(syncIndex().cursor()).isEmpty();

    syncIndex().advance("2026-01-21T10:00:00Z");
    syncIndex().advance("2026-01-21T10:00:01.000000001Z");

    assertThat(syncIndex().cursor()).contains("2026-01-21T10:00:01.000000001Z");
  }

  @Test
  void remembersWhatFailedUntilItIsSettled() {
    Trouble first = trouble("download " + ONE, 1, NOW.plusSeconds(1));
    Trouble second = trouble("download " + TWO, 1, NOW);
    Trouble again = trouble("download " + ONE, 2, NOW.plusSeconds(1));

    syncIndex().remember(first);
    syncIndex().remember(second);
    syncIndex().remember(again);

    assertThat(syncIndex().trouble("download " + ONE)).contains(again);
    assertThat(syncIndex().troubles(10)).containsExactly(second, again);
    assertThat(syncIndex().troubles(1)).containsExactly(second);
    assertThat(syncIndex().troubleCount()).isEqualTo(2);

    syncIndex().settle("download " + TWO);
    syncIndex().settle("download " + THREE);

    assertThat(syncIndex().trouble("download " + TWO)).isEmpty();
    assertThat(syncIndex().troubles(10)).containsExactly(again);
    assertThat(syncIndex().troubleCount()).isEqualTo(1);
  }

  private static Trouble trouble(String subject, int attempts, Instant firstSeenAt) {
    return new Trouble(
        subject,
        Trouble.Kind.WRONG_KEY,
        "it was encrypted with another key",
        attempts,
        firstSeenAt,
        LATER,
        Instant.MAX);
  }

  protected final VersionSummary save(Scope scope) {
    return save(scope, WRITTEN);
  }

  protected final VersionSummary save(Scope scope, String receivedAt) {
    return dataFiles()
        .save(
            new DataDraft(
                Optional.empty(),
                scope,
                JsonDocument.of("{}"),
                Instant.parse(receivedAt),
                Optional.empty()));
  }

  protected final boolean link(FileId fileId, Scope scope, VersionSummary version) {
    return syncIndex().link(copy(fileId, scope, version.collectedAt()));
  }

  protected final Receipt receive(FileId fileId, String text) {
    return receive(fileId, text, PROFILE);
  }

  private Receipt receive(FileId fileId, String text, Scope scope) {
    return receive(arrival(fileId, scope, Optional.empty()), text);
  }

  private Receipt receive(Arrival arrival, String text) {
    return syncIndex().receive(arrival, SpooledBytes.of(text));
  }

  private static Arrival arrival(FileId fileId, Scope scope, Optional<CollectedAt> version) {
    return new Arrival(fileId, urlOf(fileId), PLACE, SCHEMA, scope, version);
  }

  protected static String envelope(Scope scope, Object collectedAt, Object data) {
    return "{\"version\":\"1.0\",\"scope\":\"%s\",\"collectedAt\":\"%s\",\"data\":%s}"
        .formatted(scope, collectedAt, data);
  }

  private void assertRefused(Receipt receipt) {
    assertRefused(receipt, 0);
    assertThat(syncIndex().knows(ONE)).isFalse();
  }

  private void assertRefused(Receipt receipt, int versions) {
    assertThat(receipt).isInstanceOf(Receipt.Refused.class);
    assertThat(versions(PROFILE)).hasSize(versions);
    assertThat(versions(LIKES)).isEmpty();
  }

  private List<CollectedAt> pending() {
    return pendingAt(NOW);
  }

  private List<CollectedAt> pendingAt(Instant time) {
    return syncIndex().pendingUploads(10, time).stream().map(LocalVersion::version).toList();
  }

  private List<FileId> due() {
    return syncIndex().dueRemovals(10, NOW).stream().map(Removal::fileId).toList();
  }

  private List<VersionSummary> versions(Scope scope) {
    return dataFiles().versions(scope, new Page(10, 0)).items();
  }

  private List<ScopeSummary> scopes() {
    return dataFiles()
        .scopes(ScopePrefix.ALL, List.of(new ScopePattern("*")), new Page(10, 0))
        .items();
  }

  private ScopeSummary summaryOf(Scope scope) {
    return scopes().stream()
        .filter(summary -> summary.scope().equals(scope))
        .findAny()
        .orElseThrow();
  }

  private Optional<String> open(LocalVersion version) {
    return syncIndex()
        .open(version)
        .map(bytes -> {
          try (InputStream in = bytes) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private Optional<CollectedAt> find(Scope scope, FileId fileId) {
    return find(scope, new Version.ByFileId(fileId)).map(StoredFile::collectedAt);
  }

  private Optional<String> latest(Scope scope) {
    return find(scope, new Version.Latest()).map(SyncIndexContract::text);
  }

  private Optional<StoredFile> find(Scope scope, Version version) {
    return dataFiles().find(ReadPermit.of(Cast.theOwner(), scope), version);
  }

  private static String text(StoredFile file) {
    try {
      return switch (file.content()) {
        case Content.InMemory memory -> new String(memory.bytes(), StandardCharsets.UTF_8);
        case Content.OnDisk disk -> Files.readString(Path.of(disk.path()));
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LocalVersion local(Scope scope, VersionSummary version) {
    return new LocalVersion(
        scope, version.collectedAt(), version.schemaId(), version.sizeBytes(), version.sha256());
  }

  private static VersionSummary summary(String collectedAt) {
    return new VersionSummary(
        CollectedAt.parse(collectedAt), Optional.empty(), Optional.empty(), 2, "0".repeat(64));
  }

  private static CollectedAt after(CollectedAt version) {
    return CollectedAt.ofMillis(version.epochMillis() + 1);
  }

  private static FileId fileId(int of) {
    return new FileId("0x" + Integer.toString(of).repeat(64));
  }
}

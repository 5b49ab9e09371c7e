package io.freehold.application.testing;

import static io.freehold.application.testing.Cast.LIKES;
import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.PROFILE;
import static io.freehold.application.testing.RemoteCopies.PLACE;
import static io.freehold.application.testing.RemoteCopies.copy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.freehold.domain.Scope;
import io.freehold.domain.data.VersionSummary;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.sync.LocalVersion;
import io.freehold.domain.sync.RemoteCopy;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How a `SyncIndex` knows which versions have copies elsewhere, and which still want one.
public interface SyncCopiesContract extends SyncedStore {
  // Copies

  @Test
  default void findsALinkedVersionByItsFileId() {
    VersionSummary first = save(PROFILE);
    save(PROFILE);

    assertThat(link(ONE, PROFILE, first)).isTrue();

    assertThat(find(PROFILE, ONE)).contains(first.collectedAt());
    assertThat(find(PROFILE, TWO)).isEmpty();
  }

  @Test
  default void findsALinkedVersionOnlyInItsOwnScope() {
    VersionSummary profile = save(PROFILE);
    save(LIKES);
    link(ONE, PROFILE, profile);

    assertThat(find(LIKES, ONE)).isEmpty();
    assertThat(find(new Scope("instagram.profile.photo"), ONE)).isEmpty();
  }

  @Test
  default void showsTheFileIdInListings() {
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
  default void linksNothingToAVersionThatIsNotThere() {
    VersionSummary version = save(PROFILE);

    assertThat(link(ONE, LIKES, version)).isFalse();
    assertThat(syncIndex().link(copy(ONE, PROFILE, after(version.collectedAt())))).isFalse();
    assertThat(find(PROFILE, ONE)).isEmpty();
    assertThat(syncIndex().knows(ONE)).isFalse();
  }

  @Test
  default void linksTheSameTwice() {
    VersionSummary version = save(PROFILE);

    assertThat(link(ONE, PROFILE, version)).isTrue();
    assertThat(link(ONE, PROFILE, version)).isTrue();
    assertThat(find(PROFILE, ONE)).contains(version.collectedAt());
    assertThat(syncIndex().copiesOf(PROFILE, version.collectedAt())).hasSize(1);
  }

  @Test
  default void forgetsTheLinksOfDeletedVersions() {
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
  default void keepsSeveralCopiesOfAVersion() {
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
  default void linksARecordToTheVersionItWasLinkedToLast() {
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
  default void knowsWhatIsLinkedAndWhatIsBeingRemoved() {
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
  default void wantsNoCopiesBeforeAPlaceIsInUse() {
    save(PROFILE);

    assertThat(syncIndex().pendingUploads(10, LATER)).isEmpty();
    assertThat(syncIndex().pendingUploadCount()).isZero();
  }

  @Test
  default void wantsCopiesOfWhatWasThereAndOfWhatComes() {
    VersionSummary first = save(PROFILE);

    syncIndex().useBackend(PLACE);
    VersionSummary second = save(PROFILE);

    assertThat(syncIndex().pendingUploads(10, NOW))
        .containsExactly(local(PROFILE, second), local(PROFILE, first));
    assertThat(syncIndex().pendingUploadCount()).isEqualTo(2);
  }

  @Test
  default void uploadsTheNewestOfAllScopesFirst() {
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
  default void wantsACopyAtThePlaceInUseAndNotJustAnywhere() {
    syncIndex().useBackend(PLACE);
    VersionSummary version = save(PROFILE);
    syncIndex().link(copy(ONE, PROFILE, version.collectedAt(), ELSEWHERE));

    assertThat(pending()).containsExactly(version.collectedAt());

    syncIndex().link(copy(TWO, PROFILE, version.collectedAt(), PLACE));

    assertThat(pending()).isEmpty();
    assertThat(syncIndex().pendingUploadCount()).isZero();
  }

  @Test
  default void wantsCopiesOfAllAtAnotherPlaceButForThoseItHasThere() {
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
  default void changesNothingWhenTheSamePlaceIsNamedAgain() {
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
  default void triesAPostponedUploadAgainWhenItsTimeHasCome() {
    syncIndex().useBackend(PLACE);
    VersionSummary postponed = save(PROFILE);
    VersionSummary other = save(PROFILE);

    syncIndex().postponeUpload(PROFILE, postponed.collectedAt(), LATER);

    assertThat(pendingAt(LATER.minusMillis(1))).containsExactly(other.collectedAt());
    assertThat(pendingAt(LATER)).containsExactly(other.collectedAt(), postponed.collectedAt());
    assertThat(syncIndex().pendingUploadCount()).isEqualTo(2);
  }

  @Test
  default void postponesNothingThatIsStoredOrGoneOrFurtherThanForEver() {
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

  @Test
  default void notesWhereAVersionWasUploadedTo() {
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
  default void forgetsNotesWhenAnotherPlaceIsUsed() {
    syncIndex().useBackend(PLACE);
    LocalVersion version = local(PROFILE, save(PROFILE));
    syncIndex().noteUpload(version, new BlobUrl("gdrive://one"));

    syncIndex().useBackend(ELSEWHERE);

    assertThat(syncIndex().notedUpload(version)).isEmpty();
  }

  // Versions

  @Test
  default void showsAVersionAndItsBytesAsTheyWereWritten() {
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
  default void opensNothingThatIsGone() {
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
}

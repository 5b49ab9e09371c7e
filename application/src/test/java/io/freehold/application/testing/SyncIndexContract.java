package io.freehold.application.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.freehold.application.port.DataFiles;
import io.freehold.application.port.VersionLinks;
import io.freehold.domain.Address;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.FileId;
import io.freehold.domain.Scope;
import io.freehold.domain.data.DataDraft;
import io.freehold.domain.data.JsonDocument;
import io.freehold.domain.data.Page;
import io.freehold.domain.data.Version;
import io.freehold.domain.data.VersionSummary;
import io.freehold.domain.grant.ReadPermit;
import io.freehold.domain.identity.Caller;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every index of registered versions does. The data files and the index are two views of one
/// store.
public abstract class SyncIndexContract {
  protected static final Scope PROFILE = new Scope("instagram.profile");
  protected static final Scope LIKES = new Scope("instagram.likes");
  protected static final FileId ONE = new FileId("0x" + "1".repeat(64));
  protected static final FileId TWO = new FileId("0x" + "2".repeat(64));

  /// The data files of a store that was empty at the start of the test.
  protected abstract DataFiles dataFiles();

  /// The index of the same store.
  protected abstract VersionLinks syncIndex();

  @Test
  void findsALinkedVersionByItsFileId() {
    VersionSummary first = save(PROFILE);
    save(PROFILE);

    assertThat(syncIndex().link(PROFILE, first.collectedAt(), ONE)).isTrue();

    assertThat(find(PROFILE, ONE)).contains(first.collectedAt());
    assertThat(find(PROFILE, TWO)).isEmpty();
  }

  @Test
  void findsALinkedVersionOnlyInItsOwnScope() {
    VersionSummary profile = save(PROFILE);
    save(LIKES);
    syncIndex().link(PROFILE, profile.collectedAt(), ONE);

    assertThat(find(LIKES, ONE)).isEmpty();
    assertThat(find(new Scope("instagram.profile.photo"), ONE)).isEmpty();
  }

  @Test
  void showsTheFileIdInListings() {
    VersionSummary first = save(PROFILE);
    VersionSummary second = save(PROFILE);
    syncIndex().link(PROFILE, first.collectedAt(), ONE);

    assertThat(dataFiles().versions(PROFILE, new Page(10, 0)).items())
        .extracting(VersionSummary::collectedAt, VersionSummary::fileId)
        .containsExactly(
            tuple(second.collectedAt(), Optional.empty()),
            tuple(first.collectedAt(), Optional.of(ONE)));
  }

  @Test
  void linksNothingToAVersionThatIsNotThere() {
    VersionSummary version = save(PROFILE);

    assertThat(syncIndex().link(LIKES, version.collectedAt(), ONE)).isFalse();
    assertThat(
            syncIndex()
                .link(PROFILE, CollectedAt.ofMillis(version.collectedAt().epochMillis() + 1), ONE))
        .isFalse();
    assertThat(find(PROFILE, ONE)).isEmpty();
  }

  @Test
  void linksTheSameTwice() {
    VersionSummary version = save(PROFILE);

    assertThat(syncIndex().link(PROFILE, version.collectedAt(), ONE)).isTrue();
    assertThat(syncIndex().link(PROFILE, version.collectedAt(), ONE)).isTrue();
    assertThat(find(PROFILE, ONE)).contains(version.collectedAt());
  }

  @Test
  void forgetsTheLinksOfDeletedVersions() {
    VersionSummary version = save(PROFILE);
    syncIndex().link(PROFILE, version.collectedAt(), ONE);

    dataFiles().delete(PROFILE);
    save(PROFILE);

    assertThat(find(PROFILE, ONE)).isEmpty();
    assertThat(syncIndex().link(PROFILE, version.collectedAt(), ONE)).isFalse();
  }

  private VersionSummary save(Scope scope) {
    return dataFiles()
        .save(
            new DataDraft(
                Optional.empty(),
                scope,
                JsonDocument.of("{}"),
                Instant.parse("2026-01-21T10:00:00Z"),
                Optional.empty()));
  }

  private Optional<CollectedAt> find(Scope scope, FileId fileId) {
    var owner = new Caller.Owner(new Address("0x" + "a".repeat(40)), "wallet");
    return dataFiles()
        .find(ReadPermit.of(owner, scope), new Version.ByFileId(fileId))
        .map(file -> file.collectedAt());
  }
}

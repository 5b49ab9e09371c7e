package io.freehold.application.data;

import static io.freehold.application.testing.Cast.APP;
import static io.freehold.application.testing.Cast.BUILDER;
import static io.freehold.application.testing.Cast.CLOCK;
import static io.freehold.application.testing.Cast.LIKES;
import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.OWNER_KEY;
import static io.freehold.application.testing.Cast.PROFILE;
import static io.freehold.application.testing.Cast.STRANGER;
import static io.freehold.application.testing.Cast.STRANGER_KEY;
import static io.freehold.application.testing.Cast.aGrant;
import static io.freehold.application.testing.Cast.grantId;
import static io.freehold.application.testing.Cast.theBuilder;
import static io.freehold.application.testing.Cast.theBuilderNaming;
import static io.freehold.application.testing.Cast.theOwner;
import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.grant.VerifyGrant;
import io.freehold.application.testing.FakeSignatures;
import io.freehold.application.testing.InMemoryDataFiles;
import io.freehold.application.testing.InMemoryGrants;
import io.freehold.application.testing.InMemoryOwnerRecord;
import io.freehold.application.testing.InMemoryRevocations;
import io.freehold.application.testing.InMemoryServerRegistry;
import io.freehold.application.testing.RemoteCopies;
import io.freehold.application.testing.SampleGrant;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.FileId;
import io.freehold.domain.GrantId;
import io.freehold.domain.Problem;
import io.freehold.domain.Scope;
import io.freehold.domain.data.Content;
import io.freehold.domain.data.DataDraft;
import io.freehold.domain.data.JsonDocument;
import io.freehold.domain.data.StoredFile;
import io.freehold.domain.data.Version;
import io.freehold.domain.data.VersionSummary;
import io.freehold.domain.identity.Builder;
import io.freehold.domain.identity.Caller;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadDataTest {
  private static final Version LATEST = new Version.Latest();

  private final InMemoryDataFiles dataFiles = new InMemoryDataFiles();
  private final InMemoryGrants grants = InMemoryGrants.of();
  private final InMemoryRevocations revocations = new InMemoryRevocations();
  private final ReadData readData =
      new ReadData(
          grants,
          new VerifyGrant(
              InMemoryOwnerRecord.of(OWNER),
              new FakeSignatures(),
              new InMemoryServerRegistry(),
              revocations),
          dataFiles,
          CLOCK);

  @Test
  void givesABuilderWhatItsGrantCovers() {
    save(PROFILE, "{\"n\":1}");
    GrantId grant = granted(aGrant().of(PROFILE));

    StoredFile file = read(theBuilderNaming(grant), PROFILE, LATEST);

    assertThat(text(file)).contains("\"data\":{\"n\":1}");
    assertThat(file.scope()).isEqualTo(PROFILE);
  }

  @Test
  void givesTheOwnerEverythingWithoutAskingTheGateway() {
    save(PROFILE, "{\"n\":1}");
    save(LIKES, "{\"n\":2}");
    grants.goDown();

    assertThat(text(read(theOwner(), PROFILE, LATEST))).contains("{\"n\":1}");
    assertThat(text(read(theOwner(), LIKES, LATEST))).contains("{\"n\":2}");
  }

  @Test
  void givesTheVersionThatIsAskedFor() {
    VersionSummary first = save(PROFILE, "{\"n\":1}");
    VersionSummary second = save(PROFILE, "{\"n\":2}");
    var fileId = new FileId("0x" + "66".repeat(32));
    dataFiles.link(RemoteCopies.copy(fileId, PROFILE, first.collectedAt()));
    Caller builder = theBuilderNaming(granted(aGrant()));

    assertThat(read(builder, PROFILE, LATEST).collectedAt()).isEqualTo(second.collectedAt());
    assertThat(read(builder, PROFILE, new Version.AsOf(first.collectedAt())).collectedAt())
        .isEqualTo(first.collectedAt());
    assertThat(read(builder, PROFILE, new Version.ByFileId(fileId)).collectedAt())
        .isEqualTo(first.collectedAt());
  }

  @Test
  void findsNoFileOfAnotherScopeUnderAGrantedOne() {
    save(PROFILE, "{}");
    VersionSummary likes = save(LIKES, "{}");
    var fileId = new FileId("0x" + "66".repeat(32));
    dataFiles.link(RemoteCopies.copy(fileId, LIKES, likes.collectedAt()));
    Caller builder = theBuilderNaming(granted(aGrant().of(PROFILE)));

    assertRefused(
        () -> read(builder, PROFILE, new Version.ByFileId(fileId)), Problem.DataNotFound.class);
  }

  @Test
  void refusesABuilderThatNamesNoGrant() {
    save(PROFILE, "{}");
    granted(aGrant());

    assertRefused(() -> read(theBuilder(), PROFILE, LATEST), Problem.GrantRequired.class);
  }

  @Test
  void tellsNobodyAnUnknownGrantFromSomebodyElses() {
    save(PROFILE, "{}");
    var theirs = new Builder(APP.id(), STRANGER, STRANGER, STRANGER_KEY.publicKey(), APP.appUrl());
    GrantId live = granted(aGrant());
    GrantId revoked = granted(aGrant().withNonce(2).revokedAt(NOW));
    GrantId expired = granted(aGrant().withNonce(3).expiringAt(NOW));
    GrantId forged = grantedBy(STRANGER_KEY, aGrant().withNonce(4));

    var unknown =
        assertRefused(
            () -> read(naming(theirs, grantId(0x99)), PROFILE, LATEST),
            Problem.GrantRequired.class);
    for (GrantId grant : new GrantId[] {live, revoked, expired, forged}) {
      assertThat(
              assertRefused(
                  () -> read(naming(theirs, grant), PROFILE, LATEST), Problem.GrantRequired.class))
          .isEqualTo(unknown);
    }
  }

  @Test
  void refusesARevokedGrant() {
    save(PROFILE, "{}");
    GrantId grant = granted(aGrant().revokedAt(NOW.minusSeconds(1)));

    assertRefused(() -> read(theBuilderNaming(grant), PROFILE, LATEST), Problem.GrantRevoked.class);
  }

  @Test
  void refusesAGrantThatWasRevokedHereThoughTheGatewayHidesIt() {
    save(PROFILE, "{}");
    GrantId grant = granted(aGrant());
    revocations.add(grant, NOW);

    assertRefused(() -> read(theBuilderNaming(grant), PROFILE, LATEST), Problem.GrantRevoked.class);
  }

  @Test
  void refusesAtTheVeryInstantOfExpiry() {
    save(PROFILE, "{}");
    GrantId over = granted(aGrant().expiringAt(NOW));
    GrantId almost = granted(aGrant().expiringAt(NOW.plusSeconds(1)));

    assertRefused(() -> read(theBuilderNaming(over), PROFILE, LATEST), Problem.GrantExpired.class);
    assertThat(read(theBuilderNaming(almost), PROFILE, LATEST)).isNotNull();
  }

  @Test
  void refusesAScopeThatIsNotGranted() {
    save(LIKES, "{}");
    GrantId grant = granted(aGrant().of(PROFILE));

    assertRefused(
        () -> read(theBuilderNaming(grant), LIKES, LATEST), Problem.ScopeNotGranted.class);
  }

  @Test
  void saysWhetherThereIsDataOnlyToWhoMayReadIt() {
    GrantId grant = granted(aGrant().of(PROFILE));
    GrantId revoked = granted(aGrant().of(LIKES).revokedAt(NOW));

    assertRefused(() -> read(theBuilderNaming(grant), PROFILE, LATEST), Problem.DataNotFound.class);
    assertRefused(
        () -> read(theBuilderNaming(grant), LIKES, LATEST), Problem.ScopeNotGranted.class);
    assertRefused(
        () -> read(theBuilderNaming(revoked), PROFILE, LATEST), Problem.GrantRevoked.class);
    assertRefused(() -> read(theOwner(), PROFILE, LATEST), Problem.DataNotFound.class);
  }

  @Test
  void givesNothingThatLiesBeforeTheFirstVersion() {
    VersionSummary first = save(PROFILE, "{}");
    CollectedAt before = CollectedAt.ofMillis(first.collectedAt().epochMillis() - 1);

    assertRefused(
        () -> read(theOwner(), PROFILE, new Version.AsOf(before)), Problem.DataNotFound.class);
  }

  @Test
  void refusesBuildersWhileTheGatewayIsDown() {
    save(PROFILE, "{}");
    GrantId grant = granted(aGrant());
    grants.goDown();

    assertRefused(
        () -> read(theBuilderNaming(grant), PROFILE, LATEST), Problem.ServiceUnavailable.class);
  }

  private StoredFile read(Caller caller, Scope scope, Version version) {
    return readData.read(caller, scope, version).file();
  }

  private GrantId granted(SampleGrant grant) {
    return grantedBy(OWNER_KEY, grant);
  }

  private GrantId grantedBy(io.freehold.application.testing.FakeSigner signer, SampleGrant grant) {
    grants.add(grant.signedBy(signer));
    return grant.id();
  }

  private static Caller naming(Builder builder, GrantId grant) {
    assertThat(builder.address()).isNotEqualTo(BUILDER);
    return new Caller.BuilderApp(builder, Optional.of(grant));
  }

  private VersionSummary save(Scope scope, String payload) {
    return dataFiles.save(
        new DataDraft(Optional.empty(), scope, JsonDocument.of(payload), NOW, Optional.empty()));
  }

  private static String text(StoredFile file) {
    return new String(((Content.InMemory) file.content()).bytes(), StandardCharsets.UTF_8);
  }
}

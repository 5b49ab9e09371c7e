package io.freehold.application.data;

import static io.freehold.application.testing.Cast.CLOCK;
import static io.freehold.application.testing.Cast.CONVERSATIONS;
import static io.freehold.application.testing.Cast.LIKES;
import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.PROFILE;
import static io.freehold.application.testing.Cast.SHARED_CONVERSATIONS;

import io.freehold.application.grant.VerifyGrant;
import io.freehold.application.port.OwnerRecord;
import io.freehold.application.testing.FakeSignatures;
import io.freehold.application.testing.FakeSigner;
import io.freehold.application.testing.InMemoryDataFiles;
import io.freehold.application.testing.InMemoryGrants;
import io.freehold.application.testing.InMemoryOwnerRecord;
import io.freehold.application.testing.InMemoryRevocations;
import io.freehold.application.testing.InMemoryServerRegistry;
import io.freehold.application.testing.SampleGrant;
import io.freehold.domain.Scope;
import io.freehold.domain.data.DataDraft;
import io.freehold.domain.data.JsonDocument;
import java.util.List;
import java.util.Optional;

/// A server of a test with one version of each of four scopes, and the grants a test records.
final class ListingWorld {
  final InMemoryDataFiles dataFiles = new InMemoryDataFiles();
  final InMemoryGrants grants = InMemoryGrants.of();
  final InMemoryRevocations revocations = new InMemoryRevocations();

  ListingWorld() {
    for (Scope scope : List.of(PROFILE, LIKES, CONVERSATIONS, SHARED_CONVERSATIONS)) {
      dataFiles.save(
          new DataDraft(Optional.empty(), scope, JsonDocument.of("{}"), NOW, Optional.empty()));
    }
  }

  void record(SampleGrant grant, FakeSigner signer) {
    grants.add(grant.signedBy(signer));
  }

  /// What a builder sees when listings show what was granted.
  VisibleScopes granted() {
    return visibleScopes(true, InMemoryOwnerRecord.of(OWNER));
  }

  /// What a builder sees when the owner opened the listings.
  VisibleScopes open() {
    return visibleScopes(false, InMemoryOwnerRecord.of(OWNER));
  }

  /// What a builder sees of a server that is nobody's yet.
  VisibleScopes unclaimed() {
    return visibleScopes(true, new InMemoryOwnerRecord());
  }

  private VisibleScopes visibleScopes(boolean grantedOnly, OwnerRecord ownerRecord) {
    var verifyGrant =
        new VerifyGrant(
            ownerRecord, new FakeSignatures(), new InMemoryServerRegistry(), revocations);
    return new VisibleScopes(grantedOnly, grants, verifyGrant, ownerRecord, CLOCK);
  }
}

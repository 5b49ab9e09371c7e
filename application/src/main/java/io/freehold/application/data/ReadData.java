package io.freehold.application.data;

import io.freehold.application.grant.VerifyGrant;
import io.freehold.application.port.DataFiles;
import io.freehold.application.port.Grants;
import io.freehold.domain.Problem;
import io.freehold.domain.Scope;
import io.freehold.domain.data.StoredFile;
import io.freehold.domain.data.Version;
import io.freehold.domain.grant.ReadPermit;
import io.freehold.domain.grant.SignedGrant;
import io.freehold.domain.identity.Caller;
import java.time.InstantSource;

/// Gives a caller a data file: the owner any, a builder what a grant covers (§4.1.9, §7.3).
public final class ReadData {
  private final Grants grants;
  private final VerifyGrant verifyGrant;
  private final DataFiles dataFiles;
  private final InstantSource clock;

  public ReadData(
      Grants grants, VerifyGrant verifyGrant, DataFiles dataFiles, InstantSource clock) {
    this.grants = grants;
    this.verifyGrant = verifyGrant;
    this.dataFiles = dataFiles;
    this.clock = clock;
  }

  /// A file, and the permit it was found with.
  public record Found(StoredFile file, ReadPermit permit) {}

  public Found read(Caller caller, Scope scope, Version version) {
    ReadPermit permit =
        switch (caller) {
          case Caller.Owner owner -> ReadPermit.of(owner, scope);
          case Caller.BuilderApp app ->
              verifyGrant.verify(grantOf(app)).permit(app.address(), scope, clock.instant());
        };
    return dataFiles
        .find(permit, version)
        .map(file -> new Found(file, permit))
        .orElseThrow(() -> new Problem.DataNotFound(scope).asException());
  }

  private SignedGrant grantOf(Caller.BuilderApp app) {
    return grants
        .find(
            app.grantId()
                .orElseThrow(() ->
                    new Problem.GrantRequired("No grantId in authorization payload").asException()))
        .orElseThrow(() -> new Problem.GrantRequired("Grant not found").asException());
  }
}

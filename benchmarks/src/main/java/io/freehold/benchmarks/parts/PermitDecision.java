package io.freehold.benchmarks.parts;

import io.freehold.adapters.persistence.PersistenceAdapter;
import io.freehold.application.Limits;
import io.freehold.application.grant.VerifyGrant;
import io.freehold.benchmarks.process.Home;
import io.freehold.domain.Scope;
import io.freehold.domain.grant.ReadPermit;
import io.freehold.domain.grant.SignedGrant;
import java.time.InstantSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// From a signed grant that was seen before to a permit: signer remembered, revocations looked up,
/// terms compared.
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // the harness calls `prepare` first
public class PermitDecision {
  private static final Scope PROFILE = new Scope("instagram.profile");

  private Home home;
  private PersistenceAdapter persistence;
  private VerifyGrant verifyGrant;
  private SignedGrant signed;

  @Setup
  public void prepare() {
    home = Folder.home();
    persistence =
        PersistenceAdapter.open(home.path(), Limits.DEFAULT, InstantSource.fixed(Grants.NOW));
    signed = Grants.signed();
    verifyGrant =
        new VerifyGrant(
            new KnownOwner(Grants.OWNER.address()),
            Grants.CHAIN.signatures(),
            Grants.CHAIN
                .embedded(persistence.registry(), Grants.OWNER, InstantSource.fixed(Grants.NOW))
                .servers(),
            persistence.revocations());
  }

  @TearDown
  public void close() {
    persistence.close();
    home.close();
  }

  @Benchmark
  public ReadPermit decide() {
    return verifyGrant.verify(signed).permit(Grants.READER.address(), PROFILE, Grants.NOW);
  }
}

package io.freehold.benchmarks.parts;

import io.freehold.adapters.http.Head;
import io.freehold.adapters.http.auth.Authentication;
import io.freehold.adapters.http.auth.Proof;
import io.freehold.adapters.persistence.PersistenceAdapter;
import io.freehold.application.Limits;
import io.freehold.application.identity.AuthenticateCaller;
import io.freehold.application.identity.AuthenticateToken;
import io.freehold.application.port.OwnerRecord;
import io.freehold.application.port.OwnerTokens;
import io.freehold.benchmarks.process.Home;
import io.freehold.bootstrap.client.RequestSigner;
import io.freehold.domain.identity.ClientInfo;
import io.freehold.domain.identity.Origin;
import io.freehold.domain.identity.RequestTarget;
import io.freehold.domain.identity.SignedRequestRules;
import io.freehold.domain.identity.SignedRequestRules.SingleUse;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// A `Web3Signed` header from its text to a caller: read, compared with the request, signer
/// recovered, builder found (§4.1.9).
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // the harness calls `prepare` first
public class HeaderVerification {
  private static final String ORIGIN = "http://localhost:8080";
  private static final String TARGET = "/v1/data/instagram.profile";

  private Home home;
  private PersistenceAdapter persistence;
  private Authentication authentication;
  private Head head;

  @Setup
  public void prepare() {
    InstantSource clock = InstantSource.fixed(Grants.NOW);
    home = Folder.home();
    persistence = PersistenceAdapter.open(home.path(), Limits.DEFAULT, clock);
    OwnerRecord owner = new KnownOwner(Grants.OWNER.address());
    OwnerTokens tokens = persistence.ownerTokens();
    var rules =
        new SignedRequestRules(
            Set.of(new Origin(ORIGIN)),
            Duration.ofSeconds(60),
            Duration.ofHours(1),
            SingleUse.WRITES,
            false,
            Grants.NOW);
    authentication =
        new Authentication(
            new AuthenticateCaller(
                () -> rules,
                Grants.CHAIN.signatures(),
                owner,
                address ->
                    Optional.of(Grants.reader()).filter(known -> known.address().equals(address))),
            new AuthenticateToken(tokens, owner, clock),
            owner);
    String header =
        new RequestSigner(Grants.READER, clock)
            .withGrant(Grants.GRANT_ID.value())
            .header(ORIGIN, "GET", TARGET, new byte[0]);
    head =
        new Head(
            "GET",
            new RequestTarget(TARGET),
            Map.of("scope", "instagram.profile"),
            MultiMap.caseInsensitiveMultiMap().add("Authorization", header),
            0,
            new ClientInfo("127.0.0.1", "bench"),
            "bench",
            Grants.NOW);
  }

  @TearDown
  public void close() {
    persistence.close();
    home.close();
  }

  @Benchmark
  public Proof verify() {
    return authentication.prove(head);
  }
}

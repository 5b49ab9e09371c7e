package io.freehold.adapters.http.auth;

import static io.freehold.application.testing.Cast.aGrant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.freehold.adapters.http.Ask;
import io.freehold.adapters.http.TestServer;
import io.freehold.adapters.http.Wire.Answer;
import io.freehold.application.testing.Cast;
import io.freehold.domain.grant.SignedGrant;
import io.freehold.domain.identity.SignedRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What clients in the wild really send is understood.
class VectorsTest {
  private final TestServer server = new TestServer();

  @BeforeEach
  void start() {
    SignedGrant grant = aGrant().of("instagram.*").signedBy(Cast.SERVER_KEY);
    server.grants.add(
        new SignedGrant(
            Cast.grantId(0x11),
            grant.message(),
            grant.terms(),
            grant.signature(),
            grant.addedAt(),
            Optional.empty(),
            grant.status()));
    server.signatures = Vectors.signatures();
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Answer sent(Ask ask, Vectors vector) {
    return ask.header("Authorization", vector.header()).to(server);
  }

  private Answer ingestedByTheOwner() {
    return sent(Ask.post("/v1/data/instagram.profile", Vectors.W2.body), Vectors.W2);
  }

  @Test
  void w2IngestsForTheOwner() {
    assertThat(ingestedByTheOwner().status()).isEqualTo(201);
  }

  @Test
  void w1ReadsWithAGrant() {
    ingestedByTheOwner();

    Answer answer = sent(Ask.get("/v1/data/instagram.profile"), Vectors.W1);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).endsWith("\"data\":" + Vectors.W2.body + "}");
  }

  @Test
  void w4ListsWithTheQueryInTheSignedUri() {
    ingestedByTheOwner();

    Answer answer = sent(Ask.get("/v1/data?scopePrefix=instagram&limit=50&offset=0"), Vectors.W4);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getInteger("total")).isEqualTo(1);
  }

  @Test
  void w4IsNotGoodForAnotherQuery() {
    Answer answer = sent(Ask.get("/v1/data?scopePrefix=instagram&limit=51&offset=0"), Vectors.W4);

    assertThat(answer.reason()).isEqualTo("URI mismatch");
  }

  @Test
  void c2ReadsAtATimeWithTheRawTargetSigned() {
    Answer answer =
        sent(Ask.get("/v1/data/instagram.profile?at=2026-01-21T10%3A00%3A00Z"), Vectors.C2);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.errorCode()).isEqualTo("NOT_FOUND");
  }

  @Test
  void c2IsNotGoodForTheDecodedSpelling() {
    Answer answer = sent(Ask.get("/v1/data/instagram.profile?at=2026-01-21T10:00:00Z"), Vectors.C2);

    assertThat(answer.reason()).isEqualTo("URI mismatch");
  }

  @Test
  void c1HashesTheCanonicalBody() {
    SignedRequest claims = Web3SignedHeader.parse(Vectors.C1.header());

    assertThat(claims.uri()).isEqualTo("/v1/session/init");
    assertThat(claims.audience()).isEqualTo("https://session-relay.vana.org");
    assertThat(claims.grantId()).isEmpty();
    assertThatNoException()
        .isThrownBy(() ->
            new Proof(Cast.theBuilder(), Optional.of(claims))
                .mustCover(Vectors.C1.body.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void w3HashesTheRawBytes() {
    SignedRequest claims = Web3SignedHeader.parse(Vectors.W3.header());

    assertThat(claims.method()).isEqualTo("PUT");
    assertThatNoException()
        .isThrownBy(() ->
            new Proof(Cast.theBuilder(), Optional.of(claims))
                .mustCover(Vectors.W3.body.getBytes(StandardCharsets.ISO_8859_1)));
  }
}

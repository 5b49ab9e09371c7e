package io.freehold.adapters.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.http.Ask;
import io.freehold.adapters.http.TestServer;
import io.freehold.adapters.http.Wire.Answer;
import io.freehold.application.identity.CreateOwnerToken;
import io.freehold.application.testing.Cast;
import io.freehold.domain.identity.SignedRequestRules.SingleUse;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who is let in, as clients see it on the wire.
class AuthenticationTest {
  private static final String DATA = "/v1/data";

  private final TestServer server = new TestServer();

  @AfterEach
  void stop() {
    server.close();
  }

  private void assertRefused(Ask ask, String errorCode, String reason) {
    Answer answer = ask.to(server);
    assertThat(answer.statusLine()).isEqualTo("HTTP/1.1 401 Unauthorized");
    assertThat(answer.header("WWW-Authenticate")).hasValue("Web3Signed");
    assertThat(answer.errorCode()).isEqualTo(errorCode);
    assertThat(answer.reason()).startsWith(reason);
  }

  @Test
  void wantsACredential() {
    server.start();

    assertRefused(Ask.get(DATA), "MISSING_AUTH", "No Authorization header");
  }

  @Test
  void wantsOneCredential() {
    server.start();

    assertRefused(
        Ask.get(DATA).byTheOwner().byTheBuilder(), "INVALID_SIGNATURE", "Invalid header format");
  }

  @Test
  void knowsOtherSchemesAsNone() {
    server.start();

    assertRefused(
        Ask.get(DATA).header("Authorization", "Basic eDp5"),
        "INVALID_SIGNATURE",
        "Missing Web3Signed prefix");
  }

  @Test
  void refusesClaimsOfAnotherRequest() {
    server.start();

    assertRefused(
        Ask.get(DATA).claim("aud", "https://ps.example.com.evil.org").byTheOwner(),
        "INVALID_SIGNATURE",
        "Audience mismatch");
    assertRefused(
        Ask.get(DATA).claim("method", "HEAD").byTheOwner(), "INVALID_SIGNATURE", "Method mismatch");
    assertRefused(
        Ask.get(DATA).claim("uri", "/v1/grants").byTheOwner(), "INVALID_SIGNATURE", "URI mismatch");
    assertRefused(
        Ask.get(DATA).claim("bodyHash", "sha256:" + "0".repeat(64)).byTheOwner(),
        "INVALID_SIGNATURE",
        "Body hash mismatch");
  }

  @Test
  void tellsAnHonestClientWhatDiffers() {
    server.start();

    Answer answer = Ask.get(DATA).claim("uri", "/v1/grants").byTheOwner().to(server);

    assertThat(answer.json().getJsonObject("error").getJsonObject("details").encode())
        .isEqualTo(
            "{\"reason\":\"URI mismatch\",\"actual\":\"/v1/grants\",\"expected\":\"/v1/data\"}");
  }

  /// Threat T8: a query that selects data is signed with it, or not at all.
  @Test
  void refusesAnUnsignedSelection() {
    server.start();
    String path = "/v1/data/instagram.profile";
    Ask.post(path, "{}").byTheOwner().to(server);

    for (String query : new String[] {"?at=2026-02-02T02:40:00Z", "?fileId=0x" + "0".repeat(64)}) {
      assertRefused(
          Ask.get(path + query).claim("uri", path).byTheOwner(),
          "INVALID_SIGNATURE",
          "URI mismatch");
    }
    assertThat(Ask.get(DATA + "?limit=3").claim("uri", DATA).byTheOwner().to(server).status())
        .isEqualTo(200);
  }

  /// Threat T6.
  @Test
  void refusesClaimsOfAnotherTime() {
    server.start();
    long now = Cast.NOW.getEpochSecond();

    assertRefused(
        Ask.get(DATA).claim("exp", now - 61).claim("iat", now - 100).byTheOwner(),
        "EXPIRED_TOKEN",
        "Token expired");
    assertRefused(
        Ask.get(DATA).claim("exp", now + 300).claim("iat", now + 61).byTheOwner(),
        "EXPIRED_TOKEN",
        "Token issued in the future");
    assertRefused(
        Ask.get(DATA).claim("exp", now + 3601).byTheOwner(), "EXPIRED_TOKEN", "exp must be");
    assertThat(Ask.get(DATA).claim("exp", now + 3600).byTheOwner().to(server).status())
        .isEqualTo(200);
  }

  /// Threat T5.
  @Test
  void refusesAWriteThatComesTwice() {
    server.start();
    Ask write = Ask.post("/v1/data/instagram.profile", "{}").byTheOwner();
    Ask read = Ask.get(DATA).byTheOwner();

    assertThat(write.to(server).status()).isEqualTo(201);
    assertRefused(write, "INVALID_SIGNATURE", "This signed request was used before");
    assertThat(read.to(server).status()).isEqualTo(200);
    assertThat(read.to(server).status()).isEqualTo(200);
  }

  @Test
  void refusesAReadThatComesTwiceWhereTheOwnerWantsThat() {
    server.singleUse = SingleUse.ALL;
    server.start();
    Ask read = Ask.get(DATA).byTheOwner();

    assertThat(read.to(server).status()).isEqualTo(200);
    assertRefused(read, "INVALID_SIGNATURE", "This signed request was used before");
  }

  @Test
  void namesTheSignerWhoIsNotRegistered() {
    server.start();

    Answer answer = Ask.get(DATA).by(Cast.STRANGER_KEY).to(server);

    assertThat(answer.errorCode()).isEqualTo("UNREGISTERED_BUILDER");
    assertThat(answer.text()).contains(Cast.STRANGER.value());
  }

  @Test
  void letsTheOwnerInWithAToken() {
    server.start();
    var created =
        new CreateOwnerToken(server.tokens, server.clock, new Random(3), 10)
            .create(Cast.theOwner(), "laptop", Cast.NOW.plusSeconds(60));
    String token = created.secret().reveal();

    assertThat(Ask.get(DATA).byToken(token).to(server).status()).isEqualTo(200);
    assertThat(Ask.post("/v1/data/a.b", "{}").byToken(token).to(server).status()).isEqualTo(201);

    assertRefused(
        Ask.get(DATA).byToken(token.substring(1)), "INVALID_SIGNATURE", "Unknown, expired");
    assertRefused(Ask.get(DATA).byToken("x".repeat(257)), "INVALID_SIGNATURE", "Invalid header");
    server.clock.advance(Duration.ofSeconds(60));
    assertRefused(Ask.get(DATA).byToken(token), "INVALID_SIGNATURE", "Unknown, expired");
  }

  @Test
  void saysThatThereIsNoOwnerYet() {
    server.isClaimed = false;
    server.start();

    Answer signed = Ask.get("/v1/grants").byTheOwner().to(server);
    Answer token = Ask.get("/v1/grants").byToken("fho_x").to(server);

    assertThat(signed.statusLine()).isEqualTo("HTTP/1.1 503 Service Unavailable");
    assertThat(signed.errorCode()).isEqualTo("SERVER_NOT_CONFIGURED");
    assertThat(token.errorCode()).isEqualTo("SERVER_NOT_CONFIGURED");
    assertRefused(Ask.get("/v1/grants"), "MISSING_AUTH", "");
  }

  /// The server's own key opens no door of its own.
  @Test
  void doesNotKnowTheServersKeyAsTheOwner() {
    server.start();

    assertRefused(Ask.get("/v1/grants").by(Cast.SERVER_KEY), "UNREGISTERED_BUILDER", "The signer");
  }
}

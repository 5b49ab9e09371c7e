package io.freehold.application.testing;

import io.freehold.domain.connect.ClaimedSession;
import io.freehold.domain.connect.ConnectRequest;
import io.freehold.domain.connect.Consent;
import io.freehold.domain.connect.ConsentReceipt;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.connect.SessionRequest;
import io.freehold.domain.connect.ShownText;
import io.freehold.domain.connect.ShownText.Oddity;
import io.freehold.domain.connect.VerifiedApp;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.identity.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Connect requests of the builder of the cast, and what becomes of them.
public final class SampleRequest {
  private SampleRequest() {}

  public static SessionRequest asking(String... scopes) {
    return new SessionRequest(
        Cast.BUILDER,
        Stream.of(scopes).map(ScopePattern::new).toList(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /// One that was just received.
  public static ConnectRequest numbered(int number) {
    return ConnectRequest.received(
        new ClaimedSession(
            new SessionId("session-" + number),
            new Secret("secret-of-session-" + number),
            new SessionRequest(
                Cast.BUILDER,
                List.of(new ScopePattern("instagram.*"), new ScopePattern("chatgpt.conversations")),
                Optional.of(Cast.APP_URL + "/api/webhook"),
                Optional.of("user \"7\"\n"),
                Optional.of(Cast.OWNER)),
            Cast.NOW.plusSeconds(900 + number)),
        Cast.NOW.plusSeconds(number));
  }

  public static VerifiedApp app() {
    return app("ab".repeat(32));
  }

  public static VerifiedApp app(String manifestHash) {
    return new VerifiedApp(
        Cast.APP,
        new ShownText("Ünïcode \"App\" 店", Set.of(Oddity.SHORTENED, Oddity.MIXED_SCRIPTS)),
        Cast.APP_URL,
        Cast.APP_URL + "/manifest.json",
        manifestHash,
        Optional.of(Cast.APP_URL + "/privacy"),
        Optional.empty(),
        Optional.empty(),
        Optional.of(Cast.APP_URL + "/api/webhook"),
        List.of("The app names no terms of service.", "line \\ \"two\""));
  }

  public static Consent consent() {
    return consent(Cast.NOW);
  }

  public static Consent consent(Instant at) {
    return new Consent(
        List.of(new ScopePattern("instagram.profile"), new ScopePattern("chatgpt.conversations")),
        Cast.NOW.plus(Duration.ofDays(30)),
        List.of(Cast.grantId(7), Cast.grantId(8)),
        new Consent.By.Owner("token:laptop"),
        at,
        List.of("\"App\" asks to read your data.", "It asks for:", "- … é"),
        List.of("instagram.* also covers what comes below it later."));
  }

  public static ConsentReceipt receipt(int number) {
    ConnectRequest request = numbered(number);
    return new ConsentReceipt(
        request.id(),
        app(),
        request.asked(),
        consent(Cast.NOW.plusSeconds(number)),
        Cast.grantId(number));
  }
}

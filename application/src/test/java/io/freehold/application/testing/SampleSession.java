package io.freehold.application.testing;

import io.freehold.domain.Address;
import io.freehold.domain.GrantId;
import io.freehold.domain.connect.SecretHash;
import io.freehold.domain.connect.Session;
import io.freehold.domain.connect.SessionGrant;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.connect.SessionRequest;
import io.freehold.domain.connect.SessionState;
import io.freehold.domain.connect.WebhookEvent;
import io.freehold.domain.connect.WebhookEvent.Type;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.identity.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A session that waits for an answer, to be changed by a test.
public final class SampleSession {
  public static final Secret SECRET = new Secret("the-secret-of-the-deep-link-1234567890abcde");
  public static final String WEBHOOK = "https://app.example.com/api/webhook";
  public static final Duration LIFETIME = Duration.ofMinutes(15);

  private String id = "session-000000001";
  private Address builder = Cast.BUILDER;
  private Optional<Address> owner = Optional.empty();
  private Optional<String> webhookUrl = Optional.of(WEBHOOK);
  private Instant createdAt = Cast.NOW;

  public static SampleSession aSession() {
    return new SampleSession();
  }

  public SampleSession numbered(int number) {
    id = "session-%09d".formatted(number);
    return this;
  }

  public SampleSession of(Address of) {
    builder = of;
    return this;
  }

  public SampleSession asking(Address whom) {
    owner = Optional.of(whom);
    return this;
  }

  public SampleSession withoutWebhook() {
    webhookUrl = Optional.empty();
    return this;
  }

  public SampleSession at(Instant time) {
    createdAt = time;
    return this;
  }

  public SessionRequest request() {
    return new SessionRequest(
        builder,
        scopes("instagram.*", "chatgpt.conversations"),
        webhookUrl,
        Optional.of("user-42"),
        owner);
  }

  public Session pending() {
    return new Session(
        new SessionId(id),
        request(),
        new SessionState.Pending(),
        SecretHash.of(SECRET),
        createdAt,
        createdAt.plus(LIFETIME));
  }

  public Session claimed() {
    return pending().claimed(createdAt);
  }

  public Session approved() {
    return claimed().approved(aGrant(1), createdAt);
  }

  public static List<ScopePattern> scopes(String... texts) {
    return List.of(texts).stream().map(ScopePattern::new).toList();
  }

  /// A grant of the owner within what a sample asks for.
  public static SessionGrant aGrant(int number) {
    return aGrant(Cast.grantId(number), Instant.MAX);
  }

  public static SessionGrant aGrant(GrantId id, Instant expiresAt) {
    return new SessionGrant(
        id, Cast.OWNER, scopes("instagram.profile"), expiresAt, Optional.of(Cast.SERVER));
  }

  /// What is told of an approved session.
  public static WebhookEvent approval(Session session) {
    return WebhookEvent.of(
        Type.GRANT_APPROVED,
        session.id(),
        session.request(),
        session.state() instanceof SessionState.Approved(var grant)
            ? Optional.of(grant)
            : Optional.empty(),
        Optional.empty(),
        session.createdAt());
  }
}

package io.freehold.domain.connect;

import io.freehold.domain.Sha256;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/// What a builder is told at the webhook of one of its sessions (§4.5).
///
/// @param id the same however often it is sent: a builder knows by it what it has seen
/// @param request of the session it is about
/// @param grant present unless the session was denied
/// @param reason in the owner's words, of a denial
public record WebhookEvent(
    String id,
    Type type,
    SessionId session,
    SessionRequest request,
    Optional<SessionGrant> grant,
    Optional<String> reason,
    Instant createdAt) {
  private static final int ID_BYTES = 16;

  /// An event whose id follows from what happened to which session, so that one happening never has
  /// two.
  public static WebhookEvent of(
      Type type,
      SessionId session,
      SessionRequest request,
      Optional<SessionGrant> grant,
      Optional<String> reason,
      Instant now) {
    String id =
        "evt_"
            + digest(
                session.value()
                    + '|'
                    + type.wire()
                    + '|'
                    + grant.map(given -> given.grant().value()).orElse(""));
    return new WebhookEvent(id, type, session, request, grant, reason, now);
  }

  private static String digest(String text) {
    byte[] hash = Sha256.of(text);
    return HexFormat.of().formatHex(hash, 0, ID_BYTES);
  }

  /// What happened, as the body's `type` says it.
  public enum Type {
    GRANT_APPROVED("grant.approved"),
    GRANT_REVOKED("grant.revoked"),
    GRANT_EXPIRED("grant.expired"),
    SESSION_DENIED("session.denied");

    private final String wire;

    Type(String wire) {
      this.wire = wire;
    }

    public String wire() {
      return wire;
    }
  }
}

package io.freehold.adapters.http.connect;

import io.freehold.adapters.http.json.JsonMembers;
import io.freehold.application.connect.ApproveSession.Approval;
import io.freehold.domain.Address;
import io.freehold.domain.GrantId;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Subject;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.connect.SessionRequest;
import io.freehold.domain.connect.WebAddress;
import io.freehold.domain.grant.GrantTerms;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.identity.Secret;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// What clients send to the relay: the protocol's members, and the spellings of its clients.
record SessionBody(JsonMembers members) {
  private static final int SECRET_CHARACTERS_MAX = 256;
  private static final int REASON_CHARACTERS_MAX = 500;

  /// @param allowsLoopback whether this machine may be named to be told at
  SessionRequest request(boolean allowsLoopback) {
    Address builder = members.parsed("granteeAddress", Address::new);
    var scopes = members.list("scopes", ScopePattern::new);
    Optional<String> webhookUrl = text("webhookUrl").map(url -> webhook(url, allowsLoopback));
    Optional<String> appUserId = appUserId();
    Optional<Address> owner = address("userAddress");
    try {
      return new SessionRequest(builder, scopes, webhookUrl, appUserId, owner);
    } catch (IllegalArgumentException e) {
      throw malformed(String.valueOf(e.getMessage()));
    }
  }

  /// Where its name really leads is looked at when it is called; this tells a builder of a mistake
  /// at once.
  private static String webhook(String url, boolean allowsLoopback) {
    try {
      var _ = WebAddress.of(url, allowsLoopback);
      return url;
    } catch (IllegalArgumentException e) {
      throw malformed("webhookUrl: " + e.getMessage());
    }
  }

  /// Clients of two generations write it in two ways.
  private Optional<String> appUserId() {
    Optional<String> snake = text("app_user_id");
    Optional<String> camel = text("appUserId");
    if (snake.isPresent() && camel.isPresent() && !snake.equals(camel)) {
      throw malformed("app_user_id and appUserId differ");
    }
    return snake.or(() -> camel).map(text -> decent("app_user_id", text));
  }

  SessionId session() {
    return members.parsed("sessionId", SessionId::new);
  }

  Optional<Secret> secretIfAny() {
    return text("secret").map(SessionBody::secret);
  }

  Secret secret() {
    return secret(members.text("secret"));
  }

  /// Whether a secret has the form of one is nobody's business: it is right or wrong.
  private static Secret secret(String text) {
    if (text.isEmpty() || text.length() > SECRET_CHARACTERS_MAX) {
      throw malformed("secret: 1 to " + SECRET_CHARACTERS_MAX + " characters are wanted");
    }
    return new Secret(text);
  }

  Approval approval() {
    return new Approval(
        members.parsed("grantId", GrantId::new),
        members.parsed("userAddress", Address::new),
        members.list("scopes", ScopePattern::new),
        expiry(),
        address("serverAddress"));
  }

  private Optional<Instant> expiry() {
    OptionalLong seconds = members.numberOrDigits("expiresAt");
    try {
      return seconds.isPresent()
          ? Optional.of(GrantTerms.expiry(seconds.getAsLong()))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      throw malformed(String.valueOf(e.getMessage()));
    }
  }

  Optional<String> reason() {
    return text("reason").map(text -> decent("reason", text));
  }

  private static String decent(String name, String text) {
    if (text.length() > REASON_CHARACTERS_MAX
        || text.codePoints().anyMatch(Character::isISOControl)) {
      throw malformed(
          name
              + ": at most "
              + REASON_CHARACTERS_MAX
              + " characters are wanted, none of them a control character");
    }
    return text;
  }

  private Optional<String> text(String name) {
    return members.textIfAny(name);
  }

  private Optional<Address> address(String name) {
    return members.has(name) ? Optional.of(members.parsed(name, Address::new)) : Optional.empty();
  }

  static RuntimeException malformed(String reason) {
    return Problem.malformed(Subject.BODY, reason).asException();
  }
}

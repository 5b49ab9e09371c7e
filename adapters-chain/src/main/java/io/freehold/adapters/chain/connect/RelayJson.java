package io.freehold.adapters.chain.connect;

import io.freehold.domain.Address;
import io.freehold.domain.connect.ClaimedSession;
import io.freehold.domain.connect.SessionGrant;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.connect.SessionRequest;
import io.freehold.domain.grant.GrantTerms;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.identity.Secret;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The bodies that go to a relay and come from it. What cannot be read is an
/// IllegalArgumentException.
final class RelayJson {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private RelayJson() {}

  static String claim(SessionId session, Optional<Secret> secret) {
    ObjectNode json = MAPPER.createObjectNode().put("sessionId", session.value());
    secret.ifPresent(it -> json.put("secret", it.reveal()));
    return json.toString();
  }

  static String approval(Secret secret, SessionGrant grant) {
    ObjectNode json =
        MAPPER
            .createObjectNode()
            .put("secret", secret.reveal())
            .put("grantId", grant.grant().value())
            .put("userAddress", grant.owner().value());
    grant.server().ifPresent(server -> json.put("serverAddress", server.value()));
    var scopes = json.putArray("scopes");
    grant.scopes().forEach(scope -> scopes.add(scope.value()));
    return json.put("expiresAt", seconds(grant.expiresAt())).toString();
  }

  private static long seconds(Instant expiresAt) {
    return expiresAt.equals(GrantTerms.expiry(0)) ? 0 : expiresAt.getEpochSecond();
  }

  static String denial(Secret secret, Optional<String> reason) {
    ObjectNode json = MAPPER.createObjectNode().put("secret", secret.reveal());
    reason.ifPresent(text -> json.put("reason", text));
    return json.toString();
  }

  /// @param session which was asked for, so that no other is taken for it
  /// @param secret which opened it; without one, the relay gives one
  static ClaimedSession claimed(JsonNode json, SessionId session, Optional<Secret> secret) {
    if (!required(json, "sessionId").equals(session.value())) {
      throw new IllegalArgumentException("this is another session");
    }
    return new ClaimedSession(
        session,
        secret.orElseGet(() -> new Secret(required(json, "secret"))),
        new SessionRequest(
            new Address(required(json, "granteeAddress")),
            list(json, "scopes", ScopePattern::new),
            text(json, "webhookUrl"),
            text(json, "app_user_id").or(() -> text(json, "appUserId")),
            text(json, "userAddress").map(Address::new)),
        time(json.path("expiresAt")));
  }

  static List<SessionId> waiting(JsonNode json) {
    return list(json, "sessions", SessionId::new);
  }

  /// Of ISO 8601, or in seconds.
  private static Instant time(JsonNode value) {
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      return GrantTerms.expiry(value.longValue());
    }
    try {
      return Instant.parse(value.asString(""));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("this is no time", e);
    }
  }

  private static <T> List<T> list(JsonNode json, String name, Function<String, T> parse) {
    if (!json.path(name).isArray()) {
      throw new IllegalArgumentException("there is no list of " + name);
    }
    return json.path(name).valueStream().map(item -> parse.apply(item.asString(""))).toList();
  }

  private static String required(JsonNode json, String name) {
    return text(json, name).orElseThrow(() -> new IllegalArgumentException("there is no " + name));
  }

  private static Optional<String> text(JsonNode json, String name) {
    JsonNode value = json.path(name);
    return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
  }
}

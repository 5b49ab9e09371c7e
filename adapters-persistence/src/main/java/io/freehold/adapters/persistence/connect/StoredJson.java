package io.freehold.adapters.persistence.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.domain.Address;
import io.freehold.domain.GrantId;
import io.freehold.domain.connect.SessionGrant;
import io.freehold.domain.connect.SessionRequest;
import io.freehold.domain.grant.ScopePattern;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Requests and grants of sessions as texts in a column.
final class StoredJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private StoredJson() {}

  static String of(SessionRequest request) {
    ObjectNode node = JSON.createObjectNode().put("builder", request.builder().value());
    put(node, request.scopes());
    request.webhookUrl().ifPresent(url -> node.put("webhookUrl", url));
    request.appUserId().ifPresent(id -> node.put("appUserId", id));
    request.owner().ifPresent(owner -> node.put("owner", owner.value()));
    return node.toString();
  }

  static SessionRequest request(String text) {
    JsonNode node = tree(text);
    return new SessionRequest(
        new Address(node.path("builder").asText()),
        scopes(node),
        text(node, "webhookUrl"),
        text(node, "appUserId"),
        text(node, "owner").map(Address::new));
  }

  static String of(SessionGrant grant) {
    ObjectNode node =
        JSON.createObjectNode()
            .put("grant", grant.grant().value())
            .put("owner", grant.owner().value());
    put(node, grant.scopes());
    if (!grant.expiresAt().equals(Instant.MAX)) {
      node.put("expiresAt", grant.expiresAt().toString());
    }
    grant.server().ifPresent(server -> node.put("server", server.value()));
    return node.toString();
  }

  static SessionGrant grant(String text) {
    JsonNode node = tree(text);
    return new SessionGrant(
        new GrantId(node.path("grant").asText()),
        new Address(node.path("owner").asText()),
        scopes(node),
        text(node, "expiresAt").map(Instant::parse).orElse(Instant.MAX),
        text(node, "server").map(Address::new));
  }

  private static void put(ObjectNode node, List<ScopePattern> scopes) {
    ArrayNode all = node.putArray("scopes");
    scopes.forEach(scope -> all.add(scope.value()));
  }

  private static List<ScopePattern> scopes(JsonNode node) {
    var all = new ArrayList<ScopePattern>();
    node.path("scopes").forEach(scope -> all.add(new ScopePattern(scope.asText())));
    return all;
  }

  private static Optional<String> text(JsonNode node, String name) {
    return Optional.ofNullable(node.get(name)).map(JsonNode::asText);
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a column does not hold the JSON it should", e);
    }
  }
}

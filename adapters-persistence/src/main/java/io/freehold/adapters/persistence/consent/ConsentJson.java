package io.freehold.adapters.persistence.consent;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.domain.Address;
import io.freehold.domain.BuilderId;
import io.freehold.domain.GrantId;
import io.freehold.domain.connect.Consent;
import io.freehold.domain.connect.SessionRequest;
import io.freehold.domain.connect.ShownText;
import io.freehold.domain.connect.ShownText.Oddity;
import io.freehold.domain.connect.VerifiedApp;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.identity.Builder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The JSON in the columns `asked`, `app`, `consent` and `scopes`.
final class ConsentJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ConsentJson() {}

  static String of(SessionRequest asked) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("builder", asked.builder().value());
    json.set("scopes", patterns(asked.scopes()));
    put(json, "webhookUrl", asked.webhookUrl());
    put(json, "appUserId", asked.appUserId());
    put(json, "owner", asked.owner().map(Address::value));
    return json.toString();
  }

  static SessionRequest asked(String text) {
    JsonNode json = parsed(text);
    return new SessionRequest(
        new Address(json.path("builder").asText()),
        patterns(json.path("scopes")),
        text(json, "webhookUrl"),
        text(json, "appUserId"),
        text(json, "owner").map(Address::new));
  }

  static String of(VerifiedApp app) {
    Builder builder = app.builder();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.putObject("builder")
        .put("id", builder.id().value())
        .put("owner", builder.owner().value())
        .put("address", builder.address().value())
        .put("publicKey", builder.publicKey())
        .put("appUrl", builder.appUrl());
    json.put("name", app.name().text());
    json.set("oddities", texts(app.name().oddities().stream().map(Oddity::name).sorted()));
    json.put("appUrl", app.appUrl()).put("foundAt", app.foundAt());
    json.put("manifestHash", app.manifestHash());
    put(json, "privacyPolicyUrl", app.privacyPolicyUrl());
    put(json, "termsUrl", app.termsUrl());
    put(json, "supportUrl", app.supportUrl());
    put(json, "webhookUrl", app.webhookUrl());
    json.set("warnings", texts(app.warnings().stream()));
    return json.toString();
  }

  static VerifiedApp app(String text) {
    JsonNode json = parsed(text);
    return new VerifiedApp(
        builder(json.path("builder")),
        new ShownText(
            json.path("name").asText(),
            list(json.path("oddities"), Oddity::valueOf).stream().collect(Collectors.toSet())),
        json.path("appUrl").asText(),
        json.path("foundAt").asText(),
        json.path("manifestHash").asText(),
        text(json, "privacyPolicyUrl"),
        text(json, "termsUrl"),
        text(json, "supportUrl"),
        text(json, "webhookUrl"),
        list(json.path("warnings"), Function.identity()));
  }

  private static Builder builder(JsonNode json) {
    return new Builder(
        new BuilderId(json.path("id").asText()),
        new Address(json.path("owner").asText()),
        new Address(json.path("address").asText()),
        json.path("publicKey").asText(),
        json.path("appUrl").asText());
  }

  static String of(Consent consent) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("scopes", patterns(consent.scopes()));
    json.put("expiresAt", consent.expiresAt().toString());
    json.set("replaces", texts(consent.replaces().stream().map(GrantId::value)));
    switch (consent.by()) {
      case Consent.By.Owner(var credential) -> json.put("owner", credential);
      case Consent.By.Rule(var id) -> json.put("rule", id);
    }
    json.put("at", consent.at().toString());
    json.set("text", texts(consent.text().stream()));
    json.set("warnings", texts(consent.warnings().stream()));
    return json.toString();
  }

  static Consent consent(String text) {
    JsonNode json = parsed(text);
    return new Consent(
        patterns(json.path("scopes")),
        Instant.parse(json.path("expiresAt").asText()),
        list(json.path("replaces"), GrantId::new),
        json.has("rule")
            ? new Consent.By.Rule(json.path("rule").asText())
            : new Consent.By.Owner(json.path("owner").asText()),
        Instant.parse(json.path("at").asText()),
        list(json.path("text"), Function.identity()),
        list(json.path("warnings"), Function.identity()));
  }

  static String of(List<ScopePattern> scopes) {
    return patterns(scopes).toString();
  }

  static List<ScopePattern> scopes(String text) {
    return patterns(parsed(text));
  }

  private static ArrayNode patterns(List<ScopePattern> scopes) {
    return texts(scopes.stream().map(ScopePattern::value));
  }

  private static List<ScopePattern> patterns(JsonNode array) {
    return list(array, ScopePattern::new);
  }

  private static ArrayNode texts(Stream<String> texts) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    texts.forEach(array::add);
    return array;
  }

  private static <T> List<T> list(JsonNode array, Function<String, T> parse) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(JsonNode::asText)
        .map(parse)
        .toList();
  }

  private static void put(ObjectNode json, String name, Optional<String> value) {
    value.ifPresent(text -> json.put(name, text));
  }

  private static Optional<String> text(JsonNode json, String name) {
    return Optional.ofNullable(json.get(name)).map(JsonNode::asText);
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (JacksonException e) {
      throw new IllegalStateException("a column that is no JSON", e);
    }
  }
}

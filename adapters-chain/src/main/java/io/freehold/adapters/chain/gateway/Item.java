package io.freehold.adapters.chain.gateway;

import io.freehold.domain.Address;
import io.freehold.domain.Signature;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// A JSON value of a gateway's answer. A member that is missing or null is absent; one of another
/// type than asked for is an IllegalArgumentException. Members go by several names in the wild.
record Item(JsonNode node) {
  Optional<Item> find(String... names) {
    return Stream.of(names)
        .flatMap(name -> Optional.ofNullable(node.get(name)).stream())
        .filter(member -> !member.isNull())
        .findFirst()
        .map(Item::new);
  }

  Item get(String... names) {
    return find(names).orElseThrow(() -> new IllegalArgumentException("no " + names[0]));
  }

  Stream<Item> items() {
    if (!node.isArray()) {
      throw new IllegalArgumentException("not an array");
    }
    return node.values().stream().map(Item::new);
  }

  String text() {
    if (!node.isString()) {
      throw new IllegalArgumentException("not a text");
    }
    return node.stringValue();
  }

  String text(String... names) {
    return get(names).text();
  }

  boolean isTrue() {
    if (!node.isBoolean()) {
      throw new IllegalArgumentException("not true or false");
    }
    return node.booleanValue();
  }

  /// Clients write long numbers as texts.
  String numberText() {
    if (node.isIntegralNumber()) {
      return node.bigIntegerValue().toString();
    }
    return text();
  }

  long number() {
    return Long.parseLong(numberText());
  }

  Address address(String... names) {
    return new Address(text(names));
  }

  /// ISO 8601, or seconds since 1970.
  Instant time() {
    if (node.isIntegralNumber()) {
      return Instant.ofEpochSecond(number());
    }
    try {
      return Instant.parse(text());
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("not a time", e);
    }
  }

  List<String> texts() {
    return items().map(Item::text).toList();
  }

  Optional<Signature> signature(String... names) {
    return find(names).map(Item::text).map(Signature::new);
  }
}

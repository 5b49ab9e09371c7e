package io.freehold.bootstrap.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import io.freehold.domain.Address;
import io.freehold.domain.registry.RegistryMessage.ServerRegistration;

/// What a server shows its owner's wallet to sign, read as the wallet reads it.
public final class ShownRegistration {
  private ShownRegistration() {}

  /// @param message the `message` of the typed data
  public static ServerRegistration of(JsonNode message) {
    return new ServerRegistration(
        new Address(message.path("ownerAddress").asText()),
        new Address(message.path("serverAddress").asText()),
        message.path("publicKey").asText(),
        message.path("serverUrl").asText());
  }
}

package io.freehold.builder.registry;

import io.freehold.builder.json.Json;
import io.freehold.domain.Address;

/// A builder as the Gateway has it (§4.2.4).
///
/// ```java
/// Optional<RegisteredBuilder> self = client.gateway().builder(key.address());
/// ```
///
/// @param id under which grants name it
/// @param appUrl the origin under which its manifest is found
public record RegisteredBuilder(String id, Address address, String appUrl) {
  static RegisteredBuilder read(Json data) {
    return new RegisteredBuilder(
        data.required("id", text -> text),
        data.required("granteeAddress", Address::new),
        data.required("appUrl", text -> text));
  }
}

package io.freehold.builder.registry;

import io.freehold.builder.json.Json;
import io.freehold.domain.Address;
import java.net.URI;

/// A personal server as the Gateway has it (§4.2.4).
///
/// ```java
/// URI at = client.gateway().server(grant.server()).url();
/// ```
///
/// @param url where it is reached, without a slash at the end; whatever its owner registered
public record RegisteredServer(Address address, Address owner, URI url) {
  static RegisteredServer read(Json data) {
    return new RegisteredServer(
        data.required("serverAddress", Address::new),
        data.scalar("ownerAddress", Address::new)
            .or(() -> data.scalar("owner", Address::new))
            .orElse(Address.ZERO),
        data.scalar("serverUrl")
            .or(() -> data.scalar("url"))
            .map(text -> URI.create(text.replaceAll("/+$", "")))
            .orElseThrow(() -> new IllegalArgumentException("the member serverUrl is missing")));
  }
}

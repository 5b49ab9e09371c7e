package io.freehold.adapters.chain.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.freehold.adapters.chain.egress.EgressClient;
import io.freehold.adapters.chain.egress.EgressException;
import io.freehold.adapters.chain.egress.WebAnswer;
import io.freehold.adapters.chain.schema.ContentId;
import io.freehold.application.Limits;
import io.freehold.domain.SchemaId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The texts of schemas: from the gateway if it has them, or else from where it says, if that may
/// be asked. A text with a content address is checked against it and then remembered, for it can
/// never be another.
final class Definitions {
  private static final String CONTENT_ADDRESS = "ipfs://";
  private static final int REMEMBERED_DEFINITIONS = 32;

  private final GatewayClient client;
  private final EgressClient egress;
  private final int bytesMax;
  private final Cache<String, String> remembered;

  Definitions(GatewayClient client, EgressClient egress, Limits limits) {
    this.client = client;
    this.egress = egress;
    this.bytesMax = limits.schemaBytesMax();
    this.remembered =
        Caffeine.newBuilder()
            .maximumWeight((long) REMEMBERED_DEFINITIONS * bytesMax)
            .weigher((String _, String definition) -> definition.length())
            .executor(Runnable::run)
            .build();
  }

  String get(SchemaId id, String url) {
    if (!url.startsWith(CONTENT_ADDRESS)) {
      return atTheGateway(id).or(() -> at(url)).orElseThrow(Definitions::missing);
    }
    return Optional.ofNullable(remembered.getIfPresent(url)).orElseGet(() -> checked(id, url));
  }

  private String checked(SchemaId id, String url) {
    String definition = atTheGateway(id).orElseThrow(Definitions::missing);
    if (!ContentId.urlOf(definition).equals(url)) {
      throw Unavailable.because("the schema's definition is not what its content address says");
    }
    remembered.put(url, definition);
    return definition;
  }

  private Optional<String> atTheGateway(SchemaId id) {
    return client.text(bytesMax, "schemas", id.value(), "definition");
  }

  private Optional<String> at(String url) {
    try {
      WebAnswer answer = egress.get(url, "application/json", bytesMax);
      return answer.status() == 200
          ? Optional.of(new String(answer.body(), StandardCharsets.UTF_8))
          : Optional.empty();
    } catch (EgressException e) {
      throw Unavailable.because("the schema's definition cannot be fetched", e);
    }
  }

  private static RuntimeException missing() {
    return Unavailable.because("the schema's definition cannot be fetched");
  }
}

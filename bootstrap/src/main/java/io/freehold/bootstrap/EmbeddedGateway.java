package io.freehold.bootstrap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.freehold.adapters.chain.ChainAdapter;
import io.freehold.adapters.http.HttpAdapter;
import io.freehold.application.port.Registry;
import io.freehold.application.port.Signer;
import io.freehold.application.registry.AddSchema;
import io.freehold.application.registry.RecordBuilder;
import io.freehold.application.registry.RecordFile;
import io.freehold.application.registry.RecordFileDeletion;
import io.freehold.application.registry.RecordGrant;
import io.freehold.application.registry.RecordGrantRevocation;
import io.freehold.application.registry.RecordServer;
import io.freehold.domain.Scope;
import io.freehold.domain.registry.ProtocolDomain;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Objects;

/// The gateway role in this process: its use cases, its key, and the schemas that ship with
/// Freehold.
final class EmbeddedGateway {
  private static final String SCHEMAS = "/io/freehold/schemas/";

  private final Registry registry;
  private final Signer gatewayKey;
  private final AddSchema addSchema;
  private final HttpAdapter.GatewayRole role;

  EmbeddedGateway(
      Registry registry,
      ChainAdapter chain,
      ProtocolDomain domain,
      Signer gatewayKey,
      InstantSource clock) {
    var ids = chain.ids();
    var signatures = chain.signatures();
    this.registry = registry;
    this.gatewayKey = gatewayKey;
    this.addSchema = new AddSchema(registry, ids, chain.schemaCompiler(), clock);
    this.role =
        new HttpAdapter.GatewayRole(
            registry,
            new RecordBuilder(registry, ids, signatures, clock),
            new RecordServer(registry, ids, signatures, clock),
            new RecordGrant(registry, ids, chain.grantTexts(), signatures, clock),
            new RecordGrantRevocation(registry, signatures, clock),
            new RecordFile(registry, ids, signatures, clock),
            new RecordFileDeletion(registry, signatures, clock),
            chain.grantTexts(),
            gatewayKey,
            domain);
  }

  HttpAdapter.GatewayRole role() {
    return role;
  }

  AddSchema addSchema() {
    return addSchema;
  }

  Registry registry() {
    return registry;
  }

  /// Registers the schemas that ship with Freehold, where they are not registered yet.
  void addShippedSchemas() {
    for (JsonNode schema : read("index.json")) {
      addSchema.add(
          gatewayKey.address(),
          new Scope(schema.path("scope").asText()),
          schema.path("name").asText(),
          text(schema.path("file").asText()));
    }
  }

  private static JsonNode read(String name) {
    try {
      return new JsonMapper().readTree(text(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(String name) {
    try (InputStream in =
        Objects.requireNonNull(
            EmbeddedGateway.class.getResourceAsStream(SCHEMAS + name), SCHEMAS + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

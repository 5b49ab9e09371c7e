package io.freehold.bootstrap;

import io.freehold.adapters.chain.ChainAdapter;
import io.freehold.adapters.http.HttpAdapter;
import io.freehold.application.port.Registry;
import io.freehold.application.port.Signer;
import io.freehold.application.registry.AddSchema;
import io.freehold.application.registry.AddShippedSchema;
import io.freehold.application.registry.RecordBuilder;
import io.freehold.application.registry.RecordFile;
import io.freehold.application.registry.RecordFileDeletion;
import io.freehold.application.registry.RecordGrant;
import io.freehold.application.registry.RecordGrantRevocation;
import io.freehold.application.registry.RecordServer;
import io.freehold.domain.registry.ProtocolDomain;
import java.time.InstantSource;

/// The gateway role in this process: its use cases, its key, and the schemas that ship with
/// Freehold.
final class EmbeddedGateway {
  private final Registry registry;
  private final ChainAdapter chain;
  private final Signer gatewayKey;
  private final AddSchema addSchema;
  private final AddShippedSchema addShippedSchema;
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
    this.chain = chain;
    this.gatewayKey = gatewayKey;
    this.addSchema = new AddSchema(registry, ids, chain.schemaCompiler(), clock);
    this.addShippedSchema = new AddShippedSchema(registry, ids, chain.schemaCompiler(), clock);
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

  /// Registers the schemas that come with Freehold, where they are not registered yet.
  void addShippedSchemas() {
    chain.forEachShippedSchema((scope, name, definition) ->
        addShippedSchema.add(gatewayKey.address(), scope, name, definition));
  }
}

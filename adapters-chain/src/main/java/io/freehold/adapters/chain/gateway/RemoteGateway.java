package io.freehold.adapters.chain.gateway;

import io.freehold.adapters.chain.egress.EgressClient;
import io.freehold.adapters.chain.gateway.Remembered.Freshness;
import io.freehold.adapters.chain.grant.MessageTerms;
import io.freehold.adapters.chain.sync.FileRecords;
import io.freehold.application.Limits;
import io.freehold.application.port.Builders;
import io.freehold.application.port.FileRegistry;
import io.freehold.application.port.GrantTexts;
import io.freehold.application.port.Grants;
import io.freehold.application.port.RegistryIds;
import io.freehold.application.port.SchemaCompiler;
import io.freehold.application.port.Schemas;
import io.freehold.application.port.ServerRegistry;
import io.freehold.application.port.Signatures;
import io.freehold.application.port.Signer;
import io.freehold.application.sync.Patience;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;

/// A remote gateway and the ports on it, which share one client, so that a gateway that is down is
/// noticed once and not five times.
public final class RemoteGateway {
  private final Builders builders;
  private final Grants grants;
  private final Schemas schemas;
  private final ServerRegistry servers;
  private final FileRegistry files;
  private final Schemas patientSchemas;
  private final FileRegistry patientFiles;

  /// What the ports need besides the gateway.
  public record Tools(
      Signatures signatures,
      RegistryIds ids,
      GrantTexts texts,
      SchemaCompiler compiler,
      EgressClient egress) {}

  /// How long the gateway's answers are good for.
  ///
  /// @param maxAge zero for not at all
  /// @param staleIfError whether older answers do for as long as the gateway fails
  public record Memory(Duration maxAge, boolean staleIfError) {}

  public RemoteGateway(
      Vertx vertx,
      URI url,
      Signer serverKey,
      Memory memory,
      Tools tools,
      Limits limits,
      InstantSource clock) {
    this(vertx, url, serverKey, memory, tools, limits, clock, Thread::sleep);
  }

  RemoteGateway(
      Vertx vertx,
      URI url,
      Signer serverKey,
      Memory memory,
      Tools tools,
      Limits limits,
      InstantSource clock,
      Patience.Pause pause) {
    var client = new GatewayClient(vertx, url, limits, clock);
    var freshness =
        new Freshness(memory.maxAge(), memory.staleIfError(), limits.rememberedMax(), clock);
    var definitions = new Definitions(client, tools.egress(), limits);
    var grantees = new Grantees(client, tools.ids(), limits.rememberedMax());
    var messageTerms = new MessageTerms(tools.texts(), grantees::find);
    builders = new GatewayBuilders(client, freshness);
    grants = new GatewayGrants(client, tools.texts(), messageTerms, serverKey, freshness, limits);
    schemas = new GatewaySchemas(client, definitions, tools.compiler(), freshness);
    servers = new GatewayServerRegistry(client, tools.signatures(), serverKey.address(), freshness);
    GatewayClient patient = client.patient(pause);
    patientSchemas =
        new GatewaySchemas(
            patient, new Definitions(patient, tools.egress(), limits), tools.compiler(), freshness);
    files = files(client, servers, tools, serverKey, limits);
    patientFiles =
        files(
            patient,
            new GatewayServerRegistry(patient, tools.signatures(), serverKey.address(), freshness),
            tools,
            serverKey,
            limits);
  }

  private static FileRegistry files(
      GatewayClient client, ServerRegistry servers, Tools tools, Signer serverKey, Limits limits) {
    return new GatewayFiles(
        client,
        tools.ids(),
        new FileRecords(tools.ids(), tools.signatures(), servers),
        serverKey,
        limits.gatewayPagesMax());
  }

  public Builders builders() {
    return builders;
  }

  public Grants grants() {
    return grants;
  }

  public Schemas schemas() {
    return schemas;
  }

  public ServerRegistry servers() {
    return servers;
  }

  public FileRegistry files() {
    return files;
  }

  /// The same as `schemas`, for work that nobody waits for.
  public Schemas patientSchemas() {
    return patientSchemas;
  }

  /// The same as `files`, for work that nobody waits for.
  public FileRegistry patientFiles() {
    return patientFiles;
  }
}

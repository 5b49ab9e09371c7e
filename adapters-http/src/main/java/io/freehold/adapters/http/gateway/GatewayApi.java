package io.freehold.adapters.http.gateway;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.freehold.adapters.http.ApiRoute;
import io.freehold.adapters.http.ApiRoute.Callers;
import io.freehold.adapters.http.ApiRoute.Cors;
import io.freehold.adapters.http.ApiRoute.Tempo;
import io.freehold.adapters.http.Endpoint;
import io.freehold.adapters.http.HttpAdapter.GatewayRole;
import io.freehold.adapters.http.json.JsonMembers;
import io.freehold.application.Limits;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;

/// The routes of the gateway role, in the order of §4.2.4. Everybody may read, pages of other
/// origins too; who may write is in the signature of what is written.
public final class GatewayApi {
  private final long writeBytesMax;
  private final ServerRecordEndpoints servers;
  private final GrantRecordEndpoints grants;
  private final FileRecordEndpoints files;
  private final SchemaRecordEndpoints schemas;
  private final BuilderRecordEndpoints builders;
  private final GatewayEndpoints gateway;

  public GatewayApi(GatewayRole role, String version, Limits limits) {
    this.writeBytesMax = limits.gatewayWriteBytesMax();
    var registry = role.registry();
    var envelope = new Envelope(role.gatewayKey());
    var grantJson = new GrantRecordJson(role.grantTexts(), registry, role.protocolDomain());
    servers = new ServerRecordEndpoints(registry, role.recordServer(), envelope);
    grants =
        new GrantRecordEndpoints(
            registry, role.recordGrant(), role.recordGrantRevocation(), grantJson, envelope);
    files =
        new FileRecordEndpoints(registry, role.recordFile(), role.recordFileDeletion(), envelope);
    schemas = new SchemaRecordEndpoints(registry, envelope);
    builders = new BuilderRecordEndpoints(registry, role.recordBuilder(), envelope);
    gateway =
        new GatewayEndpoints(
            registry, role.protocolDomain(), role.gatewayKey().address(), version, envelope);
  }

  public List<ApiRoute> routes() {
    return List.of(
        write(POST, "/v1/servers", servers::register),
        read("/v1/servers/:address", servers::show),
        read("/v1/servers/:address/status", servers::status),
        write(POST, "/v1/grants", grants::create),
        write(DELETE, "/v1/grants/:grantId", grants::revoke),
        read("/v1/grants/:grantId", grants::show),
        read("/v1/grants", grants::list),
        read("/v1/grants/:grantId/status", grants::status),
        write(POST, "/v1/files", files::register),
        write(DELETE, "/v1/files/:fileId", files::delete),
        read("/v1/files/:fileId", files::show),
        read("/v1/files", files::list),
        read("/v1/files/:fileId/status", files::status),
        read("/v1/schemas/:schemaId", schemas::show),
        read("/v1/schemas", schemas::find),
        read("/v1/schemas/:schemaId/status", schemas::status),
        read("/v1/schemas/:schemaId/definition", schemas::definition),
        write(POST, "/v1/builders", builders::register),
        read("/v1/builders/:address", builders::show),
        read("/v1/builders/:address/status", builders::status),
        read("/v1/sync/status", gateway::syncStatus),
        read("/v1/nonces", gateway::nonces),
        route(GET, "/health", Tempo.UNLIMITED, Cors.OPEN, 0, gateway::health));
  }

  private static ApiRoute read(String path, Endpoint endpoint) {
    return route(GET, path, Tempo.LIMITED, Cors.OPEN, 0, endpoint);
  }

  private ApiRoute write(HttpMethod method, String path, Endpoint endpoint) {
    return route(method, path, Tempo.LIMITED, Cors.CLOSED, writeBytesMax, endpoint);
  }

  private static ApiRoute route(
      HttpMethod method,
      String path,
      Tempo tempo,
      Cors cors,
      long bodyBytesMax,
      Endpoint endpoint) {
    return new ApiRoute(
        method,
        path,
        Optional.empty(),
        method.equals(GET) ? Callers.ANYONE : Callers.SIGNER_OF_THE_BODY,
        tempo,
        cors,
        bodyBytesMax,
        JsonMembers.COST,
        endpoint);
  }
}

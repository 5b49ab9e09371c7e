package io.freehold.adapters.http;

import static io.freehold.adapters.http.ApiRoute.Callers.ANYONE;
import static io.freehold.adapters.http.ApiRoute.Callers.BUILDER_OR_OWNER;
import static io.freehold.adapters.http.ApiRoute.Callers.OWNER;
import static io.freehold.adapters.http.ApiRoute.Cors.CLOSED;
import static io.freehold.adapters.http.ApiRoute.Cors.OPEN;
import static io.freehold.adapters.http.ApiRoute.Tempo.LIMITED;
import static io.freehold.adapters.http.ApiRoute.Tempo.LIMITED_AS_TWO;
import static io.freehold.adapters.http.ApiRoute.Tempo.UNLIMITED;
import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.HEAD;
import static io.vertx.core.http.HttpMethod.POST;

import io.freehold.adapters.http.ApiRoute.Callers;
import io.freehold.adapters.http.ApiRoute.Cors;
import io.freehold.adapters.http.HttpAdapter.PersonalServerRole;
import io.freehold.adapters.http.access.AccessLogEndpoints;
import io.freehold.adapters.http.connect.DeliveryEndpoints;
import io.freehold.adapters.http.consent.ConsentEndpoints;
import io.freehold.adapters.http.consent.RuleEndpoints;
import io.freehold.adapters.http.data.DataEndpoints;
import io.freehold.adapters.http.grant.GrantEndpoints;
import io.freehold.adapters.http.grant.GrantJson;
import io.freehold.adapters.http.identity.TokenEndpoints;
import io.freehold.adapters.http.json.JsonMembers;
import io.freehold.adapters.http.schema.SchemaEndpoints;
import io.freehold.adapters.http.server.ServerEndpoints;
import io.freehold.adapters.http.sync.SyncEndpoints;
import io.freehold.application.Limits;
import io.vertx.core.http.HttpMethod;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// The routes of the personal server, in the order of §4.1.5. Read this first.
final class HttpApi {
  /// A payload that is judged by a schema costs about ten times its size while it is.
  private static final int INGEST_COST = 10;

  private final PersonalServerRole role;
  private final Limits limits;
  private final DataEndpoints data;
  private final GrantEndpoints grants;
  private final AccessLogEndpoints logs;
  private final TokenEndpoints tokens;
  private final ServerEndpoints server;
  private final SyncEndpoints sync;
  private final Optional<ConsentEndpoints> consent;
  private final Optional<RuleEndpoints> rules;

  HttpApi(
      PersonalServerRole role,
      Deliveries deliveries,
      String version,
      Limits limits,
      InstantSource clock) {
    this.role = role;
    this.limits = limits;
    var g = role.grants();
    var d = role.data();
    this.data =
        new DataEndpoints(
            d.ingestData(),
            d.readData(),
            d.listScopes(),
            d.listVersions(),
            d.deleteData(),
            deliveries);
    this.grants =
        new GrantEndpoints(
            g.createGrant(),
            g.listGrants(),
            g.revokeGrant(),
            g.checkGrantSignature(),
            new GrantJson(g.grantTexts(), g.builders()),
            d.listScopes(),
            deliveries,
            clock);
    var a = role.access();
    this.logs = new AccessLogEndpoints(a.readAccessLog(), a.verifyAccessLog());
    var i = role.identity();
    this.tokens =
        new TokenEndpoints(i.createOwnerToken(), i.listOwnerTokens(), i.revokeOwnerToken(), clock);
    var s = role.server();
    this.server =
        new ServerEndpoints(
            version, s.showServer(), s.checkReadiness(), s.registerServer(), s.protocolDomain());
    var y = role.sync();
    this.sync = new SyncEndpoints(y.triggerSync(), y.showSyncStatus(), y.syncFile());
    this.consent =
        role.connect()
            .map(c ->
                new ConsentEndpoints(
                    c.receive(),
                    c.list(),
                    c.show(),
                    c.approve(),
                    c.deny(),
                    c.listReceipts(),
                    deliveries,
                    clock));
    this.rules =
        role.connect()
            .map(c -> new RuleEndpoints(c.addRule(), c.listRules(), c.revokeRule(), clock));
  }

  List<ApiRoute> routes() {
    return List.of(
        ingest(POST, "/v1/data/:scope", data::ingest),
        read(GET, "/v1/data", "list", data::list),
        read(GET, "/v1/data/:scope", "read", data::read),
        read(HEAD, "/v1/data/:scope", "read", data::read),
        read(GET, "/v1/data/:scope/versions", "versions", data::versions),
        owner(DELETE, "/v1/data/:scope", "delete", data::delete),
        owner(GET, "/v1/grants", "grants.list", grants::list),
        ownerBody(POST, "/v1/grants", "grants.create", grants::create),
        verify(POST, "/v1/grants/verify", grants::verify),
        owner(DELETE, "/v1/grants/:grantId", "grants.revoke", grants::revoke),
        owner(GET, "/v1/connect/requests", "connect.list", connect(ConsentEndpoints::list)),
        ownerBody(
            POST, "/v1/connect/requests", "connect.receive", connect(ConsentEndpoints::receive)),
        owner(GET, "/v1/connect/requests/:id", "connect.show", connect(ConsentEndpoints::show)),
        ownerBody(
            POST,
            "/v1/connect/requests/:id/approve",
            "connect.approve",
            connect(ConsentEndpoints::approve)),
        ownerBody(
            POST, "/v1/connect/requests/:id/deny", "connect.deny", connect(ConsentEndpoints::deny)),
        owner(GET, "/v1/connect/receipts", "connect.receipts", connect(ConsentEndpoints::receipts)),
        owner(GET, "/v1/connect/rules", "connect.rules.list", rules(RuleEndpoints::list)),
        ownerBody(POST, "/v1/connect/rules", "connect.rules.add", rules(RuleEndpoints::add)),
        owner(
            DELETE, "/v1/connect/rules/:id", "connect.rules.revoke", rules(RuleEndpoints::revoke)),
        owner(GET, "/v1/access-logs", "logs.read", logs::list),
        owner(GET, "/v1/access-logs/verify", "logs.verify", logs::verify),
        owner(GET, "/v1/tokens", "tokens.list", tokens::list),
        ownerBody(POST, "/v1/tokens", "tokens.create", tokens::create),
        owner(DELETE, "/v1/tokens/:id", "tokens.revoke", tokens::revoke),
        owner(GET, "/v1/server/registration", "server.show", server::showRegistration),
        ownerBody(POST, "/v1/server/registration", "server.register", server::register),
        ownerBody(POST, "/v1/sync/trigger", "sync.trigger", sync::trigger),
        owner(GET, "/v1/sync/status", "sync.status", sync::show),
        ownerBody(POST, "/v1/sync/file/:fileId", "sync.file", sync::file),
        owner(GET, "/v1/schemas", "schemas.list", schemas(SchemaEndpoints::list)),
        ownerBody(POST, "/v1/schemas", "schemas.add", schemas(SchemaEndpoints::add)),
        owner(GET, "/v1/relay/webhooks", "relay.webhooks.list", relay(DeliveryEndpoints::list)),
        ownerBody(
            POST,
            "/v1/relay/webhooks/replay",
            "relay.webhooks.replay",
            relay(DeliveryEndpoints::replayAll)),
        ownerBody(
            POST,
            "/v1/relay/webhooks/:id/replay",
            "relay.webhooks.replay",
            relay(DeliveryEndpoints::replay)),
        exempt("/health", server::health),
        exempt("/ready", server::ready));
  }

  private ApiRoute ingest(HttpMethod method, String path, Endpoint endpoint) {
    return new ApiRoute(
        method,
        path,
        Optional.of("ingest"),
        OWNER,
        LIMITED,
        CLOSED,
        limits.ingestBytesMax(),
        INGEST_COST,
        endpoint);
  }

  private ApiRoute read(HttpMethod method, String path, String action, Endpoint endpoint) {
    return bodiless(method, path, action, BUILDER_OR_OWNER, OPEN, endpoint);
  }

  private ApiRoute owner(HttpMethod method, String path, String action, Endpoint endpoint) {
    return bodiless(method, path, action, OWNER, CLOSED, endpoint);
  }

  private ApiRoute bodiless(
      HttpMethod method,
      String path,
      String action,
      Callers callers,
      Cors cors,
      Endpoint endpoint) {
    return new ApiRoute(method, path, Optional.of(action), callers, LIMITED, cors, 0, 0, endpoint);
  }

  private ApiRoute ownerBody(HttpMethod method, String path, String action, Endpoint endpoint) {
    return new ApiRoute(
        method,
        path,
        Optional.of(action),
        OWNER,
        LIMITED,
        CLOSED,
        limits.bodyBytesMax(),
        JsonMembers.COST,
        endpoint);
  }

  /// A grant that may have been signed for either of two contracts has two possible signers.
  private ApiRoute verify(HttpMethod method, String path, Endpoint endpoint) {
    return new ApiRoute(
        method,
        path,
        Optional.of("grants.verify"),
        ANYONE,
        LIMITED_AS_TWO,
        OPEN,
        limits.verifyBytesMax(),
        JsonMembers.COST,
        endpoint);
  }

  /// Asked by whatever keeps this process alive: without a credential, uncounted and unlogged, and
  /// answered from memory.
  private static ApiRoute exempt(String path, Endpoint endpoint) {
    return new ApiRoute(GET, path, Optional.empty(), ANYONE, UNLIMITED, OPEN, 0, 0, endpoint);
  }

  /// The routes for schemas exist where this process is the gateway as well.
  private Endpoint schemas(SchemaRoute route) {
    return role.schemas()
        .<Endpoint>map(known -> {
          var endpoints = new SchemaEndpoints(known.addSchema(), known.registry());
          return call -> route.answer(endpoints, call);
        })
        .orElse(_ -> {
          throw Refusal.of(
                  404,
                  "NOT_FOUND",
                  "This server uses the schemas of a remote Gateway; register schemas there")
              .asException();
        });
  }

  /// The routes for the relay exist where this process is one.
  private Endpoint relay(BiFunction<DeliveryEndpoints, Call, Reply> route) {
    return role.relay()
        .<Endpoint>map(known -> {
          var endpoints = new DeliveryEndpoints(known.listDeliveries(), known.replayDeliveries());
          return call -> route.apply(endpoints, call);
        })
        .orElse(_ -> {
          throw Refusal.of(404, "NOT_FOUND", "This server is no session relay").asException();
        });
  }

  /// The routes for connecting exist where a relay is known.
  private Endpoint connect(BiFunction<ConsentEndpoints, Call, Reply> route) {
    return consent
        .<Endpoint>map(endpoints -> call -> route.apply(endpoints, call))
        .orElseGet(HttpApi::withoutRelay);
  }

  private Endpoint rules(BiFunction<RuleEndpoints, Call, Reply> route) {
    return rules
        .<Endpoint>map(endpoints -> call -> route.apply(endpoints, call))
        .orElseGet(HttpApi::withoutRelay);
  }

  private static Endpoint withoutRelay() {
    return _ -> {
      throw Refusal.of(
              404,
              "NOT_FOUND",
              "This server knows no session relay; set relay.enabled, or relay.url")
          .asException();
    };
  }

  @FunctionalInterface
  private interface SchemaRoute {
    Reply answer(SchemaEndpoints endpoints, Call call);
  }
}

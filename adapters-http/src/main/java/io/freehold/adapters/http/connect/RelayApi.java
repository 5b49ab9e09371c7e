package io.freehold.adapters.http.connect;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.freehold.adapters.http.ApiRoute;
import io.freehold.adapters.http.ApiRoute.Callers;
import io.freehold.adapters.http.ApiRoute.Cors;
import io.freehold.adapters.http.ApiRoute.Tempo;
import io.freehold.adapters.http.Endpoint;
import io.freehold.adapters.http.HttpAdapter.RelayRole;
import io.freehold.adapters.http.auth.RelayAuthentication;
import io.freehold.adapters.http.json.JsonMembers;
import io.freehold.application.Limits;
import io.vertx.core.http.HttpMethod;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The routes of the session relay, in the order of §4.5, and one of our own: what waits for an
/// owner. Pages of other origins may poll, and nothing else. None is written into the access log:
/// no data of the owner's passes here.
public final class RelayApi {
  private final long bodyBytesMax;
  private final RelayEndpoints relay;

  public RelayApi(
      RelayRole role,
      RelayAuthentication authentication,
      KnownSigners known,
      String version,
      Limits limits,
      InstantSource clock) {
    this.bodyBytesMax = limits.sessionBytesMax();
    this.relay = new RelayEndpoints(role, authentication, known, version, limits, clock);
  }

  public List<ApiRoute> routes() {
    return List.of(
        post("/v1/session/init", Callers.SIGNER, relay::init),
        get("/v1/session/:id/poll", Callers.ANYONE, Tempo.BY_SUBJECT, Cors.OPEN, relay::poll),
        post("/v1/session/claim", Callers.HOLDER_OF_THE_SECRET, relay::claim),
        post("/v1/session/:id/approve", Callers.HOLDER_OF_THE_SECRET, relay::approve),
        post("/v1/session/:id/deny", Callers.HOLDER_OF_THE_SECRET, relay::deny),
        get("/v1/session/waiting", Callers.SIGNER, Tempo.LIMITED, Cors.CLOSED, relay::waiting),
        get("/health", Callers.ANYONE, Tempo.UNLIMITED, Cors.CLOSED, relay::health));
  }

  private ApiRoute post(String path, Callers callers, Endpoint endpoint) {
    return route(POST, path, callers, Tempo.LIMITED, Cors.CLOSED, bodyBytesMax, endpoint);
  }

  private static ApiRoute get(
      String path, Callers callers, Tempo tempo, Cors cors, Endpoint endpoint) {
    return route(GET, path, callers, tempo, cors, 0, endpoint);
  }

  private static ApiRoute route(
      HttpMethod method,
      String path,
      Callers callers,
      Tempo tempo,
      Cors cors,
      long bodyBytesMax,
      Endpoint endpoint) {
    return new ApiRoute(
        method,
        path,
        Optional.empty(),
        callers,
        tempo,
        cors,
        bodyBytesMax,
        JsonMembers.COST,
        endpoint);
  }
}

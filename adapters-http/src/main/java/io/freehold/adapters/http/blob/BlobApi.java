package io.freehold.adapters.http.blob;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.HEAD;
import static io.vertx.core.http.HttpMethod.PUT;

import io.freehold.adapters.http.ApiRoute;
import io.freehold.adapters.http.ApiRoute.Callers;
import io.freehold.adapters.http.ApiRoute.Cors;
import io.freehold.adapters.http.ApiRoute.Intake;
import io.freehold.adapters.http.ApiRoute.Tempo;
import io.freehold.adapters.http.Endpoint;
import io.freehold.adapters.http.HttpAdapter.StorageRole;
import io.freehold.application.Limits;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;

/// The routes of the storage role. All but `/health` are for the owner who is named in the path,
/// and for servers of that owner; pages of other origins may call them, because nothing goes by
/// cookies. None is written into the access log: that is about the owner's data as readers get it,
/// and here is nothing but what nobody can read (ADR 0030).
public final class BlobApi {
  private static final String BLOB = "/v1/blobs/:owner/:scope/:name";
  private static final String CHAIN_BLOB = "/v1/chains/:chainId/blobs/:owner/:scope/:name";

  private final long blobBytesMax;
  private final BlobEndpoints blobs;

  public BlobApi(StorageRole role, String version, Limits limits) {
    this.blobBytesMax = limits.blobBytesMax();
    this.blobs = new BlobEndpoints(role, version);
  }

  public List<ApiRoute> routes() {
    return List.of(
        put(BLOB),
        route(GET, BLOB, blobs::read),
        route(HEAD, BLOB, blobs::show),
        route(DELETE, BLOB, blobs::delete),
        put(CHAIN_BLOB),
        route(GET, CHAIN_BLOB, blobs::read),
        route(HEAD, CHAIN_BLOB, blobs::show),
        route(DELETE, CHAIN_BLOB, blobs::delete),
        route(DELETE, "/v1/blobs/:owner/:scope", blobs::deleteScope),
        route(DELETE, "/v1/blobs/:owner", blobs::deleteAll),
        route(GET, "/v1/blobs/:owner", blobs::list),
        route(GET, "/v1/usage/:owner", blobs::usage),
        exempt("/health", blobs::health));
  }

  private ApiRoute put(String path) {
    return new ApiRoute(
        PUT,
        path,
        Optional.empty(),
        Callers.OWNER_IN_THE_PATH,
        Tempo.LIMITED,
        Cors.OPEN,
        blobBytesMax,
        1,
        Intake.STREAMED,
        blobs::store);
  }

  /// Takes no body; the endpoint is told what the request may act upon.
  private static ApiRoute route(HttpMethod method, String path, Endpoint endpoint) {
    return new ApiRoute(
        method,
        path,
        Optional.empty(),
        Callers.OWNER_IN_THE_PATH,
        Tempo.LIMITED,
        Cors.OPEN,
        0,
        0,
        Intake.STREAMED,
        endpoint);
  }

  /// Asked by whatever keeps this process alive: answered from memory.
  private static ApiRoute exempt(String path, Endpoint endpoint) {
    return new ApiRoute(
        GET,
        path,
        Optional.empty(),
        Callers.ANYONE,
        Tempo.UNLIMITED,
        Cors.OPEN,
        0,
        0,
        Intake.HELD,
        endpoint);
  }
}

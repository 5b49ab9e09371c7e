package io.freehold.adapters.http;

import io.freehold.adapters.http.json.StrictJson;
import io.freehold.application.Limits;
import io.freehold.application.testing.Cast;
import io.freehold.domain.identity.ClientInfo;
import io.freehold.domain.identity.RequestTarget;
import io.vertx.core.MultiMap;
import java.util.Map;
import java.util.Optional;

/// Calls of endpoints without a network in between.
public final class Calls {
  public static final String ADDRESS = "0x" + "ab".repeat(20);

  private static final Map<String, String> PATH =
      Map.of(
          "grantId", "0x" + "11".repeat(32),
          "fileId", "0x" + "22".repeat(32),
          "schemaId", "0x" + "33".repeat(32),
          "address", ADDRESS);

  private Calls() {}

  /// A write with a signature that recovers to somebody.
  public static Call signed(ApiRoute route, byte[] body) {
    var headers = MultiMap.caseInsensitiveMultiMap();
    headers.add("Authorization", "Web3Signed 0x" + "11".repeat(64) + "1b");
    return call(route, route.path(), headers, body);
  }

  public static Call asked(ApiRoute route, String query) {
    return call(route, route.path() + query, MultiMap.caseInsensitiveMultiMap(), new byte[0]);
  }

  private static Call call(ApiRoute route, String target, MultiMap headers, byte[] body) {
    var head =
        new Head(
            route.method().name(),
            new RequestTarget(target),
            PATH,
            headers,
            body.length,
            new ClientInfo("127.0.0.1", ""),
            "r-1",
            Cast.NOW);
    return new Call(head, Optional.empty(), body, Limits.DEFAULT, StrictJson.of(Limits.DEFAULT));
  }

  public static boolean isRefusal(RuntimeException e) {
    return e instanceof RefusalException;
  }
}

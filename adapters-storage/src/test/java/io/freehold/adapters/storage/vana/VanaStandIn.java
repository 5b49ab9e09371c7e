package io.freehold.adapters.storage.vana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.freehold.adapters.storage.http.StandIn;
import io.freehold.adapters.storage.http.StandIn.Received;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.FakeSignatures;
import io.freehold.application.testing.SampleBlob;
import io.freehold.domain.Signature;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/// A Vana Storage as its documented requests and answers have it: every request is signed by the
/// owner's server, for this origin, this method, this path and this body, and every write anew.
final class VanaStandIn implements AutoCloseable {
  private static final int PAGE = 5;

  private final StandIn service;
  private final Map<String, Buffer> blobs = new ConcurrentSkipListMap<>();
  private final Set<String> used = ConcurrentHashMap.newKeySet();
  private volatile boolean heedsConditions = true;
  private volatile boolean canList = true;

  VanaStandIn(Vertx vertx) {
    service = new StandIn(vertx, request -> {});
    service.answering(this::answer);
  }

  StandIn service() {
    return service;
  }

  /// Like the service that clients were first written for: a second PUT replaces the first.
  void overwrites() {
    heedsConditions = false;
  }

  void cannotList() {
    canList = false;
  }

  private void answer(Received request) {
    Optional<String> complaint = complaint(request);
    if (complaint.isPresent()) {
      request.answer(401, "{\"error\":\"AUTH_INVALID\",\"message\":\"" + complaint.get() + "\"}");
      return;
    }
    String path = request.path();
    switch (request.method().name()) {
      case "PUT" -> put(request, path);
      case "GET", "HEAD" -> get(request, path);
      case "DELETE" -> delete(request, path);
      default -> request.answer(405);
    }
  }

  private Optional<String> complaint(Received request) {
    String header = request.header("authorization");
    if (!header.startsWith("Web3Signed ")) {
      return Optional.of("no signature");
    }
    String[] parts = header.substring("Web3Signed ".length()).split("\\.", 2);
    JsonNode claims = json(new String(Base64.getUrlDecoder().decode(parts[0])));
    String bodyHash =
        "sha256:" + SampleBlob.sha256(new ByteArrayInputStream(request.body().getBytes()));
    boolean isRight =
        new FakeSignatures()
                .signerOf(parts[0], new Signature(parts[1]))
                .filter(Cast.SERVER::equals)
                .isPresent()
            && claims.path("aud").asText().equals(service.origin().value())
            && claims.path("method").asText().equals(request.method().name())
            && claims.path("uri").asText().equals(request.request().uri())
            && claims.path("bodyHash").asText().equals(bodyHash)
            && claims.path("iat").asLong() == Cast.NOW.getEpochSecond()
            && claims.path("exp").asLong() > Cast.NOW.getEpochSecond()
            && claims.path("exp").asLong() <= Cast.NOW.getEpochSecond() + 300;
    boolean isRead = request.method().name().matches("GET|HEAD");
    if (!isRead && !used.add(header)) {
      return Optional.of("used before");
    }
    return isRight ? Optional.empty() : Optional.of("not what was signed");
  }

  private static JsonNode json(String text) {
    try {
      return new JsonMapper().readTree(text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void put(Received request, String path) {
    String hash =
        "sha256:" + SampleBlob.sha256(new ByteArrayInputStream(request.body().getBytes()));
    if (!request.header("x-content-hash").equals(hash)
        || !request.header("content-type").equals("application/octet-stream")) {
      request.answer(400);
    } else if (heedsConditions
        && request.header("if-none-match").equals("*")
        && blobs.containsKey(path)) {
      request.answer(412, "{\"error\":\"PRECONDITION_FAILED\"}");
    } else {
      blobs.put(path, request.body());
      String key = path.substring("/v1/blobs/".length());
      request.answer(
          200,
          "{\"key\":\"%s\",\"url\":\"%s%s\",\"etag\":\"\\\"x\\\"\",\"size\":%d}"
              .formatted(key, service.origin(), path, request.body().length()));
    }
  }

  /// As the storage role of Freehold does; other services know no such route.
  private void list(Received request, String path) {
    if (!canList) {
      request.answer(404, "{\"error\":\"NOT_FOUND\"}");
      return;
    }
    String after = request.parameter("after");
    var keys =
        blobs.keySet().stream()
            .map(name -> name.substring("/v1/blobs/".length()))
            .filter(key -> key.startsWith(path.substring("/v1/blobs/".length()) + "/"))
            .filter(key -> after == null || end(key).compareTo(after) > 0)
            .toList();
    var page = keys.subList(0, Math.min(PAGE, keys.size()));
    request.answer(
        200,
        "{\"blobs\":[%s],\"next\":%s}"
            .formatted(
                page.stream()
                    .map(key -> "{\"key\":\"" + key + "\"}")
                    .collect(Collectors.joining(",")),
                keys.size() > PAGE ? "\"" + end(page.getLast()) + "\"" : "null"));
  }

  private static String end(String key) {
    return key.substring(key.indexOf('/') + 1);
  }

  private void get(Received request, String path) {
    if (path.split("/").length == 4) {
      list(request, path);
      return;
    }
    Buffer blob = blobs.get(path);
    if (blob == null) {
      request.answer(404, "{\"error\":\"NOT_FOUND\",\"message\":\"no such blob\"}");
    } else {
      request.answer(200, Map.of("content-type", "application/octet-stream"), blob);
    }
  }

  private void delete(Received request, String path) {
    if (path.split("/").length == 6) {
      boolean wasThere = blobs.remove(path) != null;
      request.answer(
          wasThere ? 200 : 404, wasThere ? "{\"deleted\":true}" : "{\"error\":\"NOT_FOUND\"}");
      return;
    }
    var gone =
        new TreeMap<>(blobs)
            .keySet().stream()
                .filter(name -> name.startsWith(path + "/"))
                .collect(Collectors.toSet());
    blobs.keySet().removeAll(gone);
    request.answer(200, "{\"deleted\":true,\"count\":%d,\"totalBytes\":1}".formatted(gone.size()));
  }

  @Override
  public void close() {
    service.close();
  }
}

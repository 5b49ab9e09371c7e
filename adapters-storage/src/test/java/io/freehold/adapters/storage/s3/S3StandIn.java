package io.freehold.adapters.storage.s3;

import io.freehold.adapters.storage.http.StandIn;
import io.freehold.adapters.storage.http.StandIn.Received;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.SampleBlob;
import io.freehold.domain.identity.Secret;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/// An S3 service as Amazon describes its requests and answers: signatures are checked, listings
/// come in small pages, what is not there can be deleted.
final class S3StandIn implements AutoCloseable {
  static final String SECRET = "s3cr3t-k3y";

  private static final int PAGE = 3;

  private final StandIn service;
  private final Map<String, Buffer> objects = new ConcurrentSkipListMap<>();
  private volatile Conditions conditions = Conditions.HEEDED;

  /// What becomes of `If-None-Match` on a PUT.
  enum Conditions {
    HEEDED,
    IGNORED,
    NOT_IMPLEMENTED,
    INVALID
  }

  S3StandIn(Vertx vertx) {
    service = new StandIn(vertx, _ -> {});
    service.answering(this::answer);
  }

  StandIn service() {
    return service;
  }

  Map<String, Buffer> objects() {
    return objects;
  }

  void conditionsAre(Conditions other) {
    conditions = other;
  }

  private void answer(Received request) {
    if (!isSigned(request)) {
      error(request, 403, "SignatureDoesNotMatch");
    } else if (!request.path().startsWith("/blobs/")) {
      error(request, 404, "NoSuchBucket");
    } else if ("2".equals(request.parameter("list-type"))) {
      list(request);
    } else {
      object(request, request.path().substring("/blobs/".length()));
    }
  }

  private boolean isSigned(Received request) {
    String authorization = request.header("authorization");
    String names = authorization.replaceFirst(".*SignedHeaders=([^,]*),.*", "$1");
    var headers =
        Arrays.stream(names.split(";"))
            .filter(name -> !name.equals("host"))
            .collect(Collectors.toMap(name -> name, request::header));
    String hash = SampleBlob.sha256(new ByteArrayInputStream(request.body().getBytes()));
    return new SignatureV4("AKID", new Secret(SECRET), "eu-1", "s3")
        .sign(
            request.method().name(),
            URI.create(request.request().absoluteURI()),
            headers,
            hash,
            Cast.NOW)
        .get("authorization")
        .equals(authorization);
  }

  private void object(Received request, String key) {
    Buffer object = objects.get(key);
    switch (request.method().name()) {
      case "PUT" -> put(request, key);
      case "DELETE" -> {
        objects.remove(key);
        request.answer(204);
      }
      default -> {
        if (object == null) {
          error(request, 404, "NoSuchKey");
        } else {
          request.answer(200, Map.of("content-type", "application/octet-stream"), object);
        }
      }
    }
  }

  private void put(Received request, String key) {
    boolean isConditional = request.header("if-none-match").equals("*");
    if (isConditional && conditions == Conditions.NOT_IMPLEMENTED) {
      error(request, 501, "NotImplemented");
    } else if (isConditional && conditions == Conditions.INVALID) {
      error(request, 400, "InvalidArgument");
    } else if (isConditional && conditions == Conditions.HEEDED && objects.containsKey(key)) {
      error(request, 412, "PreconditionFailed");
    } else {
      objects.put(key, request.body());
      request.answer(200);
    }
  }

  private void list(Received request) {
    String prefix = request.parameter("prefix");
    String after = request.parameter("continuation-token");
    var keys =
        new TreeMap<>(objects)
            .keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .filter(key -> after == null || key.compareTo(after) > 0)
                .toList();
    int size = Math.min(PAGE, Integer.parseInt(request.parameter("max-keys")));
    var page = keys.stream().limit(size).toList();
    boolean hasMore = keys.size() > page.size();
    request.answer(
        200,
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>blobs</Name><IsTruncated>%s</IsTruncated>%s%s</ListBucketResult>
        """
            .strip()
            .formatted(
                hasMore,
                page.stream()
                    .map(key -> "<Contents><Key>" + key + "</Key><Size>1</Size></Contents>")
                    .collect(Collectors.joining()),
                hasMore
                    ? "<NextContinuationToken>" + page.getLast() + "</NextContinuationToken>"
                    : ""));
  }

  static void error(Received request, int status, String code) {
    request.answer(
        status,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>%s</Code><Message>in words</Message><StringToSign>%s</StringToSign></Error>"
            .formatted(code, request.header("authorization")));
  }

  @Override
  public void close() {
    service.close();
  }
}

package io.freehold.bootstrap.client;

import io.freehold.domain.identity.Secret;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/// A caller of one server: it knows where the server is and how to prove who it is.
public final class ApiClient {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  /// How a request proves who sent it.
  public sealed interface Credential {
    /// Nothing is proved.
    record None() implements Credential {}

    /// A bearer token of the owner.
    record Bearer(Secret token) implements Credential {}

    /// Each request is signed.
    record Signed(RequestSigner signer) implements Credential {}

    /// A fixed header, for writes to a gateway.
    record Header(String value) implements Credential {}
  }

  private final HttpClient http;
  private final String origin;
  private final Credential credential;

  public ApiClient(String origin, Credential credential) {
    this(origin, credential, Trust.OF_THE_SYSTEM);
  }

  /// @param trust who may vouch for the server, if it speaks TLS
  public ApiClient(String origin, Credential credential, Trust trust) {
    this(client(origin, trust), origin, credential);
  }

  private static HttpClient client(String origin, Trust trust) {
    var client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10));
    if (origin.startsWith("https:")) {
      client.sslContext(trust.context());
    }
    return client.build();
  }

  private ApiClient(HttpClient http, String origin, Credential credential) {
    this.http = http;
    this.origin = origin;
    this.credential = credential;
  }

  /// The same server, asked by somebody else.
  public ApiClient as(Credential other) {
    return new ApiClient(http, origin, other);
  }

  public String origin() {
    return origin;
  }

  public Answer get(String target) {
    return send("GET", target, new byte[0], Map.of());
  }

  public Answer post(String target, byte[] json) {
    return send("POST", target, json, Map.of());
  }

  public Answer post(String target, String json) {
    return post(target, json.getBytes(StandardCharsets.UTF_8));
  }

  public Answer delete(String target) {
    return send("DELETE", target, new byte[0], Map.of());
  }

  public Answer delete(String target, String json) {
    return send("DELETE", target, json.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  public Answer send(String method, String target, byte[] body, Map<String, String> headers) {
    var request =
        HttpRequest.newBuilder(URI.create(origin + target))
            .timeout(TIMEOUT)
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (body.length > 0) {
      request.header("Content-Type", "application/json");
    }
    headers.forEach(request::header);
    switch (credential) {
      case Credential.None() -> {}
      case Credential.Bearer(Secret token) ->
          request.header("Authorization", "Bearer " + token.reveal());
      case Credential.Signed(RequestSigner signer) ->
          request.header("Authorization", signer.header(origin, method, target, body));
      case Credential.Header(String value) -> request.header("Authorization", value);
    }
    return answer(request.build());
  }

  private Answer answer(HttpRequest request) {
    try {
      HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
      return new Answer(
          response.statusCode(), response.body(), response.headers().firstValue("ETag").orElse(""));
    } catch (ConnectException e) {
      throw new Refusal(
          "nothing answers at %s: start a server with `freehold start`, or name another with --url"
              .formatted(origin),
          e);
    } catch (IOException e) {
      throw new Refusal("the connection to %s failed: %s".formatted(origin, e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refusal("interrupted", e);
    }
  }
}

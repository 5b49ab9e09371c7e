package io.freehold.adapters.chain.gateway;

import io.freehold.adapters.chain.gateway.BoundedHttp.Request;
import io.freehold.adapters.chain.gateway.BoundedHttp.Response;
import io.freehold.application.Limits;
import io.freehold.application.sync.Patience;
import io.freehold.domain.ProblemException;
import io.freehold.domain.Signature;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The one way to a remote gateway (§4.2.5). Every call is bounded in time and size; whatever is no
/// answer is `ServiceUnavailable`.
public final class GatewayClient {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayClient.class);
  private static final int NESTING_MAX = 64;
  private static final int TOO_MANY_REQUESTS = 429;

  private final BoundedHttp http;
  private final String base;
  private final int answerBytesMax;
  private final Breaker breaker;
  private final InstantSource clock;
  private final Optional<Patience.Pause> pause;
  private final JsonMapper mapper =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(NESTING_MAX).build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /// @param url `http` or `https`, a host, perhaps a path
  public GatewayClient(Vertx vertx, URI url, Limits limits, InstantSource clock) {
    this(
        new BoundedHttp(vertx, limits),
        base(url),
        limits.gatewayAnswerBytesMax(),
        new Breaker(limits.gatewayFailuresMax(), limits.gatewayPause(), clock),
        clock,
        Optional.empty());
  }

  private GatewayClient(
      BoundedHttp http,
      String base,
      int answerBytesMax,
      Breaker breaker,
      InstantSource clock,
      Optional<Patience.Pause> pause) {
    this.http = http;
    this.base = base;
    this.answerBytesMax = answerBytesMax;
    this.breaker = breaker;
    this.clock = clock;
    this.pause = pause;
  }

  /// The same client for work that nobody waits for: asked to slow down, it does.
  GatewayClient patient(Patience.Pause between) {
    return new GatewayClient(http, base, answerBytesMax, breaker, clock, Optional.of(between));
  }

  private static String base(URI url) {
    boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!isHttp
        || url.getHost() == null
        || url.getRawQuery() != null
        || url.getRawFragment() != null
        || url.getRawUserInfo() != null) {
      throw new IllegalArgumentException("not the URL of a gateway: " + url);
    }
    return url.toString().replaceFirst("/+$", "");
  }

  /// @param segments of the path below `/v1`
  Answer get(String... segments) {
    return answer(Request.get(target(segments)));
  }

  /// What a listing or a search answers.
  Answer search(String collection, Map<String, String> query) {
    var target = new StringBuilder();
    query.forEach((name, value) ->
        target.append(target.isEmpty() ? "?" : "&").append(name).append('=').append(coded(value)));
    return answer(Request.get(URI.create(base + "/v1/" + collection + target)));
  }

  /// A write, signed by the EIP-712 signature of its message.
  Answer post(Map<String, Object> body, Signature signature, String... segments) {
    return answer(signed(HttpMethod.POST, body, signature, segments));
  }

  /// What is in the answer to it does not matter.
  Answer delete(Map<String, Object> body, Signature signature, String... segments) {
    Response response =
        exchange(signed(HttpMethod.DELETE, body, signature, segments), answerBytesMax);
    return response.status() / 100 == 2 || response.status() == 409
        ? new Answer(response.status(), empty())
        : answer(response);
  }

  /// The body of a path below `/v1` as it is; empty when there is none.
  Optional<String> text(int bytesMax, String... segments) {
    Response response = exchange(Request.get(target(segments)), bytesMax);
    return response.status() == 200
        ? Optional.of(new String(response.body(), StandardCharsets.UTF_8))
        : Optional.empty();
  }

  private Request signed(
      HttpMethod method, Map<String, Object> body, Signature signature, String... segments) {
    return new Request(
        method,
        target(segments),
        Map.of(
            "accept", "application/json",
            "content-type", "application/json",
            "authorization", "Web3Signed " + signature.value()),
        Optional.of(mapper.writeValueAsString(body)));
  }

  private URI target(String... segments) {
    var target = new StringBuilder(base).append("/v1");
    for (String segment : segments) {
      target.append('/').append(coded(segment));
    }
    return URI.create(target.toString());
  }

  private static String coded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private Answer answer(Request request) {
    return answer(exchange(request, answerBytesMax));
  }

  private Answer answer(Response response) {
    return switch (response.status()) {
      case 200, 201, 202, 409 -> new Answer(response.status(), json(response.body()));
      case 400, 401, 403, 404, 422 -> new Answer(response.status(), empty());
      default ->
          throw Unavailable.because(
              "the gateway answered " + response.status(), retryAfter(response));
    };
  }

  private Optional<Duration> retryAfter(Response response) {
    return response.retryAfter().flatMap(header -> RetryAfter.of(header, clock.instant()));
  }

  private Response exchange(Request request, int bytesMax) {
    for (int waits = 0; ; waits++) {
      Response response = once(request, bytesMax);
      if (response.status() != TOO_MANY_REQUESTS || !hasWaited(waits, retryAfter(response))) {
        return response;
      }
    }
  }

  /// An interrupted wait leaves it at the refusal.
  private boolean hasWaited(int waits, Optional<Duration> asked) {
    try {
      return Patience.hasWaited(pause, waits, asked);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Response once(Request request, int bytesMax) {
    if (breaker.isOpen()) {
      throw Unavailable.because("the gateway cannot be reached");
    }
    try {
      Response response = http.exchange(request, bytesMax);
      if (response.status() >= 500) {
        breaker.failed();
      } else {
        breaker.succeeded();
      }
      return response;
    } catch (Exception e) {
      breaker.failed();
      throw unreachable(e);
    }
  }

  private static ProblemException unreachable(Exception cause) {
    LOG.warn("the gateway cannot be reached: {}", cause.toString());
    return Unavailable.because("the gateway cannot be reached", cause);
  }

  private Item empty() {
    return new Item(mapper.createObjectNode());
  }

  private Item json(byte[] body) {
    try {
      JsonNode tree = mapper.readTree(body);
      if (tree.isObject()) {
        return new Item(tree);
      }
    } catch (JacksonException e) {
      throw Unavailable.because("the gateway's answer is no JSON", e);
    }
    throw Unavailable.because("the gateway's answer is no JSON object");
  }
}

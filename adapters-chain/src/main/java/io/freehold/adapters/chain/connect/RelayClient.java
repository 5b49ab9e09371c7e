package io.freehold.adapters.chain.connect;

import io.freehold.adapters.chain.gateway.BoundedHttp;
import io.freehold.adapters.chain.gateway.BoundedHttp.Request;
import io.freehold.adapters.chain.gateway.BoundedHttp.Response;
import io.freehold.application.Limits;
import io.freehold.application.port.SessionRelay;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.connect.ClaimedSession;
import io.freehold.domain.connect.SessionGrant;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.identity.Origin;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.identity.TextSigner;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A session relay over HTTP (§4.5), wherever it is. Its address is the owner's word, as that of a
/// gateway is.
public final class RelayClient implements SessionRelay {
  private static final Logger LOG = LoggerFactory.getLogger(RelayClient.class);
  private static final int ANSWER_BYTES_MAX = 64 << 10;
  private static final int NESTING_MAX = 16;

  /// What relays say that do not know the list of sessions, which is an extension of ours.
  private static final Set<Integer> NO_SUCH_ROUTE = Set.of(400, 404, 405, 501);

  private static final String SESSIONS = "/v1/session/";

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(NESTING_MAX).build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final BoundedHttp http;
  private final Origin relay;
  private final SignedCalls signedCalls;
  private final Address self;
  private final Supplier<Optional<Address>> owner;

  /// @param relay where it is, which is the audience of what is signed for it
  /// @param serverKey of this server, whom its owner registered
  /// @param owner whose sessions are waited for; nobody's as long as there is none
  public RelayClient(
      Vertx vertx,
      Origin relay,
      TextSigner serverKey,
      Supplier<Optional<Address>> owner,
      Limits limits,
      InstantSource clock) {
    this.http = new BoundedHttp(vertx, limits);
    this.relay = relay;
    this.signedCalls = new SignedCalls(relay, serverKey, clock);
    this.self = serverKey.address();
    this.owner = owner;
  }

  @Override
  public ClaimedSession claim(SessionId session, Secret secret) {
    String body = RelayJson.claim(session, Optional.of(secret));
    JsonNode claimed = called(post(SESSIONS + "claim", body));
    return understood(() -> RelayJson.claimed(claimed, session, Optional.of(secret)));
  }

  @Override
  public List<SessionId> waiting() {
    return owner.get().map(this::waitingFor).orElse(List.of());
  }

  private List<SessionId> waitingFor(Address address) {
    String uri = SESSIONS + "waiting?owner=" + address.value();
    Response response =
        answered(signed(new Request(HttpMethod.GET, at(uri), Map.of(), none()), uri));
    if (NO_SUCH_ROUTE.contains(response.status())) {
      throw new Problem.SessionNotFound().asException();
    }
    JsonNode listed = agreed(response);
    return understood(() -> RelayJson.waiting(listed));
  }

  @Override
  public ClaimedSession claimWaiting(SessionId session) {
    String uri = SESSIONS + "claim";
    String body = RelayJson.claim(session, Optional.empty());
    JsonNode claimed = called(signed(post(uri, body), uri));
    return understood(() -> RelayJson.claimed(claimed, session, Optional.empty()));
  }

  @Override
  public void approve(SessionId session, Secret secret, SessionGrant grant) {
    calledTwiceIfNeeded(post(SESSIONS + session + "/approve", RelayJson.approval(secret, grant)));
  }

  @Override
  public void deny(SessionId session, Secret secret, Optional<String> reason) {
    calledTwiceIfNeeded(post(SESSIONS + session + "/deny", RelayJson.denial(secret, reason)));
  }

  /// An answer that was lost on its way is asked for again: done already is done.
  private void calledTwiceIfNeeded(Request request) {
    Response response;
    try {
      response = http.exchange(request, ANSWER_BYTES_MAX);
    } catch (Exception e) {
      LOG.info("the relay is told again: {}", e.toString());
      response = answered(request);
    }
    mustHaveAgreed(response);
  }

  private JsonNode called(Request request) {
    return agreed(answered(request));
  }

  private JsonNode agreed(Response response) {
    mustHaveAgreed(response);
    return json(response)
        .orElseThrow(() -> RelayRefusal.unavailable("the relay's answer is no JSON").asException());
  }

  private Response answered(Request request) {
    try {
      return http.exchange(request, ANSWER_BYTES_MAX);
    } catch (Exception e) {
      LOG.warn("the relay cannot be reached: {}", e.toString());
      throw RelayRefusal.unavailable("the relay cannot be reached").asException(e);
    }
  }

  private void mustHaveAgreed(Response response) {
    if (response.status() / 100 != 2) {
      JsonNode body = json(response).orElseGet(MAPPER::createObjectNode);
      throw RelayRefusal.of(response.status(), body, self).asException();
    }
  }

  private static Optional<JsonNode> json(Response response) {
    try {
      return Optional.of(MAPPER.readTree(response.body())).filter(JsonNode::isObject);
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  private static <T> T understood(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException e) {
      throw RelayRefusal.unavailable("the relay's answer makes no sense").asException(e);
    }
  }

  private Request post(String uri, String body) {
    return new Request(
        HttpMethod.POST, at(uri), Map.of("content-type", "application/json"), Optional.of(body));
  }

  private Request signed(Request request, String uri) {
    var headers = new HashMap<>(request.headers());
    headers.put(
        "authorization",
        signedCalls.authorization(request.method().name(), uri, request.body().orElse("")));
    return new Request(request.method(), request.target(), headers, request.body());
  }

  private URI at(String uri) {
    return URI.create(relay.value() + uri);
  }

  private static Optional<String> none() {
    return Optional.empty();
  }
}

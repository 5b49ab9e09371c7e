package io.freehold.adapters.chain.connect;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.freehold.application.testing.FakeSignatures;
import io.freehold.application.testing.InMemorySessionRelay;
import io.freehold.domain.Address;
import io.freehold.domain.GrantId;
import io.freehold.domain.Problem;
import io.freehold.domain.ProblemException;
import io.freehold.domain.Signature;
import io.freehold.domain.connect.ClaimedSession;
import io.freehold.domain.connect.SessionGrant;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.grant.GrantTerms;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.identity.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A relay on loopback that speaks as the protocol says, and that can be made to fail.
final class StubRelay implements AutoCloseable {
  final InMemorySessionRelay sessions;
  final List<String> requests = new CopyOnWriteArrayList<>();
  private final JsonMapper mapper = JsonMapper.shared();
  private final Address server;
  private final Address owner;
  private final InstantSource clock;
  private final Set<String> used = new HashSet<>();
  private final HttpServer http;
  private volatile Optional<Fault> fault = Optional.empty();

  /// What happens instead of an answer, or before it.
  interface Fault {
    /// True when that was all.
    boolean happen(HttpExchange exchange, Runnable work) throws IOException;
  }

  /// @param server which the owner registered
  StubRelay(Address server, Address owner, InstantSource clock) {
    this.server = server;
    this.owner = owner;
    this.clock = clock;
    this.sessions = new InMemorySessionRelay(owner, clock);
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/", this::handle);
    http.start();
  }

  String origin() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  void fail(Fault instead) {
    fault = Optional.of(instead);
  }

  void answer(int status, String body) {
    fail((exchange, _) -> {
      send(exchange, status, body);
      return true;
    });
  }

  @Override
  public void close() {
    http.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    try (exchange) {
      answerOrFail(exchange, exchange.getRequestBody().readAllBytes());
    }
  }

  private void answerOrFail(HttpExchange exchange, byte[] body) throws IOException {
    try {
      Runnable work = () -> answerOf(exchange, body);
      if (fault.isEmpty() || !fault.get().happen(exchange, work)) {
        send(exchange, 200, answerOf(exchange, body).toString());
      }
    } catch (ProblemException e) {
      refuse(exchange, e.problem());
    }
  }

  private synchronized ObjectNode answerOf(HttpExchange exchange, byte[] bytes) {
    String path = exchange.getRequestURI().getPath();
    if (path.equals("/v1/session/waiting")) {
      mustBeSigned(exchange, bytes);
      ObjectNode json = mapper.createObjectNode();
      var ids = json.putArray("sessions");
      sessions.waiting().forEach(id -> ids.add(id.value()));
      return json;
    }
    JsonNode body = mapper.readTree(bytes);
    if (path.equals("/v1/session/claim")) {
      return claim(exchange, bytes, body);
    }
    var session = new SessionId(path.split("/")[3]);
    var secret = new Secret(body.get("secret").stringValue());
    if (path.endsWith("/approve")) {
      sessions.approve(session, secret, grant(body));
      return mapper.createObjectNode().put("status", "success");
    }
    sessions.deny(
        session, secret, Optional.ofNullable(body.get("reason")).map(JsonNode::stringValue));
    return mapper.createObjectNode().put("status", "denied");
  }

  private ObjectNode claim(HttpExchange exchange, byte[] bytes, JsonNode body) {
    var session = new SessionId(body.get("sessionId").stringValue());
    if (body.has("secret")) {
      return json(sessions.claim(session, new Secret(body.get("secret").stringValue())));
    }
    mustBeSigned(exchange, bytes);
    ClaimedSession claimed = sessions.claimWaiting(session);
    return json(claimed).put("secret", claimed.secret().reveal());
  }

  private ObjectNode json(ClaimedSession session) {
    var request = session.request();
    ObjectNode json =
        mapper
            .createObjectNode()
            .put("sessionId", session.id().value())
            .put("granteeAddress", request.builder().value())
            .put("expiresAt", session.expiresAt().toString());
    var scopes = json.putArray("scopes");
    request.scopes().forEach(scope -> scopes.add(scope.value()));
    request.webhookUrl().ifPresent(url -> json.put("webhookUrl", url));
    request.appUserId().ifPresent(id -> json.put("appUserId", id).put("app_user_id", id));
    request.owner().ifPresent(address -> json.put("userAddress", address.value()));
    return json;
  }

  private static SessionGrant grant(JsonNode body) {
    return new SessionGrant(
        new GrantId(body.get("grantId").stringValue()),
        new Address(body.get("userAddress").stringValue()),
        body.get("scopes").valueStream().map(s -> new ScopePattern(s.stringValue())).toList(),
        GrantTerms.expiry(body.get("expiresAt").longValue()),
        Optional.ofNullable(body.get("serverAddress"))
            .map(address -> new Address(address.stringValue())));
  }

  /// Everything §4.1.9 asks for; a signature is good once.
  private void mustBeSigned(HttpExchange exchange, byte[] body) {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    String[] parts = header.substring("Web3Signed ".length()).split("\\.", 2);
    JsonNode claims = mapper.readTree(Base64.getUrlDecoder().decode(parts[0]));
    long now = clock.instant().getEpochSecond();
    boolean isGood =
        claims.get("aud").stringValue().equals(origin())
            && claims.get("method").stringValue().equals(exchange.getRequestMethod())
            && claims.get("uri").stringValue().equals(exchange.getRequestURI().toString())
            && claims.get("bodyHash").stringValue().equals("sha256:" + sha256(body))
            && claims.get("iat").longValue() <= now
            && claims.get("exp").longValue() > now
            && claims.get("exp").longValue() <= now + 300
            && used.add(header)
            && new FakeSignatures()
                .signerOf(parts[0], new Signature(parts[1]))
                .equals(Optional.of(server));
    boolean isForTheOwner =
        !exchange.getRequestMethod().equals("GET")
            || exchange.getRequestURI().getQuery().equals("owner=" + owner);
    if (!isGood || !isForTheOwner) {
      throw new Problem.SignerNotAllowed(server, owner).asException();
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void refuse(HttpExchange exchange, Problem problem) throws IOException {
    switch (problem) {
      case Problem.SessionNotFound() -> refuse(exchange, 404, "SESSION_NOT_FOUND", "");
      case Problem.WrongSessionSecret() -> refuse(exchange, 403, "INVALID_CLAIM_SECRET", "");
      case Problem.SessionConflict(var status) ->
          refuse(exchange, 409, "INVALID_SESSION_STATE", status);
      case Problem.SessionExpired() -> refuse(exchange, 410, "SESSION_EXPIRED", "");
      case Problem.MalformedRequest _ -> refuse(exchange, 400, "VALIDATION_ERROR", "");
      default -> refuse(exchange, 403, "NOT_ALLOWED", "");
    }
  }

  private void refuse(HttpExchange exchange, int status, String code, String state)
      throws IOException {
    ObjectNode json = mapper.createObjectNode();
    ObjectNode error =
        json.putObject("error").put("code", status).put("errorCode", code).put("message", "no");
    if (!state.isEmpty()) {
      error.putObject("details").put("status", state);
    }
    send(exchange, status, json.toString());
  }

  static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}

package io.freehold.adapters.chain.connect;

import static io.freehold.application.testing.Cast.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.chain.ChainAdapter;
import io.freehold.adapters.chain.egress.EgressClient;
import io.freehold.adapters.chain.gateway.RetryAfter;
import io.freehold.application.Limits;
import io.freehold.application.port.Signer;
import io.freehold.application.port.Webhooks;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.HandSetClock;
import io.freehold.application.testing.LimitsOf;
import io.freehold.application.testing.WebhooksContract;
import io.freehold.domain.Address;
import io.freehold.domain.GrantId;
import io.freehold.domain.Signature;
import io.freehold.domain.connect.SessionGrant;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.connect.SessionRequest;
import io.freehold.domain.connect.WebhookEvent;
import io.freehold.domain.connect.WebhookEvent.Type;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.registry.ProtocolDomain;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class SignedWebhooksTest extends WebhooksContract {
  /// The key of the vectors, which every Ethereum development tool publishes.
  private static final String KEY =
      "0x5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ChainAdapter chain = ChainAdapter.of(ProtocolDomain.MOKSHA, Limits.DEFAULT);
  private final Signer relay = chain.signer(new Secret(KEY));
  private final Vertx vertx = Vertx.vertx();
  private final LocalSite site = new LocalSite();
  private final HandSetClock clock = new HandSetClock(NOW);
  private final Webhooks webhooks =
      new SignedWebhooks(
          new EgressClient(vertx, true, LimitsOf.with(Map.of("egressTimeout", PATIENCE))),
          relay,
          clock,
          PATIENCE);

  @AfterEach
  void close() {
    site.close();
    vertx.close().await();
  }

  @Override
  protected Webhooks webhooks() {
    return webhooks;
  }

  @Override
  protected String answering(int status, Optional<String> retryAfter) {
    site.status(
        "/hook", status, retryAfter.map(after -> Map.of("Retry-After", after)).orElse(Map.of()));
    return site.origin() + "/hook";
  }

  @Override
  protected String deserted() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "http://127.0.0.1:" + socket.getLocalPort() + "/";
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected String forbidden() {
    return "https://10.0.0.1/hook";
  }

  @Override
  protected List<String> received() {
    return site.visits.stream().map(visit -> visit.header("Freehold-webhook-id")).toList();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void sendsWhatTheVectorsSay(JsonNode vector) {
    String url = answering(200, Optional.empty());

    webhooks.send(url, event(vector.get("body").stringValue()));

    LocalSite.Visit visit = site.visits.getFirst();
    JsonNode headers = vector.get("headers");
    assertThat(visit.method()).isEqualTo("POST");
    assertThat(visit.text()).isEqualTo(vector.get("body").stringValue());
    assertThat(visit.header("Content-type")).isEqualTo("application/json");
    assertThat(visit.header("Freehold-webhook-id"))
        .isEqualTo(headers.get("Freehold-Webhook-Id").stringValue());
    assertThat(visit.header("Freehold-webhook-timestamp"))
        .isEqualTo(headers.get("Freehold-Webhook-Timestamp").stringValue());
    assertThat(visit.header("Freehold-webhook-signature"))
        .isEqualTo(headers.get("Freehold-Webhook-Signature").stringValue());
    assertThat(
            WebhookMessage.signedText(
                visit.header("Freehold-webhook-id"),
                visit.header("Freehold-webhook-timestamp"),
                visit.body()))
        .isEqualTo(vector.get("signedText").stringValue());
  }

  @Test
  void eachTryIsSignedForItsOwnTime() {
    String url = answering(500, Optional.empty());
    webhooks.send(url, WebhooksContract.approved("event-1"));
    clock.advance(Duration.ofMinutes(5));
    webhooks.send(url, WebhooksContract.approved("event-1"));

    assertThat(site.visits)
        .extracting(LocalSite.Visit::text)
        .containsOnly(site.visits.getFirst().text());
    assertThat(site.visits)
        .extracting(visit -> visit.header("Freehold-webhook-timestamp"))
        .containsExactly("1770000000", "1770000300");
    assertThat(site.visits).allSatisfy(visit -> assertThat(signerOf(visit)).contains(Cast.SERVER));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|PT0S",
        " 7 |PT7S",
        "3600|PT1H",
        "3601|PT1H",
        "999999999|PT1H",
        "Mon, 02 Feb 2026 02:41:00 GMT|PT1M",
        "Mon, 02 Feb 2026 02:39:00 GMT|PT0S",
        "Sat, 02 Feb 2126 02:39:00 GMT|PT1H"
      })
  void waitsAsAskedWithinBounds(String header, Duration wait) {
    assertThat(RetryAfter.of(header, NOW)).contains(wait);
  }

  @ParameterizedTest
  @CsvSource({"-1", "soon", "1.5", "99999999999", "''", "0x10"})
  void readsNoWaitIntoNonsense(String header) {
    assertThat(RetryAfter.of(header, NOW)).isEmpty();
  }

  private Optional<Address> signerOf(LocalSite.Visit visit) {
    String text =
        WebhookMessage.signedText(
            visit.header("Freehold-webhook-id"),
            visit.header("Freehold-webhook-timestamp"),
            visit.body());
    return chain
        .signatures()
        .signerOf(text, new Signature(visit.header("Freehold-webhook-signature")));
  }

  static List<JsonNode> vectors() throws IOException {
    try (var file = SignedWebhooksTest.class.getResourceAsStream("/vectors/webhooks.json")) {
      return JsonMapper.shared().readTree(file).get("webhooks").valueStream().toList();
    }
  }

  /// The event behind a body of the vectors.
  private static WebhookEvent event(String body) {
    JsonNode json = JsonMapper.shared().readTree(body);
    List<ScopePattern> scopes =
        json.get("scopes").valueStream().map(s -> new ScopePattern(s.stringValue())).toList();
    return new WebhookEvent(
        json.get("id").stringValue(),
        List.of(Type.values()).stream()
            .filter(type -> type.wire().equals(json.get("type").stringValue()))
            .findFirst()
            .orElseThrow(),
        new SessionId(json.get("sessionId").stringValue()),
        new SessionRequest(
            new Address(json.get("builderAddress").stringValue()),
            scopes,
            Optional.of("https://app.example.com/hook"),
            Optional.of(json.get("app_user_id").stringValue()),
            Optional.empty()),
        Optional.ofNullable(json.get("grantId")).map(_ -> grant(json, scopes)),
        Optional.ofNullable(json.get("reason")).map(JsonNode::stringValue),
        Instant.parse(json.get("createdAt").stringValue()));
  }

  private static SessionGrant grant(JsonNode json, List<ScopePattern> scopes) {
    long expiresAt = json.get("expiresAt").longValue();
    return new SessionGrant(
        new GrantId(json.get("grantId").stringValue()),
        new Address(json.get("userAddress").stringValue()),
        scopes,
        expiresAt == 0 ? Instant.MAX : Instant.ofEpochSecond(expiresAt),
        Optional.of(new Address(json.get("serverAddress").stringValue())));
  }
}

package io.freehold.adapters.chain.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.freehold.application.Limits;
import io.freehold.application.testing.LimitsOf;
import io.freehold.application.testing.PemFiles;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.TrustOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class EgressClientTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration IMPATIENCE = Duration.ofMillis(300);
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

  /// Stands for the rule that the addresses of the test are public.
  private static final Predicate<InetAddress> ANY = _ -> true;

  @TempDir private static Path folder;
  private static PemFiles pem;

  private final Vertx vertx = Vertx.vertx();
  private final List<String> resolved = new ArrayList<>();
  private StubSite site;

  @BeforeAll
  static void certify() {
    pem = PemFiles.make(folder, StubSite.NAME);
  }

  @BeforeEach
  void open() {
    site = new StubSite(vertx, pem);
    site.page("/", "hello");
  }

  @AfterEach
  void close() {
    site.close();
    vertx.close().await();
  }

  @Test
  void goesToTheCheckedAddressAndAsksForTheName() throws EgressException {
    WebAnswer answer = client().get(site.url("/"), "text/html", 100);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(text(answer)).isEqualTo("hello");
    assertThat(answer.address()).isEqualTo(site.url("/"));
    assertThat(site.visits)
        .singleElement()
        .satisfies(visit -> {
          assertThat(visit.host()).isEqualTo(StubSite.NAME + ":" + site.port());
          assertThat(visit.indicated()).isEqualTo(StubSite.NAME);
          assertThat(visit.headers())
              .containsEntry("accept", "text/html")
              .containsEntry("accept-encoding", "identity")
              .doesNotContainKeys("cookie", "authorization", "referer");
        });
  }

  @Test
  void wantsTheCertificateOfTheName() {
    assertFailed(() -> client().get("https://other.example.com:" + site.port() + "/", "*/*", 100));
    assertThat(site.visits).isEmpty();
  }

  @Test
  void wantsACertificateThatSomebodyVouchesFor() {
    var client =
        new EgressClient(vertx, this::hereOnce, ANY, Optional.empty(), false, limits(PATIENCE, 16));

    assertFailed(() -> client.get(site.url("/"), "*/*", 100));
    assertThat(site.visits).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "fe80::1",
        "fd00::1",
        "64:ff9b::a00:1",
        "2002:a00:1::1"
      })
  void speaksToNoAddressThatIsNotPublic(String address) {
    var alone =
        new EgressClient(
            vertx,
            _ -> List.of(InetAddress.ofLiteral(address)),
            PublicAddresses::contain,
            trust(),
            false,
            limits(PATIENCE, 16));
    var beside =
        new EgressClient(
            vertx,
            _ -> List.of(InetAddress.ofLiteral("8.8.8.8"), InetAddress.ofLiteral(address)),
            PublicAddresses::contain,
            trust(),
            false,
            limits(PATIENCE, 16));

    assertForbidden(() -> alone.get(site.url("/"), "*/*", 100));
    assertForbidden(() -> beside.get(site.url("/"), "*/*", 100));
    assertForbidden(() -> beside.post(site.url("/"), Map.of(), new byte[0], PATIENCE));
    assertThat(site.visits).isEmpty();
  }

  @Test
  void doesNotEvenKnockAtAnInnerAddress() throws IOException {
    try (var inner = ServerSocketChannel.open()) {
      inner.bind(new InetSocketAddress(HERE, 0));
      inner.configureBlocking(false);
      int port = inner.socket().getLocalPort();
      var client =
          new EgressClient(
              vertx,
              _ -> List.of(HERE),
              PublicAddresses::contain,
              trust(),
              false,
              limits(PATIENCE, 16));

      assertForbidden(() -> client.get("https://app.example.com:" + port + "/", "*/*", 100));
      assertForbidden(() -> client.get("https://127.0.0.1:" + port + "/", "*/*", 100));

      assertThat(inner.accept()).isNull();
    }
  }

  @Test
  void aNameThatChangesItsMindIsAskedOnce() throws EgressException {
    site.redirect("/begin", "/");
    Resolver rebinding =
        host -> {
          resolved.add(host);
          return List.of(resolved.size() == 1 ? HERE : InetAddress.ofLiteral("127.0.0.7"));
        };
    var client =
        new EgressClient(vertx, rebinding, HERE::equals, trust(), false, limits(PATIENCE, 16));

    assertThat(text(client.get(site.url("/begin"), "*/*", 100))).isEqualTo("hello");
    assertThat(resolved).containsExactly(StubSite.NAME);
    assertForbidden(() -> client.get(site.url("/"), "*/*", 100));
  }

  @Test
  void triesTheNextAddressWhereNobodyIsAtTheFirst() throws EgressException {
    var client =
        new EgressClient(
            vertx,
            _ -> List.of(InetAddress.ofLiteral("127.0.0.9"), HERE),
            ANY,
            trust(),
            false,
            limits(PATIENCE, 16));

    assertThat(text(client.get(site.url("/"), "*/*", 100))).isEqualTo("hello");
  }

  @Test
  void followsThreeRedirectsAndNoMore() throws EgressException {
    site.redirect("/3", site.url("/2"));
    site.redirect("/2", "1");
    site.redirect("/1", "/?x");
    site.redirect("/4", "/3");

    WebAnswer answer = client().get(site.url("/3"), "*/*", 100);

    assertThat(answer.address()).isEqualTo(site.url("/?x"));
    assertFailed(() -> client().get(site.url("/4"), "*/*", 100));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://other.example.com/",
        "//other.example.com/",
        "https://app.example.com/",
        "http://app.example.com/",
        "http://127.0.0.1/",
        "https://[::1]/",
        "https://169.254.169.254/",
        "file:///etc/passwd",
        "https://user@app.example.com/",
        "\\\\other.example.com\\"
      })
  void isNotLedElsewhere(String location) {
    site.redirect("/", location);

    assertForbidden(() -> client().get(site.url("/"), "*/*", 100));
    assertThat(site.visits).hasSize(1);
    assertThat(resolved).hasSize(1);
  }

  @Test
  void carriesNoCookieFromOneRequestToTheNext() throws EgressException {
    site.page(
        "/begin",
        request ->
            request
                .response()
                .setStatusCode(307)
                .putHeader("location", "/")
                .putHeader("set-cookie", "id=1; Path=/")
                .end());
    EgressClient client = client();
    client.get(site.url("/begin"), "*/*", 100);
    client.get(site.url("/"), "*/*", 100);

    assertThat(site.visits)
        .hasSize(3)
        .allSatisfy(visit -> assertThat(visit.headers()).doesNotContainKey("cookie"));
  }

  @Test
  void readsAsMuchAsItMayAndNoMore() throws EgressException {
    site.page("/100", "x".repeat(100));
    site.page("/101", "x".repeat(101));

    assertThat(text(client().get(site.url("/100"), "*/*", 100))).hasSize(100);
    assertThat(assertFailed(() -> client().get(site.url("/101"), "*/*", 100))).contains("100");
  }

  @Test
  void readsTheBeginningOfWhatIsTooLarge() throws EgressException {
    site.page("/101", "x".repeat(101));
    site.page("/99", "x".repeat(99));
    site.page("/large", "x".repeat(1 << 20));

    assertThat(text(client().getBeginning(site.url("/101"), "*/*", 100))).hasSize(100);
    assertThat(text(client().getBeginning(site.url("/99"), "*/*", 100))).hasSize(99);
    assertThat(text(client().getBeginning(site.url("/large"), "*/*", 100_000))).hasSize(100_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://other.example.com/m", "http:m", "data:,x", "//127.0.0.1/", "https://x y"})
  void aLinkToAnotherOriginIsNone(String link) throws EgressException {
    WebAnswer page = client().get(site.url("/"), "*/*", 100);

    assertThat(client().linked(page, link)).isEmpty();
    assertThat(client().linked(page, "m?v=1")).contains(site.url("/m?v=1"));
  }

  @Test
  void readsNoMoreThanTheLimitWhateverIsAsked() {
    site.page("/2000", "x".repeat(2_000));
    var client =
        new EgressClient(
            vertx,
            this::hereOnce,
            ANY,
            trust(),
            false,
            LimitsOf.with(Map.of("egressTimeout", PATIENCE, "egressBytesMax", 1_000)));

    assertThat(assertFailed(() -> client.get(site.url("/2000"), "*/*", 5_000))).contains("1000");
  }

  @Test
  void anAnswerWithoutEndIsCutOff() throws InterruptedException {
    var gone = new CountDownLatch(1);
    site.page(
        "/endless",
        request -> {
          var response = request.response().setChunked(true);
          Buffer chunk = Buffer.buffer("x".repeat(4_096));
          long timer =
              vertx.setPeriodic(
                  1,
                  _ -> {
                    if (!response.writeQueueFull()) {
                      response.write(chunk);
                    }
                  });
          request
              .connection()
              .closeHandler(_ -> {
                vertx.cancelTimer(timer);
                gone.countDown();
              });
        });

    assertFailed(() -> client().get(site.url("/endless"), "*/*", 100_000));
    assertThat(gone.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aDripIsCutOffWhenTheTimeForAllOfItIsOver() throws InterruptedException {
    var gone = new CountDownLatch(1);
    site.page(
        "/drip",
        request -> {
          var response = request.response().setChunked(true);
          long timer = vertx.setPeriodic(20, _ -> response.write("x"));
          request
              .connection()
              .closeHandler(_ -> {
                vertx.cancelTimer(timer);
                gone.countDown();
              });
        });

    // Long enough for a busy machine to begin the answer.
    assertFailed(() -> client(Duration.ofSeconds(4), 16).get(site.url("/drip"), "*/*", 100_000));
    assertThat(gone.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aSilentSiteIsLeft() {
    site.page("/silent", _ -> {});

    assertFailed(() -> client(IMPATIENCE, 16).get(site.url("/silent"), "*/*", 100));
    assertFailed(
        () -> client(PATIENCE, 16).post(site.url("/silent"), Map.of(), new byte[1], IMPATIENCE));
  }

  @Test
  void aNameThatTakesForeverToResolveIsLeft() {
    var never = new CountDownLatch(1);
    var client =
        new EgressClient(
            vertx,
            host -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return List.of(HERE);
            },
            ANY,
            trust(),
            false,
            limits(IMPATIENCE, 16));

    assertFailed(() -> client.get(site.url("/"), "*/*", 100));
    never.countDown();
  }

  @Test
  void aCompressedAnswerIsNotExpanded() throws IOException {
    var bomb = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bomb)) {
      gzip.write(new byte[10 << 20]);
    }
    for (String coding : List.of("gzip", "deflate", "br", "gzip, gzip")) {
      site.page(
          "/bomb",
          request ->
              request
                  .response()
                  .putHeader("content-encoding", coding)
                  .end(Buffer.buffer(bomb.toByteArray())));

      assertFailed(() -> client().get(site.url("/bomb"), "*/*", 1 << 20));
    }
  }

  @Test
  void sendsSomethingAndReadsNothingButTheHead() throws EgressException {
    var received = new StringBuffer();
    site.page(
        "/hook",
        request ->
            request.bodyHandler(body -> {
              received.append(body);
              request
                  .response()
                  .setStatusCode(503)
                  .putHeader("retry-after", "7")
                  .end("x".repeat(5 << 20));
            }));

    WebAnswer answer =
        client()
            .post(
                site.url("/hook"),
                Map.of("content-type", "application/json"),
                "{}".getBytes(StandardCharsets.UTF_8),
                PATIENCE);

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.retryAfter()).contains("7");
    assertThat(answer.body()).isEmpty();
    assertThat(received).hasToString("{}");
    assertThat(site.visits.getFirst().headers()).containsEntry("content-type", "application/json");
  }

  @ParameterizedTest
  @CsvSource({"301", "302", "303", "307", "308"})
  void sendsNothingToWhereItIsRedirected(int status) throws EgressException {
    site.page(
        "/hook",
        request -> request.response().setStatusCode(status).putHeader("location", "/").end());

    assertThat(client().post(site.url("/hook"), Map.of(), new byte[2], PATIENCE).status())
        .isEqualTo(status);
    assertThat(site.visits).hasSize(1);
  }

  @Test
  void speaksToSoManyAtOnceAndNoMore() throws InterruptedException, EgressException {
    var arrived = new CountDownLatch(1);
    var leave = new CountDownLatch(1);
    site.page(
        "/silent",
        request -> {
          arrived.countDown();
          vertx
              .executeBlocking(
                  () -> {
                    leave.await();
                    return "";
                  },
                  false)
              .onComplete(_ -> request.response().end());
        });
    EgressClient client = client(PATIENCE, 1);
    Thread first =
        Thread.ofVirtual()
            .start(() ->
                catchThrowableOfType(
                    EgressException.class, () -> client.get(site.url("/silent"), "*/*", 100)));
    assertThat(arrived.await(30, TimeUnit.SECONDS)).isTrue();

    try (var other = new StubSite(vertx, pem)) {
      assertFailed(() -> client.post(other.url("/"), Map.of(), new byte[0], IMPATIENCE));
      assertThat(other.visits).isEmpty();
    }

    leave.countDown();
    first.join();
    assertThat(client.get(site.url("/"), "*/*", 100).status()).isEqualTo(200);
  }

  @Test
  void speaksToThisMachineOnlyWhereThatIsAllowed() throws EgressException {
    var server =
        vertx
            .createHttpServer()
            .requestHandler(request -> request.response().end("here"))
            .listen(0, "127.0.0.1")
            .await();
    String url = "http://127.0.0.1:" + server.actualPort() + "/";

    assertThat(text(new EgressClient(vertx, true, limits(PATIENCE, 16)).get(url, "*/*", 100)))
        .isEqualTo("here");
    assertForbidden(
        () -> new EgressClient(vertx, false, limits(PATIENCE, 16)).get(url, "*/*", 100));
  }

  @Test
  void thisMachinesNameIsToLeadToThisMachine() {
    var client =
        new EgressClient(
            vertx,
            _ -> List.of(InetAddress.ofLiteral("10.0.0.1")),
            ANY,
            trust(),
            true,
            limits(PATIENCE, 16));

    assertForbidden(() -> client.get("http://localhost:8080/", "*/*", 100));
  }

  private EgressClient client() {
    return client(PATIENCE, 16);
  }

  private EgressClient client(Duration timeout, int connectionsMax) {
    return new EgressClient(
        vertx, this::hereOnce, ANY, trust(), false, limits(timeout, connectionsMax));
  }

  private List<InetAddress> hereOnce(String host) throws UnknownHostException {
    resolved.add(host);
    return List.of(HERE);
  }

  private Optional<TrustOptions> trust() {
    return Optional.of(site.trust());
  }

  private static Limits limits(Duration timeout, int connectionsMax) {
    return LimitsOf.with(Map.of("egressTimeout", timeout, "egressConnectionsMax", connectionsMax));
  }

  private static String text(WebAnswer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  /// An exchange.
  private interface Act {
    WebAnswer run() throws EgressException;
  }

  private static void assertForbidden(Act act) {
    EgressException refusal = catchThrowableOfType(EgressException.class, act::run);
    assertThat(refusal).isNotNull();
    assertThat(refusal.isForbidden()).as(refusal.because()).isTrue();
  }

  private static String assertFailed(Act act) {
    EgressException failure = catchThrowableOfType(EgressException.class, act::run);
    assertThat(failure).isNotNull();
    assertThat(failure.isForbidden()).as(failure.because()).isFalse();
    return failure.because();
  }
}

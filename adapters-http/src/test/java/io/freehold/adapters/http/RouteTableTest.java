package io.freehold.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.freehold.adapters.http.ApiRoute.Callers;
import io.freehold.adapters.http.ApiRoute.Cors;
import io.freehold.adapters.http.ApiRoute.Intake;
import io.freehold.adapters.http.ApiRoute.Tempo;
import io.freehold.adapters.http.HttpAdapter.ConsoleRole;
import io.freehold.adapters.http.HttpAdapter.GatewayRole;
import io.freehold.adapters.http.HttpAdapter.PersonalServerRole;
import io.freehold.adapters.http.HttpAdapter.RelayRole;
import io.freehold.adapters.http.HttpAdapter.StorageRole;
import io.freehold.adapters.http.Wire.Answer;
import io.freehold.adapters.http.blob.StorageOnPort;
import io.freehold.adapters.http.connect.RelayOnPort;
import io.freehold.adapters.http.console.ConsoleOnPort;
import io.freehold.adapters.http.gateway.GatewayOnPort;
import io.freehold.application.Limits;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.LimitsOf;
import io.freehold.domain.data.Page;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Walks every route of every listener: each says who may call it, how often, what is written down,
/// how large a body may be and who may read the answer, and keeps to it on the wire. What a route
/// does without is named here, with the reason.
class RouteTableTest {
  private static final Map<String, String> FOR_ANYONE =
      Map.of(
          "server GET /health", "asked by whatever keeps the process alive",
          "server GET /ready", "asked by whatever keeps the process alive",
          "server POST /v1/grants/verify", "checks what is sent and tells nothing else (§4.1.5)",
          "gateway GET .*", "the gateway's records are for everybody (§4.2.4)",
          "storage GET /health", "asked by whatever keeps the process alive",
          "relay GET /v1/session/:id/poll", "who knows the id may ask (§4.5)",
          "relay GET /health", "asked by whatever keeps the process alive",
          "console GET /(style.css)?", "a page without a secret, for who asks by its own name",
          "console GET /connect", "it shows what the link says, and opens nothing");

  private static final Map<String, String> UNCOUNTED =
      Map.of(
          "server GET /health", "a probe that is refused would stop the process; told from memory",
          "server GET /ready", "a probe that is refused would stop the process; told from memory",
          "gateway GET /health", "a probe that is refused would stop the process",
          "storage GET /health", "a probe that is refused would stop the process",
          "relay GET /health", "a probe that is refused would stop the process");

  private static final Map<String, String> UNLOGGED =
      Map.of(
          "server GET /health", "a line every few seconds that says nothing",
          "server GET /ready", "a line every few seconds that says nothing",
          "gateway .*", "the access log is about the owner's data; a signed record is its own line",
          "storage .*", "the access log is about what readers get; here nobody can read anything",
          "relay .*", "the access log is about the owner's data, and none of it passes here",
          "console GET /(style.css|connect)?", "it says nothing and does nothing");

  private static final Map<String, String> OPEN =
      Map.of(
          "server (GET|HEAD) /v1/data.*", "builders' pages read with signed requests",
          "server POST /v1/grants/verify", "builders' pages check grants",
          "server GET /(health|ready)", "says nothing that is not for everybody",
          "gateway GET .*", "the gateway's records are for everybody (§4.2.4)",
          "relay GET /v1/session/:id/poll", "the builder's page waits for the outcome",
          "storage .*", "pages of owners keep their blobs here; nothing goes by cookies");

  /// A listener and what is said to be served there.
  private record Listener(String name, int port, List<ApiRoute> routes) {
    Stream<Row> rows() {
      return routes.stream().map(route -> new Row(this, route));
    }
  }

  private record Row(Listener listener, ApiRoute route) {
    String name() {
      return listener.name + " " + route.method() + " " + route.path();
    }

    boolean isIn(Map<String, String> exemptions) {
      return exemptions.keySet().stream().anyMatch(name()::matches);
    }

    String target() {
      return route
          .path()
          .replace(":scope", "instagram.profile")
          .replace(":owner", Cast.OWNER.value())
          .replace(":chainId", "14800")
          .replace(":name", "2026-01-21T10:00:00Z")
          .replace(":grantId", Cast.grantId(1).value())
          .replace(":fileId", "0x" + "22".repeat(32))
          .replace(":schemaId", "0x" + "77".repeat(32))
          .replace(":address", Cast.BUILDER.value())
          .replace(":id", "t-123456789");
    }

    /// Whether another row of its path takes a method.
    boolean takes(String method) {
      return listener.routes.stream()
          .anyMatch(row -> row.path().equals(route.path()) && row.method().name().equals(method));
    }

    Ask ask() {
      return Ask.method(route.method().name(), target()).toHost("localhost");
    }

    Answer answer(Ask ask) {
      return ask.over(listener.port);
    }
  }

  private static final TestServer SERVER = TestServer.started();
  private static final GatewayOnPort GATEWAY = new GatewayOnPort(Limits.DEFAULT);
  private static final StorageOnPort STORAGE = new StorageOnPort().start();
  private static final RelayOnPort RELAY = new RelayOnPort().start();
  private static final ConsoleOnPort CONSOLE =
      new ConsoleOnPort(SERVER, Cast.OWNER, Limits.DEFAULT);
  private static final List<Listener> LISTENERS =
      List.of(
          new Listener("server", SERVER.port(), serverRoutes()),
          new Listener("gateway", GATEWAY.port(), GATEWAY.routes()),
          new Listener("storage", STORAGE.port(), STORAGE.routes()),
          new Listener("relay", RELAY.port(), RELAY.routes()),
          new Listener("console", CONSOLE.port, routesOf(CONSOLE)));

  private static List<ApiRoute> serverRoutes() {
    return new HttpApi(
            new TestServer().role(), new Deliveries(_ -> true), "1", Limits.DEFAULT, Cast.CLOCK)
        .routes();
  }

  private static List<ApiRoute> routesOf(ConsoleOnPort console) {
    return console.adapter.console(console.role, "http").routes();
  }

  @AfterAll
  static void stop() {
    SERVER.close();
    GATEWAY.close();
    STORAGE.close();
    RELAY.close();
    CONSOLE.close();
  }

  private static Stream<Row> rows() {
    return LISTENERS.stream().flatMap(Listener::rows);
  }

  private static Stream<DynamicTest> each(Consumer<Row> check) {
    return rows().map(row -> dynamicTest(row.name(), () -> check.accept(row)));
  }

  @Test
  void knowsTheListenerOfEveryRole() {
    assertThat(
            Arrays.stream(HttpAdapter.class.getDeclaredMethods())
                .filter(method -> method.getName().equals("listen"))
                .map(method -> method.getParameterTypes()[0])
                .filter(type -> !type.equals(Site.class)))
        .containsExactlyInAnyOrder(
            PersonalServerRole.class,
            GatewayRole.class,
            StorageRole.class,
            RelayRole.class,
            ConsoleRole.class);
  }

  @Test
  void exemptsNothingThatIsNotThere() {
    for (var exemptions : List.of(FOR_ANYONE, UNCOUNTED, UNLOGGED, OPEN)) {
      for (String exempt : exemptions.keySet()) {
        assertThat(rows().map(Row::name)).as(exempt).anyMatch(name -> name.matches(exempt));
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> declaresWhatEveryRouteNeeds() {
    return each(row -> {
      ApiRoute route = row.route;
      boolean mayHaveABody = !Set.of("GET", "HEAD").contains(route.method().name());
      assertThat(route.callers() == Callers.ANYONE).isEqualTo(row.isIn(FOR_ANYONE));
      assertThat(route.tempo() == Tempo.UNLIMITED).isEqualTo(row.isIn(UNCOUNTED));
      assertThat(route.action().isEmpty()).isEqualTo(row.isIn(UNLOGGED));
      assertThat(route.cors() == Cors.OPEN).isEqualTo(row.isIn(OPEN));
      long largest =
          route.intake() == Intake.STREAMED
              ? Limits.DEFAULT.blobBytesMax()
              : Limits.DEFAULT.ingestBytesMax();
      assertThat(route.bodyBytesMax()).isBetween(0L, mayHaveABody ? largest : 0L);
      assertThat(route.bodyBytesMax() == 0 || route.bodyCost() > 0).isTrue();
    });
  }

  @TestFactory
  Stream<DynamicTest> asksForProofOfTheCaller() {
    return each(row -> {
      boolean isForAnyone = row.route.callers() == Callers.ANYONE;
      for (Ask ask :
          List.of(
              row.ask(),
              row.ask().header("Authorization", "Bearer fho_" + "A".repeat(43)),
              row.ask().header("Authorization", "Web3Signed e30.0x" + "11".repeat(65)),
              row.ask().header("Cookie", "session=1").header("X-Forwarded-For", "127.0.0.1"))) {
        int status = row.answer(ask).status();
        if (row.route.callers() == Callers.HOLDER_OF_THE_SECRET) {
          assertThat(status).isIn(400, 401, 403);
        } else {
          assertThat(status == 401).isEqualTo(!isForAnyone);
        }
      }
    });
  }

  @TestFactory
  Stream<DynamicTest> takesNoLargerBodyThanItSays() {
    return each(row -> {
      long max = row.route.bodyBytesMax();
      assertThat(row.answer(row.ask().header("Content-Length", Long.toString(max + 1))).status())
          .isEqualTo(max == 0 ? 400 : 413);
      assertThat(row.answer(row.ask().header("Transfer-Encoding", "chunked")).status())
          .isEqualTo(400);
    });
  }

  @TestFactory
  Stream<DynamicTest> isOpenToPagesOfOtherOriginsOnlyWhereItSays() {
    return each(row -> {
      boolean isOpen = row.route.cors() == Cors.OPEN;
      Ask preflight =
          Ask.method("OPTIONS", row.target())
              .toHost("localhost")
              .header("Origin", "https://evil.example")
              .header("Access-Control-Request-Method", row.route.method().name());
      for (Answer answer :
          List.of(
              row.answer(preflight),
              row.answer(row.ask().header("Origin", "https://evil.example")))) {
        assertThat(answer.header("Access-Control-Allow-Origin").isPresent()).isEqualTo(isOpen);
        assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
      }
      assertThat(row.answer(preflight).status()).isEqualTo(isOpen ? 204 : 403);
    });
  }

  @TestFactory
  Stream<DynamicTest> takesNoOtherMethod() {
    return each(row -> {
      for (String method : List.of("PATCH", "PUT", "TRACE", "BREW")) {
        if (row.takes(method)) {
          continue;
        }
        Answer answer =
            row.answer(Ask.method(method, row.target()).toHost("localhost").byTheOwner());
        assertThat(answer.status()).as(method).isEqualTo(405);
        assertThat(answer.header("Allow").orElse("")).contains(row.route.method().name());
      }
    });
  }

  @TestFactory
  Stream<DynamicTest> answersUnderItsOwnNameOnly() {
    return each(row ->
        assertThat(row.answer(row.ask().toHost("attacker.example")).status()).isEqualTo(421));
  }

  @TestFactory
  Stream<DynamicTest> carriesTheStandingHeaders() {
    return each(row -> {
      for (Answer answer : List.of(row.answer(row.ask()), row.answer(row.ask().byTheOwner()))) {
        assertThat(answer.header("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.header("Referrer-Policy").orElse(""))
            .matches(
                row.listener.name.equals("console") ? "no-referrer|same-origin" : "no-referrer");
        assertThat(answer.header("X-Frame-Options")).hasValue("DENY");
        assertThat(answer.header("Cross-Origin-Opener-Policy")).hasValue("same-origin");
        assertThat(answer.header("Cross-Origin-Resource-Policy")).hasValue("same-origin");
        assertThat(answer.header("Content-Security-Policy").orElse(""))
            .contains("default-src 'none'", "frame-ancestors 'none'");
        assertThat(answer.header("Cache-Control").orElse("")).matches(".*no-store|.*immutable");
        assertThat(answer.header("X-Request-Id")).isPresent();
        assertThat(answer.header("Set-Cookie")).isEmpty();
        assertThat(answer.header("Server")).isEmpty();
      }
    });
  }

  @TestFactory
  Stream<DynamicTest> writesDownWhatItSays() {
    return Stream.of(LISTENERS.getFirst(), LISTENERS.getLast())
        .flatMap(Listener::rows)
        .map(row ->
            dynamicTest(
                row.name(),
                () -> {
                  long before = SERVER.log.read(new Page(1, 0)).total();
                  row.answer(row.ask());
                  var page = SERVER.log.read(new Page(1, 0));
                  assertThat(page.total()).isEqualTo(before + (row.isIn(UNLOGGED) ? 0 : 1));
                  row.route
                      .action()
                      .ifPresent(action ->
                          assertThat(page.items().getFirst().entry().action()).isEqualTo(action));
                }));
  }

  /// With room for one request at once, whoever goes on without a pause is told to wait.
  @TestFactory
  Stream<DynamicTest> countsWhatItSays() {
    Limits one =
        LimitsOf.with(Map.<String, Object>of("addressBurst", 1, "addressRequestsPerSecond", 1));
    var server = new TestServer();
    server.limits = one;
    server.start();
    var gateway = new GatewayOnPort(one);
    var storage = new StorageOnPort();
    storage.limits = one;
    storage.start();
    var relay = new RelayOnPort();
    relay.limits = one;
    relay.start();
    var console = new ConsoleOnPort(server, Cast.OWNER, one);
    return Stream.of(
            new Listener("server", server.port(), serverRoutes()),
            new Listener("gateway", gateway.port(), gateway.routes()),
            new Listener("storage", storage.port(), storage.routes()),
            new Listener("relay", relay.port(), relay.routes()),
            new Listener("console", console.port, routesOf(console)))
        .flatMap(Listener::rows)
        .map(row ->
            dynamicTest(
                row.name(),
                () ->
                    assertThat(isEverToldToWait(row))
                        .isEqualTo(row.route.tempo() != Tempo.UNLIMITED)))
        .onClose(() -> {
          server.close();
          gateway.close();
          storage.close();
          relay.close();
          console.close();
        });
  }

  private static boolean isEverToldToWait(Row row) throws IOException {
    for (int i = 0; i < 20; i++) {
      Answer answer = row.answer(row.ask());
      if (answer.status() == 429) {
        assertThat(answer.header("Retry-After")).isPresent();
        return true;
      }
    }
    return false;
  }
}

package io.freehold.adapters.http.connect;

import static io.freehold.adapters.http.connect.RelayOnPort.get;
import static io.freehold.adapters.http.connect.RelayOnPort.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.http.Wire;
import io.freehold.adapters.http.Wire.Answer;
import io.freehold.application.port.Builders;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.CountedSessions;
import io.freehold.application.testing.FakeSigner;
import io.freehold.application.testing.InMemoryUsedRequests;
import io.freehold.application.testing.LimitsOf;
import io.freehold.domain.Address;
import io.freehold.domain.connect.SessionId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Anybody can make a key, and another one for each request. What that takes from the relay and
/// from everybody else is bounded (threats T5, T28, T29, T31).
class RelayStrangersTest {
  private static final Map<String, Object> FEW =
      Map.of("addressBurst", 3, "addressRequestsPerSecond", 1);

  private final RelayOnPort relay = new RelayOnPort();
  private int keys;

  @AfterEach
  void stop() {
    relay.close();
  }

  private FakeSigner aNewKey() {
    keys++;
    return new FakeSigner(new Address("0x" + "%040x".formatted(0xabc000 + keys)), "");
  }

  private static String requestOf(Address builder) {
    return new JsonObject()
        .put("granteeAddress", builder.value())
        .put("scopes", new JsonArray(List.of("instagram.profile")))
        .encode();
  }

  private Answer init(FakeSigner signer) {
    return post("/v1/session/init", requestOf(signer.address())).by(signer).over(relay.port());
  }

  private Answer waiting(FakeSigner signer, String query) {
    return get("/v1/session/waiting" + query).by(signer).over(relay.port());
  }

  @Test
  void areCountedByTheirAddressWhateverTheirKeys() {
    relay.limits = LimitsOf.with(FEW);
    relay.start();

    assertThat(statuses(() -> init(aNewKey()))).startsWith(401).contains(429);
    assertThat(statuses(() -> waiting(aNewKey(), ""))).contains(429);
    assertThat(statuses(() -> waiting(aNewKey(), "?owner=" + Cast.OWNER))).contains(429);
    assertThat(statuses(() -> post("/v1/session/init", "").by(aNewKey()).over(relay.port())))
        .contains(429);
  }

  private static List<Integer> statuses(Supplier<Answer> asking) {
    return Stream.generate(asking).limit(50).map(Answer::status).toList();
  }

  @Test
  void makeTheGatewayBeAskedNoFasterThanAnAddressMayAsk() {
    var asked = new AtomicInteger();
    Builders registered = relay.builders;
    relay.builders =
        address -> {
          asked.incrementAndGet();
          return registered.find(address);
        };
    relay.limits = LimitsOf.with(FEW);
    relay.start();
    for (int i = 0; i < 100; i++) {
      init(aNewKey());
    }

    // What comes back within a minute is more than such a test ever takes.
    assertThat(asked).hasValueLessThan(3 + 60);
  }

  @Test
  void doNotMakeARegisteredBuilderOrServerBeCountedByItsAddress() {
    relay.limits =
        LimitsOf.with(Map.<String, Object>of("addressBurst", 3, "addressRequestsPerSecond", 1));
    relay.start();
    for (int i = 0; i < 10; i++) {
      assertThat(init(Cast.BUILDER_KEY).status()).isEqualTo(200);
      assertThat(waiting(Cast.SERVER_KEY, "?owner=" + Cast.OWNER).status()).isEqualTo(200);
    }
  }

  @Test
  void takeNoRoomInTheMemoryOfUsedRequests() {
    relay.usedRequests = new InMemoryUsedRequests(relay.clock, 2);
    relay.start();
    String asking =
        new JsonObject(requestOf(Cast.BUILDER)).put("userAddress", Cast.OWNER.value()).encode();
    String id =
        post("/v1/session/init", asking)
            .by(Cast.BUILDER_KEY)
            .over(relay.port())
            .json()
            .getString("sessionId");
    String claim = new JsonObject().put("sessionId", id).encode();
    for (int i = 0; i < 5; i++) {
      assertThat(init(aNewKey()).status()).isEqualTo(401);
      assertThat(post("/v1/session/init", "").by(aNewKey()).over(relay.port()).status())
          .isEqualTo(400);
      assertThat(post("/v1/session/claim", claim).by(aNewKey()).over(relay.port()).status())
          .isEqualTo(404);
    }

    assertThat(init(Cast.BUILDER_KEY).status()).isEqualTo(200);
    assertThat(init(Cast.BUILDER_KEY).status()).isEqualTo(503);
  }

  /// Only a part of the memory for bodies is for strangers; here it holds one.
  @Test
  void doNotTakeTheMemoryForBodiesOfThoseWhoAreKnown() throws IOException {
    relay.heapBytes = 680_000;
    relay.start();

    try (var first = new Wire(relay.port());
        var second = new Wire(relay.port())) {
      assertThat(first.send(headOfALargeBody()).receive().status()).isEqualTo(100);
      assertThat(second.send(headOfALargeBody()).receive().status()).isEqualTo(503);
    }
  }

  private String headOfALargeBody() {
    return "POST /v1/session/init HTTP/1.1\r\nHost: relay.example.com\r\n"
        + "Expect: 100-continue\r\nContent-Length: 1000\r\nAuthorization: "
        + post("/v1/session/init", "x".repeat(1_000)).authorization(aNewKey())
        + "\r\n\r\n";
  }

  @Test
  void lookNothingUpOnceTheirAddressHasNothingLeft() {
    var counted = new CountedSessions(relay.kept);
    relay.sessions = counted;
    relay.limits = LimitsOf.with(FEW);
    relay.start();
    for (int i = 0; i < 100; i++) {
      int status = get("/v1/session/unknown-%06d/poll".formatted(i)).over(relay.port()).status();
      assertThat(status).isIn(404, 429);
    }

    // What comes back within a minute is more than such a test ever takes.
    assertThat(counted.found()).isBetween(3, 3 + 60);
    assertThat(relay.kept.find(new SessionId("unknown-000001"))).isEmpty();
  }
}

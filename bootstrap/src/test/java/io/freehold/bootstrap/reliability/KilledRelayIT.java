package io.freehold.bootstrap.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.freehold.bootstrap.acceptance.StartedServer;
import io.freehold.bootstrap.client.RequestSigner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// R1 for the session relay: a step of a session that was answered is taken, whatever becomes of
/// the process; one that was not answered is taken or not, and what is told of it is queued with
/// it.
class KilledRelayIT {
  private static final int CLIENTS = 6;
  private static final int STEPS_BEFORE_MAX = 60;
  private static final int LIVES_MILLIS_MAX = 200;
  private static final int LIVES = 5;
  private static final List<String> STEPS = List.of("pending", "claimed", "approved");

  @RegisterExtension private final Experiment experiment = new Experiment("R1 relay");
  @TempDir private Path folder;

  private final AtomicLong users = new AtomicLong();

  /// By session: how far it was said to have come.
  private final Map<String, Integer> acknowledged = new ConcurrentHashMap<>();

  private final Map<String, Integer> outlived = new HashMap<>();
  private final Map<String, Integer> settled = new HashMap<>();

  @Test
  void takesNoStepBack() throws Exception {
    // Nothing listens there: what is told stays in the queue, where it can be counted.
    // The long form takes longer than a session lives.
    var lab =
        new Lab(
            folder.resolve("home"),
            Map.of(
                "FREEHOLD_EGRESS_ALLOW_LOOPBACK", "true",
                "FREEHOLD_LIMITS_SESSION_LIFETIME", "24h",
                "FREEHOLD_LIMITS_SESSIONS_KEPT", "24h",
                "FREEHOLD_LIMITS_SESSIONS_PER_BUILDER_MAX", "100000"));
    int rounds = Experiment.rounds(8, 300);
    try (var first = lab.start()) {
      lab.introduce(first);
      first.kill();
    }
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < rounds; round++) {
        workUntilKilled(lab, clients);
        try (var server = lab.start()) {
          mustHaveComeAsFar(lab, server);
          server.kill();
        }
        leaveThoseThatOutlivedMany();
      }
    }
    acknowledged.putAll(settled);
    int approved;
    try (var server = lab.start()) {
      approved = mustHaveComeAsFar(lab, server);
      server.kill();
    }
    experiment.report(
        "rounds=%d sessions=%d approved=%d lost=0", rounds, acknowledged.size(), approved);
  }

  /// Until the end, where all are looked at once more: otherwise each life would look at all that
  /// were ever begun.
  private void leaveThoseThatOutlivedMany() {
    for (String id : List.copyOf(acknowledged.keySet())) {
      if (outlived.merge(id, 1, Integer::sum) >= LIVES) {
        settled.put(id, acknowledged.remove(id));
      }
    }
  }

  private void workUntilKilled(Lab lab, ExecutorService clients) throws Exception {
    var some = new CountDownLatch(1 + experiment.random().nextInt(STEPS_BEFORE_MAX));
    try (var server = lab.start()) {
      var running = new ArrayList<Future<Void>>();
      for (int i = 0; i < CLIENTS; i++) {
        running.add(clients.submit(client(server.url("relay"), some)));
      }
      boolean isAtWork = some.await(1, TimeUnit.MINUTES);
      TimeUnit.MILLISECONDS.sleep(experiment.random().nextInt(LIVES_MILLIS_MAX));
      server.kill();
      for (Future<Void> one : running) {
        one.get();
      }
      assertThat(isAtWork).isTrue();
    }
  }

  /// Takes one session after the other through all its steps, until there is nobody to talk to.
  /// What is signed within the second a server began in is refused, and that ends the connection.
  private Callable<Void> client(String origin, CountDownLatch some) {
    var signer = new RequestSigner(Lab.BUILDER, InstantSource.system());
    return () -> {
      try {
        while (true) {
          walkUntilRefused(origin, signer, some);
          TimeUnit.MILLISECONDS.sleep(200);
        }
      } catch (IOException e) {
        return null;
      }
    };
  }

  private void walkUntilRefused(String origin, RequestSigner signer, CountDownLatch some)
      throws IOException {
    try (var line = new Line(origin)) {
      Line.Reply begun = begin(line, origin, signer);
      while (begun.status() == 200) {
        walk(line, new JsonMapper().readTree(begun.body()), some);
        begun = begin(line, origin, signer);
      }
      assertThat(begun.text()).contains("EXPIRED_TOKEN");
    }
  }

  private Line.Reply begin(Line line, String origin, RequestSigner signer) throws IOException {
    String init = "/v1/session/init";
    byte[] wanted =
        """
        {"granteeAddress":"%s","scopes":["instagram.profile"],"webhookUrl":"http://127.0.0.1:1/hook","app_user_id":"user-%d"}
        """
            .formatted(Lab.BUILDER.address(), users.incrementAndGet())
            .getBytes(StandardCharsets.UTF_8);
    return line.send(Line.post(init, signer.header(origin, "POST", init, wanted), wanted))
        .receive();
  }

  private void walk(Line line, JsonNode session, CountDownLatch some) throws IOException {
    String id = session.path("sessionId").asText();
    String link = session.path("deepLinkUrl").asText();
    String secret = link.substring(link.indexOf("secret=") + 7);
    isAcknowledged(id, 0, some);
    step(
        line,
        "/v1/session/claim",
        "{\"sessionId\":\"%s\",\"secret\":\"%s\"}".formatted(id, secret));
    isAcknowledged(id, 1, some);
    step(
        line,
        "/v1/session/" + id + "/approve",
        "{\"secret\":\"%s\",\"grantId\":\"0x%s\",\"userAddress\":\"%s\",\"scopes\":[\"instagram.profile\"]}"
            .formatted(secret, "11".repeat(32), Lab.OWNER.address()));
    isAcknowledged(id, 2, some);
  }

  private static void step(Line line, String target, String body) throws IOException {
    Line.Reply reply =
        line.send(Line.post(target, "-", body.getBytes(StandardCharsets.UTF_8))).receive();
    assertThat(reply.status()).describedAs(reply.text()).isEqualTo(200);
  }

  private void isAcknowledged(String id, int step, CountDownLatch some) {
    acknowledged.put(id, step);
    some.countDown();
  }

  /// Every session, those of earlier lives among them; returns how many are approved. Of each
  /// approval exactly one event waits to be told.
  private int mustHaveComeAsFar(Lab lab, StartedServer server) throws Exception {
    int approved = 0;
    try (var line = new Line(server.url("relay"))) {
      for (Map.Entry<String, Integer> session : acknowledged.entrySet()) {
        Line.Reply reply =
            line.send(Line.head("GET", "/v1/session/" + session.getKey() + "/poll")).receive();
        assertThat(reply.status()).describedAs("lost %s", session.getKey()).isEqualTo(200);
        int step = STEPS.indexOf(new JsonMapper().readTree(reply.body()).path("status").asText());
        // What was under way when the process died may have happened.
        assertThat(step).isBetween(session.getValue(), session.getValue() + 1);
        session.setValue(step);
        approved += step == 2 ? 1 : 0;
      }
    }
    var queued = lab.owner(server).get("/v1/relay/webhooks?limit=1000").json().path("webhooks");
    var sessions = new ArrayList<String>();
    queued.forEach(event -> sessions.add(event.path("sessionId").asText()));
    assertThat(sessions).doesNotHaveDuplicates();
    for (Map.Entry<String, Integer> session : acknowledged.entrySet()) {
      if (sessions.size() < 1_000) {
        assertThat(sessions.contains(session.getKey())).isEqualTo(session.getValue() == 2);
      }
    }
    return approved;
  }
}

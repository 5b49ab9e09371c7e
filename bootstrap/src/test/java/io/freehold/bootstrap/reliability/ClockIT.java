package io.freehold.bootstrap.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.freehold.bootstrap.Context;
import io.freehold.bootstrap.PersonalServer;
import io.freehold.bootstrap.acceptance.StartedServer;
import io.freehold.bootstrap.client.Answer;
import io.freehold.bootstrap.client.ApiClient;
import io.freehold.bootstrap.client.ApiClient.Credential;
import io.freehold.bootstrap.client.RequestSigner;
import io.freehold.bootstrap.config.ConfigLoader;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.storage.MasterKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// R17, threat T71: the clock is set while the server runs, and while it does not.
class ClockIT {
  private static final String SCOPE = "/v1/data/clock.work";
  private static final Instant YEAR_2040 = Instant.parse("2040-02-29T23:59:59Z");
  private static final Instant YEAR_2107 = Instant.parse("2107-01-01T00:00:00Z");

  /// When clocks in Berlin go from three back to two.
  private static final Instant END_OF_SUMMER = Instant.parse("2026-10-25T01:00:00Z");

  @RegisterExtension private final Experiment experiment = new Experiment("R17");
  @TempDir private Path folder;

  private static final Duration BODY_TIMEOUT = Duration.ofSeconds(1);
  private static final String JUMPED = "the clock of this machine jumped ";

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /// How libfaketime is told of a clock that stands.
  private static final DateTimeFormatter STANDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private final List<Instant> versions = new ArrayList<>();
  private int jumps;
  private int payload;

  /// A server whose clock can be set.
  private interface World {
    ApiClient anybody();

    Secret token();

    Duration offset();

    void setTo(Duration offset);

    /// The clock stands from here on, until it is set.
    void stop();

    /// Where the clock stands.
    Optional<Instant> standsAt();

    List<String> logged();

    /// Starts again when the clock shows another time.
    void restart(Duration offset);

    default Instant now() {
      return standsAt().orElseGet(() -> Instant.now().plus(offset()));
    }

    default void setTo(Instant time) {
      setTo(Duration.between(Instant.now(), time));
    }

    default ApiClient owner() {
      return anybody().as(new Credential.Bearer(token()));
    }

    /// Signs with a clock that is off by so much from the server's.
    default ApiClient wallet(Duration off) {
      InstantSource clock = () -> now().plus(off);
      return anybody().as(new Credential.Signed(new RequestSigner(Lab.OWNER, clock)));
    }
  }

  @Test
  void aServerWhoseClockIsSetByHandKeepsItsPromises() {
    try (var world = new InThisProcess()) {
      holds(world);
    }
    experiment.report(
        "clock set by hand: jumps=%d (±10 min, -1 h, end of summer time, 2040, 2107), stopped=1;"
            + " versions=%d in order, tokens only in their window, timers go on, log holds and says"
            + " so",
        jumps, versions.size());
  }

  /// Only in the long form: under the library a process takes several times as long for everything.
  @Test
  @EnabledIfSystemProperty(
      named = "freehold.long",
      matches = "true",
      disabledReason =
          "R17 with libfaketime is part of the long form; the short one sets a clock" + " by hand")
  void aProcessWhoseClockIsSetKeepsItsPromises() throws Exception {
    Optional<Path> library = libfaketime();
    if (library.isEmpty()) {
      experiment.cannotBeTried(
          "libfaketime is not installed (Debian: apt install faketime); the clock of this process"
              + " was set by hand instead");
    }
    try (var world = new InAProcess(library.get())) {
      holds(world);
    }
    experiment.report(
        "libfaketime, Europe/Berlin: jumps=%d (±10 min, -1 h, end of summer time, 2040, 2107),"
            + " stopped=1; versions=%d in order, tokens only in their window, timers go on, log holds"
            + " and says so",
        jumps, versions.size());
  }

  private void holds(World world) {
    tokensAreGoodInTheirWindowOnly(world);
    ingest(world);
    jump(world, Duration.ofMinutes(10));
    jump(world, Duration.ofMinutes(-10));
    jump(world, Duration.ofHours(-1));
    walletWritesWaitForTheClock(world);
    aUsedRequestStaysUsed(world);
    jump(world, untilNow(END_OF_SUMMER.minusSeconds(2)));
    world.setTo(END_OF_SUMMER.plusSeconds(1));
    ingest(world);
    jump(world, untilNow(YEAR_2040));
    jump(world, untilNow(YEAR_2107));
    jump(world, Duration.ZERO);
    whileItStands(world);
    aRestartAfterTheClockWasSetBackRemembersNothingAndRefuses(world);
    mustBeInOrder(world);
  }

  private static Duration untilNow(Instant time) {
    return Duration.between(Instant.now(), time);
  }

  /// A timer that runs is neither early nor late for it, and the next round of the work in the
  /// background says that the clock was set.
  private void jump(World world, Duration to) {
    String direction = to.compareTo(world.offset()) < 0 ? "back" : "forward";
    long before = told(world, direction);
    try (var timed = new Line(world.anybody().origin())) {
      long begin = System.nanoTime();
      timed.send(unfinished(world));
      world.setTo(to);
      tokensAreGoodInTheirWindowOnly(world);
      ingest(world);
      mustRunOut(timed, begin);
      for (int i = 0; i < 600 && told(world, direction) == before; i++) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
      assertThat(told(world, direction)).as("clock set " + direction).isGreaterThan(before);
      jumps++;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static long told(World world, String direction) {
    return world.logged().stream()
        .filter(line -> line.contains(JUMPED) && line.contains(direction))
        .count();
  }

  private static byte[] unfinished(World world) {
    byte[] whole = Line.post(SCOPE, "Bearer " + world.token().reveal(), new byte[2]);
    return Arrays.copyOf(whole, whole.length - 1);
  }

  private static void mustRunOut(Line timed, long begin) throws IOException {
    assertThat(timed.receive().text()).contains("the body did not arrive");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(BODY_TIMEOUT);
  }

  private void whileItStands(World world) {
    world.stop();
    try (var timed = new Line(world.anybody().origin())) {
      long begin = System.nanoTime();
      timed.send(unfinished(world));
      for (int i = 0; i < 5; i++) {
        ingest(world);
      }
      tokensAreGoodInTheirWindowOnly(world);
      mustRunOut(timed, begin);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    world.setTo(Duration.ZERO);
    ingest(world);
  }

  private static void tokensAreGoodInTheirWindowOnly(World world) {
    assertThat(read(world, Duration.ZERO)).isEqualTo(200);
    assertThat(read(world, Duration.ofSeconds(50))).isEqualTo(200);
    assertThat(read(world, Duration.ofSeconds(75))).isEqualTo(401);
    assertThat(read(world, Duration.ofSeconds(-350))).isEqualTo(200);
    assertThat(read(world, Duration.ofSeconds(-375))).isEqualTo(401);
    assertThat(read(world, Duration.ofMinutes(10))).isEqualTo(401);
    assertThat(read(world, Duration.ofMinutes(-10))).isEqualTo(401);
  }

  private static int read(World world, Duration off) {
    return world.wallet(off).get("/v1/data").status();
  }

  /// Signed before the server began to remember: it could be a replay, and is refused.
  private static void walletWritesWaitForTheClock(World world) {
    Answer refused = world.wallet(Duration.ZERO).post(SCOPE, "{}");
    assertThat(refused.status()).isEqualTo(401);
    assertThat(new String(refused.body())).contains("Signed before this server started");
  }

  private void aRestartAfterTheClockWasSetBackRemembersNothingAndRefuses(World world) {
    world.setTo(Duration.ofMinutes(10));
    ingest(world);
    world.restart(Duration.ZERO);
    assertThat(world.logged()).anyMatch(line -> line.contains("the access log ends in the future"));
    walletWritesWaitForTheClock(world);
    ingest(world);
  }

  /// Set ahead and back again, the clock makes no used request new.
  private static void aUsedRequestStaysUsed(World world) {
    world.setTo(Duration.ZERO);
    byte[] body = "{\"granteeAddress\":\"nobody\"}".getBytes(StandardCharsets.UTF_8);
    ApiClient once =
        world
            .anybody()
            .as(
                new Credential.Header(
                    new RequestSigner(Lab.OWNER, () -> world.now().plusSeconds(2))
                        .header(world.anybody().origin(), "POST", "/v1/grants", body)));
    assertThat(once.post("/v1/grants", body).status()).isEqualTo(400);
    world.setTo(Duration.ofMinutes(20));
    byte[] other = "{\"granteeAddress\":\"somebody\"}".getBytes(StandardCharsets.UTF_8);
    assertThat(world.wallet(Duration.ZERO).post("/v1/grants", other).status()).isEqualTo(400);
    world.setTo(Duration.ZERO);
    assertThat(once.post("/v1/grants", body).status()).isEqualTo(401);
  }

  private void ingest(World world) {
    Answer answer = world.owner().post(SCOPE, "{\"n\":" + ++payload + "}");
    assertThat(answer.status()).describedAs(new String(answer.body())).isEqualTo(201);
    versions.add(Instant.parse(answer.json().path("collectedAt").asText()));
    assertThat(new String(world.owner().get(SCOPE).body()))
        .endsWith("\"data\":{\"n\":" + payload + "}}");
  }

  private void mustBeInOrder(World world) {
    assertThat(versions).isSorted().doesNotHaveDuplicates();
    var listed = new ArrayList<Instant>();
    world
        .owner()
        .get(SCOPE + "/versions?limit=1000")
        .json()
        .path("versions")
        .forEach(version -> listed.addFirst(Instant.parse(version.path("collectedAt").asText())));
    assertThat(listed).isEqualTo(versions);
    Answer log = world.owner().get("/v1/access-logs/verify");
    assertThat(log.json().path("valid").asBoolean()).describedAs(new String(log.body())).isTrue();
  }

  private static Optional<Path> libfaketime() throws IOException {
    for (String folder : List.of("/usr/lib", "/usr/lib64", "/usr/local/lib", "/opt")) {
      if (Files.isDirectory(Path.of(folder))) {
        try (Stream<Path> files = Files.walk(Path.of(folder), 3)) {
          var found = files.filter(file -> file.endsWith("libfaketimeMT.so.1")).findFirst();
          if (found.isPresent()) {
            return found;
          }
        } catch (UncheckedIOException e) {
          // A folder that may not be read holds nothing for us.
        }
      }
    }
    return Optional.empty();
  }

  private final class InThisProcess implements World, AutoCloseable {
    private final ConfigLoader config =
        new ConfigLoader(
            Map.of(
                "FREEHOLD_HOME", folder.resolve("home").toString(),
                "FREEHOLD_SERVER_HOST", "127.0.0.1",
                "FREEHOLD_SERVER_PORT", "0",
                "FREEHOLD_GATEWAY_PORT", "0",
                "FREEHOLD_LIMITS_BODY_TIMEOUT", BODY_TIMEOUT.toSeconds() + "s",
                "FREEHOLD_SCHEMAS_POLICY", "off"));
    private volatile Duration offset = Duration.ZERO;
    private volatile Optional<Instant> standsAt = Optional.empty();
    private final Logger log = (Logger) LoggerFactory.getLogger("io.freehold.bootstrap");
    private final ListAppender<ILoggingEvent> told = new ListAppender<>();
    private final Context context = new Context(config, this::now, new SecureRandom());
    private PersonalServer server =
        PersonalServer.start(config.load(), context.clock(), context.random());
    private final Secret token;

    InThisProcess() {
      told.start();
      log.addAppender(told);
      var setup = server.ownerSetup();
      token =
          setup.token(
              setup.withMasterKeySignature(new Secret(Lab.OWNER.sign(MasterKey.SENTENCE).value())),
              "test");
      restart(Duration.ZERO);
    }

    @Override
    public ApiClient anybody() {
      return new ApiClient(server.origin("server").value(), new Credential.None());
    }

    @Override
    public Secret token() {
      return token;
    }

    @Override
    public Duration offset() {
      return offset;
    }

    @Override
    public void setTo(Duration to) {
      offset = to;
      standsAt = Optional.empty();
    }

    @Override
    public void stop() {
      standsAt = Optional.of(now());
    }

    @Override
    public Optional<Instant> standsAt() {
      return standsAt;
    }

    @Override
    public List<String> logged() {
      synchronized (told) {
        return told.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
      }
    }

    @Override
    public void restart(Duration to) {
      server.close();
      offset = to;
      server = PersonalServer.start(config.load(), context.clock(), context.random());
    }

    @Override
    public void close() {
      server.close();
      log.detachAppender(told);
    }
  }

  private final class InAProcess implements World, AutoCloseable {
    private final Path setting = folder.resolve("clock");
    private final Lab lab = new Lab(folder.resolve("home"));
    private final List<String> logged = new ArrayList<>();
    private StartedServer server;
    private Duration offset = Duration.ZERO;
    private Optional<Instant> standsAt = Optional.empty();

    InAProcess(Path library) throws IOException {
      Files.writeString(setting, "+0");
      lab.with("LD_PRELOAD", library.toString())
          .with("FAKETIME_TIMESTAMP_FILE", setting.toString())
          .with("FAKETIME_CACHE_DURATION", "1")
          .with("FAKETIME_DONT_FAKE_MONOTONIC", "1")
          .with("FREEHOLD_LIMITS_BODY_TIMEOUT", BODY_TIMEOUT.toSeconds() + "s")
          .with("TZ", BERLIN.getId());
      server = lab.start();
    }

    @Override
    public List<String> logged() {
      var all = new ArrayList<>(logged);
      all.addAll(server.logged());
      all.add(server.printedBeforeReady());
      return all;
    }

    @Override
    public ApiClient anybody() {
      return Lab.anybody(server);
    }

    @Override
    public Secret token() {
      return new Secret(lab.bearer().substring("Bearer ".length()));
    }

    @Override
    public Duration offset() {
      return offset;
    }

    /// Returns when the process noticed, which the library says it does within a second.
    @Override
    public void setTo(Duration to) {
      write(to);
      awaitNotice();
    }

    @Override
    public void stop() {
      Instant now = now().truncatedTo(ChronoUnit.SECONDS);
      write(STANDS.format(now.atZone(BERLIN)));
      standsAt = Optional.of(now);
      awaitNotice();
    }

    @Override
    public Optional<Instant> standsAt() {
      return standsAt;
    }

    private void awaitNotice() {
      try {
        TimeUnit.MILLISECONDS.sleep(1_100);
        for (int i = 0; i < 600; i++) {
          if (wallet(Duration.ZERO).get("/v1/data").status() == 200) {
            return;
          }
          TimeUnit.MILLISECONDS.sleep(100);
        }
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      throw new AssertionError("the process does not see the clock");
    }

    private void write(Duration to) {
      write((to.isNegative() ? "-" : "+") + to.abs().toSeconds());
      offset = Duration.ofSeconds(to.toSeconds());
      standsAt = Optional.empty();
    }

    private void write(String text) {
      try {
        Files.writeString(setting, text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void restart(Duration to) {
      assertThat(server.stop()).isZero();
      logged.addAll(server.logged());
      write(to);
      server = lab.start();
    }

    @Override
    public void close() {
      server.close();
    }
  }
}

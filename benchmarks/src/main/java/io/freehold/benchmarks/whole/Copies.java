package io.freehold.benchmarks.whole;

import com.fasterxml.jackson.databind.JsonNode;
import io.freehold.adapters.chain.ChainAdapter;
import io.freehold.adapters.storage.StorageAdapter;
import io.freehold.application.Limits;
import io.freehold.application.port.FileCipher;
import io.freehold.application.port.Signer;
import io.freehold.benchmarks.process.Checkout;
import io.freehold.benchmarks.process.CountingRelay;
import io.freehold.benchmarks.process.Home;
import io.freehold.benchmarks.report.Figure;
import io.freehold.benchmarks.report.Report;
import io.freehold.benchmarks.report.Target;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.registry.ProtocolDomain;
import io.freehold.domain.storage.Spooled;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Copies elsewhere: files brought to the storage role of another server on this machine, a new
/// server that gets them from there, and one that has nothing to do. The derivation of a key from a
/// password, which the format asks for once per file and direction, is the floor of the processor
/// time.
final class Copies implements Experiment {
  private static final String LARGE = "bench.large";
  private static final String SMALL = "bench.small";
  private static final int LARGE_BYTES = 100_000;
  private static final int SMALL_BYTES = 1_000;
  private static final int DERIVATIONS = 60;
  private static final int DERIVATIONS_BEFORE = 20;
  private static final Duration TURN = Duration.ofMinutes(1);
  private static final Duration TURN_MAX = Duration.ofSeconds(90);
  private static final double MIB = 1 << 20;
  private static final Map<String, String> UNPACED =
      Map.of(
          "FREEHOLD_LIMITS_ADDRESS_REQUESTS_PER_SECOND", "10000000",
          "FREEHOLD_LIMITS_ADDRESS_BURST", "10000000",
          "FREEHOLD_LIMITS_SIGNER_REQUESTS_PER_SECOND", "10000000",
          "FREEHOLD_LIMITS_SIGNER_BURST", "10000000",
          "FREEHOLD_LIMITS_BLOB_OWN_PER_MINUTE", "10000000");

  @Override
  public String name() {
    return "copies";
  }

  @Override
  public void run(Checkout checkout, Bounds bounds, Report report) {
    report.say(
        "  figures per file are processor time; compare them on a machine with other work too");
    ChainAdapter chain = ChainAdapter.of(ProtocolDomain.MOKSHA, Limits.DEFAULT);
    Signer wallet = chain.signer(chain.newPrivateKey(new SecureRandom()));
    try (var home = Home.in(checkout.workFolder())) {
      report.add(floor(home));
    }
    try (var keeping = Home.in(checkout.workFolder());
        var keeper = SyncingServer.start(checkout, keeping, wallet, UNPACED);
        var relay = new CountingRelay(keeper.origin("gateway"))) {
      keeper.register();
      Map<String, String> settings = settings(keeper, relay);
      try (var home = Home.in(checkout.workFolder())) {
        upload(checkout, home, wallet, settings, keeper, bounds, report);
      }
      try (var home = Home.in(checkout.workFolder())) {
        fetch(checkout, home, wallet, settings, relay, bounds, report);
      }
    }
  }

  private static Map<String, String> settings(SyncingServer keeper, CountingRelay relay) {
    return Map.of(
        "FREEHOLD_GATEWAY_MODE", "remote",
        "FREEHOLD_GATEWAY_URL", relay.origin(),
        "FREEHOLD_BLOBS_ENABLED", "false",
        "FREEHOLD_STORAGE_BACKEND", "vana",
        "FREEHOLD_STORAGE_CONFIG_VANA_URL", keeper.origin("storage"));
  }

  /// One byte encrypted is next to nothing but the derivation.
  private static Figure floor(Home home) {
    FileCipher cipher =
        StorageAdapter.cipher(
            home.path(), Limits.DEFAULT, InstantSource.system(), new SecureRandom());
    encrypt(cipher, DERIVATIONS_BEFORE);
    var threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    encrypt(cipher, DERIVATIONS);
    double millis = (threads.getCurrentThreadCpuTime() - before) / 1e6 / DERIVATIONS;
    return Figure.of(
        "OpenPGP key derivation, the floor", "CPU per file and direction", millis, "ms");
  }

  private static void encrypt(FileCipher cipher, int times) {
    var password = new Secret("5d".repeat(32));
    for (int i = 0; i < times; i++) {
      try (Spooled made = cipher.encrypt(new ByteArrayInputStream(new byte[1]), 1, password)) {
        if (made.sizeBytes() == 0) {
          throw new IllegalStateException("nothing was encrypted");
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void upload(
      Checkout checkout,
      Home home,
      Signer wallet,
      Map<String, String> settings,
      SyncingServer keeper,
      Bounds bounds,
      Report report) {
    var still = new java.util.HashMap<>(settings);
    still.put("FREEHOLD_SYNC_ENABLED", "false");
    try (var server = SyncingServer.start(checkout, home, wallet, still)) {
      addSchemas(keeper);
      server.register();
      ingest(server, LARGE, LARGE_BYTES, bounds.uploads());
    }
    String work = "upload of %,d files of 100 KB".formatted(bounds.uploads());
    Duration keeperBefore = keeper.usage().cpu();
    try (var server = SyncingServer.start(checkout, home, wallet, settings)) {
      measure(server, work, bounds.uploads(), Copies::isAllUploaded, bounds, report);
      report.add(
          Figure.of(
              work,
              "CPU of storage and gateway per file",
              millis(keeper.usage().cpu().minus(keeperBefore), bounds.uploads()),
              "ms"));
      ingest(server, SMALL, SMALL_BYTES, bounds.fetches());
      server.await(Copies::isAllUploaded);
    }
  }

  private static void addSchemas(SyncingServer keeper) {
    keeper.addSchema(LARGE);
    keeper.addSchema(SMALL);
  }

  private static void ingest(SyncingServer server, String scope, int bytes, int files) {
    byte[] document = Documents.ofSize(bytes);
    for (int i = 0; i < files; i++) {
      server.ingest(scope, document);
    }
  }

  private static void fetch(
      Checkout checkout,
      Home home,
      Signer wallet,
      Map<String, String> settings,
      CountingRelay relay,
      Bounds bounds,
      Report report) {
    int files = bounds.uploads() + bounds.fetches();
    String work = "restore of %,d files from storage".formatted(files);
    try (var server = SyncingServer.start(checkout, home, wallet, settings)) {
      server.register();
      measure(
          server,
          work,
          files,
          status -> isAtRest(status) && server.versions() == files,
          bounds,
          report);
      idle(server, relay, bounds, report);
    }
  }

  private static void measure(
      SyncingServer server,
      String work,
      int files,
      Predicate<JsonNode> isDone,
      Bounds bounds,
      Report report) {
    report.add(memory(work, "memory before", server.usage().residentBytes()));
    server.usage().forgetPeak();
    long begin = System.nanoTime();
    Duration cpu = server.usage().cpu();
    server.await(isDone);
    double seconds = (System.nanoTime() - begin) / 1e9;
    report.add(Figure.of(work, "files", files / seconds, "/s"));
    report.add(
        Figure.of(
            work, "server CPU per file", millis(server.usage().cpu().minus(cpu), files), "ms"));
    report.add(memory(work, "memory during, peak", server.usage().peakBytes()));
    ReadAndIngest.pause(bounds.resting());
    report.add(memory(work, "memory after", server.usage().residentBytes()));
  }

  private static double millis(Duration cpu, int files) {
    return cpu.toNanos() / 1e6 / files;
  }

  private static Figure memory(String work, String when, long bytes) {
    return new Figure(work, when, bytes / MIB, "MiB", Optional.empty());
  }

  private static void idle(
      SyncingServer server, CountingRelay relay, Bounds bounds, Report report) {
    awaitTurn(relay, bounds);
    long requests = relay.requests();
    Duration cpu = server.usage().cpu();
    ReadAndIngest.pause(bounds.idle());
    double minutes = bounds.idle().toMillis() / 60e3;
    report.add(
        Figure.of(
            "a synced server without work",
            "gateway requests per minute",
            (relay.requests() - requests) / minutes,
            "",
            Target.atMost(1)));
    report.add(
        Figure.of(
            "a synced server without work",
            "CPU per minute",
            server.usage().cpu().minus(cpu).toMillis() / minutes,
            "ms"));
  }

  /// What is counted begins after a turn, so that a whole number of them is in it.
  private static void awaitTurn(CountingRelay relay, Bounds bounds) {
    long before = relay.requests();
    long end = System.nanoTime() + TURN_MAX.toNanos();
    while (bounds.idle().compareTo(TURN) >= 0
        && relay.requests() == before
        && System.nanoTime() < end) {
      ReadAndIngest.pause(Duration.ofMillis(100));
    }
    ReadAndIngest.pause(bounds.idle().dividedBy(30));
  }

  private static boolean isAllUploaded(JsonNode status) {
    return isAtRest(status) && status.path("pendingFiles").asLong() == 0;
  }

  /// Before its first cycle a server does not know what waits.
  private static boolean isAtRest(JsonNode status) {
    return !status.path("syncing").asBoolean() && !status.path("lastSync").isNull();
  }
}

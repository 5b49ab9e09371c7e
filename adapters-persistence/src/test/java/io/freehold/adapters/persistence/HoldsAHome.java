package io.freehold.adapters.persistence;

import io.freehold.application.Limits;
import io.freehold.application.testing.Cast;
import io.freehold.domain.Scope;
import io.freehold.domain.data.DataDraft;
import io.freehold.domain.data.IdempotencyKey;
import io.freehold.domain.data.JsonDocument;
import io.freehold.domain.data.VersionSummary;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Another process that has a home open: it says so, and then saves until it is killed, nobody
/// listens any more, or no test can still want it.
public final class HoldsAHome {
  private static final Duration LIFETIME = Duration.ofMinutes(10);

  private HoldsAHome() {}

  /// Returns once the home is open.
  public static Process start(Path home) throws IOException {
    var command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            HoldsAHome.class.getName(),
            home.toString());
    Process process = command.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    var first = process.getInputStream().read();
    if (first != '.') {
      throw new IllegalStateException("the other process did not start");
    }
    return process;
  }

  public static void main(String[] arguments) throws Exception {
    PersistenceAdapter adapter =
        PersistenceAdapter.open(Path.of(arguments[0]), Limits.DEFAULT, Cast.CLOCK);
    PrintStream out = System.out;
    out.print('.');
    out.flush();
    var number = new AtomicInteger();
    Runnable saving =
        () -> {
          while (true) {
            int n = number.incrementAndGet();
            VersionSummary saved = adapter.dataFiles().save(draft(n));
            String line = n + " " + saved.collectedAt() + " " + saved.sha256() + "\n";
            synchronized (out) {
              out.print(line);
              if (out.checkError()) {
                Runtime.getRuntime().halt(1);
              }
            }
          }
        };
    for (int i = 0; i < 8; i++) {
      Thread.ofVirtual().start(saving);
    }
    Thread.sleep(LIFETIME);
    Runtime.getRuntime().halt(1);
  }

  private static DataDraft draft(int n) {
    return new DataDraft(
        Optional.empty(),
        new Scope("killed.scope" + n % 3),
        JsonDocument.of("{\"n\":" + n + "}"),
        Cast.NOW,
        Optional.of(new IdempotencyKey("key" + n)));
  }
}

package io.freehold.benchmarks.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// How long it takes from calling the launcher to the first 200 of `/health`.
public final class StartTime {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(2);
  private static final byte[] REQUEST =
      "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private StartTime() {}

  /// Starts a server, waits for the answer and stops it.
  public static Duration measure(Checkout checkout, Home home, Map<String, String> settings) {
    int port = ServerUnderTest.freePort();
    var all = new HashMap<>(settings);
    all.put("FREEHOLD_SERVER_PORT", Integer.toString(port));
    long start = System.nanoTime();
    Process process = ServerUnderTest.launch(checkout, home, all);
    try {
      while (!answers(port)) {
        if (!process.isAlive() || System.nanoTime() - start > PATIENCE.toNanos()) {
          throw new IllegalStateException("the server did not start");
        }
        Thread.sleep(BETWEEN_TRIES);
      }
      return Duration.ofNanos(System.nanoTime() - start);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      ServerUnderTest.stop(process);
    }
  }

  private static boolean answers(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port));
      socket.getOutputStream().write(REQUEST);
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      return answer.startsWith("HTTP/1.1 200 ");
    } catch (IOException e) {
      return false;
    }
  }
}

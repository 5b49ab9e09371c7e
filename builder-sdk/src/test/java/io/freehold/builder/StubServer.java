package io.freehold.builder;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// A server on loopback that says what it was told to say, in that order; the last thing again and
/// again.
public final class StubServer implements AutoCloseable {
  /// What came in.
  public record Received(
      String method, String target, Map<String, List<String>> headers, byte[] body) {
    public String header(String name) {
      return headers.entrySet().stream()
          .filter(entry -> entry.getKey().equalsIgnoreCase(name))
          .map(entry -> entry.getValue().getFirst())
          .findFirst()
          .orElse("");
    }

    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /// What is said.
  @FunctionalInterface
  public interface Saying {
    void to(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final Map<String, ArrayDeque<Saying>> sayings = new ConcurrentHashMap<>();
  private final Queue<Received> received = new ConcurrentLinkedQueue<>();
  private final CountDownLatch end = new CountDownLatch(1);

  public StubServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// @param path without a query
  public StubServer on(String path, Saying... inThisOrder) {
    sayings.put(path, new ArrayDeque<>(List.of(inThisOrder)));
    return this;
  }

  public static Saying json(int status, String body) {
    return json(status, body, Map.of());
  }

  public static Saying json(int status, String body, Map<String, String> headers) {
    return bytes(status, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  public static Saying bytes(int status, byte[] body, Map<String, String> headers) {
    return exchange -> {
      headers.forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    };
  }

  public static Saying refusal(int status, String errorCode) {
    return json(
        status,
        "{\"error\":{\"code\":%d,\"errorCode\":\"%s\",\"message\":\"no\",\"requestId\":\"r-1\"}}"
            .formatted(status, errorCode));
  }

  /// Announces all of a body, sends a part of it, and hangs up.
  public static Saying cut(int status, byte[] body, int sent, Map<String, String> headers) {
    return exchange -> {
      headers.forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body, 0, sent);
      exchange.getResponseBody().flush();
      throw new IOException("hanging up");
    };
  }

  /// Announces all of a body, sends a part of it, and falls silent.
  public Saying silence(byte[] body, int sent) {
    return exchange -> {
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body, 0, sent);
      exchange.getResponseBody().flush();
      await();
    };
  }

  private void await() {
    try {
      var _ = end.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      received.add(
          new Received(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              Map.copyOf(exchange.getRequestHeaders()),
              exchange.getRequestBody().readAllBytes()));
      next(exchange.getRequestURI().getPath()).to(exchange);
    }
  }

  private Saying next(String path) {
    ArrayDeque<Saying> queue = sayings.get(path);
    if (queue == null) {
      return refusal(404, "NOT_FOUND");
    }
    synchronized (queue) {
      return queue.size() == 1 ? queue.getFirst() : queue.removeFirst();
    }
  }

  public List<Received> received() {
    return List.copyOf(received);
  }

  public Received last() {
    return received().getLast();
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
  }
}

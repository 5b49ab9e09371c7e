package io.freehold.adapters.storage.standin;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.freehold.adapters.storage.standin.Exchange.Answer;
import io.freehold.adapters.storage.standin.Exchange.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// A service on a free port of this machine. Faults come before its rules, one at a time.
public abstract class StandIn implements AutoCloseable {
  /// Something that happens once, to the first request it is meant for, instead of an answer; the
  /// service may have done what it was asked before.
  private record Fault(Predicate<Request> meant, Function<Request, Answer> happens) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Fault> faults = new CopyOnWriteArrayList<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<String> violations = new CopyOnWriteArrayList<>();

  protected StandIn() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /// What the service does; one request at a time.
  protected abstract Answer answer(Request request);

  public final URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// Answers the next such request with this, and does nothing.
  public final void once(Predicate<Request> meant, Answer instead) {
    faults.add(new Fault(meant, _ -> instead));
  }

  /// Refuses the next such request, and repeats in its answer all that was said in it, credentials
  /// included, as services do that are being looked into.
  public final void refuseAndRepeatOnce(Predicate<Request> meant, int status) {
    faults.add(
        new Fault(
            meant,
            request ->
                Answer.text(
                    status,
                    "text/plain",
                    request.headers()
                        + " "
                        + new String(request.body(), StandardCharsets.ISO_8859_1))));
  }

  /// Closes the connection of the next such request, and does nothing.
  public final void cutOnce(Predicate<Request> meant) {
    once(meant, Answer.NONE);
  }

  /// Does what the next such request asks for, and closes its connection without an answer.
  public final void loseAnswerOnce(Predicate<Request> meant) {
    faults.add(
        new Fault(
            meant,
            request -> {
              var _ = answer(request);
              return Answer.NONE;
            }));
  }

  public final List<Request> requests() {
    return List.copyOf(requests);
  }

  public final List<Request> requests(String method, String path) {
    return requests.stream().filter(request -> request.is(method, path)).toList();
  }

  /// What was asked for that the vendor would refuse, or that would make something public.
  protected final Answer violation(String what) {
    violations.add(what);
    return Answer.text(400, "text/plain", what);
  }

  public final void assertNothingWasAskedForThatTheVendorRefuses() {
    assertThat(violations).isEmpty();
    assertThat(faults).as("faults that never happened").isEmpty();
  }

  /// For tests of the stand-in, and of what is to be noticed.
  public final List<String> violations() {
    return List.copyOf(violations);
  }

  private void handle(HttpExchange exchange) throws IOException {
    Answer answer;
    try {
      Request request = read(exchange);
      requests.add(request);
      answer = answerOrFault(request);
    } catch (RuntimeException e) {
      answer = violation("the stand-in cannot make sense of a request: " + e);
    }
    send(exchange, answer);
  }

  private synchronized Answer answerOrFault(Request request) {
    Optional<Fault> fault =
        faults.stream().filter(candidate -> candidate.meant().test(request)).findFirst();
    fault.ifPresent(faults::remove);
    return fault.map(Fault::happens).orElse(this::answer).apply(request);
  }

  private static Request read(HttpExchange exchange) throws IOException {
    URI uri = exchange.getRequestURI();
    return new Request(
        exchange.getRequestMethod(),
        uri.getRawPath(),
        Exchange.fields(Optional.ofNullable(uri.getRawQuery()).orElse("")),
        exchange.getRequestHeaders().entrySet().stream()
            .collect(
                Collectors.toMap(
                    header -> header.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue)),
        exchange.getRequestBody().readAllBytes());
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    try (exchange) {
      if (answer.status() != 0) {
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        exchange.sendResponseHeaders(
            answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
        exchange.getResponseBody().write(answer.body());
      }
    }
  }

  @Override
  public final void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

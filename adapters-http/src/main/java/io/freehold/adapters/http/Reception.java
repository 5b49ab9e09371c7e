package io.freehold.adapters.http;

import io.freehold.adapters.http.ApiRoute.Cors;
import io.freehold.adapters.http.ApiRoute.Tempo;
import io.freehold.application.Limits;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Cause;
import io.freehold.domain.ProblemException;
import io.freehold.domain.identity.RequestTarget;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Receives requests on the event loop: refuses what is no plain request, finds the route, and
/// hands over to a virtual thread.
final class Reception {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);
  private static final int POLL_TRIES = 100;

  private final Vertx vertx;
  private final Limits limits;
  private final Connections connections;
  private final VirtualThreads threads;
  private final Heads heads;
  private final RequestFlow flow;
  private final ProblemHandler problems;
  private final HostNames hosts;
  private final StandingHeaders standing;
  private final WaitingRoom waitingRoom;
  private final Dialect dialect;
  private final RequestTargets targets;
  private final Router router;
  private volatile boolean isStopping;

  Reception(
      Vertx vertx,
      Site site,
      Limits limits,
      Connections connections,
      VirtualThreads threads,
      Heads heads,
      RequestFlow flow,
      ProblemHandler problems,
      HostNames hosts,
      StandingHeaders standing,
      WaitingRoom waitingRoom) {
    this.vertx = vertx;
    this.limits = limits;
    this.connections = connections;
    this.threads = threads;
    this.heads = heads;
    this.flow = flow;
    this.problems = problems;
    this.hosts = hosts;
    this.standing = standing;
    this.waitingRoom = waitingRoom;
    this.dialect = site.dialect();
    this.targets = site.targets();
    this.router = router(site);
  }

  private Router router(Site site) {
    Router table = Router.router(vertx);
    site.routes().stream()
        .collect(Collectors.groupingBy(ApiRoute::path, LinkedHashMap::new, Collectors.toList()))
        .forEach((path, rows) -> {
          Map<HttpMethod, ApiRoute> byMethod = new LinkedHashMap<>();
          rows.forEach(row -> byMethod.put(row.method(), row));
          table.route(path).handler(found -> dispatch(found, byMethod));
        });
    table.route().handler(found -> refuse(found.request(), unknown())).failureHandler(this::failed);
    return table;
  }

  void connected(HttpConnection connection) {
    if (isStopping) {
      connection.close();
    } else {
      connections.opened(connection);
    }
  }

  void stop() {
    isStopping = true;
  }

  void receive(HttpServerRequest request) {
    connections.begins();
    try {
      mustNotBeStopping();
      targets.mustBePlain(request.uri());
      hosts.mustBeAskedFor(request);
    } catch (ProblemException e) {
      refuse(request, ProblemReply.of(e.problem()));
      return;
    } catch (RefusalException e) {
      refuse(request, e.refusal());
      return;
    }
    String path = new RequestTarget(request.uri()).path();
    if (path.length() > 1 && path.endsWith("/")) {
      refuse(request, unknown());
    } else {
      router.handle(request);
    }
  }

  private void mustNotBeStopping() {
    if (isStopping) {
      throw new Problem.ServiceUnavailable(Cause.STOPPING, "this server is stopping", RETRY_AFTER)
          .asException();
    }
  }

  private void dispatch(RoutingContext found, Map<HttpMethod, ApiRoute> rows) {
    HttpServerRequest request = found.request();
    ApiRoute row = rows.get(request.method());
    String preflightFor = request.getHeader("Access-Control-Request-Method");
    if (row != null) {
      take(request, found.pathParams(), row);
    } else if (request.method().equals(HttpMethod.OPTIONS) && preflightFor != null) {
      preflight(request, named(preflightFor, rows));
    } else {
      refuse(
          request,
          Refusal.of(405, "METHOD_NOT_ALLOWED", "This path does not take " + request.method())
              .header(
                  "Allow",
                  rows.keySet().stream().map(HttpMethod::name).collect(Collectors.joining(", "))));
    }
  }

  /// A bug on the event loop is answered like one on a virtual thread.
  private void failed(RoutingContext found) {
    Throwable bug =
        Optional.ofNullable(found.failure())
            .orElseGet(() -> new IllegalStateException("the router gave up"));
    String requestId = heads.requestId(found.request());
    answer(found.request(), problems.replyTo(bug, requestId), requestId, Cors.CLOSED);
  }

  private void take(HttpServerRequest request, Map<String, String> path, ApiRoute row) {
    Head head = heads.of(request, path);
    var exchange = exchange(request);
    var manner = new Exchange.Manner(head.requestId(), row.cors(), false);
    run(exchange, head, row, manner, row.tempo() == Tempo.BY_SUBJECT ? POLL_TRIES : 0);
  }

  /// Thousands of pages poll, and a moment without a free thread must not send them away.
  private void run(
      Exchange exchange, Head head, ApiRoute row, Exchange.Manner manner, int triesLeft) {
    boolean isTaken =
        threads.run(() -> settle(exchange, head, flow.answer(row, head, exchange), manner));
    if (!isTaken && triesLeft > 0) {
      exchange.alarm(BETWEEN_TRIES, () -> run(exchange, head, row, manner, triesLeft - 1));
    } else if (!isTaken) {
      var overload =
          new Problem.ServiceUnavailable(
              Cause.OVERLOAD, "too many requests at once; try again", RETRY_AFTER);
      send(exchange, dialect.refusal(ProblemReply.of(overload), head.requestId()), manner);
    }
  }

  private void settle(Exchange exchange, Head head, Reply reply, Exchange.Manner manner) {
    reply
        .waiting()
        .ifPresentOrElse(
            waiting -> park(exchange, head, waiting, manner), () -> send(exchange, reply, manner));
  }

  /// Lets a request wait without a thread. Whoever comes in first looks round once more: the news
  /// may have come while the request was on its way here.
  private void park(Exchange exchange, Head head, Waiting waiting, Exchange.Manner manner) {
    WaitingRoom.Seat seat =
        waitingRoom.enter(waiting.subject(), () -> answerLater(exchange, head, waiting, manner));
    exchange.alarm(waiting.atMost(), seat::leave);
    if (waiting.hasNews().getAsBoolean()) {
      seat.leave();
    }
  }

  /// Many may have waited for the same moment: who finds no thread free comes again a little later.
  private void answerLater(Exchange exchange, Head head, Waiting waiting, Exchange.Manner manner) {
    boolean isTaken = threads.run(() -> send(exchange, flow.later(head, waiting), manner));
    if (!isTaken) {
      exchange.alarm(BETWEEN_TRIES, () -> answerLater(exchange, head, waiting, manner));
    }
  }

  private static Optional<ApiRoute> named(String method, Map<HttpMethod, ApiRoute> rows) {
    return rows.values().stream().filter(row -> row.method().name().equals(method)).findAny();
  }

  private void preflight(HttpServerRequest request, Optional<ApiRoute> row) {
    if (row.isEmpty() || row.get().cors() == Cors.CLOSED) {
      refuse(
          request, Refusal.of(403, "FORBIDDEN", "Pages of other origins may not call this route"));
      return;
    }
    Reply allowed =
        Reply.empty(204)
            .with("Access-Control-Allow-Methods", row.get().method().name())
            .with(
                "Access-Control-Allow-Headers",
                "Content-Type, Authorization, Idempotency-Key, If-None-Match, X-Content-Hash,"
                    + " X-Request-Id, Prefer")
            .with("Access-Control-Max-Age", "86400");
    answer(request, allowed, heads.requestId(request), Cors.OPEN);
  }

  private void refuse(HttpServerRequest request, Refusal refusal) {
    String requestId = heads.requestId(request);
    answer(request, dialect.refusal(refusal, requestId), requestId, Cors.CLOSED);
  }

  private void answer(HttpServerRequest request, Reply reply, String requestId, Cors cors) {
    send(exchange(request), reply, new Exchange.Manner(requestId, cors, isStopping));
  }

  private Exchange exchange(HttpServerRequest request) {
    return new Exchange(vertx, request, threads, limits, standing);
  }

  private void send(Exchange exchange, Reply reply, Exchange.Manner manner) {
    exchange.send(reply, isStopping ? manner.last() : manner, connections::ends);
  }

  private static Refusal unknown() {
    return Refusal.of(404, "NOT_FOUND", "There is no such path here");
  }

  /// Answers what could not be parsed. The connection ends: where the next request begins is
  /// anybody's guess.
  void refuseUnreadable(HttpServerRequest request) {
    connections.begins();
    Throwable cause = request.decoderResult().cause();
    Refusal refusal =
        switch (cause) {
          case TooLongHttpLineException _ ->
              Refusal.of(
                  414,
                  "TARGET_TOO_LONG",
                  "The request target is longer than " + limits.targetBytesMax() + " bytes");
          case TooLongHttpHeaderException _ ->
              Refusal.of(
                  431,
                  "HEADERS_TOO_LARGE",
                  "The headers are larger than " + limits.headerBytesMax() + " bytes");
          default -> Refusal.of(400, "INVALID_REQUEST", "This is not a well-formed HTTP request");
        };
    String requestId = heads.newRequestId();
    exchange(request)
        .send(
            dialect.refusal(refusal, requestId),
            new Exchange.Manner(requestId, Cors.CLOSED, true),
            connections::ends);
  }
}

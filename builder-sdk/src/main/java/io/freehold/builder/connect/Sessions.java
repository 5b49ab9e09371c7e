package io.freehold.builder.connect;

import io.freehold.builder.failure.Answer;
import io.freehold.builder.failure.Failure;
import io.freehold.builder.failure.FailureException;
import io.freehold.builder.http.Backoff;
import io.freehold.builder.http.Later;
import io.freehold.builder.http.Request;
import io.freehold.builder.http.Response;
import io.freehold.builder.http.Transport;
import io.freehold.builder.identity.BodyHash;
import io.freehold.builder.identity.RequestSigner;
import io.freehold.domain.Address;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Sessions at a relay (§4.5): created, looked at, waited for.
///
/// ```java
/// Session session = client.sessions().create(SessionRequest.forScopes("instagram.profile"));
/// show(session.deepLink());
/// Outcome outcome = client.sessions().await(session);
/// ```
///
/// The same without a thread that waits:
///
/// ```java
/// client
///     .sessions()
///     .awaitAsync(session)
///     .thenAccept(outcome -> log("decided: " + outcome))
///     .exceptionally(
///         problem -> {
///           log("could not find out: " + problem.getMessage());
///           return null;
///         });
/// ```
public final class Sessions {
  private static final int GONE = 410;

  /// What is asked of a relay that can hold an answer back until there is something to say.
  private static final Duration LONG_POLL = Duration.ofSeconds(25);

  /// A relay that answers "nothing yet" sooner does not hold answers back.
  private static final Duration HELD = Duration.ofSeconds(2);

  /// For the answer that is on its way when a session ends, and for clocks that differ a little.
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final URI relay;
  private final Address self;
  private final RequestSigner signer;
  private final Transport transport;
  private final Later later;
  private final Backoff pace;
  private final InstantSource clock;

  /// Made by `BuilderClient`.
  public Sessions(
      URI relay,
      Address self,
      RequestSigner signer,
      Transport transport,
      Later later,
      Backoff pace,
      InstantSource clock) {
    this.relay = relay;
    this.self = self;
    this.signer = signer.withBodyHash(BodyHash.CANONICAL_JSON);
    this.transport = transport;
    this.later = later;
    this.pace = pace;
    this.clock = clock;
  }

  /// Creates a session. It lives for fifteen minutes.
  public Session create(SessionRequest wanted) {
    Request request = Request.post(at("/v1/session/init"), wanted.body(self).text());
    return transport
        .exchange(
            request.authorizedBy(
                () -> signer.authorization(request.method(), request.uri(), request.body())))
        .read(Session::read);
  }

  public CompletableFuture<Session> createAsync(SessionRequest wanted) {
    return later.call(() -> create(wanted));
  }

  /// How a session stands now.
  public SessionState check(SessionId id) {
    return state(Request.get(at("/v1/session/" + id + "/poll")));
  }

  /// How a session stands, answered when it changes or after a while, by relays that can hold an
  /// answer back (`Prefer: wait`); by others at once.
  public SessionState check(SessionId id, Duration wait) {
    return state(
        Request.get(at("/v1/session/" + id + "/poll"))
            .with("Prefer", "wait=" + wait.toSeconds())
            .withPatience(wait));
  }

  public CompletableFuture<SessionState> checkAsync(SessionId id) {
    return later.call(() -> check(id));
  }

  /// Waits until the session is decided or its time is over.
  public Outcome await(Session session) {
    return await(session, Duration.between(clock.instant(), session.expiresAt()).plus(GRACE))
            instanceof Outcome outcome
        ? outcome
        : new Outcome.Expired();
  }

  public CompletableFuture<Outcome> awaitAsync(Session session) {
    return later.call(() -> await(session));
  }

  /// Waits for a while, and returns early when the session is decided. A relay that cannot be
  /// reached meanwhile is asked again; if it stays so until the end, that is the failure.
  public SessionState await(Session session, Duration atMost) {
    long deadline = System.nanoTime() + Math.max(0, atMost.toNanos());
    SessionState state = new SessionState.Pending();
    Optional<FailureException> lastFailure = Optional.empty();
    for (int polls = 1; ; polls++) {
      long asked = System.nanoTime();
      Duration left = Duration.ofNanos(Math.max(0, deadline - asked));
      try {
        state = check(session.id(), left.compareTo(LONG_POLL) < 0 ? left : LONG_POLL);
        lastFailure = Optional.empty();
      } catch (FailureException e) {
        if (!e.failure().isRetryable()) {
          throw e;
        }
        lastFailure = Optional.of(e);
      }
      if (state instanceof Outcome) {
        return state;
      }
      boolean wasHeld = lastFailure.isEmpty() && System.nanoTime() - asked > HELD.toNanos();
      Duration pause = wasHeld ? Duration.ZERO : pause(polls, lastFailure);
      if (System.nanoTime() + pause.toNanos() - deadline >= 0) {
        if (lastFailure.isPresent()) {
          throw lastFailure.get();
        }
        return state;
      }
      transport.pause().orCancel(pause);
    }
  }

  private Duration pause(int polls, Optional<FailureException> lastFailure) {
    return lastFailure.flatMap(e -> e.failure().retryAfter()).orElseGet(() -> pace.after(polls));
  }

  private SessionState state(Request request) {
    Response response = transport.exchange(request, GONE);
    if (response.status() == GONE) {
      return new Outcome.Expired();
    }
    SessionState state = response.read(SessionState::read);
    if (state instanceof Outcome.Approved(var grant) && !grant.builder().equals(self)) {
      throw new Failure.Unreadable(
              Answer.none("NOT_OURS", "the relay's grant is made out to " + grant.builder()))
          .asException();
    }
    return state;
  }

  private URI at(String target) {
    return URI.create(relay + target);
  }
}

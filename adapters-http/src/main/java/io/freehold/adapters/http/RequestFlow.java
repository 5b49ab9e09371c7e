package io.freehold.adapters.http;

import io.freehold.adapters.http.ApiRoute.Intake;
import io.freehold.adapters.http.ApiRoute.Tempo;
import io.freehold.adapters.http.auth.Proof;
import io.freehold.adapters.http.json.StrictJson;
import io.freehold.adapters.http.pace.Pace;
import io.freehold.adapters.http.pace.SubjectKey;
import io.freehold.application.Limits;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Cause;
import io.freehold.domain.ProblemException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one way from a request to its answer, on a virtual thread: pace, framing, caller, body,
/// endpoint, access log.
final class RequestFlow {
  private static final Logger LOG = LoggerFactory.getLogger(RequestFlow.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
  private static final byte[] NO_BODY = {};
  private static final int TOO_MANY = 429;
  private static final int NOT_FOUND = 404;

  private final Site site;
  private final Limits limits;
  private final StrictJson json;
  private final Pace addresses;
  private final BodyBudget bodies;
  private final BodyBudget bodiesOfStrangers;
  private final ProblemHandler problems;

  RequestFlow(
      Site site,
      Limits limits,
      Pace addresses,
      BodyBudget bodies,
      BodyBudget bodiesOfStrangers,
      ProblemHandler problems) {
    this.site = site;
    this.limits = limits;
    this.json = StrictJson.of(limits);
    this.addresses = addresses;
    this.bodies = bodies;
    this.bodiesOfStrangers = bodiesOfStrangers;
    this.problems = problems;
  }

  /// Where the body of a request comes from; it is asked once.
  interface BodySource {
    /// All of it.
    byte[] read(int length);

    /// Piece by piece, while it arrives.
    InputStream open(long length);
  }

  Reply answer(ApiRoute route, Head head, BodySource source) {
    var visit = new Visit(route, head);
    return visit.withAllowance(logged(visit, served(visit, source)), site.dialect());
  }

  private Reply served(Visit visit, BodySource source) {
    try {
      mustHaveRoom(visit);
      Optional<Proof> proof = admit(visit, source);
      return answered(visit, proof, source);
    } catch (Throwable e) {
      return chargedForNothing(visit, problems.replyTo(e, visit.head().requestId()));
    }
  }

  private void mustHaveRoom(Visit visit) {
    switch (visit.route().tempo()) {
      case LIMITED, LIMITED_AS_TWO -> {
        visit.leaves(addresses.left(address(visit)));
        addresses.mustHaveRoom(address(visit));
      }
      case BY_SUBJECT -> {
        addresses.mustHaveRoom(address(visit));
        visit.leaves(
            site.subjects()
                .orElseThrow(() -> new IllegalStateException("this site counts no subjects"))
                .charge(SubjectKey.of(address(visit), visit.head().target().path())));
      }
      case UNLIMITED -> {}
    }
  }

  /// Asking about what is not there costs as other requests do, or guessing would be free. Whoever
  /// has nothing left is refused before anything is looked up.
  private Reply chargedForNothing(Visit visit, Reply reply) {
    if (visit.route().tempo() != Tempo.BY_SUBJECT || reply.status() != NOT_FOUND) {
      return reply;
    }
    try {
      visit.leaves(addresses.charge(address(visit)));
      return reply;
    } catch (ProblemException e) {
      return problems.replyTo(e, visit.head().requestId());
    }
  }

  /// The answer of a request that waited for it.
  Reply later(Head head, Waiting waiting) {
    try {
      return waiting.answer().get();
    } catch (Throwable e) {
      return problems.replyTo(e, head.requestId());
    }
  }

  /// Who sent the request, where the route asks for it. Who proves to be somebody is counted as
  /// such, if at all; everybody else by their address in the network.
  private Optional<Proof> admit(Visit visit, BodySource source) {
    if (!visit.route().callers().areKnownByTheHead()) {
      chargeAddress(visit);
      Framing.mustFit(visit.head(), visit.route());
      return Optional.empty();
    }
    Proof proof = proved(visit);
    visit.isNotCountedByItsAddress();
    try {
      site.admission().admit(visit, proof);
    } catch (ProblemException e) {
      chargeRefused(visit);
      dropTheBody(visit, proof, source);
      throw e;
    }
    return Optional.of(proof);
  }

  /// Who goes on after a refusal comes to the end of what its address has, and then is refused
  /// before its signature costs anything. What it has left of its own stays what it is told.
  private void chargeRefused(Visit visit) {
    if (visit.route().tempo() == Tempo.LIMITED) {
      var _ = addresses.charge(address(visit));
    }
  }

  private void dropTheBody(Visit visit, Proof proof, BodySource source) {
    if (visit.route().intake() == Intake.STREAMED) {
      try (var arrival = new Arrival(visit.head(), Optional.of(proof), source, bodies, limits)) {
        arrival.dropTheRest();
      }
    }
  }

  private Proof proved(Visit visit) {
    try {
      Framing.mustFit(visit.head(), visit.route());
      return site.authenticator().prove(visit.head());
    } catch (ProblemException | RefusalException e) {
      chargeAddress(visit);
      throw e;
    }
  }

  private void chargeAddress(Visit visit) {
    switch (visit.route().tempo()) {
      case LIMITED -> visit.leaves(addresses.charge(address(visit)));
      case LIMITED_AS_TWO -> visit.leaves(addresses.chargeTwice(address(visit)));
      case BY_SUBJECT, UNLIMITED -> {}
    }
  }

  private Reply answered(Visit visit, Optional<Proof> proof, BodySource source) {
    BodyBudget budget = visit.route().callers().mayBeStrangers() ? bodiesOfStrangers : bodies;
    return switch (visit.route().intake()) {
      case HELD -> answeredWhole(visit, proof, source, budget);
      case STREAMED -> answeredWhileItArrives(visit, proof, source, budget);
    };
  }

  private Reply answeredWhileItArrives(
      Visit visit, Optional<Proof> proof, BodySource source, BodyBudget budget) {
    try (var arrival = new Arrival(visit.head(), proof, source, budget, limits)) {
      try {
        return visit.route().endpoint().answer(new Call(visit.head(), arrival, limits, json));
      } catch (ProblemException | RefusalException e) {
        arrival.dropTheRest();
        throw e;
      }
    }
  }

  private Reply answeredWhole(
      Visit visit, Optional<Proof> proof, BodySource source, BodyBudget budget) {
    Head head = visit.head();
    if (!head.hasBody()) {
      return visit.route().endpoint().answer(call(visit, NO_BODY));
    }
    try (var _ = budget.take(head.contentLength(), visit.route().bodyCost())) {
      byte[] body = source.read((int) head.contentLength());
      proof.ifPresent(known -> known.mustCover(body));
      return visit.route().endpoint().answer(call(visit, body));
    }
  }

  private Call call(Visit visit, byte[] body) {
    return new Call(visit.head(), visit.caller(), visit.signer(), body, limits, json);
  }

  /// Writes the access down before its answer leaves, whatever it is; an answer that cannot be
  /// written down does not leave. Only refusals for pace are not written: they would let anybody
  /// fill the log as fast as the network carries requests. For the same reason a request that never
  /// reaches a route (malformed target, no thread free) is not written either.
  private Reply logged(Visit visit, Reply reply) {
    Optional<String> action = visit.route().action();
    if (action.isEmpty() || reply.status() == TOO_MANY) {
      return reply;
    }
    try {
      site.accessLog().accept(visit.access(action.get(), reply));
      return reply;
    } catch (Throwable e) {
      LOG.error("an access could not be written down, so it is refused", e);
      reply.discard();
      return problems.replyTo(
          new Problem.ServiceUnavailable(
                  Cause.STORAGE, "the access log cannot be written", RETRY_AFTER)
              .asException(),
          visit.head().requestId());
    }
  }

  private static String address(Visit visit) {
    return visit.head().paceKey();
  }
}

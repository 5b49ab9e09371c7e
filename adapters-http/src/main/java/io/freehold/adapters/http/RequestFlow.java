package io.freehold.adapters.http;

import io.freehold.adapters.http.ApiRoute.Callers;
import io.freehold.adapters.http.ApiRoute.Tempo;
import io.freehold.adapters.http.auth.Proof;
import io.freehold.adapters.http.json.StrictJson;
import io.freehold.adapters.http.pace.Pace;
import io.freehold.application.Limits;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Cause;
import io.freehold.domain.ProblemException;
import io.freehold.domain.identity.Caller;
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

  private final Site site;
  private final Limits limits;
  private final StrictJson json;
  private final Pace addresses;
  private final Pace signers;
  private final BodyBudget bodies;
  private final BodyBudget bodiesOfStrangers;
  private final ProblemHandler problems;

  RequestFlow(
      Site site,
      Limits limits,
      Pace addresses,
      Pace signers,
      BodyBudget bodies,
      BodyBudget bodiesOfStrangers,
      ProblemHandler problems) {
    this.site = site;
    this.limits = limits;
    this.json = StrictJson.of(limits);
    this.addresses = addresses;
    this.signers = signers;
    this.bodies = bodies;
    this.bodiesOfStrangers = bodiesOfStrangers;
    this.problems = problems;
  }

  /// Where the body of a request comes from.
  @FunctionalInterface
  interface BodySource {
    byte[] read(int length);
  }

  Reply answer(ApiRoute route, Head head, BodySource source) {
    var visit = new Visit(route, head);
    return visit.withAllowance(logged(visit, served(visit, source)));
  }

  private Reply served(Visit visit, BodySource source) {
    try {
      mustHaveRoom(visit);
      Optional<Proof> proof = admit(visit);
      return answered(visit, proof, source);
    } catch (Throwable e) {
      return problems.replyTo(e, visit.head().requestId());
    }
  }

  private void mustHaveRoom(Visit visit) {
    if (visit.route().tempo() == Tempo.LIMITED) {
      addresses.mustHaveRoom(address(visit));
    }
  }

  /// Who sent the request, where the route asks for it. The owner is not counted, a builder by its
  /// address on the chain, and everybody else, or who fails to prove who they are, by theirs in the
  /// network.
  private Optional<Proof> admit(Visit visit) {
    if (!visit.route().callers().areKnownByTheHead()) {
      chargeAddress(visit);
      Framing.mustFit(visit.head(), visit.route());
      return Optional.empty();
    }
    Proof proof = proved(visit);
    visit.isBy(proof.caller());
    switch (proof.caller()) {
      case Caller.Owner _ -> {}
      case Caller.BuilderApp app -> {
        visit.leaves(signers.charge(app.address().value()));
        mustBeOpenToBuilders(visit, app);
      }
    }
    return Optional.of(proof);
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

  private static void mustBeOpenToBuilders(Visit visit, Caller.BuilderApp app) {
    if (visit.route().callers() == Callers.OWNER) {
      throw new Problem.OwnerOnly(app.address()).asException();
    }
  }

  private void chargeAddress(Visit visit) {
    if (visit.route().tempo() == Tempo.LIMITED) {
      visit.leaves(addresses.charge(address(visit)));
    }
  }

  private Reply answered(Visit visit, Optional<Proof> proof, BodySource source) {
    Head head = visit.head();
    if (!head.hasBody()) {
      return visit.route().endpoint().answer(new Call(head, visit.caller(), NO_BODY, limits, json));
    }
    BodyBudget budget = proof.isPresent() ? bodies : bodiesOfStrangers;
    try (var _ = budget.take(head.contentLength(), visit.route().bodyCost())) {
      byte[] body = source.read((int) head.contentLength());
      proof.ifPresent(known -> known.mustCover(body));
      return visit.route().endpoint().answer(new Call(head, visit.caller(), body, limits, json));
    }
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

package io.freehold.adapters.http;

import io.freehold.adapters.http.pace.Allowance;
import io.freehold.application.access.RecordAccess.Access;
import io.freehold.domain.Address;
import io.freehold.domain.Scope;
import io.freehold.domain.identity.Caller;
import java.util.Optional;

/// What becomes known of one request on its way: who sent it, and what that caller has left.
final class Visit {
  private final ApiRoute route;
  private final Head head;
  private Optional<Caller> caller = Optional.empty();
  private Optional<Address> signer = Optional.empty();
  private Optional<Allowance> allowance = Optional.empty();

  Visit(ApiRoute route, Head head) {
    this.route = route;
    this.head = head;
  }

  ApiRoute route() {
    return route;
  }

  Head head() {
    return head;
  }

  Optional<Caller> caller() {
    return caller;
  }

  void isBy(Caller proved) {
    caller = Optional.of(proved);
  }

  /// Whose signature a request to the relay bears.
  Optional<Address> signer() {
    return signer;
  }

  void isSignedBy(Address proved) {
    signer = Optional.of(proved);
  }

  /// What its address has left is nothing to somebody who is known.
  void isNotCountedByItsAddress() {
    allowance = Optional.empty();
  }

  void leaves(Allowance left) {
    allowance = Optional.of(left);
  }

  /// The line of the access log. A scope that is none is not repeated there.
  Access access(String action, Reply reply) {
    return new Access(
        caller, action, scope(), head.client(), reply.status(), reply.outcome(), head.requestId());
  }

  private Optional<String> scope() {
    try {
      return Optional.ofNullable(head.path().get("scope")).map(text -> new Scope(text).value());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  Reply withAllowance(Reply reply, Dialect dialect) {
    return allowance.map(left -> reply.with(dialect.allowance(left))).orElse(reply);
  }
}

package io.freehold.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Why a request is refused, one type per reason (§8). Anything that is not a problem is a bug.
public sealed interface Problem {

  /// The request cannot be understood; `subject` says which part.
  record MalformedRequest(Subject subject, String reason) implements Problem {}

  /// The part of a request that a `MalformedRequest` is about.
  enum Subject {
    SCOPE,
    BODY,
    GRANT_ID,
    FILE_ID,
    PARAMETER,
    HEADER,
    PATH
  }

  /// No schema is registered for the scope, and the policy asks for one (§4.1.5).
  record NoSchema(Scope scope) implements Problem {}

  /// The payload does not fit the scope's schema (§4.1.5). At most the first violations are listed.
  ///
  /// @param violations JSON pointer to message, in the order found
  record SchemaViolated(Scope scope, SchemaId schema, List<Map.Entry<String, String>> violations)
      implements Problem {
    public SchemaViolated {
      violations = List.copyOf(violations);
    }
  }

  /// There is no credential, or it proves nothing.
  ///
  /// @param facts what was expected and what was found, where telling helps an honest client
  record Unauthorized(AuthFailure failure, String reason, Map<String, String> facts)
      implements Problem {
    public Unauthorized {
      facts = Map.copyOf(facts);
    }

    public Unauthorized(AuthFailure failure, String reason) {
      this(failure, reason, Map.of());
    }
  }

  /// How a credential failed, in the clients' vocabulary.
  enum AuthFailure {
    MISSING_AUTH,
    INVALID_SIGNATURE,
    EXPIRED_TOKEN,
    UNREGISTERED_BUILDER
  }

  /// The signature is good, but this act is reserved to the owner.
  record OwnerOnly(Address signer) implements Problem {}

  /// There is no grant for this caller: none named, none known, or made out to somebody else. One
  /// answer for all three, so that grants cannot be probed (ADR 0007).
  record GrantRequired(String reason) implements Problem {}

  /// The scope has no such version, or it was deleted.
  record DataNotFound(Scope scope) implements Problem {}

  /// The owner has no grant with this id.
  record GrantNotFound(GrantId grant) implements Problem {}

  /// The grant is meant for an address that is no registered builder.
  record BuilderNotRegistered(Address address) implements Problem {}

  /// The gateway has no such record.
  record RecordNotFound(String what, String id) implements Problem {}

  /// The gateway has this very record already: an idempotent success for clients (§4.2.5).
  record AlreadyRegistered(String what, String id) implements Problem {}

  /// The signer of a gateway write is neither the owner nor a server the owner registered.
  record SignerNotAllowed(Address signer, Address owner) implements Problem {}

  /// This server signed on its owner's behalf, but its owner has not registered it (§4.1.2).
  record ServerNotRegistered(Address server) implements Problem {}

  /// The nonce of a gateway write was used before or is not the next one.
  record NonceMismatch(long expected, long actual) implements Problem {}

  /// The owner revoked the grant.
  record GrantRevoked(GrantId grant) implements Problem {}

  /// The grant's time is over.
  record GrantExpired(GrantId grant, Instant expiredAt) implements Problem {}

  /// The grant is good, but for other scopes.
  record ScopeNotGranted(Scope requested, List<String> granted) implements Problem {
    public ScopeNotGranted {
      granted = List.copyOf(granted);
    }
  }

  /// The same idempotency key came with another body or for another scope.
  record IdempotencyConflict(String key) implements Problem {}

  /// The body is larger than the route allows, in bytes.
  record BodyTooLarge(long bytesMax) implements Problem {}

  /// Too many requests from this signer or address.
  record RateLimited(Duration retryAfter) implements Problem {}

  /// This server has no owner yet.
  record OwnerUnknown() implements Problem {}

  /// A stored blob is not any more what was stored; nothing of it is handed out.
  record DamagedBlob() implements Problem {}

  /// Something is kept under the key already, and the request is not to replace it.
  record BlobExists() implements Problem {}

  /// The relay has no such session.
  record SessionNotFound() implements Problem {}

  /// The secret is not the session's.
  record WrongSessionSecret() implements Problem {}

  /// The session has come too far for this: it was opened or answered before.
  ///
  /// @param status where it stands, as a poll says it
  record SessionConflict(String status) implements Problem {}

  /// The session's time is over.
  record SessionExpired() implements Problem {}

  /// The builder has as many open sessions as one may have, or the relay as it can keep.
  record TooManySessions(Duration retryAfter) implements Problem {}

  /// The application cannot show who it is, so nothing is asked on its behalf (§5.5).
  ///
  /// @param reason for a person
  record ManifestRefused(String reason) implements Problem {}

  /// There is no such connect request.
  record ConnectRequestNotFound(String id) implements Problem {}

  /// The connect request was answered before.
  record ConnectRequestAnswered(String id, String status) implements Problem {}

  /// There is no room left on the disk.
  record DiskFull() implements Problem {}

  /// Something this server needs cannot be reached, or it is overloaded or stopping.
  record ServiceUnavailable(Cause because, String reason, Duration retryAfter) implements Problem {}

  /// What a `ServiceUnavailable` is due to.
  enum Cause {
    GATEWAY,
    RELAY,
    OVERLOAD,
    STOPPING,
    STORAGE
  }

  default ProblemException asException() {
    return new ProblemException(this);
  }

  default ProblemException asException(Throwable cause) {
    return new ProblemException(this, cause);
  }

  static Problem unauthorized(AuthFailure failure, String reason) {
    return new Unauthorized(failure, reason);
  }

  static Problem malformed(Subject subject, String reason) {
    return new MalformedRequest(subject, reason);
  }

  /// The problem a throwable carries, if it carries one.
  static Optional<Problem> in(Throwable thrown) {
    return thrown instanceof ProblemException e ? Optional.of(e.problem()) : Optional.empty();
  }
}

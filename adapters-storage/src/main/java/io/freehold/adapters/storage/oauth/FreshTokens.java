package io.freehold.adapters.storage.oauth;

import io.freehold.application.port.OAuthTokens;
import io.freehold.domain.ProblemException;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.storage.OAuthToken;
import io.freehold.domain.storage.StorageException;
import io.freehold.domain.storage.StorageFailure;
import io.freehold.domain.storage.StorageFailure.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The access token of a service, renewed before it ends: by one thread, for all that wait. A
/// refresh token that the service replaced is on the disk before anything depends on it.
public final class FreshTokens {
  /// How long before its end an access token is renewed.
  static final Duration MARGIN = Duration.ofMinutes(2);

  /// How long a refused renewal is not tried again.
  static final Duration PAUSE = Duration.ofMinutes(15);

  private record Refusal(StorageException failure, Instant at) {}

  private final OAuthClient client;
  private final TokenEndpoint endpoint;
  private final OAuthTokens tokens;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile Optional<OAuthToken> known = Optional.empty();
  private Optional<Refusal> refusal = Optional.empty();

  /// Given in the place of the one before, which is good no more, and not on the disk yet.
  private Optional<OAuthToken> unsaved = Optional.empty();

  FreshTokens(OAuthClient client, TokenEndpoint endpoint, OAuthTokens tokens, InstantSource clock) {
    this.client = client;
    this.endpoint = endpoint;
    this.tokens = tokens;
    this.clock = clock;
  }

  /// A StorageException that says what to do when there is none, or none can be had.
  public Secret current() {
    OAuthToken token = token();
    return isFresh(token) ? token.access() : renewed(token).access();
  }

  /// Another one, because the service refused this one before its time.
  public Secret insteadOf(Secret refused) {
    OAuthToken token = token();
    return token.access().reveal().equals(refused.reveal())
        ? renewed(token).access()
        : token.access();
  }

  /// Whose storage it is; empty when the owner did not connect any.
  public Optional<String> account() {
    return find().map(OAuthToken::account);
  }

  Optional<OAuthToken> find() {
    if (known.isEmpty()) {
      known = tokens.find(client.service());
    }
    return known;
  }

  void keep(OAuthToken token) {
    lock.lock();
    try {
      tokens.keep(client.service(), token);
      known = Optional.of(token);
      refusal = Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  boolean forget() {
    lock.lock();
    try {
      known = Optional.empty();
      return tokens.forget(client.service());
    } finally {
      lock.unlock();
    }
  }

  private OAuthToken token() {
    return find()
        .orElseThrow(() ->
            StorageFailure.of(
                    Reason.NOT_ALLOWED, client.title() + " is not connected: " + client.remedy())
                .asException());
  }

  private boolean isFresh(OAuthToken token) {
    return clock.instant().isBefore(token.expiresAt().minus(MARGIN));
  }

  /// Whoever comes second takes what the first one got.
  private OAuthToken renewed(OAuthToken old) {
    lock.lock();
    try {
      OAuthToken now = token();
      return now == old ? renew(old) : now;
    } finally {
      lock.unlock();
    }
  }

  /// A consent that is over is not asked about for each blob: the answer would be the same.
  private OAuthToken renew(OAuthToken old) {
    refusal
        .filter(last -> clock.instant().isBefore(last.at().plus(PAUSE)))
        .ifPresent(last -> {
          throw last.failure();
        });
    try {
      OAuthToken next = unsaved.orElseGet(() -> next(old));
      unsaved = Optional.of(next);
      keep(next);
      unsaved = Optional.empty();
      return next;
    } catch (ProblemException e) {
      throw StorageFailure.of(
              Reason.UNAVAILABLE, "a new token of " + client.title() + " cannot be written to disk")
          .asException(e);
    } catch (StorageException e) {
      return afterFailure(old, e);
    }
  }

  private OAuthToken next(OAuthToken old) {
    TokenEndpoint.Given given = endpoint.refresh(old.refresh());
    return new OAuthToken(
        old.account(), given.access(), given.refresh().orElse(old.refresh()), given.expiresAt());
  }

  /// An access token that is good for another minute does, while the service has trouble.
  private OAuthToken afterFailure(OAuthToken old, StorageException failure) {
    if (failure.failure().reason() == Reason.NOT_ALLOWED) {
      refusal = Optional.of(new Refusal(failure, clock.instant()));
    } else if (clock.instant().isBefore(old.expiresAt())) {
      return old;
    }
    throw failure;
  }
}

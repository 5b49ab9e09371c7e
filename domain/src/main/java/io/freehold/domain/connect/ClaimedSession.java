package io.freehold.domain.connect;

import io.freehold.domain.identity.Secret;
import java.time.Instant;

/// A session as the relay shows it to the owner's side that opened it.
///
/// @param secret what the answer is to carry
public record ClaimedSession(
    SessionId id, Secret secret, SessionRequest request, Instant expiresAt) {}

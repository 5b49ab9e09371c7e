package io.freehold.domain.connect;

import java.time.Instant;
import java.util.Optional;

/// An event on its way to a webhook.
///
/// @param tries so far
/// @param since when it was to be told first; from then on it is tried for a while
/// @param nextAt when it is tried next
/// @param failure what the last try came to
/// @param isDead whether nobody tries any more
public record Delivery(
    WebhookEvent event,
    int tries,
    Instant since,
    Instant nextAt,
    Optional<String> failure,
    boolean isDead) {}

package io.freehold.domain.connect;

import java.time.Duration;
import java.util.Optional;

/// What became of a try to tell a webhook.
public sealed interface WebhookOutcome {
  /// The other side said 2xx.
  record Delivered() implements WebhookOutcome {}

  /// It may work later.
  ///
  /// @param why for an operator, without secrets
  /// @param notBefore what the other side asked to wait
  record Failed(String why, Optional<Duration> notBefore) implements WebhookOutcome {}

  /// It cannot work: the address is none this server may speak to, or the other side said 410.
  record Refused(String why) implements WebhookOutcome {}
}

package io.freehold.application.port;

import io.freehold.domain.connect.WebhookEvent;
import java.time.Duration;
import java.util.Optional;

/// Tells builders at their webhooks, signed by the relay's key.
public interface Webhooks {
  /// One try. It never throws for what the other side does.
  Outcome send(String url, WebhookEvent event);

  /// What became of a try.
  sealed interface Outcome {
    /// The other side said 2xx.
    record Delivered() implements Outcome {}

    /// It may work later.
    ///
    /// @param why for an operator, without secrets
    /// @param notBefore what the other side asked to wait
    record Failed(String why, Optional<Duration> notBefore) implements Outcome {}

    /// It cannot work: the address is none this server may speak to, or the other side said 410.
    record Refused(String why) implements Outcome {}
  }
}

package io.freehold.adapters.chain.connect;

import io.freehold.adapters.chain.egress.EgressClient;
import io.freehold.adapters.chain.egress.EgressException;
import io.freehold.adapters.chain.egress.WebAnswer;
import io.freehold.adapters.chain.gateway.RetryAfter;
import io.freehold.application.port.Webhooks;
import io.freehold.domain.connect.WebhookEvent;
import io.freehold.domain.connect.WebhookOutcome;
import io.freehold.domain.identity.TextSigner;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Tells builders at their webhooks, through the one way out, signed by the relay's key (ADR 0037).
public final class SignedWebhooks implements Webhooks {
  private final EgressClient egress;
  private final TextSigner signer;
  private final InstantSource clock;
  private final Duration timeout;

  public SignedWebhooks(
      EgressClient egress, TextSigner signer, InstantSource clock, Duration timeout) {
    this.egress = egress;
    this.signer = signer;
    this.clock = clock;
    this.timeout = timeout;
  }

  @Override
  public WebhookOutcome send(String url, WebhookEvent event) {
    Instant now = clock.instant();
    var message = WebhookMessage.of(event, signer, now);
    try {
      return outcome(egress.post(url, message.headers(), message.body(), timeout), now);
    } catch (EgressException e) {
      return e.isForbidden()
          ? new WebhookOutcome.Refused("the address may not be spoken to: " + e.because())
          : new WebhookOutcome.Failed(e.because(), Optional.empty());
    }
  }

  private static WebhookOutcome outcome(WebAnswer answer, Instant now) {
    if (answer.status() / 100 == 2) {
      return new WebhookOutcome.Delivered();
    }
    if (answer.status() == 410) {
      return new WebhookOutcome.Refused(
          "it answered 410, so that nobody is to be told there any more");
    }
    return new WebhookOutcome.Failed(
        "it answered " + answer.status(),
        answer.retryAfter().flatMap(header -> RetryAfter.of(header, now)));
  }
}

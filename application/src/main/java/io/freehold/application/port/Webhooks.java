package io.freehold.application.port;

import io.freehold.domain.connect.WebhookEvent;
import io.freehold.domain.connect.WebhookOutcome;

/// Tells builders at their webhooks, signed by the relay's key.
public interface Webhooks {
  /// One try. It never throws for what the other side does.
  WebhookOutcome send(String url, WebhookEvent event);
}

package io.freehold.application.testing;

import io.freehold.application.port.Webhooks;
import io.freehold.domain.connect.WebhookOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

class InMemoryWebhooksTest extends WebhooksContract {
  private static final String URL = "https://app.example.com/api/webhook";

  private final InMemoryWebhooks webhooks = new InMemoryWebhooks();

  @Override
  protected Webhooks webhooks() {
    return webhooks;
  }

  @Override
  protected String answering(int status, Optional<String> retryAfter) {
    webhooks.answer(
        URL,
        switch (status) {
          case 410 -> new WebhookOutcome.Refused("it is gone");
          case 200, 202, 204 -> new WebhookOutcome.Delivered();
          default ->
              new WebhookOutcome.Failed(
                  "it answered " + status,
                  retryAfter.map(Long::parseLong).map(Duration::ofSeconds));
        });
    return URL;
  }

  @Override
  protected String deserted() {
    return "https://nobody.example.com/";
  }

  @Override
  protected String forbidden() {
    webhooks.answer("http://10.0.0.1/", new WebhookOutcome.Refused("it is no public address"));
    return "http://10.0.0.1/";
  }

  @Override
  protected List<String> received() {
    return webhooks.told().stream().map(told -> told.event().id()).toList();
  }
}

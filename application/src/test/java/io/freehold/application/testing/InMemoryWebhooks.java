package io.freehold.application.testing;

import io.freehold.application.port.Webhooks;
import io.freehold.domain.connect.WebhookEvent;
import io.freehold.domain.connect.WebhookOutcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Webhooks that answer as a test says; one it says nothing about is deserted.
public final class InMemoryWebhooks implements Webhooks {
  private final Map<String, WebhookOutcome> outcomes = new ConcurrentHashMap<>();
  private final List<Told> told = new CopyOnWriteArrayList<>();

  /// An event as it came in somewhere.
  public record Told(String url, WebhookEvent event) {}

  public void answer(String url, WebhookOutcome outcome) {
    outcomes.put(url, outcome);
  }

  /// Everything that came in, in order, whatever was answered.
  public List<Told> told() {
    return List.copyOf(told);
  }

  @Override
  public WebhookOutcome send(String url, WebhookEvent event) {
    WebhookOutcome outcome =
        outcomes.getOrDefault(url, new WebhookOutcome.Failed("nobody answers", Optional.empty()));
    if (outcomes.containsKey(url) && !isForbidden(url)) {
      told.add(new Told(url, event));
    }
    return outcome;
  }

  private static boolean isForbidden(String url) {
    return !url.startsWith("https:");
  }
}

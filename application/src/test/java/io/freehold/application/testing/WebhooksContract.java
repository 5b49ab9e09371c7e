package io.freehold.application.testing;

import static io.freehold.application.testing.Cast.BUILDER;
import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.grantId;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.port.Webhooks;
import io.freehold.domain.connect.SessionGrant;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.connect.SessionRequest;
import io.freehold.domain.connect.WebhookEvent;
import io.freehold.domain.connect.WebhookOutcome;
import io.freehold.domain.grant.ScopePattern;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every `Webhooks` does.
public abstract class WebhooksContract {
  protected abstract Webhooks webhooks();

  /// A webhook that answers every try with this status.
  ///
  /// @param retryAfter the header of that name
  protected abstract String answering(int status, Optional<String> retryAfter);

  /// A webhook at which nobody is.
  protected abstract String deserted();

  /// A webhook that this server may not speak to.
  protected abstract String forbidden();

  /// The ids of the events that came in anywhere, in order.
  protected abstract List<String> received();

  @Test
  void tellsAnEvent() {
    assertThat(send(answering(200, Optional.empty()))).isEqualTo(new WebhookOutcome.Delivered());
    assertThat(received()).containsExactly("event-1");
  }

  @Test
  void anySuccessIsOne() {
    assertThat(send(answering(202, Optional.empty()))).isEqualTo(new WebhookOutcome.Delivered());
    assertThat(send(answering(204, Optional.empty()))).isEqualTo(new WebhookOutcome.Delivered());
  }

  @Test
  void anEventKeepsItsIdHoweverOftenItIsSent() {
    String url = answering(500, Optional.empty());
    send(url);
    send(url);

    assertThat(received()).containsExactly("event-1", "event-1");
  }

  @Test
  void mayTryAgainAfterARefusalThatMayPass() {
    for (int status : new int[] {301, 400, 401, 404, 429, 500, 503}) {
      assertThat(send(answering(status, Optional.empty())))
          .as("after " + status)
          .isInstanceOfSatisfying(
              WebhookOutcome.Failed.class,
              failed -> {
                assertThat(failed.why()).contains(String.valueOf(status));
                assertThat(failed.notBefore()).isEmpty();
              });
    }
  }

  @Test
  void waitsAsLongAsItIsAskedTo() {
    assertThat(send(answering(503, Optional.of("120"))))
        .isInstanceOfSatisfying(
            WebhookOutcome.Failed.class,
            failed -> assertThat(failed.notBefore()).contains(Duration.ofSeconds(120)));
  }

  @Test
  void givesUpWhereNobodyWantsToBeTold() {
    assertThat(send(answering(410, Optional.empty()))).isInstanceOf(WebhookOutcome.Refused.class);
  }

  @Test
  void mayTryAgainWhereNobodyIs() {
    assertThat(send(deserted())).isInstanceOf(WebhookOutcome.Failed.class);
  }

  @Test
  void givesUpWhereItMayNotSpeak() {
    assertThat(send(forbidden())).isInstanceOf(WebhookOutcome.Refused.class);
    assertThat(received()).isEmpty();
  }

  private WebhookOutcome send(String url) {
    return webhooks().send(url, approved("event-1"));
  }

  /// An event with everything in it that one can have.
  public static WebhookEvent approved(String id) {
    return new WebhookEvent(
        id,
        WebhookEvent.Type.GRANT_APPROVED,
        new SessionId("session-1"),
        new SessionRequest(
            BUILDER,
            List.of(new ScopePattern("instagram.profile")),
            Optional.of("https://app.example.com/api/webhook"),
            Optional.of("user-42"),
            Optional.empty()),
        Optional.of(
            new SessionGrant(
                grantId(1),
                OWNER,
                List.of(new ScopePattern("instagram.profile")),
                Instant.MAX,
                Optional.of(Cast.SERVER))),
        Optional.empty(),
        NOW);
  }
}

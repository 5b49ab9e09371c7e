package io.freehold.application.testing;

import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.SampleRequest.numbered;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.port.ConnectRequests;
import io.freehold.domain.connect.ConnectRequest;
import io.freehold.domain.connect.ConnectRequest.Relay;
import io.freehold.domain.connect.ConnectRequest.State;
import io.freehold.domain.connect.Consent;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.data.Listing;
import io.freehold.domain.data.Page;
import io.freehold.domain.grant.ScopePattern;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every store of connect requests does.
public abstract class ConnectRequestsContract {
  private static final Instant LATER = NOW.plusSeconds(2_000);

  private ConnectRequests requests;

  /// A store without requests.
  protected abstract ConnectRequests connectRequests();

  @BeforeEach
  void openTheStore() {
    requests = connectRequests();
  }

  static Stream<State> states() {
    var byRule =
        new Consent(
            List.of(new ScopePattern("*")),
            Instant.MAX,
            List.of(),
            new Consent.By.Rule("r-1"),
            NOW,
            List.of(),
            List.of());
    return Stream.of(
        new State.Received(),
        new State.Waiting(),
        new State.Agreed(SampleRequest.consent()),
        new State.Agreed(byRule),
        new State.Granted(SampleRequest.consent(), Cast.grantId(1)),
        new State.Approved(SampleRequest.consent(), Cast.grantId(1), LATER),
        new State.Denied(Optional.of("not \"now\""), LATER, Relay.TO_BE_TOLD),
        new State.Denied(Optional.empty(), LATER, Relay.TOLD),
        new State.Failed("it cannot show who it is", LATER, Relay.TO_BE_TOLD),
        new State.Failed("it cannot show who it is", LATER, Relay.TOLD),
        new State.Expired());
  }

  @ParameterizedTest
  @MethodSource("states")
  void keepsARequestInEveryState(State state) {
    ConnectRequest received = numbered(1);
    requests.add(received);
    ConnectRequest next = received.by(SampleRequest.app()).in(state);

    assertThat(requests.change(received, next)).isTrue();

    mustBeTheSame(requests.find(received.id()).orElseThrow(), next);
  }

  @Test
  void keepsARequestOfWhichOnlyTheSessionIsKnown() {
    requests.add(numbered(1));

    mustBeTheSame(requests.find(numbered(1).id()).orElseThrow(), numbered(1));
    assertThat(requests.find(new SessionId("session-2"))).isEmpty();
  }

  @Test
  void keepsTheSecretUntilNothingIsLeftToBeTold() {
    ConnectRequest received = numbered(1);
    requests.add(received);
    ConnectRequest denied =
        received.in(new State.Denied(Optional.empty(), LATER, Relay.TO_BE_TOLD));
    requests.change(received, denied);
    assertThat(secretOf(received)).isEqualTo("secret-of-session-1");

    requests.change(denied, denied.in(new State.Denied(Optional.empty(), LATER, Relay.TOLD)));

    assertThat(secretOf(received)).isEmpty();
  }

  private String secretOf(ConnectRequest request) {
    return requests.find(request.id()).orElseThrow().secret().reveal();
  }

  @Test
  void takesASessionOnce() {
    assertThat(requests.add(numbered(1))).isTrue();
    requests.change(numbered(1), numbered(1).in(new State.Waiting()));

    assertThat(requests.add(numbered(1))).isFalse();

    assertThat(requests.find(numbered(1).id()).orElseThrow().state())
        .isEqualTo(new State.Waiting());
  }

  @Test
  void changesNothingThatSomebodyElseHasChanged() {
    ConnectRequest waiting = numbered(1).in(new State.Waiting());
    requests.add(waiting);
    ConnectRequest agreed = waiting.in(new State.Agreed(SampleRequest.consent()));
    assertThat(requests.change(waiting, agreed)).isTrue();

    assertThat(
            requests.change(
                waiting, waiting.in(new State.Denied(Optional.empty(), LATER, Relay.TOLD))))
        .isFalse();
    assertThat(requests.change(numbered(2), numbered(2).in(new State.Waiting()))).isFalse();

    mustBeTheSame(requests.find(waiting.id()).orElseThrow(), agreed);
  }

  @Test
  void tellsADeniedOneThatIsToldFromOneThatIsNot() {
    ConnectRequest toBeTold =
        numbered(1).in(new State.Denied(Optional.empty(), LATER, Relay.TO_BE_TOLD));
    requests.add(toBeTold);
    ConnectRequest told = toBeTold.in(new State.Denied(Optional.empty(), LATER, Relay.TOLD));

    assertThat(requests.change(toBeTold, told)).isTrue();
    assertThat(requests.change(toBeTold, told)).isFalse();
  }

  @Test
  void listsTheNewestFirst() {
    for (int i = 1; i <= 5; i++) {
      requests.add(numbered(i));
    }

    Listing<ConnectRequest> page = requests.list(new Page(2, 1));

    assertThat(page.total()).isEqualTo(5);
    assertThat(page.items())
        .extracting(item -> item.id().value())
        .containsExactly("session-4", "session-3");
  }

  @Test
  void countsWhatIsNotOver() {
    requests.add(numbered(1));
    requests.add(numbered(2).in(new State.Waiting()));
    requests.add(numbered(3).in(new State.Expired()));
    requests.add(numbered(4).in(new State.Denied(Optional.empty(), LATER, Relay.TO_BE_TOLD)));

    assertThat(requests.openCount()).isEqualTo(3);
  }

  @Test
  void knowsWhatIsDueWithoutTheOwner() {
    Instant expiry = numbered(1).expiresAt();
    requests.add(numbered(1).in(new State.Waiting()));
    requests.add(numbered(2).in(new State.Waiting()));
    requests.add(numbered(3));
    requests.add(numbered(4).in(new State.Granted(SampleRequest.consent(), Cast.grantId(4))));
    requests.add(numbered(5).in(new State.Failed("no", LATER, Relay.TOLD)));

    assertThat(idsOf(requests.due(expiry.minusNanos(1), 10)))
        .containsExactly("session-3", "session-4");
    assertThat(idsOf(requests.due(expiry, 10)))
        .containsExactly("session-1", "session-3", "session-4");
    assertThat(idsOf(requests.due(expiry, 2))).containsExactly("session-1", "session-3");
  }

  @Test
  void forgetsWhatIsOverAndOld() {
    requests.add(numbered(1).in(new State.Expired()));
    requests.add(numbered(2).in(new State.Waiting()));
    requests.add(numbered(3).in(new State.Expired()));

    assertThat(requests.forgetBefore(numbered(3).receivedAt())).isEqualTo(1);

    assertThat(idsOf(requests.list(new Page(10, 0)).items()))
        .containsExactly("session-3", "session-2");
  }

  private static List<String> idsOf(List<ConnectRequest> found) {
    return found.stream().map(request -> request.id().value()).toList();
  }

  private static void mustBeTheSame(ConnectRequest found, ConnectRequest expected) {
    assertThat(found).usingRecursiveComparison().ignoringFields("secret").isEqualTo(expected);
    assertThat(found.secret().reveal()).isEqualTo(expected.secret().reveal());
  }
}

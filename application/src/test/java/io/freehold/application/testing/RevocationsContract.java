package io.freehold.application.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.port.Revocations;
import io.freehold.domain.GrantId;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every list of revocations does.
public abstract class RevocationsContract {
  protected static final Instant TEN = Instant.parse("2026-01-21T10:00:00.123456789Z");
  protected static final GrantId ONE = new GrantId("0x" + "1".repeat(64));
  protected static final GrantId TWO = new GrantId("0x" + "2".repeat(64));

  private Revocations revocations;

  /// An empty list.
  protected abstract Revocations revocations();

  @BeforeEach
  void openTheList() {
    revocations = revocations();
  }

  @Test
  void findsWhatWasRevokedAndNothingElse() {
    revocations.add(ONE, TEN);

    assertThat(revocations.find(ONE)).contains(TEN);
    assertThat(revocations.find(TWO)).isEmpty();
  }

  @Test
  void countsTheFirstTime() {
    revocations.add(ONE, TEN);
    revocations.add(ONE, TEN.plusSeconds(60));
    revocations.confirm(ONE);
    revocations.add(ONE, TEN.plusSeconds(90));

    assertThat(revocations.find(ONE)).contains(TEN);
    assertThat(revocations.unconfirmed()).isEmpty();
  }

  @Test
  void listsTheUnconfirmedOldestFirst() {
    revocations.add(TWO, TEN);
    revocations.add(ONE, TEN.plusSeconds(1));
    assertThat(revocations.unconfirmed()).containsExactly(TWO, ONE);

    revocations.confirm(TWO);
    assertThat(revocations.unconfirmed()).containsExactly(ONE);
  }

  @Test
  void remembersWhatIsConfirmed() {
    revocations.add(ONE, TEN);
    revocations.confirm(ONE);
    revocations.confirm(ONE);
    revocations.confirm(TWO);

    assertThat(revocations.find(ONE)).contains(TEN);
    assertThat(revocations.find(TWO)).isEmpty();
    assertThat(revocations.unconfirmed()).isEmpty();
  }

  @Test
  void neverListsAsUnconfirmedWhatNoGatewayNeedsToBeToldOf() {
    revocations.addConfirmed(ONE, TEN);
    revocations.addConfirmed(ONE, TEN.plusSeconds(60));

    assertThat(revocations.find(ONE)).contains(TEN);
    assertThat(revocations.unconfirmed()).isEmpty();
  }

  @Test
  void leavesUnconfirmedWhatAGatewayIsStillToBeToldOf() {
    revocations.add(ONE, TEN);
    revocations.addConfirmed(ONE, TEN.plusSeconds(60));

    assertThat(revocations.find(ONE)).contains(TEN);
    assertThat(revocations.unconfirmed()).containsExactly(ONE);
  }
}

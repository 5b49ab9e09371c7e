package io.freehold.application.testing;

import static io.freehold.application.testing.Cast.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.port.AutoApprovals;
import io.freehold.domain.connect.AutoApproval;
import io.freehold.domain.grant.ScopePattern;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store of auto-approve rules does.
public abstract class AutoApprovalsContract {
  private static final Instant END = NOW.plusSeconds(60);

  private AutoApprovals rules;

  /// A store without rules.
  protected abstract AutoApprovals autoApprovals();

  @BeforeEach
  void openTheStore() {
    rules = autoApprovals();
  }

  private static AutoApproval rule(int number, int uses) {
    return new AutoApproval(
        "rule-" + number,
        Cast.BUILDER,
        List.of(new ScopePattern("instagram.*"), new ScopePattern("chatgpt.conversations")),
        number % 2 == 0 ? Optional.empty() : Optional.of(Duration.ofDays(number)),
        NOW.plusSeconds(number),
        END,
        uses,
        Optional.empty());
  }

  @Test
  void listsTheNewestFirst() {
    rules.add(rule(1, 1));
    rules.add(rule(2, 7));

    assertThat(rules.all()).containsExactly(rule(2, 7), rule(1, 1));
  }

  @Test
  void keepsARuleThatNeverEnds() {
    var forEver =
        new AutoApproval(
            "r",
            Cast.BUILDER,
            List.of(new ScopePattern("*")),
            Optional.empty(),
            NOW,
            Instant.MAX,
            1,
            Optional.empty());
    rules.add(forEver);

    assertThat(rules.all()).containsExactly(forEver);
    assertThat(rules.use("r", NOW)).isTrue();
  }

  @Test
  void givesEachUseOnce() {
    rules.add(rule(1, 2));
    rules.add(rule(2, 5));

    assertThat(rules.use("rule-1", NOW)).isTrue();
    assertThat(rules.use("rule-1", NOW)).isTrue();
    assertThat(rules.use("rule-1", NOW)).isFalse();

    assertThat(rules.all()).extracting(AutoApproval::usesLeft).containsExactly(5, 0);
  }

  @Test
  void givesNoUseTwiceHoweverManyAskAtOnce() throws Exception {
    rules.add(rule(1, 5));
    List<Callable<Boolean>> asking =
        IntStream.range(0, 20)
            .<Callable<Boolean>>mapToObj(_ -> () -> rules.use("rule-1", NOW))
            .toList();

    long given = 0;
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var answer : executor.invokeAll(asking)) {
        given += answer.get() ? 1 : 0;
      }
    }

    assertThat(given).isEqualTo(5);
  }

  @Test
  void givesNoUseOfARuleThatIsOverRevokedOrUnknown() {
    rules.add(rule(1, 5));
    rules.add(rule(2, 5));
    rules.revoke("rule-2", NOW);

    assertThat(rules.use("rule-1", END.minusNanos(1))).isTrue();
    assertThat(rules.use("rule-1", END)).isFalse();
    assertThat(rules.use("rule-2", NOW)).isFalse();
    assertThat(rules.use("rule-3", NOW)).isFalse();
  }

  @Test
  void revokesARuleOnce() {
    rules.add(rule(1, 5));

    assertThat(rules.revoke("rule-1", NOW)).isTrue();
    assertThat(rules.revoke("rule-1", END)).isFalse();
    assertThat(rules.revoke("rule-9", NOW)).isFalse();

    assertThat(rules.all().getFirst().revokedAt()).contains(NOW);
  }

  @Test
  void forgetsRulesThatHaveLongBeenOver() {
    rules.add(rule(1, 5));
    rules.add(rule(2, 5));
    rules.revoke("rule-2", NOW);
    rules.add(rule(3, 1));

    assertThat(rules.forgetBefore(END)).isEqualTo(1);
    assertThat(rules.all()).extracting(AutoApproval::id).containsExactly("rule-3", "rule-1");

    assertThat(rules.forgetBefore(END.plusNanos(1))).isEqualTo(2);
    assertThat(rules.all()).isEmpty();
  }
}

package io.freehold.adapters.chain.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.chain.gateway.Remembered.Freshness;
import io.freehold.application.testing.Cast;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RememberedTest {
  private int asked;

  @Test
  void holdsAsManyUsualAnswersAsItSays() {
    assertThat(askedInASecondRound(memoryFor(100, 700), 100)).isZero();
    assertThat(askedInASecondRound(memoryFor(100, 700), 1_000)).isGreaterThanOrEqualTo(900);
  }

  @Test
  void holdsFewerLargeOnes() {
    assertThat(askedInASecondRound(memoryFor(100, 50_000), 100)).isGreaterThanOrEqualTo(96);
    assertThat(askedInASecondRound(memoryFor(100, 4 << 20), 1)).isEqualTo(1);
  }

  private static Remembered<Integer, String> memoryFor(int max, int bytesOfOne) {
    return new Remembered<>(
        new Freshness(Duration.ofMinutes(1), false, max, Cast.CLOCK), _ -> bytesOfOne);
  }

  private int askedInASecondRound(Remembered<Integer, String> memory, int keys) {
    ask(memory, keys);
    asked = 0;
    ask(memory, keys);
    return asked;
  }

  private void ask(Remembered<Integer, String> memory, int keys) {
    for (int key = 0; key < keys; key++) {
      String answer = "answer " + key;
      assertThat(
              memory.find(
                  key,
                  () -> {
                    asked++;
                    return Optional.of(answer);
                  }))
          .contains(answer);
    }
  }
}

package io.freehold.adapters.persistence.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RememberedTest {
  private final AtomicInteger lookedUp = new AtomicInteger();

  @Test
  void holdsAsManyUsualValuesAsItSays() {
    assertThat(lookUpsOfASecondRound(memoryFor(100, 700), 100)).isZero();
    assertThat(lookUpsOfASecondRound(memoryFor(100, 700), 1_000)).isGreaterThanOrEqualTo(900);
  }

  @Test
  void holdsFewerLargeOnes() {
    assertThat(lookUpsOfASecondRound(memoryFor(100, 50_000), 100)).isGreaterThanOrEqualTo(96);
  }

  @Test
  void holdsNothingThatIsLargerThanItself() {
    assertThat(lookUpsOfASecondRound(memoryFor(10, 1_000_000), 1)).isEqualTo(1);
    assertThat(lookUpsOfASecondRound(memoryFor(0, 1), 1)).isEqualTo(1);
  }

  private Remembered<Integer, String> memoryFor(int max, int bytesOfOne) {
    return new Remembered<>(
        max,
        _ -> bytesOfOne,
        key -> {
          lookedUp.incrementAndGet();
          return Optional.of("value " + key);
        });
  }

  private int lookUpsOfASecondRound(Remembered<Integer, String> memory, int keys) {
    for (int key = 0; key < keys; key++) {
      assertThat(memory.find(key)).contains("value " + key);
    }
    lookedUp.set(0);
    for (int key = 0; key < keys; key++) {
      assertThat(memory.find(key)).contains("value " + key);
    }
    return lookedUp.get();
  }
}

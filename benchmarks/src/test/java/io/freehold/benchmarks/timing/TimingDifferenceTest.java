package io.freehold.benchmarks.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Times are made up here: nothing is measured.
class TimingDifferenceTest {
  private static final int SAMPLES = 20_000;

  private final Random random = new Random(7);

  @Test
  void seesNoneWhereThereIsNone() {
    var none = TimingDifference.between(_ -> taken(0), _ -> taken(0), SAMPLES, random);

    assertThat(none.t()).isLessThan(4.5);
  }

  @Test
  void seesASmallOneAmongInterruptions() {
    var small = TimingDifference.between(_ -> taken(0), _ -> taken(10), SAMPLES, random);

    assertThat(small.t()).isGreaterThan(TimingDifference.CERTAIN);
  }

  @Test
  void seesOneInBothDirections() {
    var less = TimingDifference.between(_ -> taken(10), _ -> taken(0), SAMPLES, random);

    assertThat(less.t()).isGreaterThan(TimingDifference.CERTAIN);
  }

  /// Sixty-four of 10 and 12, sixty-four of 20 and 22, in turn. Of all of them t is 10 / sqrt(2 /
  /// 63). A quarter left out leaves no 22, and t is 9 / sqrt(1 / 63), which is more.
  @Test
  void isTheLargestOfWelchsT() {
    RandomGenerator inTurn = new InTurn();

    var known =
        TimingDifference.between(
            number -> 10 + number / 2 % 2 * 2, number -> 20 + number / 2 % 2 * 2, 128, inTurn);

    assertThat(known.t()).isCloseTo(9 * Math.sqrt(63), within(1e-9));
  }

  private static final class InTurn implements RandomGenerator {
    private boolean next = true;

    @Override
    public boolean nextBoolean() {
      next = !next;
      return next;
    }

    @Override
    public long nextLong() {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void seesAConstantDifference() {
    assertThat(TimingDifference.between(_ -> 100, _ -> 101, 200, random).t())
        .isEqualTo(Double.MAX_VALUE);
    assertThat(TimingDifference.between(_ -> 100, _ -> 100, 200, random).t()).isZero();
  }

  /// Times with a deviation of 20, 20,000 of them: the means are known to 0.2, their difference to
  /// 0.28.
  @Test
  void saysWhatItCannotSee() {
    var none =
        TimingDifference.between(
            _ -> 1_000 + Math.round(20 * random.nextGaussian()),
            _ -> 1_000 + Math.round(20 * random.nextGaussian()),
            SAMPLES,
            random);

    assertThat(none.hardlySeenBelowNanos()).isBetween(1.8, 3.0);
  }

  @Test
  void refusesToSayAnythingOfAHandful() {
    assertThatThrownBy(() -> TimingDifference.between(_ -> 1, _ -> 100, 99, random))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// About a microsecond, and once in a while an interruption a thousand times as long.
  private long taken(int more) {
    long interruption = random.nextInt(200) == 0 ? random.nextInt(1_000_000) : 0;
    return 1_000 + more + Math.round(20 * random.nextGaussian()) + interruption;
  }
}

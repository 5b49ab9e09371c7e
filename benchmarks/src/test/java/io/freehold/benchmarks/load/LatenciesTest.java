package io.freehold.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  private static Latencies of(long... values) {
    var latencies = new Latencies();
    LongStream.of(values).forEach(latencies::add);
    return latencies;
  }

  @Test
  void aPercentileIsTheSmallestValueThatSoManyDoNotExceed() {
    Latencies hundred = of(LongStream.rangeClosed(1, 100).map(i -> 101 - i).toArray());

    assertThat(hundred.percentile(50)).isEqualTo(50);
    assertThat(hundred.percentile(50.1)).isEqualTo(51);
    assertThat(hundred.percentile(99)).isEqualTo(99);
    assertThat(hundred.percentile(100)).isEqualTo(100);
    assertThat(hundred.percentile(0)).isEqualTo(1);
  }

  @Test
  void theMedianOfThreeIsTheMiddleOne() {
    assertThat(of(9, 1, 5).percentile(50)).isEqualTo(5);
  }

  @Test
  void valuesThatComeAfterAQuestionCount() {
    Latencies latencies = of(7, 3);
    assertThat(latencies.percentile(100)).isEqualTo(7);

    latencies.add(1);

    assertThat(latencies.percentile(0)).isEqualTo(1);
    assertThat(latencies.count()).isEqualTo(3);
  }

  @Test
  void takesMoreThanItHadRoomFor() {
    Latencies many = of(LongStream.range(0, 100_000).toArray());

    assertThat(many.count()).isEqualTo(100_000);
    assertThat(many.percentile(100)).isEqualTo(99_999);
  }

  @Test
  void nothingTookNoTime() {
    assertThat(of().percentile(99)).isZero();
  }

  @Test
  void refusesWhatIsNoPercentage() {
    assertThatIllegalArgumentException().isThrownBy(() -> of(1).percentile(100.1));
    assertThatIllegalArgumentException().isThrownBy(() -> of(1).percentile(-0.1));
  }
}

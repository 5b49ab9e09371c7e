package io.freehold.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessUsageTest {
  @Test
  void addsUserAndSystemTime() {
    String stat = "4711 (java) S 1 2 3 0 -1 4194560 55 0 0 0 250 50 9 9 20 0 31 0 1 2 3";

    assertThat(ProcessUsage.cpu(stat)).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void aNameMayHoldSpacesAndParentheses() {
    String stat = "4711 (a) b (c) S 1 2 3 0 -1 4194560 55 0 0 0 7 1 9 9 20 0 31 0 1 2 3";

    assertThat(ProcessUsage.cpu(stat)).isEqualTo(Duration.ofMillis(80));
  }

  @Test
  void readsMemoryInBytes() {
    String status = "Name:\tjava\nVmHWM:\t  131072 kB\nVmRSS:\t   65536 kB\nThreads:\t31\n";

    assertThat(ProcessUsage.bytes(status, "VmRSS")).isEqualTo(64L << 20);
    assertThat(ProcessUsage.bytes(status, "VmHWM")).isEqualTo(128L << 20);
    assertThatIllegalStateException().isThrownBy(() -> ProcessUsage.bytes(status, "VmSwap"));
  }

  @Test
  void theTimeOfThisProcessGrowsAsItWorks() {
    assumeThat(ProcessUsage.isKnown())
        .describedAs("this system has no /proc, so nothing was tried")
        .isTrue();
    var self = new ProcessUsage(ProcessHandle.current().pid());
    Duration before = self.cpu();

    long sum = 0;
    while (self.cpu().equals(before)) {
      sum += System.nanoTime();
    }

    assertThat(self.cpu()).isGreaterThan(before);
    assertThat(self.peakBytes()).isGreaterThanOrEqualTo(self.residentBytes() / 2).isPositive();
    assertThat(sum).isNotZero();
  }
}

package io.freehold.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitsTest {
  @Test
  void haveTheBoundsOfTheProtocolUnlessTheOwnerSetsOthers() {
    assertThat(Limits.DEFAULT.ingestBytesMax()).isEqualTo(52_428_800);
    assertThat(Limits.DEFAULT.bodyBytesMax()).isEqualTo(1_048_576);
    assertThat(Limits.DEFAULT.clockSkewMax()).isEqualTo(Duration.ofSeconds(60));
    assertThat(Limits.DEFAULT.signedLifetimeMax()).isEqualTo(Duration.ofHours(1));
    assertThat(Limits.DEFAULT.jsonDepthMax()).isEqualTo(128);
    assertThat(Limits.DEFAULT.idempotencyKept()).isEqualTo(Duration.ofHours(24));
  }
}

package io.freehold.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.freehold.application.testing.LimitsOf;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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

  @ParameterizedTest
  @MethodSource("timesAndCounts")
  void areMoreThanNothing(String name, Object nothing) {
    assertThatThrownBy(() -> LimitsOf.with(name, nothing))
        .hasRootCauseMessage(name + " must be more than 0");
  }

  /// All but those which may be switched off.
  static Stream<Arguments> timesAndCounts() {
    var maybeNone =
        Set.of(
            "pageOffsetMax",
            "rememberedMax",
            "userAgentCharactersMax",
            "inMemoryFileBytesMax",
            "lingerBytesMax",
            "strangerBodyMemoryPercentMax",
            "diskKeptFreeBytesMax",
            "clockSkewMax");
    return Arrays.stream(Limits.class.getRecordComponents())
        .filter(component -> !maybeNone.contains(component.getName()))
        .map(component -> arguments(component.getName(), nothing(component.getType())));
  }

  private static Object nothing(Class<?> type) {
    return type == Duration.class ? Duration.ZERO : type == long.class ? (Object) 0L : 0;
  }

  @Test
  void leaveMemoryForWhatIsNoBody() {
    assertThatThrownBy(() -> LimitsOf.with("bodyMemoryPercentMax", 90))
        .hasRootCauseInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keepAFileWithinOnePacket() {
    assertThat(LimitsOf.with("fileBytesMax", 4_000_000_000L).fileBytesMax()).isPositive();
    assertThatThrownBy(() -> LimitsOf.with("fileBytesMax", 4_000_000_001L))
        .hasRootCauseMessage("fileBytesMax must be 4000000000 at most");
  }
}

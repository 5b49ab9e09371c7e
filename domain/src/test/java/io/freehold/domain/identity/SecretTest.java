package io.freehold.domain.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTest {
  @Test
  void printsStarsWhateverItsLength() {
    assertThat(new Secret("hunter2")).hasToString("********");
    assertThat(new Secret("")).hasToString("********");
    assertThat("%s".formatted(new Secret("x".repeat(100)))).isEqualTo("********");
  }

  @Test
  void isRevealedOnRequest() {
    assertThat(new Secret("hunter2").reveal()).isEqualTo("hunter2");
    assertThat(new Secret("").isEmpty()).isTrue();
    assertThat(new Secret(" ").isEmpty()).isFalse();
  }
}

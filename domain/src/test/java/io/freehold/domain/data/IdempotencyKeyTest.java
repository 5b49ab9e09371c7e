package io.freehold.domain.data;

import static io.freehold.domain.Refusals.assertImpossible;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdempotencyKeyTest {
  @Test
  void hasOneTo255VisibleAsciiCharacters() {
    assertThat(new IdempotencyKey("!").value()).isEqualTo("!");
    assertThat(new IdempotencyKey("~").value()).isEqualTo("~");
    assertThat(new IdempotencyKey("x".repeat(255)).value()).hasSize(255);
    assertImpossible(() -> new IdempotencyKey(""));
    assertImpossible(() -> new IdempotencyKey("x".repeat(256)));
    assertImpossible(() -> new IdempotencyKey("a b"));
    assertImpossible(() -> new IdempotencyKey("a\n"));
    assertImpossible(() -> new IdempotencyKey("\u007f"));
    assertImpossible(() -> new IdempotencyKey("é"));
  }
}

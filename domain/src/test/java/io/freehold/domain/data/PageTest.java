package io.freehold.domain.data;

import static io.freehold.domain.Refusals.assertImpossible;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PageTest {
  @Test
  void hasAtLeastOneItemAndNoNegativeOffset() {
    assertThat(new Page(1, 0).limit()).isEqualTo(1);
    assertImpossible(() -> new Page(0, 0));
    assertImpossible(() -> new Page(-1, 0));
    assertImpossible(() -> new Page(1, -1));
  }
}

package io.freehold.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AheadTest {
  @Test
  void givesWhatWasMadeAsOftenAsItIsAskedFor() {
    Ahead<Object> ahead = Ahead.begin(Object::new);

    assertThat(ahead.get()).isNotNull().isSameAs(ahead.get());
  }

  @Test
  void throwsWhatWentWrong() {
    var wrong = new IllegalArgumentException("wrong");
    Ahead<Object> ahead =
        Ahead.begin(() -> {
          throw wrong;
        });

    assertThatThrownBy(ahead::get).isSameAs(wrong);
  }

  @Test
  void anInterruptWaitsUntilItIsMade() {
    Ahead<String> ahead = Ahead.begin(() -> "made");
    Thread.currentThread().interrupt();

    assertThat(ahead.get()).isEqualTo("made");
    assertThat(Thread.interrupted()).isTrue();
  }
}

package io.freehold.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Threat T30.
class ConnectionsTest {
  private static final Optional<String> ONE = Optional.of("203.0.113.1");
  private static final Optional<String> OTHER = Optional.of("203.0.113.2");
  private static final Optional<String> PROXY = Optional.empty();

  private final Connections connections = new Connections(10, 30, Optional::of);

  private void open(int count, Optional<String> subscriber) {
    for (int i = 0; i < count; i++) {
      assertThat(connections.mayOpen(subscriber)).isTrue();
    }
  }

  @Test
  void areNotAllForOneSubscriber() {
    open(3, ONE);

    assertThat(connections.mayOpen(ONE)).isFalse();
    open(3, OTHER);
    assertThat(connections.mayOpen(OTHER)).isFalse();
  }

  @Test
  void areForAnotherWhenTheyAreClosed() {
    open(3, ONE);
    connections.closed(ONE);

    open(1, ONE);
    assertThat(connections.mayOpen(ONE)).isFalse();
  }

  @Test
  void mayAllBeThoseOfAProxy() {
    open(10, PROXY);

    assertThat(connections.mayOpen(PROXY)).isFalse();
    assertThat(connections.mayOpen(ONE)).isFalse();
    connections.closed(PROXY);
    open(1, ONE);
  }

  @Test
  void leaveNothingBehindOfWhoIsGone() {
    open(2, ONE);
    open(1, OTHER);
    connections.closed(ONE);
    connections.closed(OTHER);
    assertThat(connections.subscribers()).isOne();

    connections.closed(ONE);
    assertThat(connections.subscribers()).isZero();
  }

  @Test
  void areOneAtLeastForEverySubscriber() {
    var few = new Connections(2, 1, Optional::of);

    assertThat(few.mayOpen(ONE)).isTrue();
    assertThat(few.mayOpen(ONE)).isFalse();
    assertThat(few.mayOpen(OTHER)).isTrue();
  }
}

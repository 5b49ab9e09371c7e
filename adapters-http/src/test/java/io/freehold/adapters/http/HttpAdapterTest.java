package io.freehold.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class HttpAdapterTest {
  /// Whoever is interrupted cannot wait for a listener to be closed.
  @Test
  void endsWellAlsoWhenAListenerDoesNotCloseWell() {
    TestServer server = TestServer.started();

    Thread.currentThread().interrupt();
    try {
      assertThatCode(server::close).doesNotThrowAnyException();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}

package io.freehold.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnswerReaderTest {
  private final AnswerReader reader = new AnswerReader();

  @BeforeEach
  void begin() {
    reader.begin();
  }

  private boolean take(String text) {
    return reader.take(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void anAnswerEndsWithTheLastByteItAnnounced() {
    assertThat(take("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab")).isFalse();
    assertThat(take("c")).isTrue();
    assertThat(reader.status()).isEqualTo(200);
  }

  @Test
  void anAnswerMayArriveByteByByte() {
    String text = "HTTP/1.1 410 Gone\r\nX-A: 1\r\ncontent-length:2\r\n\r\n{}";
    for (int i = 0; i < text.length() - 1; i++) {
      assertThat(take(text.substring(i, i + 1))).isFalse();
    }
    assertThat(take("}")).isTrue();
    assertThat(reader.status()).isEqualTo(410);
  }

  @Test
  void anAnswerWithoutABodyEndsWithItsHead() {
    assertThat(take("HTTP/1.1 204 No Content\r\n\r\n")).isTrue();
    reader.begin();
    assertThat(take("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")).isTrue();
  }

  @Test
  void oneAnswerFollowsTheOther() {
    assertThat(take("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na")).isTrue();
    reader.begin();
    assertThat(take("HTTP/1.1 503 Busy\r\nContent-Length: 1\r\n\r\n")).isFalse();
    assertThat(take("b")).isTrue();
    assertThat(reader.status()).isEqualTo(503);
  }

  @Test
  void refusesWhatItWouldCountWrongly() {
    assertThatIllegalStateException()
        .isThrownBy(() -> take("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"));
    reader.begin();
    assertThatIllegalStateException()
        .isThrownBy(() -> take("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nab"));
  }
}

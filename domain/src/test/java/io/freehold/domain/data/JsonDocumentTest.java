package io.freehold.domain.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonDocumentTest {
  @Test
  void doesNotPrintWhatItHolds() {
    var document = JsonDocument.of("{\"diary\":\"secret\"}");

    assertThat(document.toString()).doesNotContain("diary", "secret").contains("18 bytes");
  }

  @Test
  void isEqualByItsBytes() {
    assertThat(JsonDocument.of("{}"))
        .isEqualTo(JsonDocument.of("{}"))
        .hasSameHashCodeAs(JsonDocument.of("{}"))
        .isNotEqualTo(JsonDocument.of("{ }"))
        .isNotEqualTo("{}");
  }

  @Test
  void countsBytesAndNotCharacters() {
    var document = JsonDocument.of("\"é😀\"");

    assertThat(document.sizeBytes()).isEqualTo(8);
    assertThat(document.text()).isEqualTo("\"é😀\"");
    assertThat(document.utf8()).isEqualTo("\"é😀\"".getBytes(StandardCharsets.UTF_8));
  }
}

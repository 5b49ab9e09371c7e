package io.freehold.benchmarks.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {
  @ParameterizedTest
  @ValueSource(ints = {1_000, 100_000, 5_000_000})
  void aDocumentIsAsLargeAsWantedAndDifferentThroughout(int bytes) throws Exception {
    byte[] document = Documents.ofSize(bytes);

    JsonNode entries = new JsonMapper().readTree(document).path("watch_history");
    assertThat(document.length).isBetween(bytes - 500, bytes);
    assertThat(entries.findValuesAsText("titleUrl")).doesNotHaveDuplicates().isNotEmpty();
  }
}

package io.freehold.domain.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.domain.CollectedAt;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Scope;
import io.freehold.domain.data.DataFile.SchemaReference;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataFileTest {
  private static final Scope PROFILE = new Scope("instagram.profile");
  private static final CollectedAt TEN = CollectedAt.parse("2026-01-21T10:00:00Z");

  @Test
  void isTheEnvelopeOfTheProtocol() {
    DataFile file = file("ipfs://bafkrei", "{\"username\":\"alice\"}");

    assertThat(text(file))
        .isEqualTo(
            """
            {"$schema":"ipfs://bafkrei","version":"1.0","scope":"instagram.profile",\
            "collectedAt":"2026-01-21T10:00:00Z","data":{"username":"alice"}}\
            """);
  }

  @Test
  void namesNoSchemaWhenThereIsNone() {
    var file = new DataFile(Optional.empty(), PROFILE, TEN, JsonDocument.of("{}"));

    assertThat(text(file))
        .isEqualTo(
            """
            {"version":"1.0","scope":"instagram.profile",\
            "collectedAt":"2026-01-21T10:00:00Z","data":{}}\
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"n\":12345678901234567890}",
        "{\"n\":1.10}",
        "{\"n\":1e400}",
        "{\"n\":-0.0,\"m\":1E+2}",
        "{ \"a\" :\t1 ,\r\n  \"b\": [ ] }",
        "{\"b\":1,\"a\":2}",
        "{\"a\":\"\\u0041\\/\\ud83d\\ude00\"}",
        "{\"a\":\"😀 é 日本 \u2028\"}",
        "{\"\":null}"
      })
  void keepsThePayloadByteForByte(String payload) {
    byte[] sent = payload.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = new DataFile(Optional.empty(), PROFILE, TEN, new JsonDocument(sent)).bytes();

    assertThat(bytes).endsWith((payload + "}").getBytes(StandardCharsets.UTF_8));
    assertThat(bytes).hasSize(text(file(null, "")).length() + sent.length);
  }

  @Test
  void quotesWhatASchemaUrlMustNotHaveInJson() {
    assertThat(text(file("https://x/\"},\"scope\":\"\\\n\t\u0001", "{}")))
        .startsWith(
            "{\"$schema\":\"https://x/\\\"},\\\"scope\\\":\\\"\\\\\\u000a\\u0009\\u0001\",\"version\"");
  }

  @Test
  void writesMillisecondsOnlyWhereTheSecondWasTaken() {
    var draft =
        new DataDraft(
            Optional.empty(), PROFILE, JsonDocument.of("{}"), Instant.EPOCH, Optional.empty());

    assertThat(text(draft.at(CollectedAt.parse("2026-01-21T10:00:00.001Z"))))
        .contains("\"collectedAt\":\"2026-01-21T10:00:00.001Z\"");
    assertThat(text(draft.at(TEN))).contains("\"collectedAt\":\"2026-01-21T10:00:00Z\"");
  }

  private static DataFile file(String definitionUrl, String payload) {
    return new DataFile(
        Optional.ofNullable(definitionUrl)
            .map(url -> new SchemaReference(SchemaId.parse("7"), url)),
        PROFILE,
        TEN,
        JsonDocument.of(payload));
  }

  private static String text(DataFile file) {
    return new String(file.bytes(), StandardCharsets.UTF_8);
  }
}

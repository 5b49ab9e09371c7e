package io.freehold.bootstrap.tour;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freehold.adapters.chain.schema.JsonSchemaCompiler;
import io.freehold.application.Limits;
import io.freehold.domain.Address;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Scope;
import io.freehold.domain.data.JsonDocument;
import io.freehold.domain.registry.SchemaRecord;
import io.freehold.domain.schema.Violation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SampleDataTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void fitsTheShippedSchemas() {
    assertThat(violations("instagram.profile", SampleData.instagramProfile())).isEmpty();
    assertThat(violations("chatgpt.conversations", SampleData.chatgptConversations())).isEmpty();
    assertThat(violations("youtube.watch_history", SampleData.youtubeWatchHistory())).isEmpty();
  }

  @Test
  void isTheSameInEveryRun() {
    assertThat(SampleData.instagramProfile()).isEqualTo(SampleData.instagramProfile());
    assertThat(SampleData.chatgptConversations(100_000))
        .isEqualTo(SampleData.chatgptConversations(100_000));
    assertThat(SampleData.youtubeWatchHistory(100)).isEqualTo(SampleData.youtubeWatchHistory(100));
  }

  @Test
  void hasTheSizeOfRealExports() throws IOException {
    byte[] conversations = SampleData.chatgptConversations();
    byte[] history = SampleData.youtubeWatchHistory();

    assertThat(conversations.length).isBetween(6 << 20, 7 << 20);
    assertThat(JSON.readTree(history).path("watch_history")).hasSize(50_000);
    assertThat(history.length).isLessThan(30 << 20);
  }

  @Test
  void isWellFormedTextInManyScripts() throws CharacterCodingException {
    byte[] conversations = SampleData.chatgptConversations(500_000);

    String text =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(conversations)).toString();
    Set<Character.UnicodeScript> scripts =
        text.codePoints()
            .mapToObj(Character.UnicodeScript::of)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Character.UnicodeScript.class)));

    assertThat(scripts)
        .contains(
            Character.UnicodeScript.LATIN,
            Character.UnicodeScript.CYRILLIC,
            Character.UnicodeScript.GREEK,
            Character.UnicodeScript.ARABIC,
            Character.UnicodeScript.HEBREW,
            Character.UnicodeScript.DEVANAGARI,
            Character.UnicodeScript.THAI,
            Character.UnicodeScript.HAN,
            Character.UnicodeScript.HIRAGANA,
            Character.UnicodeScript.HANGUL,
            Character.UnicodeScript.GEORGIAN,
            Character.UnicodeScript.ETHIOPIC);
    assertThat(text).contains("👩🏽\u200d💻", "```java", "𠮷");
  }

  @Test
  void linksEveryMessageToItsParentAndChildren() throws IOException {
    for (JsonNode conversation :
        JSON.readTree(SampleData.chatgptConversations(200_000)).path("conversations")) {
      JsonNode mapping = conversation.path("mapping");
      assertThat(mapping.has(conversation.path("current_node").asText())).isTrue();
      for (JsonNode node : mapping) {
        node.path("children")
            .forEach(child ->
                assertThat(mapping.path(child.asText()).path("parent")).isEqualTo(node.path("id")));
      }
    }
  }

  @Test
  void listsWatchedVideosNewestFirst() throws IOException {
    List<Instant> times =
        JSON.readTree(SampleData.youtubeWatchHistory(1_000))
            .path("watch_history")
            .valueStream()
            .map(entry -> Instant.parse(entry.path("time").asText()))
            .toList();

    assertThat(times.reversed()).isSorted();
  }

  private static List<Violation> violations(String scope, byte[] payload) {
    var schema =
        new SchemaRecord(
            SchemaId.parse("7"),
            new Address("0x" + "a".repeat(40)),
            scope,
            new Scope(scope),
            "ipfs://" + scope,
            definition(scope),
            Instant.EPOCH);
    return new JsonSchemaCompiler(Limits.DEFAULT)
        .compile(schema)
        .violationsIn(new JsonDocument(payload));
  }

  private static String definition(String scope) {
    String file = "/io/freehold/schemas/" + scope + ".json";
    try (var in = SampleDataTest.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.freehold.bootstrap.tour;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Conversations in the shape of an assistant's export: each a tree of messages by node id, with an
/// empty root, a hidden system message, and now and then an answer that was asked for twice.
final class SampleConversations {
  private static final long MICROS_OF_THE_FIRST = 1_680_000_000_000_000L;
  private static final int MICROS_BETWEEN_MAX = 600_000_000;
  private static final int TURNS_MAX = 24;
  private static final int ROOT = 0;
  private static final int SYSTEM = 1;

  private final JsonGenerator json;
  private final RandomGenerator random;
  private final SampleTexts texts;
  private long micros = MICROS_OF_THE_FIRST;

  SampleConversations(JsonGenerator json, RandomGenerator random) {
    this.json = json;
    this.random = random;
    this.texts = new SampleTexts(random);
  }

  void writeUntil(BooleanSupplier isEnough) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("conversations");
    while (!isEnough.getAsBoolean()) {
      conversation();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void conversation() throws IOException {
    String id = uuid();
    List<String> nodes = uuids(2 + 2 * (1 + random.nextInt(TURNS_MAX)));
    json.writeStartObject();
    json.writeStringField("title", texts.title());
    time("create_time");
    mapping(nodes);
    time("update_time");
    texts("moderation_results");
    json.writeStringField("current_node", nodes.getLast());
    json.writeNullField("plugin_ids");
    json.writeStringField("conversation_id", id);
    json.writeNullField("conversation_template_id");
    json.writeNullField("gizmo_id");
    json.writeBooleanField("is_archived", random.nextInt(10) == 0);
    texts("safe_urls");
    json.writeStringField("default_model_slug", "assistant-4");
    json.writeStringField("id", id);
    json.writeEndObject();
  }

  private void mapping(List<String> nodes) throws IOException {
    json.writeObjectFieldStart("mapping");
    for (int i = 0; i < nodes.size(); i++) {
      boolean isAskedTwice = i > SYSTEM && isQuestion(i) && random.nextInt(15) == 0;
      List<String> children =
          Stream.concat(
                  nodes.stream().skip(i + 1L).limit(1),
                  isAskedTwice ? Stream.of(uuid()) : Stream.empty())
              .toList();
      node(nodes, i, children);
      if (isAskedTwice) {
        node(children.getLast(), nodes.get(i), "assistant", List.of());
      }
    }
    json.writeEndObject();
  }

  private void node(List<String> nodes, int i, List<String> children) throws IOException {
    switch (i) {
      case ROOT -> root(nodes.get(i), children);
      case SYSTEM -> node(nodes.get(i), nodes.get(i - 1), "system", children);
      default ->
          node(nodes.get(i), nodes.get(i - 1), isQuestion(i) ? "user" : "assistant", children);
    }
  }

  private static boolean isQuestion(int i) {
    return i % 2 == 0;
  }

  private void root(String id, List<String> children) throws IOException {
    json.writeObjectFieldStart(id);
    json.writeStringField("id", id);
    json.writeNullField("message");
    json.writeNullField("parent");
    texts("children", children);
    json.writeEndObject();
  }

  private void node(String id, String parent, String role, List<String> children)
      throws IOException {
    json.writeObjectFieldStart(id);
    json.writeStringField("id", id);
    json.writeObjectFieldStart("message");
    message(id, role);
    json.writeEndObject();
    json.writeStringField("parent", parent);
    texts("children", children);
    json.writeEndObject();
  }

  private void message(String id, String role) throws IOException {
    json.writeStringField("id", id);
    author(role);
    time("create_time");
    json.writeNullField("update_time");
    content(role);
    json.writeStringField("status", "finished_successfully");
    json.writeBooleanField("end_turn", role.equals("assistant"));
    json.writeNumberField("weight", role.equals("system") ? 0.0 : 1.0);
    json.writeObjectFieldStart("metadata");
    if (role.equals("assistant")) {
      json.writeStringField("model_slug", "assistant-4");
      json.writeStringField("parent_id", id);
    }
    json.writeEndObject();
    json.writeStringField("recipient", "all");
    json.writeNullField("channel");
  }

  private void author(String role) throws IOException {
    json.writeObjectFieldStart("author");
    json.writeStringField("role", role);
    json.writeNullField("name");
    json.writeObjectFieldStart("metadata");
    json.writeEndObject();
    json.writeEndObject();
  }

  private void content(String role) throws IOException {
    json.writeObjectFieldStart("content");
    json.writeStringField("content_type", "text");
    texts(
        "parts",
        switch (role) {
          case "system" -> "";
          case "user" -> texts.question();
          default -> texts.answer();
        });
    json.writeEndObject();
  }

  /// Seconds since 1970 with six digits of a fraction, a little later each time.
  private void time(String name) throws IOException {
    micros += 1 + random.nextInt(MICROS_BETWEEN_MAX);
    json.writeFieldName(name);
    json.writeNumber(
        micros / 1_000_000 + "." + Long.toString(micros % 1_000_000 + 1_000_000).substring(1));
  }

  private void texts(String name, String... values) throws IOException {
    texts(name, List.of(values));
  }

  private void texts(String name, List<String> values) throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private List<String> uuids(int count) {
    return Stream.generate(this::uuid).limit(count).toList();
  }

  private String uuid() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }
}

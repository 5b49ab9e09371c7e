package io.freehold.bootstrap.tour;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;

/// Payloads that look like real exports, the same bytes in every run. They fit the schemas that
/// come with this project.
public final class SampleData {
  public static final int CONVERSATIONS_BYTES_MIN = 6 << 20;
  public static final int WATCHED_VIDEOS = 50_000;

  private static final long SEED = 20_260_121;
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8).build();

  private SampleData() {}

  /// For `instagram.profile`: a few hundred bytes.
  public static byte[] instagramProfile() {
    return written(
        512,
        (json, _) -> {
          json.writeStartObject();
          json.writeStringField("username", "alice");
          json.writeStringField("displayName", "Alice Smith");
          json.writeStringField("bio", "Sourdough \uD83E\uDD56 & slow trains\nקפה · 咖啡 · قهوة");
          json.writeNumberField("followers", 1234);
          json.writeNumberField("following", 567);
          json.writeNumberField("posts", 89);
          json.writeStringField("userId", "12345678901234567890");
          json.writeStringField("website", "https://alice.example/?from=instagram&q=\"bread\"");
          json.writeNullField("category");
          json.writeBooleanField("isPrivate", false);
          json.writeBooleanField("isVerified", true);
          json.writeStringField("createdAt", "2014-05-06T07:08:09Z");
          json.writeEndObject();
        });
  }

  /// For `chatgpt.conversations`: some megabytes of text in many scripts.
  public static byte[] chatgptConversations() {
    return chatgptConversations(CONVERSATIONS_BYTES_MIN);
  }

  /// As many conversations as it takes to reach a size.
  public static byte[] chatgptConversations(int bytesMin) {
    return written(
        bytesMin + (256 << 10),
        (json, bytes) ->
            new SampleConversations(json, new SplittableRandom(SEED))
                .writeUntil(() -> bytes.size() >= bytesMin));
  }

  /// For `youtube.watch_history`: tens of thousands of small entries.
  public static byte[] youtubeWatchHistory() {
    return youtubeWatchHistory(WATCHED_VIDEOS);
  }

  public static byte[] youtubeWatchHistory(int entries) {
    return written(
        entries * 400,
        (json, _) -> new SampleWatchHistory(json, new SplittableRandom(SEED)).write(entries));
  }

  private interface Payload {
    void writeTo(JsonGenerator json, ByteArrayOutputStream written) throws IOException;
  }

  private static byte[] written(int bytesExpected, Payload payload) {
    var bytes = new ByteArrayOutputStream(bytesExpected);
    try (JsonGenerator json = JSON.createGenerator(bytes, JsonEncoding.UTF8)) {
      payload.writeTo(json, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}

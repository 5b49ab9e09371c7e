package io.freehold.bootstrap.tour;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.random.RandomGenerator;

/// A watch history in the shape of Takeout, newest first: mostly videos, some of them
/// advertisements, some removed since.
final class SampleWatchHistory {
  private static final long NEWEST = 1_769_000_000_000L;
  private static final int BETWEEN_MILLIS_MAX = 7_200_000;
  private static final int CHANNELS = 400;
  private static final String ID_CHARACTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private final JsonGenerator json;
  private final RandomGenerator random;
  private final SampleTexts texts;
  private final String[] channelNames = new String[CHANNELS];
  private final String[] channelUrls = new String[CHANNELS];

  SampleWatchHistory(JsonGenerator json, RandomGenerator random) {
    this.json = json;
    this.random = random;
    this.texts = new SampleTexts(random);
    for (int i = 0; i < CHANNELS; i++) {
      channelNames[i] = texts.title();
      channelUrls[i] = "https://www.youtube.com/channel/UC" + id(22);
    }
  }

  void write(int entries) throws IOException {
    long time = NEWEST;
    json.writeStartObject();
    json.writeArrayFieldStart("watch_history");
    for (int i = 0; i < entries; i++) {
      time -= random.nextInt(BETWEEN_MILLIS_MAX);
      entry(time);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void entry(long time) throws IOException {
    boolean isMusic = random.nextInt(8) == 0;
    boolean isRemoved = random.nextInt(40) == 0;
    String product = isMusic ? "YouTube Music" : "YouTube";
    json.writeStartObject();
    json.writeStringField("header", product);
    json.writeStringField(
        "title", isRemoved ? "Watched a video that has been removed" : "Watched " + texts.title());
    if (!isRemoved) {
      video();
    }
    json.writeStringField("time", Instant.ofEpochMilli(time).toString());
    texts("products", product);
    texts("activityControls", "YouTube watch history");
    json.writeEndObject();
  }

  private void video() throws IOException {
    json.writeStringField("titleUrl", "https://www.youtube.com/watch?v=" + id(11));
    if (random.nextInt(12) == 0) {
      json.writeArrayFieldStart("details");
      json.writeStartObject();
      json.writeStringField("name", "From Google Ads");
      json.writeEndObject();
      json.writeEndArray();
    } else {
      channel(random.nextInt(CHANNELS));
    }
  }

  private void channel(int number) throws IOException {
    json.writeArrayFieldStart("subtitles");
    json.writeStartObject();
    json.writeStringField("name", channelNames[number]);
    json.writeStringField("url", channelUrls[number]);
    json.writeEndObject();
    json.writeEndArray();
  }

  private void texts(String name, String only) throws IOException {
    json.writeArrayFieldStart(name);
    json.writeString(only);
    json.writeEndArray();
  }

  private String id(int characters) {
    var id = new StringBuilder(characters);
    for (int i = 0; i < characters; i++) {
      id.append(ID_CHARACTERS.charAt(random.nextInt(ID_CHARACTERS.length())));
    }
    return id.toString();
  }
}

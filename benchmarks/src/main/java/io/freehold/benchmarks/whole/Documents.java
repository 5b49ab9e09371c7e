package io.freehold.benchmarks.whole;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// Documents of a wanted size in the shape of a watch history, each entry a little different from
/// the others, and the schema they are judged by.
public final class Documents {
  private static final long NEWEST = 1_769_000_000L;

  /// With what judging costs in real schemas: references, patterns, formats, nested lists.
  public static final String SCHEMA =
      """
      {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object",
       "required":["watch_history"],
       "properties":{"watch_history":{"type":"array","items":{"$ref":"#/$defs/watched"}}},
       "$defs":{
        "watched":{"type":"object","required":["header","title","time"],"properties":{
         "header":{"type":"string","minLength":1},
         "title":{"type":"string","minLength":1},
         "titleUrl":{"type":"string","pattern":"^https?://"},
         "subtitles":{"type":"array","items":{"$ref":"#/$defs/named"}},
         "time":{"type":"string","format":"date-time"},
         "products":{"type":"array","items":{"type":"string"}},
         "activityControls":{"type":"array","items":{"type":"string"}}}},
        "named":{"type":"object","required":["name"],"properties":{
         "name":{"type":"string"},"url":{"type":"string","pattern":"^https?://"}}}}}
      """;

  private Documents() {}

  /// As many entries as fit.
  public static byte[] ofSize(int bytes) {
    var text = new StringBuilder(bytes).append("{\"watch_history\":[");
    for (int i = 0; ; i++) {
      String entry = entry(i);
      if (i > 0 && text.length() + entry.length() + 3 > bytes) {
        return text.append("]}").toString().getBytes(StandardCharsets.US_ASCII);
      }
      text.append(i > 0 ? "," : "").append(entry);
    }
  }

  private static String entry(int number) {
    return """
    {"header":"YouTube","title":"Watched number %d of a long evening",\
    "titleUrl":"https://www.youtube.com/watch?v=%011x",\
    "subtitles":[{"name":"Channel %d","url":"https://www.youtube.com/channel/UC%022x"}],\
    "time":"%s","products":["YouTube"],"activityControls":["YouTube watch history"]}\
    """
        .formatted(
            number,
            number * 7919L,
            number % 400,
            number % 400,
            Instant.ofEpochSecond(NEWEST - number * 3_600L));
  }
}

package io.freehold.adapters.persistence.sync;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Where the text of a `server.json` says how far the records were read (§4.1.8), and the text that
/// says something else there. Every other byte stays: the file is its owner's.
final class SettingsMirror {
  private static final String SECTION = "sync";
  private static final String MEMBER = "lastProcessedTimestamp";
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final byte[] text;

  /// Bytes that are to be others.
  private record Span(long from, long to, String prefix, String suffix) {}

  private SettingsMirror(byte[] text) {
    this.text = text;
  }

  /// Empty when the text is not one in which anything could be said without losing something, or
  /// says so already.
  static Optional<byte[]> with(byte[] text, String timestamp) {
    var mirror = new SettingsMirror(text);
    try {
      return mirror
          .span()
          .map(span -> mirror.with(span, '"' + timestamp + '"'))
          .filter(changed -> !java.util.Arrays.equals(changed, text));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// Reads to the end, so that a text that is no JSON is left as it is.
  private Optional<Span> span() throws IOException {
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      long begin = parser.currentLocation().getByteOffset();
      Optional<Span> found = Optional.empty();
      boolean isEmpty = true;
      boolean hasSection = false;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        isEmpty = false;
        boolean isSection = parser.currentName().equals(SECTION);
        hasSection |= isSection;
        boolean isObject = parser.nextToken() == JsonToken.START_OBJECT;
        if (isSection && isObject) {
          found = spanIn(parser);
        } else {
          parser.skipChildren();
        }
      }
      if (parser.nextToken() != null) {
        return Optional.empty();
      }
      return hasSection
          ? found
          : Optional.of(
              new Span(
                  begin,
                  begin,
                  "\n  \"%s\": {\"%s\": ".formatted(SECTION, MEMBER),
                  isEmpty ? "}" : "},"));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static Optional<Span> spanIn(JsonParser parser) throws IOException {
    long begin = parser.currentLocation().getByteOffset();
    Optional<Span> found = Optional.empty();
    boolean isEmpty = true;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      isEmpty = false;
      boolean isMember = parser.currentName().equals(MEMBER);
      boolean isScalar = parser.nextToken().isScalarValue();
      if (isMember) {
        if (!isScalar) {
          throw new IOException("it is not a text");
        }
        long from = parser.currentTokenLocation().getByteOffset();
        var _ = parser.getText();
        found = Optional.of(new Span(from, parser.currentLocation().getByteOffset(), "", ""));
      }
      parser.skipChildren();
    }
    boolean isAlone = isEmpty;
    return found.or(() ->
        Optional.of(new Span(begin, begin, "\"%s\": ".formatted(MEMBER), isAlone ? "" : ", ")));
  }

  private byte[] with(Span span, String value) {
    byte[] middle = (span.prefix() + value + span.suffix()).getBytes(StandardCharsets.UTF_8);
    int from = (int) span.from();
    int to = (int) span.to();
    byte[] changed = new byte[text.length - (to - from) + middle.length];
    System.arraycopy(text, 0, changed, 0, from);
    System.arraycopy(middle, 0, changed, from, middle.length);
    System.arraycopy(text, to, changed, from + middle.length, text.length - to);
    return changed;
  }
}

package io.freehold.adapters.persistence.data;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.freehold.domain.CollectedAt;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;

/// A data file with another `collectedAt`: every other byte stays as it is, wherever that member
/// stands and however the file is written.
final class Renamed implements Incoming.Source {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(10_000)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final Incoming.Source original;
  private final long from;
  private final long to;
  private final byte[] value;

  private Renamed(Incoming.Source original, long from, long to, CollectedAt version) {
    this.original = original;
    this.from = from;
    this.to = to;
    this.value = ('"' + version.text() + '"').getBytes(StandardCharsets.UTF_8);
  }

  /// @param original a data file; an IOException says that it is none any more
  static Renamed of(Incoming.Source original, CollectedAt version) throws IOException {
    try (InputStream in = original.open();
        JsonParser parser = JSON.createParser(in)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        boolean isText = parser.nextToken() == JsonToken.VALUE_STRING;
        if (isText && name.equals("collectedAt")) {
          long start = parser.currentTokenLocation().getByteOffset();
          parser.getText();
          return new Renamed(original, start, parser.currentLocation().getByteOffset(), version);
        }
        parser.skipChildren();
      }
    } catch (JacksonException e) {
      throw new IOException("it is no data file any more", e);
    }
    throw new IOException("it says no time");
  }

  long sizeBytes(long originalBytes) {
    return originalBytes - (to - from) + value.length;
  }

  @Override
  public InputStream open() throws IOException {
    InputStream rest = original.open();
    try {
      rest.skipNBytes(to);
      return new SequenceInputStream(
          Collections.enumeration(
              List.of(new Head(original.open(), from), new ByteArrayInputStream(value), rest)));
    } catch (IOException | RuntimeException e) {
      rest.close();
      throw e;
    }
  }

  /// The first bytes of a file.
  private static final class Head extends FilterInputStream {
    private long left;

    private Head(InputStream in, long length) {
      super(in);
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int count = super.read(buffer, offset, (int) Math.min(length, left));
      left -= Math.max(count, 0);
      return count;
    }
  }
}

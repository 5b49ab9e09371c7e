package io.freehold.adapters.storage.http;

import io.freehold.domain.storage.Spooled;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// What a request carries: a blob, with some bytes around it where a format wants them, or bytes
/// alone. Its length is known before it is sent.
public record Body(byte[] before, Optional<Spooled> blob, byte[] after) {
  private static final byte[] NOTHING = {};

  public static Body none() {
    return of(NOTHING);
  }

  public static Body of(byte[] bytes) {
    return new Body(bytes, Optional.empty(), NOTHING);
  }

  public static Body of(Spooled blob) {
    return around(NOTHING, blob, NOTHING);
  }

  public static Body around(byte[] before, Spooled blob, byte[] after) {
    return new Body(before, Optional.of(blob), after);
  }

  public long sizeBytes() {
    return before.length + blob.map(Spooled::sizeBytes).orElse(0L) + after.length;
  }

  InputStream open() throws IOException {
    InputStream inside = blob.isPresent() ? blob.get().open() : InputStream.nullInputStream();
    return new SequenceInputStream(
        Collections.enumeration(
            List.of(new ByteArrayInputStream(before), inside, new ByteArrayInputStream(after))));
  }
}

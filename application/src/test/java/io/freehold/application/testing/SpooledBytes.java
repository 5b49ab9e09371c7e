package io.freehold.application.testing;

import io.freehold.domain.storage.Spooled;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Few bytes, kept aside in memory.
public record SpooledBytes(byte[] bytes) implements Spooled {
  public static SpooledBytes of(String text) {
    return new SpooledBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public long sizeBytes() {
    return bytes.length;
  }

  @Override
  public String sha256() {
    return Hash.hex(bytes);
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(bytes);
  }

  @Override
  public void close() {
    // The collector takes it.
  }
}

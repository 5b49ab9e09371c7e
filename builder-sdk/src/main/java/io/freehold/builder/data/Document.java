package io.freehold.builder.data;

import io.freehold.builder.http.Opened;
import io.freehold.builder.http.Transport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/// One version of a person's data as it arrives: the envelope of §5.2, byte for byte as the server
/// stored it.
///
/// Small ones in one go:
///
/// ```java
/// String json = client.data(grant).read(new Scope("instagram.profile")).text();
/// ```
///
/// Large ones as a stream, which picks up where it was when the line breaks:
///
/// ```java
/// try (Document history = client.data(grant).read(new Scope("youtube.watch_history"))) {
///   Files.copy(history.stream(), Path.of("history.json"));
/// }
/// ```
public final class Document implements AutoCloseable {
  private final Opened opened;
  private final InputStream stream;
  private final int bytesMax;

  Document(Opened opened, InputStream stream, int bytesMax) {
    this.opened = opened;
    this.stream = stream;
    this.bytesMax = bytesMax;
  }

  /// Names these very bytes: keep it, and `readIfChanged` asks for what is new.
  public Optional<String> etag() {
    return opened.header("ETag");
  }

  /// When the person's software collected it, as HTTP writes times.
  public Optional<String> lastModified() {
    return opened.header("Last-Modified");
  }

  /// How many bytes there are, if the server said so.
  public OptionalLong sizeBytes() {
    return opened.headers().firstValueAsLong("Content-Length");
  }

  /// The bytes as they arrive. What fails is an `IOException` whose cause is a `FailureException`.
  public InputStream stream() {
    return stream;
  }

  /// All of it, if it is not larger than the limit `documentBytesMax`.
  public byte[] bytes() {
    var bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    try (stream) {
      for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
        if (bytes.size() + n > bytesMax) {
          throw Transport.tooLarge(bytesMax);
        }
        bytes.write(buffer, 0, n);
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw e.getCause() instanceof RuntimeException known
          ? known
          : Transport.failed(e, "the personal server");
    }
  }

  /// All of it as text.
  public String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException _) {
      // Nothing more is wanted of it.
    }
  }
}

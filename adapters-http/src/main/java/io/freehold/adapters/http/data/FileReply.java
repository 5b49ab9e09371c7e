package io.freehold.adapters.http.data;

import io.freehold.adapters.http.Call;
import io.freehold.adapters.http.Reply;
import io.freehold.domain.Problem;
import io.freehold.domain.data.Content;
import io.freehold.domain.data.StoredFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A stored file as an answer: its bytes unchanged, under a strong ETag (ADR 0003).
final class FileReply {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private FileReply() {}

  static Reply to(Call call, StoredFile file) {
    String etag = '"' + file.sha256() + '"';
    Reply reply =
        isKnown(call.head().headers("If-None-Match"), etag)
            ? Reply.announced(304, file.content().sizeBytes())
            : Reply.of(200, "application/json", body(call, file));
    return reply.with(
        Map.of(
            "ETag",
            etag,
            "Last-Modified",
            HTTP_DATE.format(file.collectedAt().instant()),
            "Cache-Control",
            "private, no-store"));
  }

  private static Reply.Body body(Call call, StoredFile file) {
    if (call.head().method().equals("HEAD")) {
      return new Reply.Announced(file.content().sizeBytes());
    }
    return switch (file.content()) {
      case Content.InMemory(byte[] bytes) -> new Reply.Bytes(bytes);
      case Content.OnDisk(String path, long size) -> new Reply.OpenFile(opened(file, path), size);
    };
  }

  /// Opened here, where a file that was deleted a moment ago can still be answered with 404.
  private static FileChannel opened(StoredFile file, String path) {
    try {
      return FileChannel.open(Path.of(path));
    } catch (NoSuchFileException e) {
      throw new Problem.DataNotFound(file.scope()).asException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether the client names what it has; compared weakly, as RFC 9110 §13.1.2 asks.
  private static boolean isKnown(List<String> headers, String etag) {
    for (String header : headers) {
      for (String known : header.split(",", -1)) {
        String tag = known.strip();
        if (tag.equals("*") || tag.equals(etag) || tag.equals("W/" + etag)) {
          return true;
        }
      }
    }
    return false;
  }
}

package io.freehold.adapters.http.data;

import io.freehold.adapters.http.Call;
import io.freehold.adapters.http.EntityTag;
import io.freehold.adapters.http.HttpDate;
import io.freehold.adapters.http.Reply;
import io.freehold.domain.Problem;
import io.freehold.domain.data.Content;
import io.freehold.domain.data.StoredFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/// A stored file as an answer: its bytes unchanged, under a strong ETag (ADR 0003).
final class FileReply {
  private FileReply() {}

  static Reply to(Call call, StoredFile file) {
    EntityTag etag = EntityTag.of(file.sha256());
    Reply reply =
        etag.isNamedIn(call.head().headers("If-None-Match"))
            ? Reply.announced(304, file.content().sizeBytes())
            : Reply.of(200, "application/json", body(call, file)).asAttachment(nameOf(file));
    return reply.with(
        Map.of(
            "ETag",
            etag.value(),
            "Last-Modified",
            HttpDate.text(file.collectedAt().instant()),
            "Cache-Control",
            "private, no-store"));
  }

  private static String nameOf(StoredFile file) {
    return file.scope() + "-" + file.collectedAt().fileName() + ".json";
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
}

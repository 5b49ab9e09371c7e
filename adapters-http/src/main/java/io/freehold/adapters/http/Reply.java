package io.freehold.adapters.http;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// An answer: status, headers and a body that may be streamed from the disk.
///
/// @param reason the reason phrase, given because the protocol has meanings of its own for 410 to
///   412 (§8.2)
/// @param outcome `ok`, or the error code of a refusal, for the access log
/// @param delivery of an answer that ends with a grant
/// @param waiting of an answer that is not given yet
public record Reply(
    int status,
    String reason,
    Map<String, String> headers,
    Body body,
    String outcome,
    Optional<Delivery> delivery,
    Optional<Waiting> waiting) {
  private static final String OK = "ok";
  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,250}");
  private static final Body NOTHING = new Bytes(new byte[0]);

  /// What follows the headers.
  public sealed interface Body {
    long sizeBytes();
  }

  /// A body that is held in memory.
  public record Bytes(byte[] bytes) implements Body {
    @Override
    public long sizeBytes() {
      return bytes.length;
    }
  }

  /// A body that is sent from an open file, which is closed afterwards.
  public record OpenFile(FileChannel file, long sizeBytes) implements Body {}

  /// A body that is announced and not sent, for HEAD and for 304.
  public record Announced(long sizeBytes) implements Body {}

  public static Reply json(int status, JsonObject body) {
    return of(
        status, "application/json", new Bytes(body.encode().getBytes(StandardCharsets.UTF_8)));
  }

  public static Reply of(int status, String contentType, Body body) {
    return of(status, Map.of("Content-Type", contentType), body);
  }

  private static Reply of(int status, Map<String, String> headers, Body body) {
    return new Reply(
        status, Refusal.phrase(status), headers, body, OK, Optional.empty(), Optional.empty());
  }

  public static Reply empty(int status) {
    return of(status, Map.of(), NOTHING);
  }

  public static Reply announced(int status, long sizeBytes) {
    return of(status, Map.of(), new Announced(sizeBytes));
  }

  /// The answer to a refused request, in the one shape every error has (§8.3).
  public static Reply refusal(Refusal refusal, String requestId) {
    Reply plain = json(refusal.status(), refusal.body(requestId));
    var headers = new LinkedHashMap<>(plain.headers);
    headers.putAll(refusal.headers());
    return new Reply(
        refusal.status(),
        refusal.reason(),
        headers,
        plain.body,
        refusal.errorCode(),
        Optional.empty(),
        Optional.empty());
  }

  public Reply with(String name, String value) {
    return with(Map.of(name, value));
  }

  public Reply with(Map<String, String> others) {
    var all = new LinkedHashMap<>(headers);
    all.putAll(others);
    return new Reply(status, reason, all, body, outcome, delivery, waiting);
  }

  /// The same answer as a file to keep, which no browser shows as a page (RFC 6266, threat T56).
  ///
  /// @param fileName of characters that mean nothing in a header and in a path
  public Reply asAttachment(String fileName) {
    if (!FILE_NAME.matcher(fileName).matches()) {
      throw new IllegalArgumentException("not a file name that is safe everywhere: " + fileName);
    }
    return with("Content-Disposition", "attachment; filename=\"" + fileName + "\"");
  }

  /// The same answer with other words in its status line.
  public Reply withReason(String words) {
    return new Reply(status, words, headers, body, outcome, delivery, waiting);
  }

  /// The same answer under another outcome, for answers that refuse in a shape of their own.
  public Reply withOutcome(String code) {
    return new Reply(status, reason, headers, body, code, delivery, waiting);
  }

  Reply during(Delivery begun) {
    return new Reply(status, reason, headers, body, outcome, Optional.of(begun), waiting);
  }

  /// An answer that is given when there is news, or when the waiting is over.
  public static Reply later(Waiting waiting) {
    return new Reply(
        204, Refusal.phrase(204), Map.of(), NOTHING, OK, Optional.empty(), Optional.of(waiting));
  }

  /// Whether the answer may leave; if so, `ending` stops it once its grant is revoked.
  boolean leaves(Supplier<Future<Void>> ending) {
    return delivery.isEmpty() || delivery.get().leaves(ending);
  }

  /// Lets go of what the answer holds, once it is sent, or when it is not sent after all.
  void discard() {
    delivery.ifPresent(Delivery::isOver);
    if (body instanceof OpenFile(var file, var _)) {
      try {
        file.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

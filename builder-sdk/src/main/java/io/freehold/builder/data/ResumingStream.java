package io.freehold.builder.data;

import io.freehold.builder.failure.Answer;
import io.freehold.builder.failure.Failure;
import io.freehold.builder.failure.FailureException;
import io.freehold.builder.http.Opened;
import io.freehold.builder.http.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A body that is asked for again from where it broke off. A server that knows ranges sends the
/// rest; one that does not sends all of it, and what was read already is skipped, if its ETag says
/// that it is the same. Without a strong ETag nothing is glued together.
final class ResumingStream extends InputStream {
  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes ([0-9]{1,18})-.*");
  private static final int PARTIAL = 206;

  private final Optional<String> etag;
  private final LongFunction<Opened> again;
  private final int attemptsMax;
  private InputStream current;
  private long position;
  private int attempts = 1;

  /// @param again opens the same document from a position on
  ResumingStream(Opened opened, LongFunction<Opened> again, int attemptsMax) {
    this.etag = opened.header("ETag").filter(tag -> !tag.startsWith("W/"));
    this.current = opened.body();
    this.again = again;
    this.attemptsMax = attemptsMax;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    while (true) {
      try {
        int count = current.read(into, offset, length);
        position += Math.max(0, count);
        return count;
      } catch (IOException e) {
        resume(e);
      }
    }
  }

  private void resume(IOException broken) throws IOException {
    current.close();
    RuntimeException failure = Transport.failed(broken, "the personal server");
    if (etag.isEmpty()
        || attempts == attemptsMax
        || !(failure instanceof FailureException known && known.failure().isRetryable())) {
      throw new IOException(failure.getMessage(), failure);
    }
    attempts++;
    try {
      continueWith(again.apply(position));
    } catch (FailureException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private void continueWith(Opened opened) throws IOException {
    current = opened.body();
    if (!opened.header("ETag").equals(etag)) {
      current.close();
      throw new Failure.ChangedMeanwhile(
              Answer.none("CHANGED_MEANWHILE", "there is another version now"))
          .asException();
    }
    long start = opened.status() == PARTIAL ? start(opened) : 0;
    if (start > position) {
      current.close();
      throw new Failure.Unreadable(
              Answer.none("UNREADABLE", "the server left a hole in its answer"))
          .asException();
    }
    passOver(position - start);
  }

  private static long start(Opened opened) {
    Matcher range = CONTENT_RANGE.matcher(opened.header("Content-Range").orElse(""));
    return range.matches() ? Long.parseLong(range.group(1)) : Long.MAX_VALUE;
  }

  /// What cannot be skipped because the line broke again is skipped the next time.
  private void passOver(long bytes) throws IOException {
    try {
      current.skipNBytes(bytes);
    } catch (IOException e) {
      resume(e);
    }
  }

  @Override
  public void close() throws IOException {
    current.close();
  }
}

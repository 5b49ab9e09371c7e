package io.freehold.adapters.storage.http;

import io.freehold.domain.storage.StorageFailure;
import io.freehold.domain.storage.StorageFailure.Reason;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/// The bytes of a blob while they come in: never more than a blob may have, and never a web page,
/// which is what proxies and login forms answer with status 200 (threat T37).
final class BlobStream extends FilterInputStream {
  private static final Pattern WEB_PAGE = Pattern.compile("\\s*<(!doctype html|html|head|body)");
  private static final int BEGINNING = 64;

  private final String who;
  private final long bytesMax;
  private long bytes;

  BlobStream(String who, InputStream in, long bytesMax) throws IOException {
    super(in);
    this.who = who;
    this.bytesMax = bytesMax;
    refuseAWebPage();
  }

  static StorageFailure isAWebPage(String who) {
    return StorageFailure.of(
        Reason.NONSENSE,
        who + " " + Failures.WEB_PAGE + " where a blob was asked for: is something in between?");
  }

  private void refuseAWebPage() throws IOException {
    byte[] beginning = in.readNBytes(BEGINNING);
    String text = new String(beginning, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    if (WEB_PAGE.matcher(text).lookingAt()) {
      close();
      throw isAWebPage(who).asException();
    }
    in = new SequenceInputStream(new ByteArrayInputStream(beginning), in);
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    count(one < 0 ? 0 : 1);
    return one;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = super.read(target, offset, length);
    count(Math.max(0, count));
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = super.skip(count);
    count(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(long more) throws IOException {
    bytes += more;
    if (bytes > bytesMax) {
      close();
      throw tooLong(who, bytesMax);
    }
  }

  static RuntimeException tooLong(String who, long bytesMax) {
    return Failures.nonsense(who, "sends more than the " + bytesMax + " bytes a blob may have");
  }
}

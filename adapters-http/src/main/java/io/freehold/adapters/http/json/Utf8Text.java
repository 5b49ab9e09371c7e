package io.freehold.adapters.http.json;

import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Subject;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/// What has to be true of bytes before they are read as JSON.
final class Utf8Text {
  private static final int CHARACTERS_AT_ONCE = 8 << 10;

  private Utf8Text() {}

  static void mustBeUtf8(byte[] bytes) {
    if (bytes.length >= 3
        && bytes[0] == (byte) 0xef
        && bytes[1] == (byte) 0xbb
        && bytes[2] == (byte) 0xbf) {
      throw refused("the body begins with a byte order mark; send UTF-8 without one");
    }
    for (int i = 0; i < Math.min(4, bytes.length); i++) {
      // A parser that guesses the encoding would take this for UTF-16 or UTF-32.
      if (bytes[i] == 0) {
        throw refused("the body is not UTF-8 (byte " + i + ")");
      }
    }
    mustDecode(bytes);
  }

  private static void mustDecode(byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(Math.min(CHARACTERS_AT_ONCE, bytes.length + 1));
    CoderResult result;
    do {
      out.clear();
      result = decoder.decode(in, out, true);
      if (result.isError()) {
        throw refused("the body is not UTF-8 (byte " + in.position() + ")");
      }
    } while (result.isOverflow());
  }

  /// Whether a surrogate is escaped somewhere, so that texts have to be looked into.
  static boolean mayEscapeSurrogates(byte[] bytes) {
    for (int i = 0; i + 2 < bytes.length; i++) {
      if (bytes[i] == '\\' && bytes[i + 1] == 'u' && (bytes[i + 2] | 0x20) == 'd') {
        return true;
      }
    }
    return false;
  }

  /// Whether a text has a high surrogate without a low one behind it, or a low one alone.
  static boolean hasHalfOfAPair(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isLowSurrogate(c)) {
        return true;
      }
      if (Character.isHighSurrogate(c)) {
        i++;
        if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
          return true;
        }
      }
    }
    return false;
  }

  private static RuntimeException refused(String reason) {
    return Problem.malformed(Subject.BODY, reason).asException();
  }
}

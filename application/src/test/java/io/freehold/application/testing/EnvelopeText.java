package io.freehold.application.testing;

import io.freehold.domain.CollectedAt;
import io.freehold.domain.Scope;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// A data file as a text, and where its members are. An IllegalArgumentException says that it is
/// none.
final class EnvelopeText {
  private final String text;
  private final Map<String, Span> members = new LinkedHashMap<>();
  private int at;

  private record Span(int from, int to) {}

  EnvelopeText(byte[] bytes) {
    this.text = decoded(bytes);
    readMembers();
  }

  private static String decoded(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("it is not UTF-8", e);
    }
  }

  Scope scope() {
    return new Scope(string("scope"));
  }

  CollectedAt collectedAt() {
    return CollectedAt.parse(string("collectedAt"));
  }

  /// The same file under another name.
  byte[] at(CollectedAt version) {
    Span old = member("collectedAt");
    return (text.substring(0, old.from()) + '"' + version.text() + '"' + text.substring(old.to()))
        .getBytes(StandardCharsets.UTF_8);
  }

  private String string(String name) {
    Span span = member(name);
    String value = text.substring(span.from(), span.to());
    must(value.startsWith("\"") && !value.contains("\\"));
    return value.substring(1, value.length() - 1);
  }

  private Span member(String name) {
    must(members.containsKey(name));
    return members.get(name);
  }

  private void readMembers() {
    skipSpace();
    take('{');
    do {
      skipSpace();
      int from = at;
      skipString();
      String name = text.substring(from + 1, at - 1);
      skipSpace();
      take(':');
      skipSpace();
      int start = at;
      skipValue();
      must(members.put(name, new Span(start, at)) == null);
      skipSpace();
    } while (takes(','));
    take('}');
    skipSpace();
    must(at == text.length());
    var _ = member("data");
  }

  private void skipValue() {
    must(at < text.length());
    switch (text.charAt(at)) {
      case '{' -> skipAll('}', true);
      case '[' -> skipAll(']', false);
      case '"' -> skipString();
      default -> skipWord();
    }
  }

  private void skipAll(char end, boolean isNamed) {
    at++;
    skipSpace();
    if (takes(end)) {
      return;
    }
    do {
      skipSpace();
      if (isNamed) {
        skipString();
        skipSpace();
        take(':');
        skipSpace();
      }
      skipValue();
      skipSpace();
    } while (takes(','));
    take(end);
  }

  private void skipString() {
    take('"');
    while (!takes('"')) {
      must(at < text.length() && text.charAt(at) >= ' ');
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
  }

  private void skipWord() {
    int from = at;
    while (at < text.length() && ",]} \n\r\t".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    must(text.substring(from, at).matches("true|false|null|-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?"));
  }

  private void skipSpace() {
    while (at < text.length() && " \n\r\t".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private boolean takes(char c) {
    boolean isThere = at < text.length() && text.charAt(at) == c;
    at += isThere ? 1 : 0;
    return isThere;
  }

  private void take(char c) {
    must(takes(c));
  }

  private static void must(boolean isSo) {
    if (!isSo) {
      throw new IllegalArgumentException("it is no data file");
    }
  }
}

package io.freehold.adapters.http;

import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Subject;

/// Which request targets are routed at all. There is one spelling per path: what a client signs,
/// what a proxy sees and what is routed are the same characters (threat T10). Only where clients
/// are known to escape characters may they, and then none that needs it nor any that means
/// something.
enum RequestTargets {
  PLAIN,
  ESCAPED;

  private static final int ESCAPE_CHARACTERS = 3;

  void mustBePlain(String target) {
    if (!target.startsWith("/")) {
      throw refused("a request target begins with a slash");
    }
    int query = target.indexOf('?');
    int pathEnd = query < 0 ? target.length() : query;
    for (int i = 0; i < target.length(); i++) {
      mustBePlain(target.charAt(i), i < pathEnd);
    }
    String path = target.substring(0, pathEnd);
    mustHavePlainSegments(this == PLAIN ? path : unescaped(path));
  }

  private void mustBePlain(char c, boolean isInPath) {
    if (c <= ' ' || c >= 0x7f || c == '#' || c == '\\' || c == '"' || c == '<' || c == '>') {
      throw refused("a request target has visible ASCII characters and no fragment");
    }
    if (isInPath && (c == '%' && this == PLAIN || c == ';')) {
      throw refused("no path here needs percent-encoding or parameters");
    }
  }

  /// The path as it is meant. An escaped slash or percent sign would be read differently by whoever
  /// unescapes at another point, or twice.
  private static String unescaped(String path) {
    if (path.indexOf('%') < 0) {
      return path;
    }
    var plain = new StringBuilder();
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '%') {
        c = escaped(path, i);
        i += ESCAPE_CHARACTERS - 1;
      }
      plain.append(c);
    }
    return plain.toString();
  }

  private static char escaped(String path, int at) {
    int high = at + 1 < path.length() ? Character.digit(path.charAt(at + 1), 16) : -1;
    int low = at + 2 < path.length() ? Character.digit(path.charAt(at + 2), 16) : -1;
    int c = high < 0 || low < 0 ? -1 : high * 16 + low;
    if (c <= ' ' || c >= 0x7f || "/\\%?#;\"<>".indexOf(c) >= 0) {
      throw refused("a path escapes plain characters at most");
    }
    return (char) c;
  }

  private static void mustHavePlainSegments(String path) {
    int begin = 1;
    while (begin < path.length()) {
      int slash = path.indexOf('/', begin);
      int end = slash < 0 ? path.length() : slash;
      String segment = path.substring(begin, end);
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        throw refused("a path has no empty and no dot segments");
      }
      begin = end + 1;
    }
  }

  private static RuntimeException refused(String reason) {
    return Problem.malformed(Subject.PATH, reason).asException();
  }
}

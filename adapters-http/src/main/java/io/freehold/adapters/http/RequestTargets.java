package io.freehold.adapters.http;

import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Subject;

/// Which request targets are routed at all. There is one spelling per path: what a client signs,
/// what a proxy sees and what is routed are the same characters (threat T10).
final class RequestTargets {
  private RequestTargets() {}

  static void mustBePlain(String target) {
    if (!target.startsWith("/")) {
      throw refused("a request target begins with a slash");
    }
    int query = target.indexOf('?');
    int pathEnd = query < 0 ? target.length() : query;
    for (int i = 0; i < target.length(); i++) {
      mustBePlain(target.charAt(i), i < pathEnd);
    }
    mustHavePlainSegments(target, pathEnd);
  }

  private static void mustBePlain(char c, boolean isInPath) {
    if (c <= ' ' || c >= 0x7f || c == '#' || c == '\\' || c == '"' || c == '<' || c == '>') {
      throw refused("a request target has visible ASCII characters and no fragment");
    }
    if (isInPath && (c == '%' || c == ';')) {
      throw refused("no path here needs percent-encoding or parameters");
    }
  }

  private static void mustHavePlainSegments(String target, int pathEnd) {
    int begin = 1;
    while (begin < pathEnd) {
      int slash = target.indexOf('/', begin);
      int end = slash < 0 || slash > pathEnd ? pathEnd : slash;
      String segment = target.substring(begin, end);
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

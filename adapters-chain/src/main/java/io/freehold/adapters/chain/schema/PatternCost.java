package io.freehold.adapters.chain.schema;

import java.util.ArrayDeque;

/// How large a regular expression becomes once its counted repetitions are written out:
/// `((a{100}){100}){100}` is short to write and a million steps long.
final class PatternCost {
  /// Far beyond any honest pattern, and matched in milliseconds.
  static final long MAX = 5_000;

  private final String pattern;
  private final ArrayDeque<Long> enclosing = new ArrayDeque<>();
  private long sum;
  private long last;
  private int at;

  private PatternCost(String pattern) {
    this.pattern = pattern;
  }

  static long of(String pattern) {
    return pattern.length() > MAX ? Long.MAX_VALUE : new PatternCost(pattern).count();
  }

  private long count() {
    while (at < pattern.length() && sum <= MAX) {
      switch (pattern.charAt(at)) {
        case '(' -> open();
        case ')' -> close();
        case '[' -> atomEndingAt(endOfClass());
        case '\\' -> atomEndingAt(at + 2);
        case '{' -> repeat();
        default -> atomEndingAt(at + 1);
      }
    }
    return enclosing.stream().mapToLong(Long::longValue).sum() + sum;
  }

  private void open() {
    enclosing.push(sum);
    sum = 0;
    last = 0;
    at++;
  }

  private void close() {
    last = sum + 1;
    sum = last + (enclosing.isEmpty() ? 0 : enclosing.pop());
    at++;
  }

  private void atomEndingAt(int end) {
    last = 1;
    sum++;
    at = end;
  }

  private int endOfClass() {
    int i = at + 1;
    while (i < pattern.length() && pattern.charAt(i) != ']') {
      i += pattern.charAt(i) == '\\' ? 2 : 1;
    }
    return i + 1;
  }

  private void repeat() {
    int end = pattern.indexOf('}', at);
    long times = end < 0 ? 1 : largestNumberIn(pattern.substring(at + 1, end));
    sum += last * (times - 1);
    last *= times;
    at = end < 0 ? at + 1 : end + 1;
  }

  private static long largestNumberIn(String bounds) {
    long largest = 1;
    for (String bound : bounds.split(",", 2)) {
      if (bound.matches("\\d{1,9}")) {
        largest = Math.max(largest, Long.parseLong(bound));
      }
    }
    return largest;
  }
}

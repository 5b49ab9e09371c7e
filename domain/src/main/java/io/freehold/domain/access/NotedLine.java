package io.freehold.domain.access;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A line of the access log that its owner wrote down elsewhere, to see later whether it is still
/// the same (threat T52).
///
/// @param sequence of the line, 1 or more
/// @param hash of the line
public record NotedLine(long sequence, String hash) {
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern TEXT = Pattern.compile("(\\d{1,18}):([0-9a-f]{64})");

  public NotedLine {
    if (sequence < 1 || !SHA_256.matcher(hash).matches()) {
      throw new IllegalArgumentException(
          "a line has a number from 1 on and a hash of 64 lower-case hexadecimal digits");
    }
  }

  /// Reads `7:<hash of line 7>`.
  ///
  /// @throws IllegalArgumentException that says what is expected
  public static NotedLine parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "a line is noted as its number, a colon, and its hash of 64 lower-case hexadecimal digits");
    }
    return new NotedLine(Long.parseLong(parts.group(1)), parts.group(2));
  }

  @Override
  public String toString() {
    return sequence + ":" + hash;
  }

  /// What became of it.
  public enum Fate {
    /// The log has it, so all before it is as it was.
    KEPT,
    /// The owner had its day forgotten.
    FORGOTTEN,
    /// Another line stands in its place.
    CHANGED,
    MISSING
  }
}

package io.freehold.domain.blob;

import java.util.regex.Pattern;

/// The last part of a blob's key, which means something to clients alone: a time, a number,
/// anything of 1 to 200 plain characters that could not be taken for a path. A time has two
/// spellings in the wild, with colons and with hyphens; both are the same name.
///
/// @param value a time with hyphens, and anything else as it came
public record BlobName(String value) {
  private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._:~+=,-]{0,199}");
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}[:-]\\d{2}[:-]\\d{2}(?:\\.\\d{1,9})?Z");

  public BlobName {
    if (!SYNTAX.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "the last part of a key is 1 to 200 letters, digits and . _ - : ~ + = , and begins with"
              + " none of those but _ and -");
    }
    value = isTime(value) ? value.replace(':', '-') : value;
  }

  private static boolean isTime(String text) {
    return TIME.matcher(text).matches();
  }

  /// Whether it is a time.
  public boolean isTime() {
    return isTime(value);
  }

  @Override
  public String toString() {
    return value;
  }
}

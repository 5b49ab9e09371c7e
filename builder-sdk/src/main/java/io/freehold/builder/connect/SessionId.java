package io.freehold.builder.connect;

import java.util.regex.Pattern;

/// The name of a session. It is no secret: whoever has it may see how the session stands, and
/// nothing else.
///
/// ```java
/// SessionId id = new SessionId("7b3f0c52-1d7f-4f0e-9d0e-0d4a6c8b1f11");
/// ```
public record SessionId(String value) {
  private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9_-]{1,128}");

  public SessionId {
    if (!SYNTAX.matcher(value).matches()) {
      throw new IllegalArgumentException("a session id is 1 to 128 letters, digits, - and _");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}

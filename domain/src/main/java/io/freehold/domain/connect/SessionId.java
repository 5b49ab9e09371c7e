package io.freehold.domain.connect;

import java.util.regex.Pattern;

/// The public id of a connect session (§4.5). Who knows it may ask what became of the session;
/// answering for its owner takes the secret.
public record SessionId(String value) {
  private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9_-]{8,64}");

  public SessionId {
    if (!SYNTAX.matcher(value).matches()) {
      throw new IllegalArgumentException("a session id is 8 to 64 letters, digits, - or _");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}

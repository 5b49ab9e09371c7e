package io.freehold.domain;

import java.util.List;
import java.util.regex.Pattern;

/// A dotted data category such as `instagram.profile` (§5.1): a source, a category, and sometimes a
/// subcategory. Historic scopes carry capitals after the source (`spotify.savedTracks`).
public record Scope(String value) {
  /// Long enough for every known scope, short enough for every file system.
  public static final int CHARACTERS_MAX = 128;

  private static final Pattern SYNTAX =
      Pattern.compile("[a-z0-9][a-z0-9_]*(\\.[a-z0-9][A-Za-z0-9_]*){1,2}");

  public Scope {
    if (value.length() > CHARACTERS_MAX || !SYNTAX.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a scope is source.category[.subcategory] in lower-case letters, digits and underscores,"
              + " not: "
              + HexText.shortened(value));
    }
  }

  public String source() {
    return value.substring(0, value.indexOf('.'));
  }

  public List<String> segments() {
    return List.of(value.split("\\."));
  }

  @Override
  public String toString() {
    return value;
  }
}

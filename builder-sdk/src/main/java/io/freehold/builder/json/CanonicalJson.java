package io.freehold.builder.json;

/// The one spelling of a JSON value that is signed (§5.5, §6.6): no white space, members sorted at
/// every level, members named `signature` left out.
public final class CanonicalJson {
  private CanonicalJson() {}

  public static String of(Json value) {
    return JsonWriter.CANONICAL.write(value);
  }
}

package io.freehold.adapters.http.console;

/// Text of others in a page: whatever it holds, it is text and nothing else (threat T17).
final class Html {
  private Html() {}

  static String text(String text) {
    var html = new StringBuilder(text.length());
    text.chars().forEach(character -> append(html, (char) character));
    return html.toString();
  }

  private static void append(StringBuilder html, char character) {
    switch (character) {
      case '&' -> html.append("&amp;");
      case '<' -> html.append("&lt;");
      case '>' -> html.append("&gt;");
      case '"' -> html.append("&quot;");
      case '\'' -> html.append("&#39;");
      default -> html.append(character);
    }
  }
}

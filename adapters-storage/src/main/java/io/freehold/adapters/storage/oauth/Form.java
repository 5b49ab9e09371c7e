package io.freehold.adapters.storage.oauth;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Names and values as queries and forms carry them (`application/x-www-form-urlencoded`).
public final class Form {
  private final Map<String, String> fields = new LinkedHashMap<>();

  public Form with(String name, String value) {
    fields.put(name, value);
    return this;
  }

  Form with(Map<String, String> more) {
    more.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(field -> fields.put(field.getKey(), field.getValue()));
    return this;
  }

  /// An IllegalArgumentException for what is no query, or names a field twice: nobody can then say
  /// which of the two was meant.
  static Form read(String query) {
    var form = new Form();
    for (String field : query.split("&")) {
      int equals = field.indexOf('=');
      String name = decoded(equals < 0 ? field : field.substring(0, equals));
      String value = equals < 0 ? "" : decoded(field.substring(equals + 1));
      if (form.fields.putIfAbsent(name, value) != null) {
        throw new IllegalArgumentException("a field is there twice");
      }
    }
    return form;
  }

  Optional<String> find(String name) {
    return Optional.ofNullable(fields.get(name)).filter(value -> !value.isEmpty());
  }

  public String text() {
    var text = new StringBuilder();
    fields.forEach((name, value) ->
        text.append(text.isEmpty() ? "" : "&")
            .append(encoded(name))
            .append('=')
            .append(encoded(value)));
    return text.toString();
  }

  /// A space as `%20`, which queries and forms understand alike.
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}

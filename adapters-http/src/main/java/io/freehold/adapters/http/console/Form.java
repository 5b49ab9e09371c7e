package io.freehold.adapters.http.console;

import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Subject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The fields of a form, in the order in which the page has them.
record Form(List<Map.Entry<String, String>> fields) {
  private static final int FIELDS_MAX = 500;

  Form {
    fields = List.copyOf(fields);
  }

  static Form of(byte[] body) {
    try {
      return new Form(
          Arrays.stream(new String(body, StandardCharsets.UTF_8).split("&", FIELDS_MAX))
              .map(pair -> pair.split("=", 2))
              .filter(pair -> pair.length == 2)
              .map(pair -> Map.entry(decoded(pair[0]), decoded(pair[1])))
              .toList());
    } catch (IllegalArgumentException e) {
      throw Problem.malformed(Subject.BODY, "not a form").asException(e);
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /// Empty where the field is missing or was left empty.
  Optional<String> find(String name) {
    return all(name).stream().findFirst().map(String::strip).filter(text -> !text.isEmpty());
  }

  String get(String name) {
    return find(name).orElse("");
  }

  List<String> all(String name) {
    return fields.stream()
        .filter(field -> field.getKey().equals(name))
        .map(Map.Entry::getValue)
        .toList();
  }
}

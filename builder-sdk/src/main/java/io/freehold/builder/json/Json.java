package io.freehold.builder.json;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A JSON value. Numbers stay as they were written, members in the order they came in.
public sealed interface Json {
  /// Members by name.
  record Members(Map<String, Json> members) implements Json {
    public Members {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    public Members with(String name, Json value) {
      var more = new LinkedHashMap<>(members);
      more.put(name, value);
      return new Members(more);
    }

    public Members with(String name, String value) {
      return with(name, new Text(value));
    }

    public Members without(String name) {
      var fewer = new LinkedHashMap<>(members);
      fewer.remove(name);
      return new Members(fewer);
    }
  }

  /// Values in their order.
  record Items(List<Json> items) implements Json {
    public Items {
      items = List.copyOf(items);
    }
  }

  /// A text.
  record Text(String value) implements Json {}

  /// A number, as it was written.
  record Number(String digits) implements Json {}

  /// `true`, `false` or `null`.
  enum Word implements Json {
    TRUE,
    FALSE,
    NULL
  }

  /// The empty object.
  Members EMPTY = new Members(Map.of());

  /// Reads one value; anything else is an IllegalArgumentException that does not repeat the text.
  static Json parse(byte[] utf8) {
    return JsonReader.read(utf8);
  }

  static Json parse(String text) {
    return parse(text.getBytes(StandardCharsets.UTF_8));
  }

  static Items texts(List<String> values) {
    return new Items(values.stream().<Json>map(Text::new).toList());
  }

  /// The member of that name; empty when this is no object, or has none, or only `null`.
  default Optional<Json> find(String name) {
    return this instanceof Members(var members)
        ? Optional.ofNullable(members.get(name)).filter(value -> value != Word.NULL)
        : Optional.empty();
  }

  /// The member of that name as a text.
  default Optional<String> text(String name) {
    return find(name)
        .flatMap(value -> value instanceof Text(var text) ? Optional.of(text) : Optional.empty());
  }

  /// The member of that name as a text or a number, which some send for the other.
  default Optional<String> scalar(String name) {
    return find(name)
        .flatMap(value ->
            switch (value) {
              case Text(var text) -> Optional.of(text);
              case Number(var digits) -> Optional.of(digits);
              default -> Optional.empty();
            });
  }

  /// The member of that name made into something; a member that does not fit counts as missing only
  /// where it is `null`.
  default <T> Optional<T> scalar(String name, Function<String, T> reading) {
    return scalar(name).map(reading);
  }

  /// A member that has to be there.
  default <T> T required(String name, Function<String, T> reading) {
    return scalar(name)
        .map(reading)
        .orElseThrow(() -> new IllegalArgumentException("the member " + name + " is missing"));
  }

  /// The items of the member of that name; empty when there are none.
  default List<Json> items(String name) {
    return find(name)
        .map(value -> value instanceof Items(var items) ? items : List.<Json>of())
        .orElse(List.of());
  }

  /// The texts among the items of the member of that name.
  default List<String> texts(String name) {
    return items(name).stream()
        .map(item -> {
          if (item instanceof Text(var text)) {
            return text;
          }
          throw new IllegalArgumentException("the member " + name + " holds more than texts");
        })
        .toList();
  }

  /// Compact JSON, members in their order.
  default String text() {
    return JsonWriter.AS_IT_IS.write(this);
  }
}

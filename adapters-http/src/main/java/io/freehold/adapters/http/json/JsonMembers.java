package io.freehold.adapters.http.json;

import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Subject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// A JSON object as it was sent. A member that is missing or of the wrong kind is a malformed body;
/// `null` counts as missing.
public final class JsonMembers {
  /// How many bytes of memory one byte of the text may come to cost: so many has a list of empty
  /// objects, or of numbers of one digit.
  public static final int COST = 40;

  private static final int INTEGER_CHARACTERS_MAX = 18;

  private final Map<String, Object> members;
  private final byte[] utf8;
  private final int begin;
  private final int end;

  /// @param utf8 the whole text; the object in it is decoded when somebody asks for it, for a text
  ///   of each object in an object would be depth times size
  JsonMembers(Map<String, Object> members, byte[] utf8, int begin, int end) {
    this.members = members;
    this.utf8 = utf8;
    this.begin = begin;
    this.end = end;
  }

  /// A number as it is written.
  record Number(String text) {}

  enum Null {
    NULL
  }

  /// The object as it was written.
  public String asWritten() {
    return new String(utf8, begin, end - begin, StandardCharsets.UTF_8);
  }

  Map<String, Object> all() {
    return members;
  }

  public boolean has(String name) {
    return find(name).isPresent();
  }

  /// Whether there is a member of this name, be it `null`.
  public boolean names(String name) {
    return members.containsKey(name);
  }

  public String text(String name) {
    return textIfAny(name).orElseThrow(() -> wanted(name, "a text"));
  }

  public Optional<String> textIfAny(String name) {
    return find(name).map(value -> as(String.class, value, name, "a text"));
  }

  /// A text, or a number as it is written.
  public String textOrNumber(String name) {
    return find(name)
        .filter(Number.class::isInstance)
        .map(Number.class::cast)
        .map(Number::text)
        .orElseGet(() -> text(name));
  }

  /// A text that means something; what is wrong with it is told as a malformed body.
  public <T> T parsed(String name, Function<String, T> parse) {
    return parse(name, text(name), parse);
  }

  public <T> List<T> list(String name, Function<String, T> parse) {
    var items = new ArrayList<T>();
    for (Object item : array(name)) {
      items.add(parse(name, as(String.class, item, name, "an array of texts"), parse));
    }
    return items;
  }

  private List<?> array(String name) {
    return as(List.class, find(name).orElseThrow(() -> wanted(name, "an array")), name, "an array");
  }

  /// Missing is false.
  public boolean flag(String name) {
    return find(name)
        .map(value -> as(Boolean.class, value, name, "true or false"))
        .orElse(Boolean.FALSE);
  }

  /// A whole number, written as a JSON number.
  public OptionalLong number(String name) {
    Optional<Object> found = find(name);
    return found.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(
            integer(name, as(Number.class, found.get(), name, "a whole number").text()));
  }

  /// A whole number, written as a JSON number or as a text of digits.
  public OptionalLong numberOrDigits(String name) {
    return find(name).filter(String.class::isInstance).isPresent()
        ? OptionalLong.of(integer(name, text(name)))
        : number(name);
  }

  /// Whole numbers of any size in decimal, written as JSON numbers or as texts.
  public List<String> digits(String name) {
    var items = new ArrayList<String>();
    for (Object item : array(name)) {
      items.add(item instanceof Number(var digits) ? digits : as(String.class, item, name, "text"));
    }
    return items;
  }

  public JsonMembers object(String name) {
    return objectIfAny(name).orElseThrow(() -> wanted(name, "an object"));
  }

  public Optional<JsonMembers> objectIfAny(String name) {
    return find(name)
        .filter(JsonMembers.class::isInstance)
        .map(value -> as(JsonMembers.class, value, name, "an object"));
  }

  private Optional<Object> find(String name) {
    return Optional.ofNullable(members.get(name)).filter(value -> value != Null.NULL);
  }

  private static long integer(String name, String digits) {
    int sign = digits.startsWith("-") ? 1 : 0;
    boolean isWhole =
        digits.length() > sign
            && digits.length() <= INTEGER_CHARACTERS_MAX
            && digits.chars().skip(sign).allMatch(c -> c >= '0' && c <= '9');
    if (!isWhole) {
      throw wanted(name, "a whole number");
    }
    return Long.parseLong(digits);
  }

  private static <T> T parse(String name, String text, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) {
      throw Problem.malformed(Subject.BODY, name + ": " + e.getMessage()).asException(e);
    }
  }

  private static <T> T as(Class<T> type, Object value, String name, String kind) {
    if (!type.isInstance(value)) {
      throw wanted(name, kind);
    }
    return type.cast(value);
  }

  private static RuntimeException wanted(String name, String kind) {
    return Problem.malformed(Subject.BODY, name + ": " + kind + " is wanted").asException();
  }
}

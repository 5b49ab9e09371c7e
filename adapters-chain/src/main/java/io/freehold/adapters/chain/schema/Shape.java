package io.freehold.adapters.chain.schema;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// What a plain schema asks of one value, ready to be compared with the tokens of a payload. It
/// says "this surely fits" or nothing at all: what it does not recognise is for the library to
/// judge, and to explain.
final class Shape {
  /// More digits than any number people write; the library has an opinion on longer ones.
  private static final int NUMBER_CHARACTERS_MAX = 100;

  private final Map<String, Member> members = new HashMap<>();
  private int kinds = Kind.ALL;
  private TextRule text = TextRule.ANY;
  private long minimum = Long.MIN_VALUE;
  private long maximum = Long.MAX_VALUE;
  private int itemsMin;
  private int itemsMax = Integer.MAX_VALUE;
  private Optional<Shape> item = Optional.empty();
  private Optional<Shape> others = Optional.empty();
  private boolean mayHaveOthers = true;
  private int named;
  private long required;
  private List<Long> requiredOneOf = List.of();
  private Optional<Shape> whole = Optional.empty();

  /// @param bit of this name among those that are required; 0 for all others
  private record Member(long bit, Optional<Shape> shape) {}

  /// The kinds of JSON values, as bits.
  static final class Kind {
    static final int OBJECT = 1;
    static final int ARRAY = 2;
    static final int STRING = 4;
    static final int INTEGER = 8;
    static final int FRACTION = 16;
    static final int BOOLEAN = 32;
    static final int NULL = 64;
    static final int ALL = 127;

    private Kind() {}
  }

  void kinds(int allowed) {
    kinds = allowed;
  }

  void text(TextRule rule) {
    text = rule;
  }

  void minimum(long bound) {
    minimum = bound;
  }

  void maximum(long bound) {
    maximum = bound;
  }

  void itemsMin(int bound) {
    itemsMin = bound;
  }

  void itemsMax(int bound) {
    itemsMax = bound;
  }

  void items(Shape each) {
    item = Optional.of(each);
  }

  void member(String name, Shape shape) {
    Member known = members.get(name);
    members.put(name, new Member(known == null ? 0 : known.bit(), Optional.of(shape)));
  }

  void others(Shape shape) {
    others = Optional.of(shape);
  }

  void noOthers() {
    mayHaveOthers = false;
  }

  void required(String name) {
    required |= bit(name);
  }

  /// All names of one of these lists are wanted.
  void requiredOneOf(List<List<String>> lists) {
    requiredOneOf =
        lists.stream()
            .map(names -> names.stream().mapToLong(this::bit).reduce(0, (a, b) -> a | b))
            .toList();
  }

  /// This value is what another shape says, and nothing else is asked.
  void is(Shape other) {
    whole = Optional.of(other);
    kinds = 0;
  }

  /// The same, but that it may be null as well.
  void isNullOr(Shape other) {
    whole = Optional.of(other);
    kinds = Kind.NULL;
  }

  /// A name that is only required is one of the others as far as its value goes.
  private long bit(String name) {
    Member known = members.get(name);
    if (known != null && known.bit() != 0) {
      return known.bit();
    }
    if (named == Long.SIZE) {
      throw new IllegalArgumentException("more names than there are bits");
    }
    long bit = 1L << named++;
    members.put(name, new Member(bit, known == null ? Optional.empty() : known.shape()));
    return bit;
  }

  /// Whether the value that begins at the parser's token surely fits; the parser ends at its last
  /// token if so.
  boolean isFitBy(JsonParser parser) {
    JsonToken token = parser.currentToken();
    if (whole.isPresent()) {
      return token == JsonToken.VALUE_NULL && (kinds & Kind.NULL) != 0
          || whole.get().isFitBy(parser);
    }
    return switch (token) {
      case START_OBJECT -> (kinds & Kind.OBJECT) != 0 && isFitByMembers(parser);
      case START_ARRAY -> (kinds & Kind.ARRAY) != 0 && isFitByItems(parser);
      case VALUE_STRING -> (kinds & Kind.STRING) != 0 && text.isMetBy(parser);
      case VALUE_NUMBER_INT -> (kinds & Kind.INTEGER) != 0 && isFitByInteger(parser);
      case VALUE_NUMBER_FLOAT -> (kinds & Kind.FRACTION) != 0 && isFitByFraction(parser);
      case VALUE_TRUE, VALUE_FALSE -> (kinds & Kind.BOOLEAN) != 0;
      case VALUE_NULL -> (kinds & Kind.NULL) != 0;
      default -> false;
    };
  }

  private boolean isFitByMembers(JsonParser parser) {
    long seen = 0;
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      Member member = members.get(name);
      parser.nextToken();
      if (member != null) {
        seen |= member.bit();
      }
      boolean fits =
          member != null && member.shape().isPresent()
              ? member.shape().get().isFitBy(parser)
              : isFitByOther(parser);
      if (!fits) {
        return false;
      }
    }
    return hasAll(seen);
  }

  private boolean isFitByOther(JsonParser parser) {
    return mayHaveOthers && (others.isPresent() ? others.get().isFitBy(parser) : isPlain(parser));
  }

  private boolean hasAll(long seen) {
    if ((seen & required) != required) {
      return false;
    }
    if (requiredOneOf.isEmpty()) {
      return true;
    }
    for (long wanted : requiredOneOf) {
      if ((seen & wanted) == wanted) {
        return true;
      }
    }
    return false;
  }

  private boolean isFitByItems(JsonParser parser) {
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      count++;
      boolean fits = item.isPresent() ? item.get().isFitBy(parser) : isPlain(parser);
      if (!fits) {
        return false;
      }
    }
    return count >= itemsMin && count <= itemsMax;
  }

  private boolean isFitByInteger(JsonParser parser) {
    boolean isFree = minimum == Long.MIN_VALUE && maximum == Long.MAX_VALUE;
    if (isFree) {
      return isShort(parser);
    }
    boolean isLong = parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
    return isLong && parser.getLongValue() >= minimum && parser.getLongValue() <= maximum;
  }

  /// On a bound itself rounding would have the last word.
  private boolean isFitByFraction(JsonParser parser) {
    boolean isAbove = minimum == Long.MIN_VALUE || parser.getDoubleValue() > minimum;
    boolean isBelow = maximum == Long.MAX_VALUE || parser.getDoubleValue() < maximum;
    return isAbove && isBelow && isShort(parser);
  }

  /// A value nothing is asked of: goes to its end, and looks only at the length of its numbers.
  private static boolean isPlain(JsonParser parser) {
    int depth = 0;
    JsonToken token = parser.currentToken();
    while (true) {
      switch (token) {
        case START_OBJECT, START_ARRAY -> depth++;
        case END_OBJECT, END_ARRAY -> depth--;
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
          if (!isShort(parser)) {
            return false;
          }
        }
        default -> {}
      }
      if (depth == 0) {
        return true;
      }
      token = parser.nextToken();
    }
  }

  private static boolean isShort(JsonParser parser) {
    return parser.getStringLength() <= NUMBER_CHARACTERS_MAX;
  }
}

package io.freehold.adapters.chain.schema;

import com.networknt.schema.regex.RegularExpression;
import java.time.Year;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonParser;

/// What a plain schema asks of a text. Lengths are counted in characters as JSON Schema counts
/// them, by code point.
///
/// @param values empty for any
record TextRule(
    int lengthMin,
    int lengthMax,
    Optional<Pattern> pattern,
    Optional<CommonTime> format,
    Set<String> values) {
  static final TextRule ANY =
      new TextRule(0, Integer.MAX_VALUE, Optional.empty(), Optional.empty(), Set.of());

  boolean isMetBy(JsonParser parser) {
    boolean isAboutTheLengthAlone =
        pattern.isEmpty() && format.isEmpty() && values.isEmpty() && lengthMax == ANY.lengthMax;
    if (isAboutTheLengthAlone && lengthMin <= 1) {
      return lengthMin == 0 || parser.getStringLength() > 0;
    }
    return isMetBy(parser.getString());
  }

  private boolean isMetBy(String text) {
    return hasLength(text)
        && (pattern.isEmpty() || pattern.get().isFoundIn(text))
        && (format.isEmpty() || format.get().isIn(text))
        && (values.isEmpty() || values.contains(text));
  }

  private boolean hasLength(String text) {
    if (lengthMin == 0 && lengthMax == ANY.lengthMax) {
      return true;
    }
    int characters = text.codePointCount(0, text.length());
    return characters >= lengthMin && characters <= lengthMax;
  }

  /// The few ways of writing a time that need no thought: everything else is left to the library.
  enum CommonTime {
    /// `2026-01-21`, the day of any month.
    DATE("dddd-dd-dd"),
    /// `2026-01-21T10:00:00Z`, with or without a fraction.
    DATE_TIME("dddd-dd-ddTdd:dd:dd");

    private final String form;

    CommonTime(String form) {
      this.form = form;
    }

    boolean isIn(String text) {
      if (text.length() < form.length()) {
        return false;
      }
      for (int i = 0; i < form.length(); i++) {
        char c = text.charAt(i);
        boolean isRight = form.charAt(i) == 'd' ? isDigit(c) : c == form.charAt(i);
        if (!isRight) {
          return false;
        }
      }
      return isInRange(text) && isEnded(text);
    }

    /// Calendars disagree on the first thousand years.
    private boolean isInRange(String text) {
      int month = two(text, 5);
      int day = two(text, 8);
      boolean isDay = month >= 1 && month <= 12 && day >= 1 && day <= daysOf(text, month);
      return isDay
          && text.charAt(0) != '0'
          && (this == DATE || two(text, 11) < 24 && two(text, 14) < 60 && two(text, 17) < 60);
    }

    private static int daysOf(String text, int month) {
      return switch (month) {
        case 2 -> Year.isLeap(two(text, 0) * 100L + two(text, 2)) ? 29 : 28;
        case 4, 6, 9, 11 -> 30;
        default -> 31;
      };
    }

    private boolean isEnded(String text) {
      if (this == DATE) {
        return text.length() == form.length();
      }
      int at = form.length();
      int last = text.length() - 1;
      if (at > last || text.charAt(last) != 'Z') {
        return false;
      }
      if (at == last) {
        return true;
      }
      int digits = last - at - 1;
      if (text.charAt(at) != '.' || digits < 1 || digits > 9) {
        return false;
      }
      for (int i = at + 1; i < last; i++) {
        if (!isDigit(text.charAt(i))) {
          return false;
        }
      }
      return true;
    }

    private static boolean isDigit(char c) {
      return c >= '0' && c <= '9';
    }

    private static int two(String text, int at) {
      return (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
    }
  }

  /// A regular expression. One that asks for a beginning is compared without an engine.
  record Pattern(List<String> beginnings, RegularExpression expression) {
    private static final String SPECIAL = "\\^$.|?*+()[]{}";
    private static final int BEGINNINGS_MAX = 8;

    static Pattern of(String regex) {
      return new Pattern(
          beginnings(regex), new LinearRegularExpressions().getRegularExpression(regex));
    }

    boolean isFoundIn(String text) {
      if (beginnings.isEmpty()) {
        return expression.matches(text);
      }
      for (String beginning : beginnings) {
        if (text.startsWith(beginning)) {
          return true;
        }
      }
      return false;
    }

    /// `^https?://` begins with one of two; empty for everything less simple.
    private static List<String> beginnings(String regex) {
      if (!regex.startsWith("^")) {
        return List.of();
      }
      List<String> beginnings = List.of("");
      for (int i = 1; i < regex.length(); i++) {
        char c = regex.charAt(i);
        boolean isOptional = i + 1 < regex.length() && regex.charAt(i + 1) == '?';
        boolean isOrdinary = SPECIAL.indexOf(c) < 0 && !Character.isSurrogate(c);
        if (!isOrdinary || isOptional && beginnings.size() * 2 > BEGINNINGS_MAX) {
          return List.of();
        }
        var longer = new ArrayList<String>();
        for (String beginning : beginnings) {
          longer.add(beginning + c);
          if (isOptional) {
            longer.add(beginning);
          }
        }
        beginnings = longer;
        i += isOptional ? 1 : 0;
      }
      return regex.length() == 1 ? List.of() : beginnings;
    }
  }
}

package io.freehold.domain.connect;

import java.text.Normalizer;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/// A stranger's text made fit to be shown to a person who decides by it (threat T17): plain, on one
/// line, of bounded length, in normal form, without characters that hide or turn others. It is
/// still to be escaped for where it is shown.
///
/// @param oddities what was odd about it, before and after
public record ShownText(String text, Set<Oddity> oddities) {
  private static final int EXPANSION_MAX = 4;
  private static final int MARKS_IN_A_ROW_MAX = 2;
  private static final Pattern MARKUP = Pattern.compile("<[a-zA-Z/!?]|&#?[a-zA-Z0-9]+;");
  private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");

  public ShownText {
    oddities =
        oddities.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(oddities));
  }

  /// What a person should know about a text before believing it.
  public enum Oddity {
    HIDDEN("had invisible characters in it, which are left out here"),
    TURNED("had characters in it that turn the direction of writing, which are left out here"),
    SHORTENED("was too long, and is shortened here"),
    MARKUP("has markup in it, which is shown as it is"),
    MIXED_SCRIPTS("mixes letters of different alphabets in one word"),
    LOOK_ALIKES("has a word in another alphabet that looks as if it were in Latin letters");

    private final String sentence;

    Oddity(String sentence) {
      this.sentence = sentence;
    }

    /// What follows after "The name ".
    public String sentence() {
      return sentence;
    }
  }

  /// @param charactersMax what is kept of it, in code points
  public static ShownText of(String untrusted, int charactersMax) {
    var oddities = EnumSet.noneOf(Oddity.class);
    String bounded = shortened(untrusted, EXPANSION_MAX * charactersMax, oddities);
    String visible = visible(SPACE.matcher(bounded).replaceAll(" "), oddities);
    String normal = visible(Normalizer.normalize(visible, Normalizer.Form.NFKC), oddities);
    String line = SPACE.matcher(normal).replaceAll(" ").strip();
    String text = shortened(line, charactersMax, oddities);
    if (MARKUP.matcher(text).find()) {
      oddities.add(Oddity.MARKUP);
    }
    oddities.addAll(Alphabets.odditiesOf(text));
    return new ShownText(text, oddities);
  }

  public boolean isEmpty() {
    return text.isEmpty();
  }

  private static String shortened(String text, int charactersMax, Set<Oddity> oddities) {
    if (text.codePointCount(0, text.length()) <= charactersMax) {
      return text;
    }
    oddities.add(Oddity.SHORTENED);
    return text.substring(0, text.offsetByCodePoints(0, charactersMax - 1)) + "…";
  }

  /// Without what cannot be seen, and without marks piled upon one letter.
  private static String visible(String text, Set<Oddity> oddities) {
    var kept = new StringBuilder(text.length());
    int marks = 0;
    for (int at = 0; at < text.length(); ) {
      int c = text.codePointAt(at);
      at += Character.charCount(c);
      marks = isMark(c) ? marks + 1 : 0;
      if (turns(c)) {
        oddities.add(Oddity.TURNED);
      } else if (isHidden(c) || marks > MARKS_IN_A_ROW_MAX) {
        oddities.add(Oddity.HIDDEN);
      } else {
        kept.appendCodePoint(c);
      }
    }
    return kept.toString();
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
  }

  private static boolean turns(int c) {
    return c == 0x061C
        || c == 0x200E
        || c == 0x200F
        || c >= 0x202A && c <= 0x202E
        || c >= 0x2066 && c <= 0x2069;
  }

  private static boolean isHidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      default -> isBlank(c);
    };
  }

  /// Letters and marks by their category, and nothing by their looks.
  private static boolean isBlank(int c) {
    return c == 0x034F
        || c == 0x115F
        || c == 0x1160
        || c == 0x17B4
        || c == 0x17B5
        || c >= 0x180B && c <= 0x180F
        || c == 0x2800
        || c == 0x3164
        || c >= 0xFE00 && c <= 0xFE0F
        || c == 0xFFA0
        || c >= 0xE0100 && c <= 0xE01EF;
  }

  @Override
  public String toString() {
    return text;
  }
}

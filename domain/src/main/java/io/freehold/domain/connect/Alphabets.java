package io.freehold.domain.connect;

import io.freehold.domain.connect.ShownText.Oddity;
import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Words that look like other words because their letters come from another alphabet.
final class Alphabets {
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{Nd}]+");

  /// Written together by people who mean no harm.
  private static final List<Set<UnicodeScript>> TOGETHER =
      List.of(
          EnumSet.of(
              UnicodeScript.LATIN,
              UnicodeScript.HAN,
              UnicodeScript.HIRAGANA,
              UnicodeScript.KATAKANA),
          EnumSet.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.HANGUL),
          EnumSet.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.BOPOMOFO));

  /// Letters of the alphabets closest to Latin that cannot be told from Latin letters in common
  /// typefaces: Cyrillic, Greek, Armenian, Cherokee.
  private static final String LIKE_LATIN =
      "АВЕКМНОРСТУХЅІЈԌԚԜҮӀ"
          + "аеорсухѕіјԁԛԝһӏүкв"
          + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϜ"
          + "ανοικυρχϲϳγωητ"
          + "ՍՏՕօոսհցզյԼ"
          + "ᎪᏴᏟᎠᎬᏀᎻᎥᎫᏦᏞᎷᏢᏒᏚᎢᏙᏔᎩᏃ";

  private Alphabets() {}

  static Set<Oddity> odditiesOf(String text) {
    var oddities = EnumSet.noneOf(Oddity.class);
    for (String word : BETWEEN_WORDS.split(text)) {
      Set<UnicodeScript> scripts = scriptsOf(word);
      if (scripts.size() > 1 && TOGETHER.stream().noneMatch(all -> all.containsAll(scripts))) {
        oddities.add(Oddity.MIXED_SCRIPTS);
      }
      if (looksLatin(word, scripts)) {
        oddities.add(Oddity.LOOK_ALIKES);
      }
    }
    return oddities;
  }

  private static boolean looksLatin(String word, Set<UnicodeScript> scripts) {
    return !scripts.isEmpty()
        && !scripts.contains(UnicodeScript.LATIN)
        && word.codePoints()
            .filter(Character::isLetter)
            .allMatch(letter -> LIKE_LATIN.indexOf(letter) >= 0);
  }

  private static Set<UnicodeScript> scriptsOf(String word) {
    var scripts = EnumSet.noneOf(UnicodeScript.class);
    word.codePoints().filter(Character::isLetter).mapToObj(UnicodeScript::of).forEach(scripts::add);
    scripts.remove(UnicodeScript.COMMON);
    scripts.remove(UnicodeScript.INHERITED);
    return scripts;
  }
}

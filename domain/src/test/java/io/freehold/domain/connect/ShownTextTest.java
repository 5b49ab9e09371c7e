package io.freehold.domain.connect;

import static io.freehold.domain.connect.ShownText.Oddity.HIDDEN;
import static io.freehold.domain.connect.ShownText.Oddity.LOOK_ALIKES;
import static io.freehold.domain.connect.ShownText.Oddity.MARKUP;
import static io.freehold.domain.connect.ShownText.Oddity.MIXED_SCRIPTS;
import static io.freehold.domain.connect.ShownText.Oddity.SHORTENED;
import static io.freehold.domain.connect.ShownText.Oddity.TURNED;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.domain.connect.ShownText.Oddity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShownTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Flipboard",
        "Café Crème & Söhne",
        "Яндекс Карты",
        "Ελληνικά Νέα",
        "日本語アプリ LINE",
        "카카오톡 Kakao",
        "حسابي",
        "חשבון",
        "हिन्दी समाचार",
        "Straße 7",
        "O'Reilly (beta) – v2.0",
        "Spaß 🎉",
        "Յուրա",
        "5 > 3 and 2 < 4"
      })
  void leavesHonestNamesAlone(String name) {
    assertThat(ShownText.of(name, 80)).isEqualTo(new ShownText(name, java.util.Set.of()));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0x0000, 0x0007, 0x001B, 0x007F, 0x0085, 0x009B, 0x00AD, 0x034F, 0x115F, 0x1160, 0x17B4,
        0x180E, 0x200B, 0x200C, 0x200D, 0x2060, 0x2061, 0x206A, 0x2800, 0x3164, 0xFE0F, 0xFEFF,
        0xFFA0, 0xFFF9, 0xD800, 0xDFFF, 0xE000, 0xFDD0, 0xFFFF, 0x1D173, 0xE0001, 0xE0041, 0xE0100,
        0x10FFFF
      })
  void leavesOutWhatCannotBeSeen(int character) {
    ShownText shown = ShownText.of("Flip" + new String(new int[] {character}, 0, 1) + "board", 80);

    // Some of the controls are white space to begin with.
    assertThat(shown.text().replace(" ", "")).isEqualTo("Flipboard");
    if (!shown.text().contains(" ")) {
      assertThat(shown.oddities()).contains(HIDDEN);
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0x061C, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068,
        0x2069
      })
  void leavesOutWhatTurnsTheDirectionOfWriting(int character) {
    ShownText shown = ShownText.of("Flip" + Character.toString(character) + "board", 80);

    assertThat(shown).isEqualTo(new ShownText("Flipboard", java.util.Set.of(TURNED)));
  }

  @ParameterizedTest
  @CsvSource({
    "Ａｐｐｌｅ,Apple",
    "𝐀𝐩𝐩𝐥𝐞,Apple",
    "Ⓐpple,Apple",
    "ﬁle,file",
    "A\u030Angstrom,Ångstrom"
  })
  void writesFancyLettersAsPlainOnes(String fancy, String plain) {
    assertThat(ShownText.of(fancy, 80)).hasToString(plain);
  }

  @ParameterizedTest
  @CsvSource({
    "'a\r\nb',a b",
    "'a\tb',a b",
    "'  a \u3000 b  ',a b",
    "'a\u2028b',a b",
    "'\u00a0',''"
  })
  void staysOnOneLine(String text, String line) {
    assertThat(ShownText.of(text, 80)).hasToString(line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Аpple", // Cyrillic А
        "Pаypаl", // Cyrillic а
        "Goοgle", // Greek ο
        "Microsоft Office", // Cyrillic о
        "Ꭺpple", // Cherokee
        "Теleгram"
      })
  void flagsAWordInTwoAlphabets(String name) {
    assertThat(ShownText.of(name, 80).oddities()).contains(MIXED_SCRIPTS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Арр Store", // Cyrillic Арр
        "УАНОО", // Cyrillic
        "ОКТА", // Cyrillic
        "ΚΟΟΚΜΑΤΕ", // Greek
        "сосоа chat", // Cyrillic
        "ᎪᏢᏢᏞᎬ" // Cherokee
      })
  void flagsAWholeWordThatOnlyLooksLatin(String name) {
    assertThat(ShownText.of(name, 80).oddities()).containsExactly(LOOK_ALIKES);
  }

  @Test
  void shortensAndSaysSo() {
    assertThat(ShownText.of("x".repeat(80), 80).oddities()).isEmpty();
    ShownText shown = ShownText.of("x".repeat(81), 80);

    assertThat(shown.text()).isEqualTo("x".repeat(79) + "…");
    assertThat(shown.oddities()).containsExactly(SHORTENED);
  }

  @Test
  void shortensBetweenCharactersAndNotWithinOne() {
    assertThat(ShownText.of("🎉".repeat(81), 80)).hasToString("🎉".repeat(79) + "…");
  }

  @Test
  void whatGrowsInNormalFormIsBoundedAsWell() {
    // One character that is eighteen in normal form.
    ShownText shown = ShownText.of("\ufdfa".repeat(1_000_000), 80);

    assertThat(shown.text().codePointCount(0, shown.text().length())).isLessThanOrEqualTo(80);
    assertThat(shown.oddities()).contains(SHORTENED);
  }

  @Test
  void takesAwayMarksThatArePiledUp() {
    assertThat(ShownText.of("Z" + "\u0310".repeat(50) + "algo", 80).text()).hasSizeLessThan(10);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<b>Bank</b>",
        "<script>alert(1)</script>",
        "<!-- x",
        "</p>",
        "&lt;b&gt;",
        "&#60;b"
      })
  void showsMarkupAsItIsAndSaysSo(String markup) {
    ShownText shown = ShownText.of(markup, 80);

    assertThat(shown.text()).isEqualTo(markup);
    assertThat(shown.oddities()).containsExactly(MARKUP);
  }

  @Test
  void isTheSameWhenItIsDoneTwice() {
    ShownText once = ShownText.of("\u202e<b>\u200bPаypаl\u0000 " + "Ⓩ".repeat(100), 40);

    assertThat(ShownText.of(once.text(), 40).text()).isEqualTo(once.text());
  }

  @Test
  void everyOddityEndsASentenceThatBeginsWithTheName() {
    assertThat(Oddity.values()).allSatisfy(o -> assertThat(o.sentence()).isNotBlank());
  }
}

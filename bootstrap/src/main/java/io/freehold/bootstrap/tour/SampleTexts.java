package io.freehold.bootstrap.tour;

import java.util.List;
import java.util.random.RandomGenerator;

/// What people write, in many scripts: titles, questions, and long answers with lists, tables and
/// code.
final class SampleTexts {
  private static final List<List<String>> LANGUAGES =
      List.of(
          List.of(
              "The starter needs two feedings a day while the kitchen is warm.",
              "A night train leaves you tired, but it gives you a whole day back.",
              "Measure first, then decide; a guess is cheap until somebody builds on it.",
              "If the lock is held for more than a millisecond, something else is wrong.",
              "Write the letter tonight and send it tomorrow — you will change one sentence.",
              "“Good enough” is a fine answer when you can say what for."),
          List.of(
              "Der Teig ruht über Nacht im Kühlschrank, dann wird die Krume größer.",
              "Wer die Fähre verpasst, wartet bis zum frühen Nachmittag auf die nächste.",
              "Müßiggang ist kein Laster, solange der Zug Verspätung hat.",
              "Grüße aus Görlitz: Ärger gab es keinen, nur Überstunden."),
          List.of(
              "On laisse reposer la pâte jusqu’à ce qu’elle ait doublé de volume.",
              "Le dernier métro part à minuit ; après, il reste les vélos.",
              "« Ça dépend », dit-elle, et c’était déjà une réponse."),
          List.of(
              "¿A qué hora sale el autobús de la mañana? ¡Ojalá no tan temprano!",
              "El pingüino se comió el pan; el niño, la miga."),
          List.of(
              "Тесто должно отдохнуть хотя бы час, иначе хлеб выйдет плотным.",
              "Поезд пришёл вовремя, а письмо — нет."),
          List.of(
              "Το ψωμί θέλει υπομονή και έναν ζεστό φούρνο.",
              "Αύριο το πρωί φεύγει το πλοίο για το νησί."),
          List.of(
              "اتركي العجين يرتاح ساعةً على الأقل قبل الخبز.",
              "القطار الأخير يغادر الساعة ١١:٤٥ مساءً."),
          List.of("הבצק צריך לנוח לפחות שעה לפני האפייה.", "הרכבת האחרונה יוצאת בשעה 23:45."),
          List.of(
              "आटा कम से कम एक घंटा आराम करे, तभी रोटी नरम बनेगी।",
              "आख़िरी ट्रेन रात पौने बारह बजे जाती है।"),
          List.of("พักแป้งไว้อย่างน้อยหนึ่งชั่วโมงก่อนอบ", "รถไฟขบวนสุดท้ายออกตอนห้าทุ่มสี่สิบห้า"),
          List.of("面团至少要醒一个小时，面包才会松软。", "末班车晚上十一点四十五分开。𠮷野家就在车站旁边。"),
          List.of("生地は少なくとも一時間休ませてください。", "終電は二十三時四十五分です。ゆっくり歩いても間に合います。"),
          List.of("반죽은 적어도 한 시간은 쉬어야 합니다.", "막차는 밤 열한 시 사십오 분에 떠납니다."),
          List.of("ცომი სულ მცირე ერთი საათი უნდა დაისვენოს.", "ბოლო მატარებელი შუაღამემდე გადის."),
          List.of("ሊጡ ቢያንስ አንድ ሰዓት ማረፍ አለበት።", "የመጨረሻው ባቡር ከእኩለ ሌሊት በፊት ይነሳል።"),
          List.of(
              "Bột cần nghỉ ít nhất một tiếng trước khi nướng.",
              "Chuyến tàu cuối khởi hành lúc 23 giờ 45."));

  private static final List<String> SYMBOLS =
      List.of(
          "👍",
          "🥖🔥",
          "👩🏽\u200d💻",
          "👨\u200d👩\u200d👧\u200d👦",
          "🏳️\u200d🌈",
          "🇯🇵🇫🇷",
          "e\u0301 ≠ é",
          "∑ₙ 1/n² = π²/6",
          "𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
          "a\u2028b",
          "C:\\Users\\alice\\\"notes\".txt",
          "tab\there");

  private static final List<String> CODE =
      List.of(
          """
          ```java
          record Loaf(String name, int grams) {
            Loaf {
              if (grams <= 0) throw new IllegalArgumentException("no bread: " + grams);
            }
          }
          ```\
          """,
          """
          ```python
          def feed(starter, *, flour=50, water=50):
              \"""Returns a new starter; the old one is left as it is.\"""
              return {**starter, "flour": starter["flour"] + flour, "water": starter["water"] + water}
          ```\
          """,
          """
          ```sql
          SELECT scope, count(*) AS versions
          FROM files WHERE name LIKE '100\\%' ESCAPE '\\'
          GROUP BY scope HAVING count(*) > 1;
          ```\
          """,
          """
          ```json
          {"grams": 1.10, "big": 12345678901234567890, "note": "\\u00e9 \\"quoted\\""}
          ```\
          """,
          """
          ```sh
          for f in *.json; do printf '%s\\t%s\\n' "$f" "$(wc -c < "$f")"; done | sort -k2 -n
          ```\
          """);

  private static final String TABLE =
      """
      | flour | water | hours |
      |------:|------:|:-----:|
      | 500 g | 350 g | 4–6   |
      | 250 g | 190 g | 12    |\
      """;

  private final RandomGenerator random;

  SampleTexts(RandomGenerator random) {
    this.random = random;
  }

  String title() {
    String sentence = oneOf(language());
    int end = Math.min(sentence.length(), 12 + random.nextInt(30));
    boolean isBetweenSurrogates = Character.isHighSurrogate(sentence.charAt(end - 1));
    String title = sentence.substring(0, isBetweenSurrogates ? end - 1 : end).strip();
    return random.nextInt(5) == 0 ? title + ' ' + oneOf(SYMBOLS) : title;
  }

  String question() {
    return paragraph(language(), 1 + random.nextInt(3));
  }

  String answer() {
    List<String> language = language();
    var answer = new StringBuilder(4096);
    int paragraphs = 1 + random.nextInt(6);
    for (int i = 0; i < paragraphs; i++) {
      answer.append(i == 0 ? "" : "\n\n").append(block(language));
    }
    return answer.toString();
  }

  private String block(List<String> language) {
    return switch (random.nextInt(10)) {
      case 0, 1 -> oneOf(CODE);
      case 2 -> TABLE;
      case 3, 4 -> items(language);
      default -> paragraph(language, 3 + random.nextInt(8));
    };
  }

  private String items(List<String> language) {
    var items = new StringBuilder();
    int count = 2 + random.nextInt(5);
    for (int i = 1; i <= count; i++) {
      items.append(i == 1 ? "" : "\n").append(i).append(". **").append(oneOf(SYMBOLS));
      items.append("** ").append(oneOf(language));
    }
    return items.toString();
  }

  private String paragraph(List<String> language, int sentences) {
    var paragraph = new StringBuilder();
    for (int i = 0; i < sentences; i++) {
      paragraph.append(i == 0 ? "" : " ").append(oneOf(language));
    }
    return paragraph.toString();
  }

  private List<String> language() {
    return oneOf(LANGUAGES);
  }

  private <T> T oneOf(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}

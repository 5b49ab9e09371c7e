package io.freehold.adapters.chain.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.freehold.adapters.chain.ChainAdapter;
import io.freehold.application.Limits;
import io.freehold.application.testing.Cast;
import io.freehold.domain.Address;
import io.freehold.domain.connect.AppManifest;
import io.freehold.domain.connect.ManifestRules;
import io.freehold.domain.connect.SessionRequest;
import io.freehold.domain.connect.ShownText.Oddity;
import io.freehold.domain.connect.VerifiedApp;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.registry.ProtocolDomain;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTextTest {
  private static final String SIGNATURE =
      "0x5f79227d49b07be35fc9c3f9efa9606508a702335d3123362d631643c26a1d02"
          + "3420af3cd3cc3405700b9131b10c70468deae26c4ca51deeac5276c3aa0ccd431b";

  /// The published vector, its members in another order.
  private static final String BLOCK =
      "\"vana\":{\"signature\":\""
          + SIGNATURE
          + "\",\"webhookUrl\":\"https://app.example.com/api/webhook\","
          + "\"supportUrl\":\"https://app.example.com/support\","
          + "\"termsUrl\":\"https://app.example.com/terms\","
          + "\"privacyPolicyUrl\":\"https://app.example.com/privacy\","
          + "\"appUrl\":\"https://app.example.com\"}";

  @Test
  void knowsTheBuilderOfThePublishedVector() {
    AppManifest manifest = parse("{\"name\":\"App\"," + BLOCK + "}");

    assertThat(manifest.block().canonicalText())
        .isEqualTo(
            "{\"appUrl\":\"https://app.example.com\",\"privacyPolicyUrl\":\"https://app.example.com/privacy\",\"supportUrl\":\"https://app.example.com/support\",\"termsUrl\":\"https://app.example.com/terms\",\"webhookUrl\":\"https://app.example.com/api/webhook\"}");
    assertThat(signerOf(manifest)).contains(Cast.BUILDER);
    assertThat(verified(manifest).warnings()).isEmpty();
  }

  @Test
  void hashesTheBytesAsTheyCame() {
    String text = "{\"a\":1," + BLOCK + "}";

    assertThat(parse(text).hash()).isEqualTo(parse(text).hash()).matches("[0-9a-f]{64}");
    assertThat(parse(text + "\n").hash()).isNotEqualTo(parse(text).hash());
    assertThat(parse(text + "\n").block()).isEqualTo(parse(text).block());
  }

  @ParameterizedTest
  @CsvSource({
    "'\"name\":\"Long\",\"short_name\":\"Short\",',Long",
    "'\"short_name\":\"Short\",',Short",
    "'\"name\":\" \",\"short_name\":\"Short\",',Short",
    "'\"name\":7,\"short_name\":\"Short\",',Short",
    "'\"name\":{\"en\":\"x\"},',''",
    "'',''"
  })
  void takesTheNameThatIsThere(String members, String name) {
    assertThat(parse("{" + members + BLOCK + "}").name()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\u202e<b>Your B\\u0430nk</b>\\u200b",
        "<script>alert(1)</script>",
        "\\u0000\\u001b[2J",
        "\\ud800",
        "\\u200b\\u200b"
      })
  void leavesItToOthersToDistrustAName(String name) {
    VerifiedApp app = verified(parse("{\"name\":\"" + name + "\"," + BLOCK + "}"));

    assertThat(app.name().text()).matches("[^\\p{Cc}\\p{Cf}\\p{Cs}]*");
    assertThat(app.warnings()).isNotEmpty();
  }

  @Test
  void anIconIsNeverLookedAt() {
    String icons =
        "\"icons\":[{\"src\":\"data:image/png;base64,"
            + "A".repeat(100_000)
            + "\"},{\"src\":\"http://169.254.169.254/\"}],";

    assertThat(verified(parse("{" + icons + BLOCK + "}")).name().oddities())
        .doesNotContain(Oddity.MARKUP);
  }

  @Test
  void whatIsAddedToTheBlockIsSignedAsWell() {
    AppManifest manifest =
        parse(
            "{"
                + BLOCK.replace(
                    "\"vana\":{",
                    "\"vana\":{\"z\":{\"b\":[true,null,{\"d\":1,\"c\":\"/\"}],\"a\":-1},")
                + "}");

    assertThat(manifest.block().canonicalText())
        .endsWith("/api/webhook\",\"z\":{\"a\":-1,\"b\":[true,null,{\"c\":\"/\",\"d\":1}]}}");
    assertThat(signerOf(manifest)).isNotEqualTo(Optional.of(Cast.BUILDER));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a\\u0000b|a\\u0000b",
        "\\u001F|\\u001f",
        "\\/|/",
        "\\u00e9|é",
        "é|é",
        "\\ud83c\\udf89|🎉",
        "\\ud83c|\\ud83c",
        "\\udf89x|\\udf89x",
        "\\\"\\\\\\b\\f\\n\\r\\t|\\\"\\\\\\b\\f\\n\\r\\t",
        "\\u007f|\u007f",
        "x\\u2028y|x\u2028y"
      })
  void writesTextsAsBrowsersDo(String json, String canonical) {
    var block = BLOCK.replace("\"vana\":{", "\"vana\":{\"a\":\"" + json + "\",");

    assertThat(parse("{" + block + "}").block().canonicalText())
        .startsWith("{\"a\":\"" + canonical + "\",\"appUrl\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.5",
        "1e3",
        "9007199254740992",
        "-9007199254740992",
        "1e400",
        "99999999999999999999"
      })
  void refusesNumbersThatEverybodyWritesDifferently(String number) {
    refuses("{" + BLOCK.replace("\"vana\":{", "\"vana\":{\"a\":" + number + ",") + "}");
    assertThat(
            parse("{" + BLOCK.replace("\"vana\":{", "\"vana\":{\"a\":9007199254740991,") + "}")
                .block()
                .canonicalText())
        .startsWith("{\"a\":9007199254740991,");
  }

  @Test
  void refusesWhatIsNamedTwice() {
    refuses("{" + BLOCK + "," + BLOCK + "}");
    refuses("{\"name\":\"a\",\"name\":\"b\"," + BLOCK + "}");
    refuses("{" + BLOCK.replace("\"vana\":{", "\"vana\":{\"appUrl\":\"https://x.example\",") + "}");
    refuses("{\"icons\":[{\"src\":\"a\",\"src\":\"b\"}]," + BLOCK + "}");
  }

  @Test
  void refusesWhatNestsTooDeeply() {
    assertThat(parse("{\"a\":" + "[".repeat(31) + "]".repeat(31) + "," + BLOCK + "}").name())
        .isEmpty();
    refuses("{\"a\":" + "[".repeat(32) + "]".repeat(32) + "," + BLOCK + "}");
    refuses("[".repeat(100_000));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"vana\":null}",
        "{\"vana\":[]}",
        "{\"vana\":{}}",
        "{\"vana\":{\"appUrl\":\"https://app.example.com\"}}",
        "{\"vana\":{\"appUrl\":\"https://app.example.com\",\"signature\":\"0x12\"}}",
        "{\"vana\":{\"appUrl\":\"https://app.example.com\",\"signature\":7}}",
        "{\"vana\":{}} {}",
        "{\"vana\":{},}",
        "{'vana':{}}",
        "<html>"
      })
  void refusesWhatIsNoManifest(String text) {
    refuses(text);
  }

  @Test
  void refusesFieldsThatAreNoTexts() {
    refuses(
        "{" + BLOCK.replace("\"https://app.example.com\"", "[\"https://app.example.com\"]") + "}");
    refuses("{" + BLOCK.replace("\"https://app.example.com/terms\"", "{}") + "}");
    refuses("{" + BLOCK.replace("\"https://app.example.com/privacy\"", "null") + "}");
    refuses(
        "{"
            + BLOCK.replace(
                "https://app.example.com/terms", "https://app.example.com/" + "x".repeat(2_048))
            + "}");
  }

  @Test
  void refusesASecondSpellingOfASignature() {
    refuses("{" + BLOCK.replace(SIGNATURE, SIGNATURE + "00") + "}");
    refuses("{" + BLOCK.replace(SIGNATURE, SIGNATURE.replace("1b", "25")) + "}");
  }

  @Test
  void refusesWhatIsNotUtf8() {
    byte[] latin = ("{\"name\":\"é\"," + BLOCK + "}").getBytes(StandardCharsets.ISO_8859_1);
    byte[] wide = ("{" + BLOCK + "}").getBytes(StandardCharsets.UTF_16);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ManifestText.parse(latin, "https://app.example.com/m"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ManifestText.parse(wide, "https://app.example.com/m"));
    assertThat(parse("\ufeff{" + BLOCK + "}").block().appUrl()).isEqualTo(Cast.APP_URL);
  }

  private static AppManifest parse(String text) {
    return ManifestText.parse(
        text.getBytes(StandardCharsets.UTF_8), "https://app.example.com/manifest.json");
  }

  private static void refuses(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse(text))
        .satisfies(refusal -> assertThat(refusal.getMessage()).startsWith("it"));
  }

  private static Optional<Address> signerOf(AppManifest manifest) {
    return ChainAdapter.of(ProtocolDomain.MOKSHA, Limits.DEFAULT)
        .signatures()
        .signerOf(manifest.block().canonicalText(), manifest.block().signature());
  }

  private static VerifiedApp verified(AppManifest manifest) {
    return new ManifestRules(true)
        .verify(
            manifest,
            Cast.APP,
            new SessionRequest(
                Cast.BUILDER,
                List.of(new ScopePattern("instagram.profile")),
                Optional.of("https://app.example.com/api/webhook"),
                Optional.empty(),
                Optional.empty()),
            signerOf(manifest));
  }
}

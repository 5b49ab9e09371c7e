package io.freehold.adapters.http.auth;

import static io.freehold.application.testing.Cast.BUILDER_KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.adapters.http.Ask;
import io.freehold.application.testing.Cast;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.AuthFailure;
import io.freehold.domain.ProblemException;
import io.freehold.domain.identity.SignedRequest;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class Web3SignedHeaderTest {
  private static final String CLAIMS =
      "\"aud\":\"https://ps.example.com\",\"bodyHash\":\"\",\"exp\":1770000300,"
          + "\"iat\":1770000000,\"method\":\"GET\",\"uri\":\"/v1/data\"";
  private static final String SIGNATURE = BUILDER_KEY.sign("x").value();

  private static String header(String payload) {
    return Ask.web3Signed(payload, BUILDER_KEY);
  }

  private static void assertRefused(String header, String reason) {
    assertThatThrownBy(() -> Web3SignedHeader.parse(header))
        .as(header)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e ->
                assertThat(e.problem())
                    .isEqualTo(new Problem.Unauthorized(AuthFailure.INVALID_SIGNATURE, reason)));
  }

  @Test
  void readsTheClaims() {
    SignedRequest claims =
        Web3SignedHeader.parse(
            header("{" + CLAIMS + ",\"grantId\":\"" + Cast.grantId(0x11) + "\",\"x\":[null]}"));

    assertThat(claims.audience()).isEqualTo("https://ps.example.com");
    assertThat(claims.method()).isEqualTo("GET");
    assertThat(claims.uri()).isEqualTo("/v1/data");
    assertThat(claims.bodyHash()).isEmpty();
    assertThat(claims.issuedAt()).isEqualTo(1_770_000_000);
    assertThat(claims.expiresAt()).isEqualTo(1_770_000_300);
    assertThat(claims.grantId()).hasValue(Cast.grantId(0x11));
    assertThat(claims.signature()).isEqualTo(BUILDER_KEY.sign(claims.signedText()));
  }

  @Test
  void wantsTheSchemeToTheLetter() {
    String rest = header("{" + CLAIMS + "}").substring("Web3Signed ".length());

    for (String scheme : new String[] {"web3signed ", "WEB3SIGNED ", "Web3Signed", "Basic ", ""}) {
      assertRefused(scheme + rest, "Missing Web3Signed prefix");
    }
    assertRefused("Web3Signed  " + rest, "Invalid payload encoding");
    assertRefused("Web3Signed\t" + rest, "Missing Web3Signed prefix");
  }

  @Test
  void wantsExactlyOneDot() {
    assertRefused("Web3Signed abc", "Invalid header format");
    assertRefused("Web3Signed a.b." + SIGNATURE, "Invalid header format");
    assertRefused(header("{" + CLAIMS + "}") + ".", "Invalid header format");
  }

  @Test
  void boundsTheHeader() {
    assertRefused(
        header("{" + CLAIMS + ",\"x\":\"" + "a".repeat(8192) + "\"}"), "Invalid header format");
  }

  @Test
  void wantsAWholeCanonicalSignature() {
    String start = "Web3Signed " + encoded("{" + CLAIMS + "}") + ".";

    assertRefused(start, "Invalid signature format");
    assertRefused(start + SIGNATURE.substring(2), "Invalid signature format");
    assertRefused(start + SIGNATURE + "00", "Invalid signature format");
    assertRefused(start + "0x" + "ff".repeat(64) + "1b", "Invalid signature format");
    assertRefused(
        start + SIGNATURE.substring(0, SIGNATURE.length() - 2) + "1d", "Invalid signature format");
    assertRefused(start + SIGNATURE + " ", "Invalid signature format");
  }

  /// Threat T7: there is no second spelling of what was signed.
  @Test
  void wantsCanonicalBase64Url() {
    String text = encoded("{" + CLAIMS + "} ");
    assertThat(text.length() % 4).isNotZero();

    assertThat(Web3SignedHeader.parse("Web3Signed " + text + "." + SIGNATURE)).isNotNull();
    assertRefused("Web3Signed " + text + "=." + SIGNATURE, "Invalid payload encoding");
    assertRefused("Web3Signed " + text + "==." + SIGNATURE, "Invalid payload encoding");
    assertRefused(
        "Web3Signed " + otherSpareBits(text) + "." + SIGNATURE, "Invalid payload encoding");
    assertRefused("Web3Signed " + text + "\n." + SIGNATURE, "Invalid payload encoding");
    assertRefused("Web3Signed ." + SIGNATURE, "Invalid payload encoding");
    assertRefused(Vectors.W4.header().replace("_", "/"), "Invalid payload encoding");
  }

  private static String otherSpareBits(String text) {
    char last = text.charAt(text.length() - 1);
    char next = (char) (last + 1);
    assertThat(Base64.getUrlDecoder().decode(text.substring(0, text.length() - 1) + next))
        .isEqualTo(Base64.getUrlDecoder().decode(text));
    return text.substring(0, text.length() - 1) + next;
  }

  @Test
  void wantsOneObjectOfStrictJson() {
    for (String payload :
        new String[] {
          "[]",
          "null",
          "{" + CLAIMS,
          "{" + CLAIMS + "}{}",
          "{" + CLAIMS + ",\"aud\":\"https://other.example.com\"}",
          "{" + CLAIMS + ",}",
          "{" + CLAIMS + ",\"x\":NaN}",
          "\ufeff{" + CLAIMS + "}",
          "{" + CLAIMS + ",\"x\":\"\\ud800\"}",
          "{" + CLAIMS + ",\"x\":" + "[".repeat(9) + "]".repeat(9) + "}"
        }) {
      assertRefused(header(payload), "Invalid payload shape");
    }
    String latin =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                ("{" + CLAIMS + ",\"x\":\"\u00e9\"}")
                    .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    assertRefused("Web3Signed " + latin + "." + SIGNATURE, "Invalid payload shape");
  }

  @Test
  void wantsAllSixClaimsInTheirTypes() {
    for (String claim : CLAIMS.split(",(?=\")")) {
      String without = CLAIMS.replace(claim, "\"x\":1");
      assertRefused(header("{" + without + "}"), "Invalid payload claims");
      String name = claim.substring(0, claim.indexOf(':'));
      assertRefused(header("{" + without + "," + name + ":null}"), "Invalid payload claims");
      assertRefused(header("{" + without + "," + name + ":true}"), "Invalid payload claims");
      assertRefused(header("{" + without + "," + name + ":[]}"), "Invalid payload claims");
    }
    for (String number :
        new String[] {"\"1770000300\"", "1770000300.0", "1.77e9", "1e400", "9".repeat(19)}) {
      assertRefused(
          header("{" + CLAIMS.replace("1770000300", number) + "}"), "Invalid payload claims");
    }
  }

  @Test
  void wantsAGrantIdOfThirtyTwoBytes() {
    for (String grantId :
        new String[] {
          "\"\"",
          "null",
          "7",
          "\"0x11\"",
          "\"" + "11".repeat(32) + "\"",
          "\"0x" + "1g".repeat(32) + "\"",
          "\"0x" + "11".repeat(32) + "/..\""
        }) {
      assertRefused(
          header("{" + CLAIMS + ",\"grantId\":" + grantId + "}"), "Invalid grantId claim");
    }
  }

  private static String encoded(String payload) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(payload.getBytes());
  }
}

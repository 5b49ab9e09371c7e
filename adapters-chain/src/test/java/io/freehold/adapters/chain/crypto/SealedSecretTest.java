package io.freehold.adapters.chain.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.freehold.domain.identity.Secret;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SealedSecretTest {
  private static final Secret TEXT = new Secret("0x1f5c9b3bafc2 ünïcödé canary");
  private static final Secret KEY = new Secret("c4".repeat(32));
  private static final Secret PASSPHRASE = new Secret("correct horse, ünïcödé");
  private static final String PURPOSE = "master-key";

  private final SealedSecret sealing = new SealedSecret(new KeyDerivation.Argon2id(64, 2, 2));

  @Test
  void opensWithItsKey() {
    assertThat(SealedSecret.openWithKey(withKey(), KEY, PURPOSE).reveal()).isEqualTo(TEXT.reveal());
    assertThat(SealedSecret.openWithKey(withKey(), new Secret("0x" + KEY.reveal()), PURPOSE))
        .isNotNull();
    assertThat(SealedSecret.asksForPassphrase(withKey())).isFalse();
  }

  @Test
  void opensWithItsPassphrase() {
    String sealed = withPassphrase();

    assertThat(SealedSecret.openWithPassphrase(sealed, PASSPHRASE, PURPOSE).reveal())
        .isEqualTo(TEXT.reveal());
    assertThat(SealedSecret.asksForPassphrase(sealed)).isTrue();
  }

  @Test
  void opensWithNoOtherKeyOrPassphrase() {
    assertThatThrownBy(
            () -> SealedSecret.openWithKey(withKey(), new Secret("c5".repeat(32)), PURPOSE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the key does not open it, or it was changed");
    assertThatThrownBy(() ->
            SealedSecret.openWithPassphrase(withPassphrase(), new Secret("correct horse"), PURPOSE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the passphrase does not open it, or it was changed");
  }

  @Test
  void takesNoKeyForAPassphraseAndNoPassphraseForAKey() {
    assertThatThrownBy(() -> SealedSecret.openWithKey(withPassphrase(), KEY, PURPOSE))
        .hasMessageContaining("sealed with a passphrase");
    assertThatThrownBy(() -> SealedSecret.openWithPassphrase(withKey(), PASSPHRASE, PURPOSE))
        .hasMessageContaining("sealed with a key");
  }

  /// A text that was sealed for one thing does not stand for another, whatever it says.
  @Test
  void isGoodForItsPurposeOnly() {
    String other = sealing.sealWithKey(TEXT, KEY, "oauth-gdrive", new Random(4));

    assertThatThrownBy(() -> SealedSecret.openWithKey(other, KEY, PURPOSE))
        .hasMessage("its purpose is not master-key");
    assertThatThrownBy(
            () -> SealedSecret.openWithKey(other.replace("oauth-gdrive", PURPOSE), KEY, PURPOSE))
        .hasMessage("the key does not open it, or it was changed");
  }

  @Test
  void noticesEveryChange() throws Exception {
    String sealed = withPassphrase();
    for (String member : new String[] {"nonce", "ciphertext", "salt"}) {
      assertThatThrownBy(
              () -> SealedSecret.openWithPassphrase(flipped(sealed, member), PASSPHRASE, PURPOSE))
          .as(member)
          .hasMessage("the passphrase does not open it, or it was changed");
    }
    assertThatThrownBy(() ->
            SealedSecret.openWithPassphrase(
                sealed.replace("\"iterations\":2", "\"iterations\":1"), PASSPHRASE, PURPOSE))
        .hasMessage("the passphrase does not open it, or it was changed");
    assertThatThrownBy(() ->
            SealedSecret.openWithKey(
                sealed.replaceFirst("\"key\":\\{[^}]*}", "\"key\":{\"kdf\":\"none\"}"),
                KEY,
                PURPOSE))
        .hasMessage("the key does not open it, or it was changed");
  }

  @Test
  void showsNothingOfWhatItHolds() throws Exception {
    for (String sealed : new String[] {withKey(), withPassphrase()}) {
      JsonNode json = new JsonMapper().readTree(sealed);
      assertThat(sealed).doesNotContain("canary", KEY.reveal(), PASSPHRASE.reveal());
      assertThat(sealed)
          .doesNotContain(
              HexFormat.of()
                  .formatHex(TEXT.reveal().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
      assertThat(json.get("purpose").asText()).isEqualTo(PURPOSE);
      assertThat(json.get("cipher").asText()).isEqualTo("aes-256-gcm");
      assertThat(SealedText.read(sealed).toString()).isEqualTo("SealedText");
    }
  }

  @Test
  void sealsDifferentlyEachTime() {
    var random = new Random(1);

    assertThat(sealing.sealWithKey(TEXT, KEY, PURPOSE, random))
        .isNotEqualTo(sealing.sealWithKey(TEXT, KEY, PURPOSE, random));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "secret-that-is-no-json",
        "{\"version\":2,\"ciphertext\":\"00\"}",
        "{\"version\":1}"
      })
  void refusesWhatIsNoSealedTextWithoutRepeatingIt(String text) {
    assertThatThrownBy(() -> SealedSecret.openWithKey(text, KEY, PURPOSE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("it is no sealed secret of version 1");
  }

  @Test
  void refusesOtherCiphersKeysAndTexts() {
    assertRefused(withKey().replace("gcm", "ctr"), "cipher");
    assertRefused(withKey().replace("none", "md5"), "key/kdf");
    assertRefused(withKey().replaceFirst("\"nonce\":\"", "\"nonce\":\"x"), "nonce");
    assertRefused(withKey().replaceFirst("\"nonce\":\"[0-9a-f]*", "\"nonce\":\""), "does not open");
    assertRefused(
        withKey().replaceFirst("\"ciphertext\":\"[0-9a-f]*", "\"ciphertext\":\"00"), "does");
    for (String key : new String[] {"", "00", "zz".repeat(32), "00".repeat(33)}) {
      assertThatThrownBy(() -> SealedSecret.openWithKey(withKey(), new Secret(key), PURPOSE))
          .hasMessage("a sealing key is 64 hexadecimal digits");
    }
    assertThatThrownBy(() -> sealing.sealWithKey(TEXT, KEY, "a\"b", new Random(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// Published with the reference implementation of Argon2, for version 1.3.
  @Test
  void derivesAsOthersDo() {
    byte[] key =
        new KeyDerivation.Argon2id(65_536, 2, 1)
            .derive(
                new Secret("password"),
                "somesalt".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

    assertThat(HexFormat.of().formatHex(key))
        .isEqualTo("09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7");
  }

  @ParameterizedTest
  @CsvSource({
    "262145, 1, 1",
    "262144, 5, 1",
    "2147483647, 1, 1",
    "8, 131073, 1",
    "8, 2147483647, 1",
    "65536, 0, 1",
    "65536, 1, 0",
    "65536, 1, 17",
    "31, 1, 4",
    "-8, 1, -1"
  })
  void refusesToWorkForAnUnboundedTime(int memory, int iterations, int lanes) {
    assertThatThrownBy(() -> new KeyDerivation.Argon2id(memory, iterations, lanes))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"262144, 4, 1", "65536, 3, 4", "8, 131072, 1", "32, 1, 4", "128, 1, 16"})
  void takesHonestCosts(int memory, int iterations, int lanes) {
    assertThat(new KeyDerivation.Argon2id(memory, iterations, lanes).lanes()).isEqualTo(lanes);
  }

  private void assertRefused(String sealed, String reason) {
    assertThatThrownBy(() -> SealedSecret.openWithKey(sealed, KEY, PURPOSE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  /// With another first digit in one of its members.
  private static String flipped(String sealed, String member) {
    int at = sealed.indexOf("\"" + member + "\":\"") + member.length() + 4;
    return sealed.substring(0, at)
        + (sealed.charAt(at) == '0' ? '1' : '0')
        + sealed.substring(at + 1);
  }

  private String withKey() {
    return sealing.sealWithKey(TEXT, KEY, PURPOSE, new Random(5));
  }

  private String withPassphrase() {
    return sealing.sealWithPassphrase(TEXT, PASSPHRASE, PURPOSE, new Random(6));
  }
}

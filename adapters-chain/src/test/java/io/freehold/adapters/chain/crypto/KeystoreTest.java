package io.freehold.adapters.chain.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.freehold.domain.identity.Secret;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeystoreTest {
  private static final Secret PASSPHRASE = new Secret("correct horse, ünïcödé");

  private final Keystore keystore = new Keystore(new KeyDerivation.Scrypt(4, 8, 1));

  @Test
  void givesBackTheKeyForThePassphrase() {
    assertThat(keystore.decrypt(encrypted(), PASSPHRASE).secret().reveal())
        .isEqualTo(Vectors.key("k2").secret().reveal());
  }

  @Test
  void refusesAnotherPassphrase() {
    assertThatThrownBy(() -> keystore.decrypt(encrypted(), new Secret("correct horse")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the passphrase does not open this key store");
  }

  @Test
  void showsNothingButTheAddress() throws Exception {
    String json = encrypted();
    JsonNode file = new JsonMapper().readTree(json);

    assertThat(json)
        .doesNotContain(Vectors.key("k2").secret().reveal().substring(2))
        .doesNotContain(PASSPHRASE.reveal());
    assertThat(file.get("version").asInt()).isEqualTo(3);
    assertThat(file.get("address").asText()).isEqualTo(Vectors.address("k2").value().substring(2));
    assertThat(UUID.fromString(file.get("id").asText()).version()).isEqualTo(4);
  }

  @Test
  void writesAnotherFileEachTime() {
    var random = new Random(1);
    String one = encrypted(random);
    String two = encrypted(random);

    assertThat(one).isNotEqualTo(two);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pbkdf2", "scrypt"})
  void opensTheFilesOfOtherWallets(String name) {
    JsonNode vector = Vectors.one("keystores", name);
    var passphrase = new Secret(vector.get("passphrase").asText());

    PrivateKey key = keystore.decrypt(vector.get("file").toString(), passphrase);

    assertThat(key.secret().reveal()).isEqualTo(vector.get("privateKey").asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{}", "{\"version\":2}"})
  void refusesWhatIsNoKeyStore(String text) {
    assertRefused(text, "no key store");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"version\":3}",
        "{\"version\":3,\"crypto\":1}",
        "{\"version\":3,\"crypto\":{\"cipher\":\"aes-128-ctr\"}}"
      })
  void refusesAKeyStoreWithoutAKey(String text) {
    assertRefused(text, "the key store's");
  }

  @Test
  void doesNotRepeatWhatItCouldNotRead() {
    assertThatThrownBy(() -> keystore.decrypt("not-json-but-secret", PASSPHRASE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret");
  }

  @Test
  void refusesAFileThatWasChanged() {
    String json = encrypted();
    int at = json.indexOf("ciphertext\":\"") + "ciphertext\":\"".length();
    String changed =
        json.substring(0, at) + (json.charAt(at) == '0' ? '1' : '0') + json.substring(at + 1);

    assertRefused(changed, "passphrase");
  }

  @Test
  void refusesOtherCiphersAndDerivations() {
    assertRefused(encrypted().replace("aes-128-ctr", "aes-128-cbc"), "cipher");
    assertRefused(encrypted().replace("\"scrypt\"", "\"none\""), "kdf");
    assertRefused(encrypted().replace("\"dklen\":32", "\"dklen\":16"), "dklen");
    assertRefused(encrypted().replace("\"salt\":\"", "\"salt\":\"x"), "salt");
  }

  @ParameterizedTest
  @CsvSource({
    "1073741824, 8, 1",
    "1048576, 8, 1",
    "262144, 16, 1",
    "262144, 8, 3",
    "2, 1, 2147483647",
    "2147483647, 1, 1",
    "65536, 1, 1",
    "3, 2, 1",
    "1, 1, 1",
    "0, 1, 1",
    "-4, 1, 1",
    "4, 0, 1",
    "4, 1, 0"
  })
  void refusesToWorkForAnUnboundedTime(int n, int r, int p) {
    assertThatThrownBy(() -> new KeyDerivation.Scrypt(n, r, p))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "262144, 8, 1",
    "262144, 8, 2",
    "131072, 8, 1",
    "32768, 8, 8",
    "32768, 1, 1",
    "4096, 8, 6",
    "2, 1, 1"
  })
  void takesTheCostsThatWalletsUse(int n, int r, int p) {
    assertThat(new KeyDerivation.Scrypt(n, r, p).n()).isEqualTo(n);
  }

  private void assertRefused(String json, String reason) {
    assertThatThrownBy(() -> keystore.decrypt(json, PASSPHRASE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  private String encrypted() {
    return encrypted(new Random(5));
  }

  private String encrypted(Random random) {
    return keystore.encrypt(Vectors.key("k2"), Vectors.address("k2"), PASSPHRASE, random);
  }
}

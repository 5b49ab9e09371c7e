package io.freehold.domain.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.domain.Scope;
import io.freehold.domain.Signature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MasterKeyTest {
  private static final String FIRST_OWNER =
      "0x1f5c9b3bafc291e8ea7aa4e0c5700a109e68aa2431fdbea08b49f9bf91b5c7db"
          + "2aaa192de5cdf866e5f9f5f39502a66bd696a1399a537eac8ffb826c00e4e1d51b";
  private static final String SECOND_OWNER =
      "0xedbb7743cce459345238442dcfb291f234a321d253485eaa58251aa0f28ea8f1"
          + "410ab988bae2657b689cd24417b41e315efc22ba333024f4a6269c424ded8d361b";

  /// Produced by the protocol's JavaScript client (its HKDF is WebCrypto's).
  @ParameterizedTest
  @CsvSource({
    "instagram.profile, 5776587bac6eb2d87eadc737d4de690b5b06e224db2eb296c768a57c92a9c8f8",
    "chatgpt.conversations, 5c355c6099ec48f9de61eca3771235a80c71119ab478bd663429d0902289b2ce",
    "youtube.watch_history, 2ac107f4cab6ecbc85c45ee510244b58b1f5715feeb6e59468cf093cb2cb61d0",
    "chatgpt.conversations.shared, 0aa626d3aef0c5a0528fa2eda4862230b7066549e8a5aa4664d5e21ad97b7090"
  })
  void derivesTheScopeKeysOfTheFirstOwner(String scope, String key) {
    assertThat(masterKey(FIRST_OWNER).scopeKey(new Scope(scope))).isEqualTo(key);
  }

  @Test
  void derivesTheScopeKeyOfTheSecondOwner() {
    assertThat(masterKey(SECOND_OWNER).scopeKey(new Scope("instagram.profile")))
        .isEqualTo("68e7164796e5fd8e7ac0e62c9a1126c9dba412f175575d548188602675017ae4");
  }

  /// Computed from RFC 5869 by hand, with the salt `freehold` and the info `backup`.
  @Test
  void derivesAKeyOfItsOwnForBackups() {
    assertThat(masterKey(FIRST_OWNER).backupKey())
        .isEqualTo("8c8ef67536beddcbbea5c0d13e7d6790d966ca1779ae77a9c74f15950903cb7f");
    assertThat(masterKey(SECOND_OWNER).backupKey())
        .isEqualTo("f0cd7aa5ab94c0238086d8b4f473798ecb86b3d960da7cac001d869d3dac850a");
  }

  @Test
  void derivesTheSameKeyWhenAWalletWroteVAsZero() {
    String withZero = FIRST_OWNER.substring(0, 130) + "00";

    assertThat(masterKey(withZero).scopeKey(new Scope("instagram.profile")))
        .isEqualTo("5776587bac6eb2d87eadc737d4de690b5b06e224db2eb296c768a57c92a9c8f8");
  }

  /// Produced by Python's hmac and hashlib, by RFC 5869.
  @ParameterizedTest
  @CsvSource({
    "oauth tokens, 91e05d730ec1d92aa0ea3c6713daec1427b34aaf5f939ecc3d29f0957f7ee743",
    "another purpose, 91dc7babf6cff98b90ebd29f58b270597b4800c6a14fe901ec617371eedc20c5"
  })
  void derivesKeysOfItsOwn(String purpose, String key) {
    assertThat(masterKey(FIRST_OWNER).ownKey(purpose).reveal()).isEqualTo(key);
  }

  @Test
  void givesNoScopeAKeyOfItsOwn() {
    assertThat(masterKey(FIRST_OWNER).ownKey("scope:instagram.profile").reveal())
        .isNotEqualTo(masterKey(FIRST_OWNER).scopeKey(new Scope("instagram.profile")));
  }

  @Test
  void doesNotPrint() {
    assertThat(masterKey(FIRST_OWNER).toString())
        .doesNotContainPattern("[0-9a-f]{8}")
        .doesNotContain("5c9b");
  }

  @Test
  void followsFromTheSentenceOfTheProtocol() {
    assertThat(MasterKey.SENTENCE).isEqualTo("vana-master-key-v1");
    assertThat(masterKey(FIRST_OWNER).signature()).isEqualTo(new Signature(FIRST_OWNER));
  }

  private static MasterKey masterKey(String signature) {
    return new MasterKey(new Signature(signature));
  }
}

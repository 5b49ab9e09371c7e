package io.freehold.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.adapters.chain.ChainAdapter;
import io.freehold.adapters.persistence.PersistenceAdapter;
import io.freehold.application.Limits;
import io.freehold.application.port.Signer;
import io.freehold.bootstrap.MasterKeys.Lock;
import io.freehold.domain.ProblemException;
import io.freehold.domain.Scope;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.registry.ProtocolDomain;
import io.freehold.domain.storage.MasterKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterKeysTest {
  private static final ChainAdapter CHAIN = ChainAdapter.of(ProtocolDomain.MOKSHA, Limits.DEFAULT);
  private static final Signer OWNER = CHAIN.signer(new Secret("0x" + "a1".repeat(32)));
  private static final Signer STRANGER = CHAIN.signer(new Secret("0x" + "b2".repeat(32)));
  private static final Secret SIGNATURE = new Secret(OWNER.sign(MasterKey.SENTENCE).value());
  private static final Secret PASSPHRASE = new Secret("canary of a passphrase");
  private static final Secret KEY = new Secret("c3".repeat(32));
  private static final Scope SCOPE = new Scope("instagram.profile");

  @TempDir private Path home;
  private final RandomGenerator random = new Random(1);
  private PersistenceAdapter persistence;
  private MasterKeys masterKeys;

  @BeforeEach
  void open() {
    persistence = PersistenceAdapter.open(home, Limits.DEFAULT, InstantSource.system());
    assertThat(persistence.ownerRecord().claim(OWNER.address())).isTrue();
    masterKeys = new MasterKeys(CHAIN, persistence, () -> {});
  }

  @AfterEach
  void close() {
    persistence.close();
  }

  @Test
  void areClosedUntilSomebodyOpensThem() {
    masterKeys.keepWithPassphrase(SIGNATURE, PASSPHRASE, random);
    var atTheNextStart = new MasterKeys(CHAIN, persistence, () -> {});

    assertThat(masterKeys.opened()).isPresent();
    assertThat(atTheNextStart.opened()).isEmpty();
    assertThat(atTheNextStart.kept()).contains(Lock.PASSPHRASE);

    atTheNextStart.openWithPassphrase(PASSPHRASE);
    assertThat(scopeKey(atTheNextStart)).isEqualTo(scopeKey(masterKeys));
  }

  @Test
  void openWithAKeyThatLiesSomewhereElse() {
    masterKeys.keepWithKey(SIGNATURE, KEY, random);
    var atTheNextStart = new MasterKeys(CHAIN, persistence, () -> {});

    assertThat(atTheNextStart.kept()).contains(Lock.KEY);
    atTheNextStart.openWithKey(KEY);
    assertThat(scopeKey(atTheNextStart)).isEqualTo(scopeKey(masterKeys));
  }

  @Test
  void areSealedOnTheDisk() throws IOException {
    Path file = home.resolve("owner/master-key.json");
    masterKeys.keepWithPassphrase(SIGNATURE, PASSPHRASE, random);
    String byPassphrase = Files.readString(file);
    masterKeys.keepWithKey(SIGNATURE, KEY, random);
    String byKey = Files.readString(file);

    assertThat(byPassphrase + byKey)
        .doesNotContain(SIGNATURE.reveal().substring(2))
        .doesNotContain(PASSPHRASE.reveal())
        .doesNotContain(KEY.reveal());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void openWithNothingElse() {
    masterKeys.keepWithPassphrase(SIGNATURE, PASSPHRASE, random);
    var next = new MasterKeys(CHAIN, persistence, () -> {});

    assertThatThrownBy(() -> next.openWithPassphrase(new Secret("another")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not open");
    assertThatThrownBy(() -> next.openWithKey(KEY)).isInstanceOf(IllegalArgumentException.class);
    assertThat(next.opened()).isEmpty();
  }

  /// A wallet that ends its signatures in 0 or 1 gives the same keys as one that says 27 or 28.
  @Test
  void doNotDependOnHowTheWalletSpellsItsSignature() {
    String text = SIGNATURE.reveal();
    String v = text.endsWith("1b") ? "00" : "01";
    masterKeys.use(SIGNATURE);
    String expected = scopeKey(masterKeys);

    masterKeys.keepWithKey(
        new Secret(
            "  "
                + text.substring(0, 130).toUpperCase(java.util.Locale.ROOT).replace("0X", "0x")
                + v
                + "\n"),
        KEY,
        random);
    var next = new MasterKeys(CHAIN, persistence, () -> {});
    next.openWithKey(KEY);

    assertThat(scopeKey(next)).isEqualTo(expected);
  }

  @Test
  void areNobodyElses() {
    var theirs = new Secret(STRANGER.sign(MasterKey.SENTENCE).value());

    assertThatThrownBy(() -> masterKeys.keepWithPassphrase(theirs, PASSPHRASE, random))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(STRANGER.address().value())
        .hasMessageContaining(OWNER.address().value());
    assertThatThrownBy(() -> masterKeys.use(theirs)).isInstanceOf(IllegalArgumentException.class);
    assertThat(masterKeys.opened()).isEmpty();
    assertThat(masterKeys.kept()).isEmpty();
  }

  /// Somebody put another file in its place.
  @Test
  void areNobodyElsesWhateverTheDiskSays() {
    String theirs = STRANGER.sign(MasterKey.SENTENCE).value();
    persistence.writeMasterKey(CHAIN.seal(new Secret(theirs), KEY, "master-key", random));

    assertThatThrownBy(() -> masterKeys.openWithKey(KEY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not by the owner");
    assertThat(masterKeys.opened()).isEmpty();
  }

  /// Another signature of the owner's wallet is not the master key.
  @Test
  void areTheSignatureOfTheirOwnSentence() {
    var other = new Secret(OWNER.sign("vana-master-key-v2").value());

    assertThatThrownBy(() -> masterKeys.use(other)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "canary", "0xcanary", "0x00"})
  void refuseWhatIsNoSignatureWithoutRepeatingIt(String text) {
    assertThatThrownBy(() -> masterKeys.use(new Secret(text)))
        .isInstanceOf(ProblemException.class)
        .message()
        .doesNotContain("canary");
  }

  @Test
  void areGoneOnceTheyAreRemoved() {
    masterKeys.keepWithKey(SIGNATURE, KEY, random);
    masterKeys.remove();

    assertThat(masterKeys.opened()).isEmpty();
    assertThat(masterKeys.kept()).isEmpty();
    assertThat(home.resolve("owner/master-key.json")).doesNotExist();
    assertThatThrownBy(() -> masterKeys.openWithKey(KEY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no master key");
  }

  private static String scopeKey(MasterKeys masterKeys) {
    return masterKeys.opened().orElseThrow().scopeKey(SCOPE);
  }
}

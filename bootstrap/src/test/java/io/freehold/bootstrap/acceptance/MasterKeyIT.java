package io.freehold.bootstrap.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.chain.ChainAdapter;
import io.freehold.application.Limits;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.registry.ProtocolDomain;
import io.freehold.domain.storage.MasterKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The owner's master key is kept, opened and removed on the command line, and never shown (§2.3,
/// threat T45).
class MasterKeyIT {
  private static final String FREEHOLD = "'" + Checkout.launcher() + "' ";
  private static final String PASSPHRASE = "canary passphrase Rk3 yak";

  private final ChainAdapter chain = ChainAdapter.of(ProtocolDomain.MOKSHA, Limits.DEFAULT);
  private final List<Canary> canaries = new ArrayList<>();
  private final StringBuilder printed = new StringBuilder();

  @TempDir private Path folder;
  private Shell shell;
  private String signature;

  @BeforeEach
  void initialise() throws IOException {
    shell =
        new Shell(folder)
            .with("FREEHOLD_HOME", folder.resolve("home").toString())
            .with("FREEHOLD_PASSPHRASE", PASSPHRASE);
    freehold("init --json");
    String keystore = Files.readString(folder.resolve("home/owner/keystore.json"));
    Secret wallet = chain.decryptKey(keystore, new Secret(PASSPHRASE));
    signature = chain.signer(wallet).sign(MasterKey.SENTENCE).value();
    canaries.add(Canary.ofHex("the master-key signature", signature));
    canaries.add(Canary.ofHex("the wallet's private key", wallet.reveal()));
    canaries.add(Canary.ofText("the passphrase", PASSPHRASE));
  }

  @AfterEach
  void nothingWasShown() throws IOException {
    assertThat(canaries)
        .noneMatch(canary -> canary.isIn(printed.toString().getBytes(StandardCharsets.UTF_8)));
    try (Stream<Path> files = Files.walk(folder.resolve("home"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        assertThat(canaries).as(file.toString()).noneMatch(canary -> canary.isIn(bytes));
      }
    }
  }

  @Test
  void isKeptWithTheWalletThatIsMadeHere() {
    assertThat(freehold("key show --check"))
        .contains("sealed by a passphrase", "Opened        yes");

    shell.with("FREEHOLD_PASSPHRASE", "another passphrase");
    assertThat(refused("key show --check")).contains("the passphrase does not open it");
    shell.with("FREEHOLD_PASSPHRASE", "");
    assertThat(freehold("key show")).contains("sealed by a passphrase");
    assertThat(refused("key show --check")).contains("FREEHOLD_OWNER_PASSPHRASE_FILE");
  }

  @Test
  void isSealedByAKeyFileForAnUnattendedStart() throws IOException {
    Path key = folder.resolve("sealing.key");

    assertThat(freehold("key set --wallet --sealing-key-file '" + key + "'"))
        .contains("made the sealing key", "owner.sealingKeyFile", "kept the master key of 0x");

    canaries.add(Canary.ofHex("the sealing key", Files.readString(key).strip()));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    shell.with("FREEHOLD_PASSPHRASE", "");
    assertThat(freehold("key show")).contains("sealed by a key file");
    assertThat(refused("key show --check")).contains("owner.sealingKeyFile");
    shell.with("FREEHOLD_OWNER_SEALING_KEY_FILE", key.toString());
    assertThat(freehold("key show --check")).contains("Opened        yes");
    assertThat(shell.run(FREEHOLD + "doctor").out()).contains("ok   sealing key");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(shell.run(FREEHOLD + "doctor").out()).contains("chmod 600 " + key);
    Files.writeString(key, "0".repeat(64));
    assertThat(refused("key show --check")).contains("the key does not open it");
    Files.writeString(key, "canary");
    assertThat(refused("key show --check"))
        .contains("64 hexadecimal digits")
        .doesNotContain("canary");
  }

  @Test
  void isTakenFromAWalletElsewhere() throws IOException {
    Path passphrase = Files.writeString(folder.resolve("passphrase"), "another passphrase\n");
    Path pasted = Files.writeString(folder.resolve("pasted"), signature + "\n");
    shell.with("FREEHOLD_PASSPHRASE", "");
    assertThat(freehold("key remove --yes")).contains("removed");
    assertThat(freehold("key show")).contains("Master key    none");
    assertThat(refused("key show --check")).contains("freehold key set");
    assertThat(refused("key remove --yes")).contains("no master key is kept");

    assertThat(
            freehold(
                "key set --signature-file - --passphrase-file '%s' < '%s'"
                    .formatted(passphrase, pasted)))
        .contains("kept the master key of 0x");

    shell.with("FREEHOLD_OWNER_PASSPHRASE_FILE", passphrase.toString());
    assertThat(freehold("key show --check")).contains("Opened        yes");
    shell.with("FREEHOLD_OWNER_PASSPHRASE_FILE", "/no/such/file");
    assertThat(refused("key show --check")).contains("/no/such/file");
    shell.with("VANA_MASTER_KEY_SIGNATURE", signature);
    assertThat(freehold("key show --check")).contains("Opened        yes");
  }

  @Test
  void isTheOwnersOrRefused() throws IOException {
    String theirs =
        chain.signer(new Secret("0x" + "b7".repeat(32))).sign(MasterKey.SENTENCE).value();
    Path file = Files.writeString(folder.resolve("theirs"), theirs);
    Path nonsense = Files.writeString(folder.resolve("nonsense"), "canary-of-a-typing-mistake");

    assertThat(refused("key set --signature-file '" + file + "'")).contains("nothing was kept");
    assertThat(refused("key set --signature-file '" + nonsense + "'"))
        .contains("130 hexadecimal digits")
        .doesNotContain("canary-of");
    assertThat(refused("key set")).contains("there is no terminal to ask for the signature");
    assertThat(freehold("key show --check")).contains("Opened        yes");
    shell.with("FREEHOLD_PASSPHRASE", "short");
    Path pasted = Files.writeString(folder.resolve("pasted"), signature);
    assertThat(refused("key set --signature-file '" + pasted + "'")).contains("at least 8");
  }

  private String freehold(String command) {
    Shell.Done done = shell.run(FREEHOLD + command);
    printed.append(done.out()).append(done.err());
    assertThat(done.exitCode()).as(done.err()).isZero();
    return done.out();
  }

  private String refused(String command) {
    Shell.Done done = shell.run(FREEHOLD + command);
    printed.append(done.out()).append(done.err());
    assertThat(done.exitCode()).as(done.out()).isOne();
    return done.err();
  }
}

package io.freehold.builder.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.freehold.builder.TestKeys;
import io.freehold.domain.Signature;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.registry.ProtocolDomain;
import io.freehold.domain.registry.RegistryMessage.BuilderRegistration;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuilderKeyTest {
  private static final String HEX =
      "59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d";

  /// The order of secp256k1.
  private static final String ORDER =
      "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";

  @TempDir private Path folder;

  @Test
  void knowsItsAddressAndItsPublicKey() {
    assertThat(TestKeys.BUILDER.address().value())
        .isEqualTo("0x70997970c51812dc3a010c7d01b50e0d17dc79c8");
    assertThat(TestKeys.BUILDER.publicKey())
        .isEqualTo(
            "0x04ba5734d8f7091719471e7f7ed6b9df170dc70cc661ca05e688601ad984f068b0"
                + "d67351e5f06073092499336ab0839ef8a521afd334e53807205fa2f08eec74f4");
  }

  @Test
  void signsARegistrationAsOtherClientsDo() {
    var message =
        new BuilderRegistration(
            TestKeys.BUILDER.address(),
            TestKeys.BUILDER.address(),
            TestKeys.BUILDER.publicKey(),
            "https://app.example.com");

    Signature signature = TestKeys.BUILDER.sign(message, ProtocolDomain.MOKSHA);

    assertThat(signature.value())
        .isEqualTo(
            "0x1c5faa0e4f2c8b279856e7e25b9fb86acd91ebfe492c6f758add0272d808721516b3a4850a3f2d3d3"
                + "27282ff6b884c8016965c25c0a3dd34b39670559ce669381c");
  }

  @Test
  void neverPrints() {
    assertThat(TestKeys.BUILDER.toString())
        .contains(TestKeys.BUILDER.address().value())
        .doesNotContainIgnoringCase(HEX.substring(0, 8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0x", "59c6", "0x" + HEX + "00", "0X" + HEX, "zz" + HEX})
  void refusesWhatIsNoKeyWithoutRepeatingIt(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BuilderKey.of(new Secret(text)))
        .withMessage("a private key is 0x and 64 hexadecimal digits");
  }

  @Test
  void refusesNumbersThatAreNoKeys() {
    String zero = "0".repeat(64);
    String last = ORDER.substring(0, 63) + "0";

    assertThatIllegalArgumentException().isThrownBy(() -> BuilderKey.of(new Secret(zero)));
    assertThatIllegalArgumentException().isThrownBy(() -> BuilderKey.of(new Secret(ORDER)));
    assertThat(BuilderKey.of(new Secret(last)).address()).isNotNull();
    assertThat(BuilderKey.of(new Secret(zero.substring(1) + "1")).address().value())
        .isEqualTo("0x7e5f4552091a69125d5dfcb7b8c2659029395bdf");
  }

  @Test
  void takesDigitsWithoutAPrefix() {
    assertThat(BuilderKey.of(new Secret(HEX)).address()).isEqualTo(TestKeys.BUILDER.address());
  }

  @Test
  void isKeptInAFileThatOnlyItsOwnerReads() throws IOException {
    BuilderKey made = BuilderKey.random(new Random(1));
    Path file = folder.resolve("builder.json");

    made.save(file);

    assertThat(BuilderKey.load(file).address()).isEqualTo(made.address());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThatExceptionOfType(FileAlreadyExistsException.class)
        .isThrownBy(() -> TestKeys.BUILDER.save(file));
    assertThat(BuilderKey.load(file).address()).isEqualTo(made.address());
  }

  @Test
  void saysThatAFileIsNoKeyFileWithoutRepeatingIt() throws IOException {
    Path file = Files.writeString(folder.resolve("other.json"), "{\"privateKey\":\"hunter2\"}");

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> BuilderKey.load(file))
        .withMessageContaining("is no key file")
        .satisfies(e -> assertThat(e.getCause()).hasMessageNotContaining("hunter2"));
  }
}

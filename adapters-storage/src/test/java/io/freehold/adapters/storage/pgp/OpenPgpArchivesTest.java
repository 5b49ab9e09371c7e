package io.freehold.adapters.storage.pgp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.freehold.application.Limits;
import io.freehold.application.port.Signer;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.FakeSignatures;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.storage.ArchiveKey;
import io.freehold.domain.storage.ArchiveKey.Kind;
import io.freehold.domain.storage.ArchiveSeal;
import io.freehold.domain.storage.ArchiveTarget;
import io.freehold.domain.storage.CipherException;
import io.freehold.domain.storage.CipherFailure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Archives are opened when every byte is as it was signed, and by their password alone (T72).
class OpenPgpArchivesTest {
  private static final Secret PASSWORD = new Secret("correct horse");
  private static final ArchiveKey KEY = new ArchiveKey(Kind.PASSPHRASE, PASSWORD);
  private static final byte[] PLAIN = "{\"everything\":true}".repeat(20).getBytes(UTF_8);

  private final OpenPgpArchives archives =
      new OpenPgpArchives(
          new FakeSignatures(),
          Limits.DEFAULT,
          InstantSource.fixed(Instant.parse("2026-01-21T10:00:00Z")),
          new SecureRandom());

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1_000, (1 << 20) - 6, 1 << 20, (1 << 20) + 1, 5_000_000})
  void opensWhatItWrote(int size) throws IOException {
    byte[] plain = new byte[size];
    new Random(size).nextBytes(plain);

    byte[] archive = archive(plain, KEY, Cast.SERVER_KEY);

    assertThat(archives.seal(() -> in(archive)))
        .isEqualTo(new ArchiveSeal(Cast.SERVER, Kind.PASSPHRASE));
    assertThat(plainOf(archive, PASSWORD)).isEqualTo(plain);
    assertThat(archive.length - size).isBetween(300, 1_000);
  }

  @Test
  void saysWhatOpensItAndWhoseItIs() throws IOException {
    byte[] archive = archive(PLAIN, new ArchiveKey(Kind.MASTER_KEY, PASSWORD), Cast.OWNER_KEY);

    assertThat(archives.seal(() -> in(archive)))
        .isEqualTo(new ArchiveSeal(Cast.OWNER, Kind.MASTER_KEY));
  }

  @Test
  void refusesAByteThatWasChangedWhereverItIs() throws IOException {
    byte[] archive = archive(PLAIN, KEY, Cast.SERVER_KEY);

    int signature = SignedBeginning.BYTES - 131;
    for (int i = 0; i < archive.length; i++) {
      // Half of r, and v, mean nothing in a fake signature.
      boolean isOfNoMeaning =
          i >= signature && i < signature + 24 || i >= signature + 128 && i < signature + 130;
      if (!isOfNoMeaning) {
        byte[] changed = archive.clone();
        changed[i] ^= 1;
        assertThatThrownBy(() -> archives.seal(() -> in(changed)))
            .as("byte " + i + " of " + archive.length)
            .isInstanceOf(CipherException.class);
      }
    }
  }

  @Test
  void refusesAnArchiveThatBreaksOffWhereverThatIs() throws IOException {
    byte[] archive = archive(PLAIN, KEY, Cast.SERVER_KEY);

    for (int i = 0; i < archive.length; i++) {
      byte[] shorter = Arrays.copyOf(archive, i);
      assertThatThrownBy(() -> archives.seal(() -> in(shorter)))
          .as("length " + i)
          .isInstanceOf(CipherException.class);
    }
  }

  @Test
  void refusesWhatFollowsAnArchive() throws IOException {
    byte[] archive = archive(PLAIN, KEY, Cast.SERVER_KEY);
    byte[] longer = Arrays.copyOf(archive, archive.length + 1);
    byte[] twice = Arrays.copyOf(archive, 2 * archive.length);
    System.arraycopy(archive, 0, twice, archive.length, archive.length);

    assertThatThrownBy(() -> archives.seal(() -> in(longer))).isInstanceOf(CipherException.class);
    assertThatThrownBy(() -> archives.seal(() -> in(twice))).isInstanceOf(CipherException.class);
  }

  @Test
  void isNoArchiveBeforeItIsClosed() throws IOException {
    var message = new Target();
    OutputStream plain = archives.encrypt(message, KEY, Cast.SERVER_KEY);
    plain.write(new byte[3_000_000]);
    plain.flush();

    assertThat(failureOf(() -> archives.seal(() -> in(message.bytes()))))
        .isEqualTo(CipherFailure.TRUNCATED);
  }

  @Test
  void refusesTheSignatureOfAnotherArchive() throws IOException {
    byte[] one = archive(PLAIN, KEY, Cast.SERVER_KEY);
    byte[] other = archive(PLAIN, KEY, Cast.SERVER_KEY);
    System.arraycopy(other, 0, one, 0, SignedBeginning.BYTES);

    assertThat(failureOf(() -> archives.seal(() -> in(one)))).isEqualTo(CipherFailure.ALTERED);
  }

  @Test
  void opensWithItsPasswordAlone() throws IOException {
    byte[] archive = archive(PLAIN, KEY, Cast.SERVER_KEY);

    assertThat(failureOf(() -> plainOf(archive, new Secret("another"))))
        .isEqualTo(CipherFailure.WRONG_KEY);
    assertThat(new String(archive, UTF_8)).doesNotContain("everything");
  }

  /// Whoever can sign is not believed about the inside either.
  @Test
  void refusesAByteThatWasChangedBeforeItWasSigned() throws IOException {
    byte[] archive = archive(PLAIN, KEY, Cast.SERVER_KEY);
    archive[archive.length / 2] ^= 1;

    assertThat(failureOf(() -> plainOf(archive, PASSWORD))).isEqualTo(CipherFailure.ALTERED);
  }

  @Test
  void tellsWhatIsWrongWithTheInsideOnlyWhenItIsUnaltered() throws IOException {
    byte[] archive = archive(PLAIN, KEY, Cast.SERVER_KEY);
    byte[] changed = archive.clone();
    changed[archive.length / 2] ^= 1;

    assertThatThrownBy(() ->
            archives.decrypt(
                () -> in(archive),
                PASSWORD,
                _ -> {
                  throw new IllegalArgumentException("no home");
                }))
        .hasMessage("no home");
    assertThat(
            failureOf(() ->
                archives.decrypt(
                    () -> in(changed),
                    PASSWORD,
                    _ -> {
                      throw new IllegalArgumentException("no home");
                    })))
        .isEqualTo(CipherFailure.ALTERED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "PK\u0003\u0004", "-----BEGIN PGP MESSAGE-----"})
  void refusesWhatIsNoMessage(String text) {
    assertThat(failureOf(() -> archives.seal(() -> in(text.getBytes(UTF_8)))))
        .isEqualTo(CipherFailure.NOT_A_MESSAGE);
  }

  @Test
  void isOpenedByGpgAsWell(@TempDir Path folder) throws Exception {
    if (!isThere("gpg")) {
      System.out.println("NOT TRIED on this machine: gpg is not installed");
      Assumptions.abort("gpg is not installed");
    }
    byte[] plain = new byte[3_000_000];
    new Random(7).nextBytes(plain);
    Files.write(folder.resolve("archive"), archive(plain, KEY, Cast.SERVER_KEY));
    Process gpg =
        new ProcessBuilder(
                "gpg",
                "--homedir",
                Files.createDirectory(folder.resolve("gpg")).toString(),
                "--batch",
                "--pinentry-mode",
                "loopback",
                "--passphrase",
                PASSWORD.reveal(),
                "-o",
                folder.resolve("plain").toString(),
                "-d",
                folder.resolve("archive").toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(gpg.getInputStream().readAllBytes(), UTF_8);

    assertThat(gpg.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(gpg.exitValue()).as(said).isZero();
    assertThat(Files.readAllBytes(folder.resolve("plain"))).isEqualTo(plain);
  }

  private static boolean isThere(String program) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private byte[] archive(byte[] plain, ArchiveKey key, Signer signer) throws IOException {
    var message = new Target();
    try (OutputStream out = archives.encrypt(message, key, signer)) {
      out.write(plain);
    }
    return message.bytes();
  }

  private record Target(ByteArrayOutputStream out, byte[] first) implements ArchiveTarget {
    Target() {
      this(new ByteArrayOutputStream(), new byte[SignedBeginning.BYTES]);
    }

    @Override
    public void begin(byte[] bytes) {
      assertThat(bytes).hasSameSizeAs(first);
      System.arraycopy(bytes, 0, first, 0, bytes.length);
    }

    byte[] bytes() {
      byte[] bytes = out.toByteArray();
      if (first[0] != 0) {
        System.arraycopy(first, 0, bytes, 0, first.length);
      }
      return bytes;
    }
  }

  private byte[] plainOf(byte[] archive, Secret password) throws IOException {
    var plain = new ByteArrayOutputStream();
    archives.decrypt(() -> in(archive), password, in -> in.transferTo(plain));
    return plain.toByteArray();
  }

  private static CipherFailure failureOf(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable act) {
    return catchThrowableOfType(CipherException.class, act).failure();
  }

  private static InputStream in(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }
}

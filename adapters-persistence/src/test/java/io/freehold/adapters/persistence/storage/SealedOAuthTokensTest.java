package io.freehold.adapters.persistence.storage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.freehold.adapters.persistence.Home;
import io.freehold.adapters.persistence.files.FailingDisk;
import io.freehold.application.port.OAuthTokens;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.OAuthTokensContract;
import io.freehold.domain.ProblemException;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.storage.OAuthToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedOAuthTokensTest extends OAuthTokensContract {
  private static final byte[] KEY = new byte[32];
  private static final byte[] ANOTHER_KEY = bytes("another owner's master key......");

  @TempDir Path folder;
  private Home home;

  @Override
  protected OAuthTokens oauthTokens() {
    home = new Home(folder, Cast.CLOCK);
    return tokens(KEY);
  }

  private OAuthTokens tokens(byte[] key) {
    return home.adapter().oauthTokens(seal(key), open(key));
  }

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void keepsATokenAcrossARestart() {
    tokens(KEY).keep("gdrive", token("1"));

    home.restart();

    assertSame(tokens(KEY).find("gdrive"), token("1"));
  }

  @Test
  void writesNothingOfATokenInTheClear() throws IOException {
    tokens(KEY).keep("gdrive", token("1"));

    assertThat(folder.resolve("tokens")).isDirectoryContaining("glob:**gdrive.sealed");
    try (var files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile).map(SealedOAuthTokensTest::text))
          .isNotEmpty()
          .noneMatch(text -> text.contains("access-1") || text.contains("refresh-1"));
    }
  }

  @Test
  void closesTheFileToOthers() throws IOException {
    tokens(KEY).keep("gdrive", token("1"));
    tokens(KEY).keep("gdrive", token("2"));

    Path file = folder.resolve("tokens/gdrive.sealed");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void hasNothingForAnotherMasterKey() {
    tokens(KEY).keep("gdrive", token("1"));

    assertThat(tokens(ANOTHER_KEY).find("gdrive")).isEmpty();
    assertSame(tokens(KEY).find("gdrive"), token("1"));
  }

  @Test
  void takesNoTokenOfOneServiceForAnother() throws IOException {
    tokens(KEY).keep("gdrive", token("1"));

    Files.copy(folder.resolve("tokens/gdrive.sealed"), folder.resolve("tokens/dropbox.sealed"));

    assertThat(tokens(KEY).find("dropbox")).isEmpty();
  }

  @Test
  void hasNothingWhereTheFileIsDamaged() throws IOException {
    tokens(KEY).keep("gdrive", token("1"));
    Path file = folder.resolve("tokens/gdrive.sealed");

    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertThat(tokens(KEY).find("gdrive")).isEmpty();

    Files.write(file, new byte[0]);
    assertThat(tokens(KEY).find("gdrive")).isEmpty();
  }

  @Test
  void hasTheTokenBeforeOrTheTokenAfterWhicheverActOfTheDiskFails() throws IOException {
    home.restart();
    tokens(KEY).keep("gdrive", token("1"));
    boolean failed = true;

    for (int act = 1; failed; act++) {
      var disk = new FailingDisk(folder);
      home.restartOn(disk);
      disk.failAt(act, () -> new IOException("Input/output error"));
      failed = fails(() -> tokens(KEY).keep("gdrive", token("2")));
      home.restart();

      Optional<OAuthToken> found = tokens(KEY).find("gdrive");
      assertThat(found.map(OAuthToken::account))
          .as("act " + act)
          .hasValueSatisfying(
              account -> assertThat(account).isIn(token("1").account(), token("2").account()));
      assertThat(folder.resolve("tokens")).isDirectoryNotContaining("glob:**.new");
    }
    assertSame(tokens(KEY).find("gdrive"), token("2"));
  }

  @Test
  void keepsATokenOnAFullDisk() throws IOException {
    var disk = new FailingDisk(folder);
    home.restartOn(disk);
    disk.failAt(2, () -> new IOException("No space left on device"));

    tokens(KEY).keep("gdrive", token("2"));

    assertSame(tokens(KEY).find("gdrive"), token("2"));
  }

  @Test
  void refusesANameThatLeadsElsewhere() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tokens(KEY).find("../state"))
        .withMessageContaining("not the name of a service");
  }

  private static boolean fails(Runnable act) {
    try {
      act.run();
      return false;
    } catch (ProblemException e) {
      return true;
    }
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), ISO_8859_1);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// Much like the real seal: bound to its purpose.
  private static BiFunction<Secret, String, String> seal(byte[] key) {
    var number = new AtomicLong();
    return (text, purpose) -> {
      byte[] nonce = Arrays.copyOf(bytes(Long.toString(number.incrementAndGet())), 12);
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, purpose, bytes(text.reveal()));
      return HexFormat.of().formatHex(nonce) + HexFormat.of().formatHex(sealed);
    };
  }

  private static BiFunction<String, String, Secret> open(byte[] key) {
    return (sealed, purpose) -> {
      byte[] nonce = HexFormat.of().parseHex(sealed, 0, Math.min(24, sealed.length()));
      byte[] rest = HexFormat.of().parseHex(sealed, nonce.length * 2, sealed.length());
      return new Secret(new String(cipher(Cipher.DECRYPT_MODE, key, nonce, purpose, rest), UTF_8));
    };
  }

  private static byte[] cipher(int mode, byte[] key, byte[] nonce, String purpose, byte[] bytes) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
      cipher.updateAAD(bytes(purpose));
      return cipher.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}

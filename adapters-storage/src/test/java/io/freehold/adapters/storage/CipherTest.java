package io.freehold.adapters.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.application.Limits;
import io.freehold.application.port.FileCipher;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.storage.Spooled;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CipherTest {
  @TempDir private Path folder;

  @Test
  void isReadyForAnyBackend() throws IOException {
    FileCipher cipher = cipherIn(folder.resolve("spool"));
    var password = new Secret("5d".repeat(32));

    try (Spooled message = cipher.encrypt(new ByteArrayInputStream(new byte[9]), 9, password);
        Spooled plain = cipher.decrypt(message.open(), password)) {
      assertThat(plain.open().readAllBytes()).isEqualTo(new byte[9]);
    }
  }

  @Test
  void saysWhichFolderCannotBeUsed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> cipherIn(file.resolve("spool")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(file.toString());
  }

  private static FileCipher cipherIn(Path spool) {
    return StorageAdapter.cipher(spool, Limits.DEFAULT, InstantSource.system(), new SecureRandom());
  }
}

package io.freehold.adapters.storage.pgp;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.domain.storage.CipherException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// What is inside a message, before anybody knows whether it was altered: it is a file or refused,
/// and never more than a file may be (threat T43).
public final class ContentFuzz {
  private static final int FILE_BYTES_MAX = 50_000;

  private ContentFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    var out = new ByteArrayOutputStream();
    try {
      new Content(FILE_BYTES_MAX).read(new ByteArrayInputStream(input), in -> in.transferTo(out));
      assertIsTheSameInAMessage(input, out.toByteArray());
    } catch (CipherException e) {
      assertThat(e.failure().words()).isNotEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException("what is in memory can always be read", e);
    }
    assertThat(out.size()).isLessThanOrEqualTo(FILE_BYTES_MAX);
  }

  private static void assertIsTheSameInAMessage(byte[] content, byte[] file) throws IOException {
    var out = new ByteArrayOutputStream();
    byte[] noise = new byte[18];
    var checked =
        new CheckedBytes(
            new ByteArrayInputStream(CraftedMessage.join(noise, content, new byte[22])));
    SessionKey.checkBeginning(checked);
    new Content(FILE_BYTES_MAX).read(checked, in -> in.transferTo(out));
    assertThat(out.toByteArray()).isEqualTo(file);
    assertThat(checked.areUnaltered()).isFalse();
  }
}

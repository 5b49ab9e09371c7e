package io.freehold.adapters.storage.pgp;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.domain.identity.Secret;
import io.freehold.domain.storage.CipherException;
import io.freehold.domain.storage.CipherFailure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/// Messages of any kind: each is opened or refused for a reason, in bounded work, and what is
/// opened is within the bounds and does not depend on how the bytes came (threat T43).
public final class MessageFuzz {
  private static final Secret PASSWORD = new Secret(CraftedMessage.PASSWORD);
  private static final int FILE_BYTES_MAX = 100_000;
  private static final MessageReader READER =
      new MessageReader(
          TestCipher.with(
              Map.of(
                  "fileBytesMax", (long) FILE_BYTES_MAX,
                  "storageBlobBytesMax", 100_000L,
                  "keyHashBytesMax", 2_048L)));

  private MessageFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String said = whatIsSaidTo(input);
    if (said.startsWith("opened")) {
      assertThat(whatIsSaidTo(CraftedMessage.join(input, new byte[1])))
          .isEqualTo(CipherFailure.UNSUPPORTED.name());
      for (int length = 0; length < input.length; length += 1 + input.length / 16) {
        assertThat(whatIsSaidTo(java.util.Arrays.copyOf(input, length))).doesNotStartWith("opened");
      }
    }
  }

  private static String whatIsSaidTo(byte[] message) {
    var out = new ByteArrayOutputStream();
    try {
      READER.read(new ByteArrayInputStream(message), PASSWORD, out);
      return "opened " + out.size();
    } catch (CipherException e) {
      return e.failure().name();
    } catch (IOException e) {
      throw new UncheckedIOException("a message in memory can always be read", e);
    } finally {
      assertThat(out.size()).isLessThanOrEqualTo(FILE_BYTES_MAX);
    }
  }
}

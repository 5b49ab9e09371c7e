package io.freehold.adapters.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.testing.Fuzzing;
import io.freehold.domain.Problem;
import io.freehold.domain.ProblemException;
import io.freehold.domain.identity.SignedRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/// A header that is taken is the only one that says the same: written again from what was read, it
/// is the same but for the spelling of the signature, and that one leads to the same value.
///
/// Where the first byte is a `{`, the input is the signed text and is wrapped as a client wraps it.
@Fuzzing.LengthMax(8 << 10)
public final class Web3SignedHeaderFuzz {
  private static final String SIGNATURE = "0x" + "11".repeat(64) + "1b";

  private Web3SignedHeaderFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    boolean isText = input.length > 0 && input[0] == '{';
    String header = isText ? wrapped(input) : new String(input, StandardCharsets.ISO_8859_1);
    SignedRequest read;
    try {
      read = Web3SignedHeader.parse(header);
    } catch (ProblemException e) {
      assertThat(e.problem()).isInstanceOf(Problem.Unauthorized.class);
      return;
    }
    String again = Web3SignedHeader.SCHEME + read.signedText() + "." + read.signature().value();
    assertThat(Web3SignedHeader.parse(again)).isEqualTo(read);
    assertThat(header).startsWith(Web3SignedHeader.SCHEME + read.signedText() + ".");
    byte[] text = Base64.getUrlDecoder().decode(read.signedText());
    assertThat(wrapped(text)).startsWith(Web3SignedHeader.SCHEME + read.signedText() + ".");
    assertThat(isText ? Arrays.equals(text, input) : text.length > 0).isTrue();
    assertThat(new String(text, StandardCharsets.UTF_8))
        .contains(Long.toString(read.issuedAt()), Long.toString(read.expiresAt()));
  }

  private static String wrapped(byte[] text) {
    return Web3SignedHeader.SCHEME
        + Base64.getUrlEncoder().withoutPadding().encodeToString(text)
        + "."
        + SIGNATURE;
  }
}

package io.freehold.adapters.chain.grant;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.chain.ChainAdapter;
import io.freehold.application.Limits;
import io.freehold.application.port.GrantTexts;
import io.freehold.application.testing.Fuzzing;
import io.freehold.domain.grant.GrantTerms;
import io.freehold.domain.registry.ProtocolDomain;
import java.nio.charset.StandardCharsets;

/// The text inside a grant: what is read of it is written and read again as the same terms, within
/// the bounds of a grant.
@Fuzzing.LengthMax(64 << 10)
public final class GrantTextFuzz {
  private static final GrantTexts TEXTS =
      ChainAdapter.of(ProtocolDomain.MOKSHA, Limits.DEFAULT).grantTexts();

  private GrantTextFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    GrantTerms terms;
    try {
      terms = TEXTS.parse(new String(input, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return;
    }
    assertThat(TEXTS.parse(TEXTS.format(terms))).isEqualTo(terms);
    assertThat(terms.scopes()).hasSizeBetween(1, GrantTerms.SCOPES_MAX);
  }
}

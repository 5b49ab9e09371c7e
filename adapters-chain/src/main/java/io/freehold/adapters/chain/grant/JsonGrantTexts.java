package io.freehold.adapters.chain.grant;

import static java.util.stream.Collectors.joining;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.freehold.adapters.chain.crypto.ChecksummedAddress;
import io.freehold.application.port.GrantTexts;
import io.freehold.domain.grant.GrantTerms;

/// Writes and reads grant texts. The last ones read are remembered: what a text says never changes.
public final class JsonGrantTexts implements GrantTexts {
  private static final int USUAL_TEXT_CHARACTERS = 500;

  private final GrantTextReader reader = new GrantTextReader();
  private final Cache<String, GrantTerms> remembered;

  /// @param rememberedMax texts of usual length; of longer ones, accordingly fewer
  public JsonGrantTexts(int rememberedMax) {
    this.remembered =
        Caffeine.newBuilder()
            .maximumWeight((long) rememberedMax * USUAL_TEXT_CHARACTERS)
            .weigher((String text, GrantTerms _) -> text.length())
            .executor(Runnable::run)
            .build();
  }

  /// Nothing needs to be escaped: addresses, scope patterns and numbers have no quotes.
  @Override
  public String format(GrantTerms terms) {
    return "{\"user\":\""
        + ChecksummedAddress.of(terms.grantor())
        + "\",\"builder\":\""
        + ChecksummedAddress.of(terms.grantee())
        + "\",\"scopes\":"
        + terms.scopeTexts().stream().collect(joining("\",\"", "[\"", "\"]"))
        + ",\"expiresAt\":"
        + terms.expiresAtSeconds()
        + ",\"nonce\":"
        + terms.nonce()
        + "}";
  }

  @Override
  public GrantTerms parse(String grant) {
    return remembered.get(grant, reader::read);
  }
}

package io.freehold.application.testing;

import io.freehold.application.port.GrantTexts;
import io.freehold.domain.Address;
import io.freehold.domain.grant.GrantTerms;
import io.freehold.domain.grant.ScopePattern;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Grant texts without a JSON library: writes the protocol's form and reads just that.
public final class PlainGrantTexts implements GrantTexts {
  private static final Pattern FORM =
      Pattern.compile(
          "\\{\"user\":\"(.*?)\",\"builder\":\"(.*?)\",\"scopes\":\\[(.*?)]"
              + ",\"expiresAt\":(\\d+),\"nonce\":(\\d+)}");

  @Override
  public String format(GrantTerms terms) {
    return "{\"user\":\"%s\",\"builder\":\"%s\",\"scopes\":[%s],\"expiresAt\":%d,\"nonce\":%d}"
        .formatted(
            terms.grantor(),
            terms.grantee(),
            terms.scopeTexts().stream().collect(Collectors.joining("\",\"", "\"", "\"")),
            terms.expiresAtSeconds(),
            terms.nonce());
  }

  @Override
  public GrantTerms parse(String grant) {
    Matcher form = FORM.matcher(grant.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException("not a grant text");
    }
    return new GrantTerms(
        new Address(form.group(1)),
        new Address(form.group(2)),
        Stream.of(form.group(3).split(","))
            .map(quoted -> new ScopePattern(quoted.replace("\"", "")))
            .toList(),
        GrantTerms.expiry(Long.parseLong(form.group(4))),
        Long.parseLong(form.group(5)));
  }
}

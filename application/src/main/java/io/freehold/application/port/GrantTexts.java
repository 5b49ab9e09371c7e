package io.freehold.application.port;

import io.freehold.domain.grant.GrantTerms;

/// The JSON text inside a registered grant: `{"user","builder","scopes","expiresAt","nonce"}`.
public interface GrantTexts {
  /// Members in the protocol's order, numbers as numbers.
  String format(GrantTerms terms);

  /// What a grant text says. An IllegalArgumentException says what is wrong with it.
  GrantTerms parse(String grant);
}

package io.freehold.domain.identity;

import io.freehold.domain.Address;
import io.freehold.domain.GrantId;
import java.util.Optional;

/// Whoever sent a request, verified.
public sealed interface Caller {

  Address address();

  /// The person this server belongs to. An act reserved to the owner takes this type.
  ///
  /// @param credential what proved it, for the access log: `wallet`, or `token:` and the token's
  ///   name
  record Owner(Address address, String credential) implements Caller {}

  /// A registered builder.
  ///
  /// @param grantId the grant its signed request names, if any
  record BuilderApp(Builder builder, Optional<GrantId> grantId) implements Caller {
    @Override
    public Address address() {
      return builder.address();
    }
  }
}

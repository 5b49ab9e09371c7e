package io.freehold.application.grant;

import io.freehold.application.port.ServerRegistry;
import io.freehold.application.port.Signatures;
import io.freehold.domain.Address;
import io.freehold.domain.Signature;
import io.freehold.domain.registry.Contract;
import io.freehold.domain.registry.GrantMessage;
import io.freehold.domain.registry.GrantMessage.SpecGrant;
import java.util.Optional;
import java.util.stream.Stream;

/// Answers whether a grant was signed by its grantor or by a server the grantor registered, and by
/// whom (`POST /v1/grants/verify`). It says nothing about revocation.
public final class CheckGrantSignature {
  private final Signatures signatures;
  private final ServerRegistry servers;

  public CheckGrantSignature(Signatures signatures, ServerRegistry servers) {
    this.signatures = signatures;
    this.servers = servers;
  }

  /// The signer, if it may speak for the grantor.
  public Optional<Address> check(GrantMessage message, Signature signature) {
    return spellings(message)
        .flatMap(spelling -> signatures.signerOf(spelling, signature).stream())
        .filter(signer ->
            signer.equals(message.owner()) || servers.isRegistered(signer, message.owner()))
        .findFirst();
  }

  /// Early servers verified grants of §5.3 against the zero contract; both are in the wild.
  private static Stream<GrantMessage> spellings(GrantMessage message) {
    return message
            instanceof SpecGrant(var owner, var builder, var scopes, var at, var nonce, var _)
        ? Stream.of(Contract.PERMISSIONS, Contract.NONE)
            .map(contract -> new SpecGrant(owner, builder, scopes, at, nonce, contract))
        : Stream.of(message);
  }
}

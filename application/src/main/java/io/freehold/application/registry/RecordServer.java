package io.freehold.application.registry;

import io.freehold.application.port.Registry;
import io.freehold.application.port.RegistryIds;
import io.freehold.application.port.Signatures;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Subject;
import io.freehold.domain.ServerId;
import io.freehold.domain.Signature;
import io.freehold.domain.registry.Entry;
import io.freehold.domain.registry.RegistryMessage.ServerRegistration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;

/// Records a personal server, or its new URL (`POST /v1/servers`). A server address stays with the
/// owner who registered it first (threat T65).
public final class RecordServer {
  private final Registry registry;
  private final RegistryIds ids;
  private final Authority authority;
  private final Nonces nonces;
  private final InstantSource clock;

  public RecordServer(
      Registry registry, RegistryIds ids, Signatures signatures, InstantSource clock) {
    this.registry = registry;
    this.ids = ids;
    this.authority = new Authority(signatures, registry);
    this.nonces = new Nonces(registry);
    this.clock = clock;
  }

  /// The server's id. The same registration again is `AlreadyRegistered`.
  public ServerId record(ServerRegistration server, Signature signature, OptionalLong nonce) {
    Address signer = authority.mustBeTheOwner(server, signature);
    if (!ids.addressOf(server.publicKey()).equals(server.server())) {
      throw Problem.malformed(Subject.BODY, "publicKey is not the key of serverAddress")
          .asException();
    }
    ServerId id = ids.idOf(server);
    var _ = replaceable(server);
    nonces.use(server.owner(), "registerServer", nonce);
    save(Entry.pending(id.value(), server, signature, signer, clock.instant()));
    return id;
  }

  /// Somebody else may have come between: then it is for their record to be replaced or not.
  private void save(Entry<ServerRegistration> entry) {
    boolean isSaved = false;
    while (!isSaved) {
      isSaved = registry.saveServer(replaceable(entry.message()), entry);
    }
  }

  /// The record in whose place this one may come, if there is one.
  private Optional<Entry<ServerRegistration>> replaceable(ServerRegistration server) {
    Optional<Entry<ServerRegistration>> known = registry.findServer(server.server());
    known.ifPresent(found -> mayBeReplaced(found, server));
    return known;
  }

  private static void mayBeReplaced(Entry<ServerRegistration> known, ServerRegistration server) {
    if (known.message().equals(server) && !known.isRemoved()) {
      throw new Problem.AlreadyRegistered("server", known.id()).asException();
    }
    if (!known.message().owner().equals(server.owner())) {
      throw new Problem.SignerNotAllowed(server.owner(), known.message().owner()).asException();
    }
  }
}

package io.freehold.application.registry;

import io.freehold.application.port.Registry;
import io.freehold.application.port.RegistryIds;
import io.freehold.application.port.Signatures;
import io.freehold.domain.Address;
import io.freehold.domain.BuilderId;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Subject;
import io.freehold.domain.Signature;
import io.freehold.domain.registry.Entry;
import io.freehold.domain.registry.RegistryMessage.BuilderRegistration;
import java.time.InstantSource;
import java.util.OptionalLong;

/// Records a builder (`POST /v1/builders`). The first wallet to register a grantee address keeps
/// it; only the grantee's own wallet takes it over, which proves that it has the key (threat T65).
public final class RecordBuilder {
  private final Registry registry;
  private final RegistryIds ids;
  private final Authority authority;
  private final Nonces nonces;
  private final InstantSource clock;

  public RecordBuilder(
      Registry registry, RegistryIds ids, Signatures signatures, InstantSource clock) {
    this.registry = registry;
    this.ids = ids;
    this.authority = new Authority(signatures, registry);
    this.nonces = new Nonces(registry);
    this.clock = clock;
  }

  /// The builder's id. The same registration again is `AlreadyRegistered`.
  public BuilderId record(BuilderRegistration builder, Signature signature, OptionalLong nonce) {
    Address signer = authority.mustBeTheOwner(builder, signature);
    mustHaveItsOwnKey(builder);
    BuilderId id = ids.idOf(builder);
    registry.findBuilder(builder.grantee()).ifPresent(known -> mayBeReplaced(known, builder));
    nonces.use(builder.owner(), "registerBuilder", nonce);
    registry.saveBuilder(Entry.pending(id.value(), builder, signature, signer, clock.instant()));
    return id;
  }

  private void mustHaveItsOwnKey(BuilderRegistration builder) {
    if (!ids.addressOf(builder.publicKey()).equals(builder.grantee())) {
      throw Problem.malformed(Subject.BODY, "publicKey is not the key of granteeAddress")
          .asException();
    }
  }

  private static void mayBeReplaced(Entry<BuilderRegistration> known, BuilderRegistration builder) {
    if (known.message().equals(builder)) {
      throw new Problem.AlreadyRegistered("builder", known.id()).asException();
    }
    boolean isTheSameOwner = known.message().owner().equals(builder.owner());
    boolean isTheGranteeItself = builder.owner().equals(builder.grantee());
    if (!isTheSameOwner && !isTheGranteeItself) {
      throw new Problem.SignerNotAllowed(builder.owner(), known.message().owner()).asException();
    }
  }
}

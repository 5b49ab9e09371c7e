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
import java.util.Optional;
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
    var _ = replaceable(builder);
    nonces.use(builder.owner(), "registerBuilder", nonce);
    save(Entry.pending(id.value(), builder, signature, signer, clock.instant()));
    return id;
  }

  /// Somebody else may have come between: then it is for their record to be replaced or not.
  private void save(Entry<BuilderRegistration> entry) {
    boolean isSaved = false;
    while (!isSaved) {
      isSaved = registry.saveBuilder(replaceable(entry.message()), entry);
    }
  }

  /// The record in whose place this one may come, if there is one.
  private Optional<Entry<BuilderRegistration>> replaceable(BuilderRegistration builder) {
    Optional<Entry<BuilderRegistration>> known = registry.findBuilder(builder.grantee());
    known.ifPresent(found -> mayBeReplaced(found, builder));
    return known;
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

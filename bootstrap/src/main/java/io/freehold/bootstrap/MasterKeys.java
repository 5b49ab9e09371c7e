package io.freehold.bootstrap;

import io.freehold.adapters.chain.ChainAdapter;
import io.freehold.adapters.persistence.PersistenceAdapter;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.AuthFailure;
import io.freehold.domain.Signature;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.storage.MasterKey;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The owner's master key: on the disk it is sealed, by a passphrase or by a key that lies
/// somewhere else, and in memory only once somebody opened it (§2.3, threat T45). One that is not
/// the owner's is refused.
public final class MasterKeys {
  /// What the master key is sealed for.
  public static final String PURPOSE = "master-key";

  private final ChainAdapter chain;
  private final PersistenceAdapter persistence;
  private final Runnable whenOpened;
  private volatile Optional<MasterKey> opened = Optional.empty();

  /// What opens the sealed master key.
  public enum Lock {
    PASSPHRASE,
    KEY
  }

  /// @param whenOpened has whatever waits for it go on
  MasterKeys(ChainAdapter chain, PersistenceAdapter persistence, Runnable whenOpened) {
    this.chain = chain;
    this.persistence = persistence;
    this.whenOpened = whenOpened;
  }

  /// What is good for encryption now.
  public Optional<MasterKey> opened() {
    return opened;
  }

  /// What is on the disk; empty when nothing is.
  public Optional<Lock> kept() {
    return persistence
        .readMasterKey()
        .map(sealed -> chain.asksForPassphrase(sealed) ? Lock.PASSPHRASE : Lock.KEY);
  }

  /// Whose master-key signature it is.
  public Address signerOf(Secret signature) {
    try {
      return chain
          .signatures()
          .signerOf(MasterKey.SENTENCE, new Signature(signature.reveal().strip()))
          .orElseThrow(MasterKeys::notASignature);
    } catch (IllegalArgumentException e) {
      // The message would be about the signature, which is secret.
      throw notASignature();
    }
  }

  private static RuntimeException notASignature() {
    return Problem.unauthorized(
            AuthFailure.INVALID_SIGNATURE,
            "the master-key signature must be 0x and 130 hexadecimal digits: the EIP-191 signature of '"
                + MasterKey.SENTENCE
                + "' by the owner's wallet")
        .asException();
  }

  /// Opens it for this process and keeps nothing.
  public void use(Secret signature) {
    Address signer = signerOf(signature);
    Optional<Address> owner = persistence.ownerRecord().find();
    if (!owner.equals(Optional.of(signer))) {
      throw new IllegalArgumentException(
          "the master-key signature is by %s, and not by the owner of this server%s"
              .formatted(signer, owner.map(address -> ", " + address).orElse("; it has none yet")));
    }
    opened = Optional.of(new MasterKey(new Signature(signature.reveal().strip())));
    whenOpened.run();
  }

  /// Opens it and keeps it, sealed by a passphrase, in the place of what was kept before.
  public void keepWithPassphrase(Secret signature, Secret passphrase, RandomGenerator random) {
    use(signature);
    persistence.writeMasterKey(chain.sealWithPassphrase(canonical(), passphrase, PURPOSE, random));
  }

  /// The same with a key of 64 hexadecimal digits.
  public void keepWithKey(Secret signature, Secret key, RandomGenerator random) {
    use(signature);
    persistence.writeMasterKey(chain.seal(canonical(), key, PURPOSE, random));
  }

  private Secret canonical() {
    return new Secret(opened.orElseThrow().signature().value());
  }

  /// Opens what is kept. An IllegalArgumentException says whether the passphrase is wrong.
  public void openWithPassphrase(Secret passphrase) {
    use(chain.openSealedWithPassphrase(sealed(), passphrase, PURPOSE));
  }

  /// Opens what is kept. An IllegalArgumentException says whether the key is wrong.
  public void openWithKey(Secret key) {
    use(chain.openSealed(sealed(), key, PURPOSE));
  }

  private String sealed() {
    return persistence
        .readMasterKey()
        .orElseThrow(() -> new IllegalArgumentException("no master key is kept here"));
  }

  /// Nothing of it is left on the disk afterwards, nor here.
  public void remove() {
    persistence.removeMasterKey();
    opened = Optional.empty();
  }
}

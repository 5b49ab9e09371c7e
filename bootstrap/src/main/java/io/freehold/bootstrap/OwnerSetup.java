package io.freehold.bootstrap;

import io.freehold.adapters.chain.ChainAdapter;
import io.freehold.adapters.persistence.PersistenceAdapter;
import io.freehold.application.identity.ClaimServer;
import io.freehold.application.identity.CreateOwnerToken;
import io.freehold.application.port.Signer;
import io.freehold.application.server.RegisterServer;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.AuthFailure;
import io.freehold.domain.Signature;
import io.freehold.domain.identity.Caller;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.identity.ServerIdentity;
import io.freehold.domain.registry.RegistryMessage.ServerRegistration;
import io.freehold.domain.storage.MasterKey;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Gives a new server its owner: a wallet made here, a wallet brought along, or the signature that
/// stands for one (§4.1.6).
public final class OwnerSetup {
  private final ChainAdapter chain;
  private final PersistenceAdapter persistence;
  private final ClaimServer claimServer;
  private final CreateOwnerToken createToken;
  private final RegisterServer registerServer;
  private final Supplier<ServerIdentity> identity;

  OwnerSetup(
      ChainAdapter chain,
      PersistenceAdapter persistence,
      ClaimServer claimServer,
      CreateOwnerToken createToken,
      RegisterServer registerServer,
      Supplier<ServerIdentity> identity) {
    this.chain = chain;
    this.persistence = persistence;
    this.claimServer = claimServer;
    this.createToken = createToken;
    this.registerServer = registerServer;
    this.identity = identity;
  }

  /// A new wallet, kept in a key store file that only the passphrase opens. Where an earlier
  /// attempt was cut short after the file was written, its wallet is taken.
  public Caller.Owner withNewWallet(Secret passphrase, RandomGenerator random) {
    mustBeNobodys();
    return persistence
        .readKeystore()
        .map(keystore -> chain.decryptKey(keystore, passphrase))
        .map(this::ownerWith)
        .orElseGet(() -> withWallet(chain.newPrivateKey(random), passphrase, random));
  }

  /// A wallet from a Web3 key store file.
  public Caller.Owner withKeystore(String keystoreJson, Secret passphrase, RandomGenerator random) {
    mustBeNobodys();
    return withWallet(chain.decryptKey(keystoreJson, passphrase), passphrase, random);
  }

  /// The wallet is on the disk before anything depends on it.
  private Caller.Owner withWallet(Secret privateKey, Secret passphrase, RandomGenerator random) {
    persistence.writeKeystore(chain.encryptKey(privateKey, passphrase, random));
    return ownerWith(privateKey);
  }

  private Caller.Owner ownerWith(Secret privateKey) {
    Signer wallet = chain.signer(privateKey);
    Caller.Owner owner = claimServer.claim(wallet.address());
    registerServer.register(owner, wallet.sign(registrationBy(owner.address())));
    return owner;
  }

  private void mustBeNobodys() {
    persistence
        .ownerRecord()
        .find()
        .ifPresent(owner -> {
          throw new Problem.AlreadyRegistered("owner", owner.value()).asException();
        });
  }

  /// The owner whose wallet signed the master-key sentence. The signature itself is not kept.
  public Caller.Owner withMasterKeySignature(Secret signature) {
    return claimServer.claim(addressIn(signature));
  }

  /// Whose master-key signature it is.
  public Address addressIn(Secret signature) {
    try {
      return chain
          .signatures()
          .signerOf(MasterKey.SENTENCE, new Signature(signature.reveal()))
          .orElseThrow(OwnerSetup::notASignature);
    } catch (IllegalArgumentException e) {
      throw notASignature();
    }
  }

  private static RuntimeException notASignature() {
    return Problem.unauthorized(
            AuthFailure.INVALID_SIGNATURE,
            "the master-key signature is to be 0x and 130 hexadecimal digits: the EIP-191 signature of '"
                + MasterKey.SENTENCE
                + "' by the owner's wallet")
        .asException();
  }

  /// A token that never expires by itself; shown once.
  public Secret token(Caller.Owner owner, String name) {
    return createToken.create(owner, name, Instant.MAX).secret();
  }

  private ServerRegistration registrationBy(Address owner) {
    ServerIdentity self = identity.get();
    return new ServerRegistration(owner, self.address(), self.publicKey(), self.url());
  }
}

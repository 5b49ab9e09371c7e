package io.freehold.bootstrap;

import io.freehold.adapters.chain.ChainAdapter;
import io.freehold.adapters.persistence.PersistenceAdapter;
import io.freehold.application.identity.ClaimServer;
import io.freehold.application.identity.CreateOwnerToken;
import io.freehold.application.port.Signer;
import io.freehold.application.server.RegisterServer;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
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
  private final MasterKeys masterKeys;

  OwnerSetup(
      ChainAdapter chain,
      PersistenceAdapter persistence,
      ClaimServer claimServer,
      CreateOwnerToken createToken,
      RegisterServer registerServer,
      Supplier<ServerIdentity> identity,
      MasterKeys masterKeys) {
    this.chain = chain;
    this.persistence = persistence;
    this.claimServer = claimServer;
    this.createToken = createToken;
    this.registerServer = registerServer;
    this.identity = identity;
    this.masterKeys = masterKeys;
  }

  /// A new wallet, kept in a key store file that only the passphrase opens, and with it the
  /// master-key signature, sealed by the same passphrase. Where an earlier attempt was cut short
  /// after the file was written, its wallet is taken.
  public Caller.Owner withNewWallet(Secret passphrase, RandomGenerator random) {
    mustBeNobodys();
    return persistence
        .readKeystore()
        .map(keystore -> chain.decryptKey(keystore, passphrase))
        .map(privateKey -> ownerWith(privateKey, passphrase, random))
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
    return ownerWith(privateKey, passphrase, random);
  }

  private Caller.Owner ownerWith(Secret privateKey, Secret passphrase, RandomGenerator random) {
    Signer wallet = chain.signer(privateKey);
    Caller.Owner owner = claimServer.claim(wallet.address());
    registerServer.register(owner, wallet.sign(registrationBy(owner.address())));
    masterKeys.keepWithPassphrase(signatureBy(wallet), passphrase, random);
    return owner;
  }

  private static Secret signatureBy(Signer wallet) {
    return new Secret(wallet.sign(MasterKey.SENTENCE).value());
  }

  /// The master-key signature of the wallet in this home, which the passphrase opens.
  public Secret signatureOfTheWallet(Secret passphrase) {
    return persistence
        .readKeystore()
        .map(keystore -> signatureBy(chain.signer(chain.decryptKey(keystore, passphrase))))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "the owner's wallet is not in this home: sign '"
                    + MasterKey.SENTENCE
                    + "' where it is"));
  }

  private void mustBeNobodys() {
    persistence
        .ownerRecord()
        .find()
        .ifPresent(owner -> {
          throw new Problem.AlreadyRegistered("owner", owner.value()).asException();
        });
  }

  /// The owner whose wallet signed the master-key sentence. This process works with the signature,
  /// and keeps it nowhere.
  public Caller.Owner withMasterKeySignature(Secret signature) {
    Caller.Owner owner = claimServer.claim(masterKeys.signerOf(signature));
    masterKeys.use(signature);
    return owner;
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

package io.freehold.adapters.chain;

import io.freehold.adapters.chain.crypto.ChecksummedAddress;
import io.freehold.adapters.chain.crypto.DeterministicIds;
import io.freehold.adapters.chain.crypto.EthereumSignatures;
import io.freehold.adapters.chain.crypto.Keystore;
import io.freehold.adapters.chain.crypto.PrivateKey;
import io.freehold.adapters.chain.crypto.Secp256k1;
import io.freehold.adapters.chain.crypto.Secp256k1Choice;
import io.freehold.adapters.chain.crypto.ServerKey;
import io.freehold.adapters.chain.crypto.TypedData;
import io.freehold.adapters.chain.crypto.WalletRequest;
import io.freehold.adapters.chain.grant.JsonGrantTexts;
import io.freehold.application.Limits;
import io.freehold.application.port.GrantTexts;
import io.freehold.application.port.RegistryIds;
import io.freehold.application.port.Signatures;
import io.freehold.application.port.Signer;
import io.freehold.domain.Address;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.registry.ProtocolDomain;
import io.freehold.domain.registry.RegistryMessage;
import java.util.random.RandomGenerator;

/// Everything of the chain this server needs: the one type of this module that bootstrap sees.
public final class ChainAdapter {
  private final Secp256k1 curve;
  private final TypedData typedData;
  private final WalletRequest walletRequest;
  private final Keystore keystore = Keystore.standard();
  private final Signatures signatures;
  private final RegistryIds ids;
  private final GrantTexts grantTexts;

  private ChainAdapter(ProtocolDomain domain, Limits limits) {
    this.curve = Secp256k1Choice.best();
    this.typedData = new TypedData(domain);
    this.walletRequest = new WalletRequest(domain);
    this.signatures = new EthereumSignatures(curve, typedData, limits.rememberedMax());
    this.ids = new DeterministicIds(domain, curve);
    this.grantTexts = new JsonGrantTexts(limits.rememberedMax());
  }

  public static ChainAdapter of(ProtocolDomain domain, Limits limits) {
    return new ChainAdapter(domain, limits);
  }

  public Signatures signatures() {
    return signatures;
  }

  public RegistryIds ids() {
    return ids;
  }

  public GrantTexts grantTexts() {
    return grantTexts;
  }

  /// Somebody's key, ready to sign.
  ///
  /// @param privateKey 64 hexadecimal digits, with or without `0x`
  public Signer signer(Secret privateKey) {
    return new ServerKey(PrivateKey.of(privateKey), curve, typedData);
  }

  public Secret newPrivateKey(RandomGenerator random) {
    return PrivateKey.random(random).secret();
  }

  /// The key as a key store file of version 3, for a disk.
  public String encryptKey(Secret privateKey, Secret passphrase, RandomGenerator random) {
    PrivateKey key = PrivateKey.of(privateKey);
    return keystore.encrypt(key, curve.publicKeyOf(key).address(), passphrase, random);
  }

  /// An IllegalArgumentException says whether the file or the passphrase is wrong.
  public Secret decryptKey(String keystoreJson, Secret passphrase) {
    return keystore.decrypt(keystoreJson, passphrase).secret();
  }

  /// A message as a wallet wants it, to show it to the owner and sign it (`eth_signTypedData_v4`).
  public String walletJson(RegistryMessage message) {
    return walletRequest.json(message);
  }

  /// An address as people are shown it (EIP-55).
  public String checksummed(Address address) {
    return ChecksummedAddress.of(address);
  }
}

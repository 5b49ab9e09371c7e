package io.freehold.adapters.chain;

import io.freehold.adapters.chain.connect.PublishedManifests;
import io.freehold.adapters.chain.connect.RelayClient;
import io.freehold.adapters.chain.connect.ShippedLabels;
import io.freehold.adapters.chain.connect.SignedWebhooks;
import io.freehold.adapters.chain.crypto.ChecksummedAddress;
import io.freehold.adapters.chain.crypto.DeterministicIds;
import io.freehold.adapters.chain.crypto.EthereumSignatures;
import io.freehold.adapters.chain.crypto.Keystore;
import io.freehold.adapters.chain.crypto.PrivateKey;
import io.freehold.adapters.chain.crypto.SealedSecret;
import io.freehold.adapters.chain.crypto.Secp256k1;
import io.freehold.adapters.chain.crypto.Secp256k1Choice;
import io.freehold.adapters.chain.crypto.ServerKey;
import io.freehold.adapters.chain.crypto.TypedData;
import io.freehold.adapters.chain.crypto.WalletRequest;
import io.freehold.adapters.chain.egress.EgressClient;
import io.freehold.adapters.chain.embedded.EmbeddedBuilders;
import io.freehold.adapters.chain.embedded.EmbeddedFiles;
import io.freehold.adapters.chain.embedded.EmbeddedGrants;
import io.freehold.adapters.chain.embedded.EmbeddedSchemas;
import io.freehold.adapters.chain.embedded.EmbeddedServerRegistry;
import io.freehold.adapters.chain.gateway.RemoteGateway;
import io.freehold.adapters.chain.grant.JsonGrantTexts;
import io.freehold.adapters.chain.schema.JsonSchemaCompiler;
import io.freehold.adapters.chain.schema.ShippedSchemas;
import io.freehold.adapters.chain.sync.FileRecords;
import io.freehold.application.Limits;
import io.freehold.application.port.AppManifests;
import io.freehold.application.port.Builders;
import io.freehold.application.port.FileRegistry;
import io.freehold.application.port.GrantTexts;
import io.freehold.application.port.Grants;
import io.freehold.application.port.Registry;
import io.freehold.application.port.RegistryIds;
import io.freehold.application.port.SchemaCompiler;
import io.freehold.application.port.Schemas;
import io.freehold.application.port.ScopeLabels;
import io.freehold.application.port.ServerRegistry;
import io.freehold.application.port.SessionRelay;
import io.freehold.application.port.Signatures;
import io.freehold.application.port.Signer;
import io.freehold.application.port.Webhooks;
import io.freehold.application.registry.RecordFile;
import io.freehold.application.registry.RecordFileDeletion;
import io.freehold.application.registry.RecordGrant;
import io.freehold.application.registry.RecordGrantRevocation;
import io.freehold.application.registry.RecordServer;
import io.freehold.domain.Address;
import io.freehold.domain.Scope;
import io.freehold.domain.identity.Origin;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.identity.TextSigner;
import io.freehold.domain.registry.ProtocolDomain;
import io.freehold.domain.registry.RegistryMessage;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Everything of the chain this server needs: the one type of this module that bootstrap sees.
public final class ChainAdapter {
  private final Secp256k1 curve;
  private final TypedData typedData;
  private final WalletRequest walletRequest;
  private final Signatures signatures;
  private final RegistryIds ids;
  private final GrantTexts grantTexts;
  private final SchemaCompiler schemaCompiler;
  private final Limits limits;

  /// The personal server's ports on a gateway, wherever it is.
  ///
  /// @param patient for work that nobody waits for
  public record Gateway(
      Builders builders,
      Grants grants,
      Schemas schemas,
      ServerRegistry servers,
      FileRegistry files,
      Patient patient) {}

  /// The same ports once more: a gateway that asks them to slow down is obeyed (R11).
  public record Patient(FileRegistry files, Schemas schemas) {}

  /// The one way to addresses that came from outside (DESIGN §3.15).
  public static final class Egress {
    private final EgressClient client;

    private final Duration webhookTimeout;

    private Egress(EgressClient client, Duration webhookTimeout) {
      this.client = client;
      this.webhookTimeout = webhookTimeout;
    }

    /// What applications publish of themselves (§5.5).
    public AppManifests manifests() {
      return new PublishedManifests(client);
    }

    /// The webhooks of builders (§4.5).
    ///
    /// @param relayKey signs what is sent
    public Webhooks webhooks(TextSigner relayKey, InstantSource clock) {
      return new SignedWebhooks(client, relayKey, clock, webhookTimeout);
    }
  }

  private ChainAdapter(ProtocolDomain domain, Limits limits) {
    this.curve = Secp256k1Choice.best();
    this.typedData = new TypedData(domain);
    this.walletRequest = new WalletRequest(domain);
    this.signatures = new EthereumSignatures(curve, typedData, limits.rememberedMax());
    this.ids = new DeterministicIds(domain, curve);
    this.grantTexts = new JsonGrantTexts(limits.rememberedMax());
    this.schemaCompiler = new JsonSchemaCompiler(limits);
    this.limits = limits;
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
    return Keystore.standard().encrypt(key, curve.publicKeyOf(key).address(), passphrase, random);
  }

  /// An IllegalArgumentException says whether the file or the passphrase is wrong.
  public Secret decryptKey(String keystoreJson, Secret passphrase) {
    return Keystore.standard().decrypt(keystoreJson, passphrase).secret();
  }

  /// A secret as it may lie on a disk, opened by `openSealed` with the same key and purpose.
  ///
  /// @param key 64 hexadecimal digits, such as `newPrivateKey` makes
  /// @param purpose what the secret is for, in lower-case letters, digits and hyphens
  public String seal(Secret text, Secret key, String purpose, RandomGenerator random) {
    return SealedSecret.standard().sealWithKey(text, key, purpose, random);
  }

  /// The same with a passphrase, which costs 64 MiB of memory for a moment.
  public String sealWithPassphrase(
      Secret text, Secret passphrase, String purpose, RandomGenerator random) {
    return SealedSecret.standard().sealWithPassphrase(text, passphrase, purpose, random);
  }

  /// An IllegalArgumentException says whether the text or the key is wrong.
  public Secret openSealed(String sealed, Secret key, String purpose) {
    return SealedSecret.openWithKey(sealed, key, purpose);
  }

  /// An IllegalArgumentException says whether the text or the passphrase is wrong.
  public Secret openSealedWithPassphrase(String sealed, Secret passphrase, String purpose) {
    return SealedSecret.openWithPassphrase(sealed, passphrase, purpose);
  }

  /// Whether a passphrase opens it, and not a key.
  public boolean asksForPassphrase(String sealed) {
    return SealedSecret.asksForPassphrase(sealed);
  }

  /// A message as a wallet wants it, to show it to the owner and sign it (`eth_signTypedData_v4`).
  public String walletJson(RegistryMessage message) {
    return walletRequest.json(message);
  }

  /// An address as people are shown it (EIP-55).
  public String checksummed(Address address) {
    return ChecksummedAddress.of(address);
  }

  public SchemaCompiler schemaCompiler() {
    return schemaCompiler;
  }

  /// What scopes are called, by the connector definitions that come with Freehold (§5.6).
  public ScopeLabels scopeLabels() {
    return new ShippedLabels();
  }

  /// The schemas that come with Freehold, to be registered with a gateway of its own.
  public void forEachShippedSchema(ShippedSchemaConsumer consumer) {
    ShippedSchemas.all()
        .forEach(schema -> consumer.accept(schema.scope(), schema.name(), schema.definition()));
  }

  /// Takes one shipped schema.
  @FunctionalInterface
  public interface ShippedSchemaConsumer {
    void accept(Scope scope, String name, String definition);
  }

  /// @param allowsLoopback for tests and development: this machine may be asked, by http as well
  public Egress egress(Vertx vertx, boolean allowsLoopback) {
    return new Egress(new EgressClient(vertx, allowsLoopback, limits), limits.webhookTimeout());
  }

  /// The session relay, wherever it is (§4.5).
  ///
  /// @param owner whose sessions are waited for, as soon as there is one
  public SessionRelay relay(
      Vertx vertx,
      Origin relay,
      Signer serverKey,
      Supplier<Optional<Address>> owner,
      InstantSource clock) {
    return new RelayClient(vertx, relay, serverKey, owner, limits, clock);
  }

  /// The gateway role of this process, without a socket in between.
  public Gateway embedded(Registry registry, Signer serverKey, InstantSource clock) {
    var recordGrant = new RecordGrant(registry, ids, grantTexts, signatures, clock);
    var recordRevocation = new RecordGrantRevocation(registry, signatures, clock);
    var recordServer = new RecordServer(registry, ids, signatures, clock);
    var servers = new EmbeddedServerRegistry(registry, recordServer);
    var schemas = new EmbeddedSchemas(registry, schemaCompiler);
    var files =
        new EmbeddedFiles(
            registry,
            new RecordFile(registry, ids, signatures, clock),
            new RecordFileDeletion(registry, signatures, clock),
            new FileRecords(ids, signatures, servers),
            serverKey,
            limits.pageSizeMax());
    return new Gateway(
        new EmbeddedBuilders(registry),
        new EmbeddedGrants(registry, recordGrant, recordRevocation, grantTexts, serverKey),
        schemas,
        servers,
        files,
        new Patient(files, schemas));
  }

  /// A gateway somewhere else.
  ///
  /// @param maxAge how long its answers are remembered; zero for not at all
  /// @param staleIfError whether older answers do for as long as it fails
  public Gateway remote(
      Vertx vertx,
      URI url,
      Egress egress,
      Signer serverKey,
      Duration maxAge,
      boolean staleIfError,
      InstantSource clock) {
    var gateway =
        new RemoteGateway(
            vertx,
            url,
            serverKey,
            new RemoteGateway.Memory(maxAge, staleIfError),
            new RemoteGateway.Tools(signatures, ids, grantTexts, schemaCompiler, egress.client),
            limits,
            clock);
    return new Gateway(
        gateway.builders(),
        gateway.grants(),
        gateway.schemas(),
        gateway.servers(),
        gateway.files(),
        new Patient(gateway.patientFiles(), gateway.patientSchemas()));
  }
}

package io.freehold.bootstrap;

import io.freehold.adapters.chain.ChainAdapter;
import io.freehold.adapters.http.HttpAdapter;
import io.freehold.adapters.http.HttpAdapter.PersonalServerRole;
import io.freehold.adapters.persistence.PersistenceAdapter;
import io.freehold.adapters.storage.StorageAdapter;
import io.freehold.application.Limits;
import io.freehold.application.access.ForgetOldAccesses;
import io.freehold.application.access.ReadAccessLog;
import io.freehold.application.access.RecordAccess;
import io.freehold.application.access.VerifyAccessLog;
import io.freehold.application.data.DeleteData;
import io.freehold.application.data.IngestData;
import io.freehold.application.data.ListScopes;
import io.freehold.application.data.ListVersions;
import io.freehold.application.data.ReadData;
import io.freehold.application.data.VisibleScopes;
import io.freehold.application.grant.CheckGrantSignature;
import io.freehold.application.grant.CheckPermit;
import io.freehold.application.grant.CreateGrant;
import io.freehold.application.grant.ListGrants;
import io.freehold.application.grant.LookAgainAtGrants;
import io.freehold.application.grant.RevokeGrant;
import io.freehold.application.grant.SendRevocations;
import io.freehold.application.grant.VerifyGrant;
import io.freehold.application.identity.AuthenticateCaller;
import io.freehold.application.identity.AuthenticateToken;
import io.freehold.application.identity.ClaimServer;
import io.freehold.application.identity.CreateOwnerToken;
import io.freehold.application.identity.ListOwnerTokens;
import io.freehold.application.identity.RevokeOwnerToken;
import io.freehold.application.identity.SpendRequest;
import io.freehold.application.identity.SpendRequest.Uses;
import io.freehold.application.port.AccessLog;
import io.freehold.application.port.DataFiles;
import io.freehold.application.port.Revocations;
import io.freehold.application.port.SessionRelay;
import io.freehold.application.port.Signer;
import io.freehold.application.port.SyncIndex;
import io.freehold.application.port.UsedRequests;
import io.freehold.application.server.CheckReadiness;
import io.freehold.application.server.RegisterServer;
import io.freehold.application.server.ShowServer;
import io.freehold.application.sync.AdoptBlobs;
import io.freehold.application.sync.SyncRound;
import io.freehold.application.sync.SyncSetup;
import io.freehold.bootstrap.config.ServerConfig;
import io.freehold.bootstrap.connect.ConnectService;
import io.freehold.bootstrap.connect.OwnRelay;
import io.freehold.bootstrap.sync.Synchronisation;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.Signature;
import io.freehold.domain.connect.ManifestRules;
import io.freehold.domain.data.Page;
import io.freehold.domain.identity.Origin;
import io.freehold.domain.identity.ServerIdentity;
import io.freehold.domain.identity.SignedRequestRules;
import io.freehold.domain.identity.SignedRequestRules.SingleUse;
import io.freehold.domain.registry.RegistryMessage.ServerRegistration;
import io.freehold.domain.storage.MasterKey;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The whole server: every object, leaves first. Closing goes the other way.
public final class PersonalServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PersonalServer.class);

  private static final Duration LOOK_AGAIN_MIN = Duration.ofSeconds(1);

  private final ServerConfig config;
  private final InstantSource clock;
  private final Instant remembersSince;
  private final PersistenceAdapter persistence;
  private final ChainAdapter chain;
  private final MasterKeys masterKeys;
  private final Vertx vertx;
  private final HttpAdapter http;
  private final Signer serverKey;
  private final UsedRequests usedRequests;
  private final ChainAdapter.Egress egress;
  private final ChainAdapter.Gateway gateway;
  private final Optional<EmbeddedGateway> embedded;
  private final Optional<StorageService> storageService;
  private final Optional<RelayService> relayService;
  private final Revocations revocations;
  private final Optional<ConnectService> connectService;
  private final SyncService syncService;
  private final VerifyGrant verifyGrant;
  private final CreateOwnerToken createToken;
  private final RegisterServer registerServer;
  private final AccessLog accessLog;
  private final BackgroundWork background;
  private final RepeatedWork forgetting;
  private final RepeatedWork lookingAgain;
  private final PersonalServerRole role;
  private final OpenParts open;
  private final Listeners listeners = new Listeners();
  private final RoleNames names;
  private final RoleNames storageNames;
  private final RoleNames relayNames;

  /// @param isServing whether it is to listen: a home that is only looked after needs no relay
  /// @param open told of each part that holds something, as soon as it does
  private PersonalServer(
      ServerConfig config,
      InstantSource clock,
      RandomGenerator random,
      boolean isServing,
      OpenParts open) {
    this.open = open;
    this.config = config;
    this.clock = clock;
    this.names = new RoleNames(config.server(), config.origin(), config.origins());
    this.storageNames =
        new RoleNames(config.blobs().listener(), config.blobs().origin(), List.of());
    this.relayNames = new RoleNames(config.relay().listener(), config.relay().origin(), List.of());
    Limits limits = config.limits();
    var vertxMeanwhile = Meanwhile.make(PersonalServer::newVertx);
    var chainMeanwhile = Meanwhile.make(() -> ChainAdapter.of(config.gateway().domain(), limits));
    open.add("the event loop", () -> vertxMeanwhile.get().close().await());
    persistence =
        open.add("the home", PersistenceAdapter.open(config.home(), config.limits(), clock));
    chain = chainMeanwhile.get();
    masterKeys = new MasterKeys(chain, persistence, this::wakeSynchronisation);
    var seal = new TokenSeal(chain, masterKeys, random);
    var keys = new Keys(persistence, chain, random);
    serverKey = keys.signer("server");
    usedRequests = persistence.usedRequests(this::isTheOwnersOrOurs);
    accessLog = persistence.accessLog(serverKey, chain.signatures());
    remembersSince = afterTheLastAccess(clock.instant());
    vertx = vertxMeanwhile.get();
    http =
        new HttpAdapter(
            vertx,
            new HttpAdapter.Settings(config.trustedProxies(), Version.text()),
            limits,
            clock,
            random);
    egress = chain.egress(vertx, config.egressAllowsLoopback());
    embedded =
        config.gateway().remote().isPresent()
            ? Optional.empty()
            : Optional.of(
                new EmbeddedGateway(
                    persistence.registry(),
                    chain,
                    config.gateway().domain(),
                    keys.signer("gateway"),
                    clock));
    gateway =
        config
            .gateway()
            .remote()
            .map(url ->
                chain.remote(
                    vertx,
                    url,
                    egress,
                    serverKey,
                    config.grants().maxAge(),
                    config.grants().staleIfError(),
                    clock))
            .orElseGet(() -> chain.embedded(persistence.registry(), serverKey, clock));
    storageService =
        config.blobs().enabled()
            ? Optional.of(
                new StorageService(
                    config.blobs().owners(),
                    () -> rulesOfRole(storageNames),
                    persistence.blobs(),
                    chain.signatures(),
                    gateway.servers(),
                    persistence.ownerRecord(),
                    persistence.unlogged(usedRequests)))
            : Optional.empty();
    relayService =
        isServing && config.relay().enabled()
            ? Optional.of(open.add("the relay", relayService(keys, random)))
            : Optional.empty();
    revocations =
        relayService
            .<Revocations>map(
                relay -> new TellingRevocations(persistence.revocations(), relay.work()::revoked))
            .orElseGet(persistence::revocations);
    verifyGrant =
        new VerifyGrant(
            persistence.ownerRecord(),
            chain.signatures(),
            gateway.servers(),
            new TellingRevocations(persistence.revocations(), _ -> http.endRevoked()));
    connectService =
        sessionRelay().map(relay -> open.add("the connect flow", connectService(relay, random)));
    createToken =
        new CreateOwnerToken(persistence.ownerTokens(), clock, random, limits.ownerTokensMax());
    registerServer = new RegisterServer(this::identity, gateway.servers());
    background =
        open.add(
            "the background work",
            new BackgroundWork(
                limits.logFlushInterval(),
                persistence::flush,
                http::renewCertificates,
                new SendRevocations(
                    gateway.grants(), persistence.revocations(), persistence.ownerRecord()),
                new ClockWatch(clock, System::nanoTime, limits.clockSkewMax())));
    forgetting = open.add("the forgetting of the access log", forgetting(limits));
    lookingAgain = open.add("the look at grants in use", lookingAgain());
    syncService =
        open.add(
            "the synchronisation",
            new SyncService(
                new SyncService.Parts(
                    config,
                    vertx,
                    persistence,
                    chain,
                    gateway,
                    serverKey,
                    masterKeys,
                    persistence.oauthTokens(seal::seal, seal::open),
                    clock,
                    random)));
    embedded.ifPresent(EmbeddedGateway::addShippedSchemas);
    role = role(random);
    open.add("the listeners", http);
  }

  /// Not while the clock is being set: days would be forgotten by a time that is wrong.
  private RepeatedWork forgetting(Limits limits) {
    var forgetOldAccesses = new ForgetOldAccesses(accessLog, clock, config.accessLogKeptDays());
    var clockWatch = new ClockWatch(clock, System::nanoTime, limits.clockSkewMax());
    return new RepeatedWork(
        "forgetting of the access log",
        limits.forgettingInterval(),
        _ -> {
          if (clockWatch.jump().isEmpty()) {
            forgetOldAccesses.runOnce();
          }
        });
  }

  /// As often as the gateway may be asked about a grant; the one in this process, every second.
  private RepeatedWork lookingAgain() {
    var lookAgain = new LookAgainAtGrants(gateway.grants(), verifyGrant);
    return new RepeatedWork(
        "look at the grants in use",
        embedded.isPresent() ? LOOK_AGAIN_MIN : longer(LOOK_AGAIN_MIN, config.grants().maxAge()),
        goesOn -> lookAgain.look(http.grantsInUse(), goesOn));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static Vertx newVertx() {
    return Vertx.vertx(
        new VertxOptions()
            .setEventLoopPoolSize(Math.max(2, Runtime.getRuntime().availableProcessors()))
            .setFileSystemOptions(
                new FileSystemOptions()
                    .setFileCachingEnabled(false)
                    .setClassPathResolvingEnabled(false)));
  }

  private void wakeSynchronisation() {
    syncService.wake();
  }

  /// Opens the home without listening: for setting up, and for work on a stopped server.
  public static PersonalServer open(
      ServerConfig config, InstantSource clock, RandomGenerator random) {
    return made(config, clock, random, false);
  }

  /// What cannot be opened leaves neither threads nor a lock behind.
  private static PersonalServer made(
      ServerConfig config, InstantSource clock, RandomGenerator random, boolean isServing) {
    var open = new OpenParts();
    try {
      return new PersonalServer(config, clock, random, isServing, open);
    } catch (RuntimeException | Error e) {
      open.close();
      throw e;
    }
  }

  /// Opens the home and listens; every listener is reachable when this returns.
  public static PersonalServer start(
      ServerConfig config, InstantSource clock, RandomGenerator random) {
    PersonalServer server = made(config, clock, random, true);
    try {
      server.listen();
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private void listen() {
    listeners.open("server", config.server(), names, place -> http.listen(role, place));
    embedded.ifPresent(gatewayRole -> {
      ServerConfig.Listener at = config.gateway().listener();
      listeners.open(
          "gateway",
          at,
          RoleNames.ofThisMachine(at),
          place -> http.listen(gatewayRole.role(), place));
    });
    storageService.ifPresent(service -> {
      int port =
          listeners.open(
              "storage",
              config.blobs().listener(),
              storageNames,
              place -> http.listen(service.role(), place));
      syncService.storageRoleListensAt(port);
    });
    relayService.ifPresent(service -> {
      listeners.open(
          "relay",
          config.relay().listener(),
          relayNames,
          place -> http.listen(service.role(), place));
      service.work().start();
    });
    background.start();
    forgetting.start();
    lookingAgain.start();
    connectService.ifPresent(ConnectService::start);
    syncService.start();
  }

  private RelayService relayService(Keys keys, RandomGenerator random) {
    Signer relayKey = keys.signer("relay");
    return new RelayService(
        new RelayService.Parts(
            config.limits(),
            () -> rulesOfRole(relayNames),
            gateway,
            chain.signatures(),
            persistence.revocations(),
            persistence.unlogged(usedRequests),
            relayKey,
            egress.webhooks(relayKey, clock),
            config.egressAllowsLoopback(),
            clock,
            random),
        RelayStore.of(config, persistence, vertx, http::sessionChanged),
        http::sessionChanged);
  }

  /// The relay in the settings, else the one in this process.
  private Optional<SessionRelay> sessionRelay() {
    return config
        .relay()
        .url()
        .map(url -> chain.relay(vertx, url, serverKey, this::owner, clock))
        .or(() ->
            relayService.map(own -> new OwnRelay(own.role(), serverKey.address(), this::owner)));
  }

  private ConnectService connectService(SessionRelay relay, RandomGenerator random) {
    return new ConnectService(
        new ConnectService.Parts(
            relay,
            egress.manifests(),
            new ManifestRules(config.asksForWholeManifests()),
            chain.scopeLabels(),
            gateway.builders(),
            gateway.grants(),
            verifyGrant,
            revocations,
            chain.signatures(),
            persistence.dataFiles(),
            persistence.connectRequests(),
            persistence.consentReceipts(),
            persistence.autoApprovals(),
            persistence.ownerRecord(),
            serverKey.address(),
            http::endRevoked),
        config.limits(),
        clock,
        random);
  }

  /// From which second on this process knows every signed request that was used. An earlier process
  /// may have been at work within this very second; its last line in the log tells.
  private Instant afterTheLastAccess(Instant now) {
    Instant since =
        accessLog.read(new Page(1, 0)).items().stream()
            .map(line -> line.entry().timestamp().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1))
            .filter(now::isBefore)
            .findFirst()
            .orElse(now);
    warnOfTheFuture(since, now);
    return since;
  }

  private void warnOfTheFuture(Instant since, Instant now) {
    if (since.isAfter(now.plus(config.limits().clockSkewMax()))) {
      LOG.warn(
          "the access log ends in the future, at {}: the clock was set back. Until then writes that"
              + " are signed by a wallet are refused, because they may have been used before; an owner"
              + " token works",
          since);
    }
  }

  private PersonalServerRole role(RandomGenerator random) {
    var owner = persistence.ownerRecord();
    DataFiles dataFiles = syncService.wakenBy(persistence.dataFiles());
    Synchronisation synchronisation = syncService.synchronisation();
    var visible =
        new VisibleScopes(config.listsGrantedOnly(), gateway.grants(), verifyGrant, owner, clock);
    return new PersonalServerRole(
        owner,
        new PersonalServerRole.Identity(
            new AuthenticateCaller(this::rules, chain.signatures(), owner, gateway.builders()),
            new SpendRequest(this::rules, usedRequests, Uses.ONCE),
            new AuthenticateToken(persistence.ownerTokens(), owner, clock),
            createToken,
            new ListOwnerTokens(persistence.ownerTokens()),
            new RevokeOwnerToken(persistence.ownerTokens(), clock)),
        new PersonalServerRole.Data(
            new IngestData(gateway.schemas(), config.schemaPolicy(), dataFiles, clock),
            new ReadData(gateway.grants(), verifyGrant, dataFiles, clock),
            new ListScopes(visible, dataFiles),
            new ListVersions(visible, dataFiles),
            new DeleteData(dataFiles)),
        new PersonalServerRole.Grants(
            new CreateGrant(gateway.builders(), gateway.grants()),
            new ListGrants(gateway.grants(), persistence.revocations()),
            new RevokeGrant(gateway.grants(), revocations, clock),
            new CheckGrantSignature(chain.signatures(), gateway.servers()),
            new CheckPermit(persistence.revocations()),
            chain.grantTexts(),
            gateway.builders()),
        new PersonalServerRole.Access(
            new RecordAccess(accessLog, clock, random),
            new ReadAccessLog(accessLog),
            new VerifyAccessLog(accessLog)),
        new PersonalServerRole.Server(
            new ShowServer(this::identity, owner, clock),
            new CheckReadiness(persistence.storageHealth(), owner),
            registerServer,
            config.gateway().domain()),
        new PersonalServerRole.Sync(
            synchronisation.triggerSync(),
            synchronisation.showSyncStatus(),
            synchronisation.syncFile()),
        embedded.map(role -> new PersonalServerRole.Schemas(role.addSchema(), role.registry())),
        connectService.map(ConnectService::role),
        relayService.map(RelayService::operation));
  }

  private SignedRequestRules rules() {
    return rules(names, config.singleUse(), config.pathOnlySelection());
  }

  private SignedRequestRules rulesOfRole(RoleNames role) {
    return rules(role, SingleUse.WRITES, false);
  }

  private SignedRequestRules rules(
      RoleNames role, SingleUse singleUse, boolean isPathOnlySelection) {
    return new SignedRequestRules(
        role.audiences(),
        config.limits().clockSkewMax(),
        config.limits().signedLifetimeMax(),
        singleUse,
        isPathOnlySelection,
        remembersSince);
  }

  /// Who this server is, as it registers.
  public ServerIdentity identity() {
    return new ServerIdentity(serverKey.address(), serverKey.publicKey(), names.origin().value());
  }

  /// Whether the gateway knows this server as its owner's.
  public boolean isRegistered() {
    return owner()
        .filter(owner -> gateway.servers().isRegistered(serverKey.address(), owner))
        .isPresent();
  }

  /// What its owner signs to register it.
  public ServerRegistration registration() {
    ServerIdentity self = identity();
    Address owner = owner().orElseThrow(() -> new Problem.OwnerUnknown().asException());
    return new ServerRegistration(owner, self.address(), self.publicKey(), self.url());
  }

  /// Registers it by its owner's signature of `registration`.
  public void register(Signature signature) {
    gateway.servers().register(registration(), signature);
  }

  /// Where each role listens, by its name.
  public Map<String, Origin> listeners() {
    return listeners.all();
  }

  /// Where one role listens; asking for a role that does not is an IllegalArgumentException.
  public Origin origin(String role) {
    return listeners.origin(role);
  }

  /// The bounds it works within.
  public Limits limits() {
    return config.limits();
  }

  public Optional<Address> owner() {
    return persistence.ownerRecord().find();
  }

  private boolean isTheOwnersOrOurs(Address signer) {
    return serverKey.address().equals(signer) || owner().filter(signer::equals).isPresent();
  }

  /// The acts of a first start.
  public OwnerSetup ownerSetup() {
    return new OwnerSetup(
        chain,
        persistence,
        new ClaimServer(persistence.ownerRecord()),
        createToken,
        registerServer,
        this::identity,
        masterKeys);
  }

  /// The owner's master key on the disk, to be opened or kept.
  public MasterKeys masterKeys() {
    return masterKeys;
  }

  /// What the owner's files are encrypted with; empty until somebody opened it.
  public Optional<MasterKey> masterKey() {
    return masterKeys.opened();
  }

  /// Opens the console's listener, if the settings want one.
  public void listenToConsole(HttpAdapter.Claims claims) {
    ServerConfig.Console console = config.console();
    if (console.enabled()) {
      var consoleRole =
          new HttpAdapter.ConsoleRole(
              claims,
              role.identity().authenticateToken(),
              role.access().recordAccess(),
              role.connect());
      listeners.open(
          "console",
          console.listener(),
          RoleNames.ofThisMachine(console.listener()),
          place -> http.listen(consoleRole, place));
    }
  }

  /// The backends that the settings describe.
  public StorageAdapter storageBackends() {
    return syncService.backends();
  }

  /// How the synchronisation is set up at this moment, for work that nobody waits for.
  public SyncSetup synchronisationSetup() {
    return syncService.patientSetup();
  }

  /// Fetches all files the owner's servers have registered, in the calling thread.
  ///
  /// @param afterEach told after each record that was looked at, by any thread
  public SyncRound fetchAll(SyncSetup.On on, Runnable afterEach) {
    return syncService.synchronisation().fetchAll(on, afterEach);
  }

  /// Registers the blobs that no record speaks for, in the calling thread.
  ///
  /// @param tell told of each that was left, by any thread
  public AdoptBlobs.Adopted adoptAll(SyncSetup.On on, Consumer<AdoptBlobs.Left> tell) {
    return syncService.synchronisation().adoptAll(on, tell);
  }

  /// What the synchronisation remembers.
  public SyncIndex syncIndex() {
    return persistence.syncIndex();
  }

  /// Rebuilds the index from the data files and returns how many there are.
  public int reindex() {
    return persistence.reindex();
  }

  /// Finishes what is under way, then closes everything.
  @Override
  public void close() {
    open.close();
  }
}

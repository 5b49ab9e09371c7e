package io.freehold.adapters.http;

import io.freehold.adapters.http.auth.Authentication;
import io.freehold.adapters.http.auth.BlobAuthentication;
import io.freehold.adapters.http.auth.RelayAuthentication;
import io.freehold.adapters.http.blob.BlobApi;
import io.freehold.adapters.http.blob.BlobDialect;
import io.freehold.adapters.http.connect.KnownSigners;
import io.freehold.adapters.http.connect.RelayApi;
import io.freehold.adapters.http.connect.RelayDialect;
import io.freehold.adapters.http.console.ConsentPageEndpoints;
import io.freehold.adapters.http.console.ConsoleAuthentication;
import io.freehold.adapters.http.console.ConsoleDialect;
import io.freehold.adapters.http.console.ConsoleEndpoints;
import io.freehold.adapters.http.console.ConsoleSessions;
import io.freehold.adapters.http.console.ConsoleSetup;
import io.freehold.adapters.http.gateway.GatewayApi;
import io.freehold.adapters.http.pace.ClientAddress;
import io.freehold.adapters.http.pace.Pace;
import io.freehold.adapters.http.tls.CertificateFiles;
import io.freehold.application.Limits;
import io.freehold.application.access.ReadAccessLog;
import io.freehold.application.access.RecordAccess;
import io.freehold.application.access.VerifyAccessLog;
import io.freehold.application.blob.AdmitToBlobs;
import io.freehold.application.blob.DeleteBlob;
import io.freehold.application.blob.DeleteBlobs;
import io.freehold.application.blob.FindBlob;
import io.freehold.application.blob.ListBlobs;
import io.freehold.application.blob.ReadBlob;
import io.freehold.application.blob.ShowBlobUsage;
import io.freehold.application.blob.StoreBlob;
import io.freehold.application.connect.AddAutoApproval;
import io.freehold.application.connect.ApproveConnectRequest;
import io.freehold.application.connect.ApproveSession;
import io.freehold.application.connect.AuthenticateSigner;
import io.freehold.application.connect.ClaimSession;
import io.freehold.application.connect.ClaimWaitingSession;
import io.freehold.application.connect.DenyConnectRequest;
import io.freehold.application.connect.DenySession;
import io.freehold.application.connect.ListAutoApprovals;
import io.freehold.application.connect.ListConnectRequests;
import io.freehold.application.connect.ListConsentReceipts;
import io.freehold.application.connect.ListDeliveries;
import io.freehold.application.connect.ListWaitingSessions;
import io.freehold.application.connect.PollSession;
import io.freehold.application.connect.ReceiveConnectRequest;
import io.freehold.application.connect.ReplayDeliveries;
import io.freehold.application.connect.RevokeAutoApproval;
import io.freehold.application.connect.ShowConnectRequest;
import io.freehold.application.connect.StartSession;
import io.freehold.application.data.DeleteData;
import io.freehold.application.data.IngestData;
import io.freehold.application.data.ListScopes;
import io.freehold.application.data.ListVersions;
import io.freehold.application.data.ReadData;
import io.freehold.application.grant.CheckGrantSignature;
import io.freehold.application.grant.CheckPermit;
import io.freehold.application.grant.CreateGrant;
import io.freehold.application.grant.ListGrants;
import io.freehold.application.grant.RevokeGrant;
import io.freehold.application.identity.AuthenticateCaller;
import io.freehold.application.identity.AuthenticateToken;
import io.freehold.application.identity.CreateOwnerToken;
import io.freehold.application.identity.ListOwnerTokens;
import io.freehold.application.identity.RevokeOwnerToken;
import io.freehold.application.identity.SpendRequest;
import io.freehold.application.port.Builders;
import io.freehold.application.port.GrantTexts;
import io.freehold.application.port.OwnerRecord;
import io.freehold.application.port.Registry;
import io.freehold.application.port.Signer;
import io.freehold.application.registry.AddSchema;
import io.freehold.application.registry.RecordBuilder;
import io.freehold.application.registry.RecordFile;
import io.freehold.application.registry.RecordFileDeletion;
import io.freehold.application.registry.RecordGrant;
import io.freehold.application.registry.RecordGrantRevocation;
import io.freehold.application.registry.RecordServer;
import io.freehold.application.server.CheckReadiness;
import io.freehold.application.server.RegisterServer;
import io.freehold.application.server.ShowServer;
import io.freehold.application.sync.ShowSyncStatus;
import io.freehold.application.sync.SyncFile;
import io.freehold.application.sync.TriggerSync;
import io.freehold.domain.Address;
import io.freehold.domain.GrantId;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.identity.ReceivedRequest;
import io.freehold.domain.identity.SignedRequest;
import io.freehold.domain.registry.ProtocolDomain;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Speaks HTTP for the roles of this process, each on a listener of its own.
public final class HttpAdapter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpAdapter.class);

  private final Vertx vertx;
  private final Settings settings;
  private final ClientAddress clientAddress;
  private final Limits limits;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final VirtualThreads threads;
  private final BodyBudget bodies;
  private final BodyBudget bodiesOfStrangers;
  private final Pace addresses;
  private final Pace signers;
  private final WaitingRoom waitingRoom = new WaitingRoom();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final List<Deliveries> deliveries = new CopyOnWriteArrayList<>();

  /// @param trustedProxies addresses, or blocks such as `10.0.0.0/8`, whose `X-Forwarded-For` is
  ///   believed
  /// @param version of this program, for `/health`
  public record Settings(List<String> trustedProxies, String version) {
    public Settings {
      trustedProxies = List.copyOf(trustedProxies);
    }
  }

  /// An address and a port that cannot be listened at: taken by another program, or not of this
  /// machine. The cause says which.
  public static final class CannotListen extends IllegalStateException {
    CannotListen(Place place, Throwable cause) {
      super("cannot listen on " + place.host() + ":" + place.port(), cause);
    }
  }

  /// What the personal server can do, grouped by concept.
  ///
  /// @param schemas only where this process is the gateway as well
  /// @param connect only where a relay is known
  /// @param relay only where this process is a relay
  public record PersonalServerRole(
      OwnerRecord ownerRecord,
      Identity identity,
      Data data,
      Grants grants,
      Access access,
      Server server,
      Sync sync,
      Optional<Schemas> schemas,
      Optional<Connect> connect,
      Optional<Relay> relay) {

    /// What the relay of this process has to tell, for its operator.
    public record Relay(ListDeliveries listDeliveries, ReplayDeliveries replayDeliveries) {}

    /// Who calls, and the owner's tokens.
    public record Identity(
        AuthenticateCaller authenticateCaller,
        SpendRequest spendRequest,
        AuthenticateToken authenticateToken,
        CreateOwnerToken createOwnerToken,
        ListOwnerTokens listOwnerTokens,
        RevokeOwnerToken revokeOwnerToken) {}

    /// The verbs on data.
    public record Data(
        IngestData ingestData,
        ReadData readData,
        ListScopes listScopes,
        ListVersions listVersions,
        DeleteData deleteData) {}

    /// The verbs on grants, and what their JSON needs.
    public record Grants(
        CreateGrant createGrant,
        ListGrants listGrants,
        RevokeGrant revokeGrant,
        CheckGrantSignature checkGrantSignature,
        CheckPermit checkPermit,
        GrantTexts grantTexts,
        Builders builders) {}

    /// The record of every access.
    public record Access(
        RecordAccess recordAccess, ReadAccessLog readAccessLog, VerifyAccessLog verifyAccessLog) {}

    /// The server itself.
    public record Server(
        ShowServer showServer,
        CheckReadiness checkReadiness,
        RegisterServer registerServer,
        ProtocolDomain protocolDomain) {}

    /// The synchronisation with a backend and with the owner's other servers.
    public record Sync(TriggerSync triggerSync, ShowSyncStatus showSyncStatus, SyncFile syncFile) {}

    /// The schemas of the gateway in this process.
    public record Schemas(AddSchema addSchema, Registry registry) {}

    /// The owner's side of connecting: requests, rules, receipts.
    public record Connect(
        ReceiveConnectRequest receive,
        ListConnectRequests list,
        ShowConnectRequest show,
        ApproveConnectRequest approve,
        DenyConnectRequest deny,
        ListConsentReceipts listReceipts,
        AddAutoApproval addRule,
        ListAutoApprovals listRules,
        RevokeAutoApproval revokeRule) {}
  }

  /// What the gateway can do: its records, the verbs on them, and the key it attests with.
  public record GatewayRole(
      Registry registry,
      RecordBuilder recordBuilder,
      RecordServer recordServer,
      RecordGrant recordGrant,
      RecordGrantRevocation recordGrantRevocation,
      RecordFile recordFile,
      RecordFileDeletion recordFileDeletion,
      GrantTexts grantTexts,
      Signer gatewayKey,
      ProtocolDomain protocolDomain) {}

  /// What the storage can do: who may, and the verbs on blobs.
  ///
  /// @param ownerRecord whose server this is: that owner's blobs come from this machine
  public record StorageRole(
      OwnerRecord ownerRecord,
      AdmitToBlobs admitToBlobs,
      SpendRequest spendRequest,
      StoreBlob storeBlob,
      FindBlob findBlob,
      ReadBlob readBlob,
      DeleteBlob deleteBlob,
      DeleteBlobs deleteBlobs,
      ListBlobs listBlobs,
      ShowBlobUsage showBlobUsage) {}

  /// What the session relay can do.
  ///
  /// @param self the address of the key that it signs webhooks with
  /// @param allowsLoopback whether webhooks may be on this machine
  public record RelayRole(
      AuthenticateSigner authenticateSigner,
      SpendRequest spendRequest,
      StartSession startSession,
      PollSession pollSession,
      ClaimSession claimSession,
      ClaimWaitingSession claimWaitingSession,
      ListWaitingSessions listWaitingSessions,
      ApproveSession approveSession,
      DenySession denySession,
      Address self,
      boolean allowsLoopback) {}

  public HttpAdapter(
      Vertx vertx, Settings settings, Limits limits, InstantSource clock, RandomGenerator random) {
    this(vertx, settings, limits, clock, random, Runtime.getRuntime().maxMemory());
  }

  HttpAdapter(
      Vertx vertx,
      Settings settings,
      Limits limits,
      InstantSource clock,
      RandomGenerator random,
      long heapBytesMax) {
    this.vertx = vertx;
    this.settings = settings;
    this.clientAddress = new ClientAddress(settings.trustedProxies());
    this.limits = limits;
    this.clock = clock;
    this.random = random;
    this.threads = new VirtualThreads(limits.requestsInFlightMax());
    this.bodies = BodyBudget.of(heapBytesMax, limits.bodyMemoryPercentMax());
    this.bodiesOfStrangers = BodyBudget.of(heapBytesMax, limits.strangerBodyMemoryPercentMax());
    this.addresses =
        new Pace(
            limits.addressRequestsPerSecond(),
            limits.addressBurst(),
            limits.countedCallersMax(),
            System::nanoTime);
    this.signers =
        new Pace(
            limits.signerRequestsPerSecond(),
            limits.signerBurst(),
            limits.countedCallersMax(),
            System::nanoTime);
  }

  /// Where a role listens.
  ///
  /// @param port 0 for any that is free
  /// @param tls empty for plain HTTP
  /// @param names it answers to beside those of this machine (threat T3)
  /// @param isBehindTls whether a proxy in front of it speaks TLS
  public record Place(
      String host, int port, Optional<Tls> tls, List<String> names, boolean isBehindTls) {
    public Place {
      names = List.copyOf(names);
    }

    public static Place plain(String host, int port, String... names) {
      return new Place(host, port, Optional.empty(), List.of(names), false);
    }

    String scheme() {
      return tls.isPresent() ? "https" : "http";
    }
  }

  /// TLS of a listener.
  ///
  /// @param certificate PEM file with the chain, the server's own certificate first
  /// @param key PEM file with its private key, closed to other users
  /// @param versions such as `TLSv1.3`
  public record Tls(Path certificate, Path key, List<String> versions) {
    public Tls {
      versions = List.copyOf(versions);
    }

    CertificateFiles files() {
      return new CertificateFiles(certificate, key);
    }
  }

  /// Serves the personal server, and returns the port that was really opened.
  public int listen(PersonalServerRole role, Place place) {
    var identity = role.identity();
    var authentication =
        new Authentication(
            identity.authenticateCaller(), identity.authenticateToken(), role.ownerRecord());
    var begun = new Deliveries(role.grants().checkPermit()::holds);
    deliveries.add(begun);
    var routes = new HttpApi(role, begun, settings.version(), limits, clock).routes();
    return listen(
        new Site(
            routes,
            authentication,
            new CallerAdmission(signers, identity.spendRequest()::spend),
            role.access().recordAccess()::record,
            Dialect.PROTOCOL,
            RequestTargets.PLAIN),
        place,
        HostNames.and(place.names()));
  }

  /// Ends what is being given under grants that were revoked without a request.
  public void endRevoked() {
    deliveries.forEach(Deliveries::endRevoked);
  }

  /// The grants under which something is being given at this moment.
  public Set<GrantId> grantsInUse() {
    return deliveries.stream()
        .flatMap(begun -> begun.grantsInUse().stream())
        .collect(Collectors.toSet());
  }

  /// Gives a server without an owner its owner.
  public interface Claims extends ConsoleSetup {}

  /// The owner's console.
  ///
  /// @param connect only where a relay is known
  public record ConsoleRole(
      Claims claims,
      AuthenticateToken authenticateToken,
      RecordAccess recordAccess,
      Optional<PersonalServerRole.Connect> connect) {}

  /// Serves the console, and returns the port that was really opened.
  public int listen(ConsoleRole role, Place place) {
    return listen(console(role, place.scheme()), place, HostNames.ofLoopbackAnd(place.names()));
  }

  Site console(ConsoleRole role, String scheme) {
    var authentication =
        new ConsoleAuthentication(
            new ConsoleSessions(role.authenticateToken()::authenticate, clock, random), scheme);
    return new Site(
        new ConsoleApi(
                new ConsoleEndpoints(role.claims(), authentication),
                new ConsentPageEndpoints(authentication, role.connect(), this::endRevoked, clock),
                limits)
            .routes(),
        authentication,
        new CallerAdmission(signers, HttpAdapter::spendNothing),
        role.recordAccess()::record,
        new ConsoleDialect(),
        RequestTargets.PLAIN);
  }

  private static void spendNothing(Address signer, SignedRequest signed, ReceivedRequest received) {
    throw new IllegalStateException("nobody signs requests to the console");
  }

  /// Serves the gateway, and returns the port that was really opened.
  public int listen(GatewayRole role, Place place) {
    return listen(
        Site.ofPublicRoutes(new GatewayApi(role, settings.version(), limits).routes()),
        place,
        HostNames.and(place.names()));
  }

  /// Serves the storage, and returns the port that was really opened.
  public int listen(StorageRole role, Place place) {
    var admission =
        new BlobAdmission(
            limits,
            address -> role.ownerRecord().find().filter(address::equals).isPresent(),
            role.spendRequest()::spend);
    return listen(
        new Site(
            new BlobApi(role, settings.version(), limits).routes(),
            new BlobAuthentication(role.admitToBlobs()::admit),
            admission,
            Site::keepNoLog,
            new BlobDialect(clock),
            RequestTargets.ESCAPED),
        place,
        HostNames.and(place.names()));
  }

  /// Serves the session relay, and returns the port that was really opened.
  public int listen(RelayRole role, Place place) {
    var authentication = new RelayAuthentication(role.authenticateSigner()::authenticate);
    var known = new KnownSigners(limits.countedCallersMax());
    var polls =
        new Pace(
            limits.pollsPerSecond(),
            limits.pollBurst(),
            limits.countedCallersMax(),
            System::nanoTime);
    var site =
        new Site(
            new RelayApi(role, authentication, known, settings.version(), limits, clock).routes(),
            authentication,
            new RelayAdmission(signers, addresses, known::contains),
            Site::keepNoLog,
            new RelayDialect(),
            RequestTargets.PLAIN,
            Optional.of(polls));
    return listen(
        site, place, HostNames.and(place.names()), connections(limits.relayConnectionsMax()));
  }

  /// A session has come a step further: whoever waits for that is answered.
  public void sessionChanged(SessionId session) {
    waitingRoom.tell(session.value());
  }

  private Connections connections(int max) {
    return new Connections(
        max, limits.connectionsPercentPerSubscriberMax(), clientAddress::subscriber);
  }

  private int listen(Site site, Place place, HostNames names) {
    return listen(site, place, names, connections(limits.connectionsMax()));
  }

  private int listen(Site site, Place place, HostNames names, Connections connections) {
    var heads = new Heads(clientAddress, limits.userAgentCharactersMax(), clock, random);
    var problems = new ProblemHandler(random, site.dialect());
    var flow = new RequestFlow(site, limits, addresses, bodies, bodiesOfStrangers, problems);
    var listener =
        new Listener(
            vertx,
            limits,
            place,
            clock,
            connections,
            new Reception(
                vertx,
                site,
                limits,
                connections,
                threads,
                heads,
                flow,
                problems,
                names,
                new StandingHeaders(place.tls().isPresent() || place.isBehindTls()),
                waitingRoom));
    int opened = listener.open();
    listeners.add(listener);
    return opened;
  }

  /// Looks whether certificates were renewed since last time, and serves those that were.
  public void renewCertificates() {
    listeners.forEach(Listener::renewCertificate);
  }

  /// Stops gracefully: nothing new is taken on, a request on an open connection gets 503, and what
  /// is being worked on may finish for a while.
  @Override
  public void close() {
    listeners.forEach(Listener::stop);
    waitingRoom.close();
    long deadline = System.nanoTime() + limits.shutdownTimeout().toNanos();
    listeners.forEach(listener -> close(listener, deadline));
    listeners.clear();
  }

  /// One that does not close keeps none of the others open.
  private static void close(Listener listener, long deadline) {
    try {
      listener.close(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    } catch (RuntimeException e) {
      LOG.error("A listener did not close well", e);
    }
  }
}

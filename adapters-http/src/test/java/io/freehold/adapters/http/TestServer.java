package io.freehold.adapters.http;

import io.freehold.adapters.http.HttpAdapter.PersonalServerRole;
import io.freehold.application.Limits;
import io.freehold.application.access.ReadAccessLog;
import io.freehold.application.access.RecordAccess;
import io.freehold.application.access.VerifyAccessLog;
import io.freehold.application.connect.AddAutoApproval;
import io.freehold.application.connect.Agreement;
import io.freehold.application.connect.ApproveConnectRequest;
import io.freehold.application.connect.CurrentGrants;
import io.freehold.application.connect.DenyConnectRequest;
import io.freehold.application.connect.Granting;
import io.freehold.application.connect.Intake;
import io.freehold.application.connect.ListAutoApprovals;
import io.freehold.application.connect.ListConnectRequests;
import io.freehold.application.connect.ListConsentReceipts;
import io.freehold.application.connect.ListDeliveries;
import io.freehold.application.connect.ReceiveConnectRequest;
import io.freehold.application.connect.Recognition;
import io.freehold.application.connect.ReplayDeliveries;
import io.freehold.application.connect.RequestSteps;
import io.freehold.application.connect.RevokeAutoApproval;
import io.freehold.application.connect.Sheets;
import io.freehold.application.connect.ShowConnectRequest;
import io.freehold.application.connect.Waiting;
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
import io.freehold.application.grant.RevokeGrant;
import io.freehold.application.grant.VerifyGrant;
import io.freehold.application.identity.AuthenticateCaller;
import io.freehold.application.identity.AuthenticateToken;
import io.freehold.application.identity.CreateOwnerToken;
import io.freehold.application.identity.ListOwnerTokens;
import io.freehold.application.identity.RevokeOwnerToken;
import io.freehold.application.identity.SpendRequest;
import io.freehold.application.identity.SpendRequest.Uses;
import io.freehold.application.port.AccessLog;
import io.freehold.application.port.Builders;
import io.freehold.application.port.DataFiles;
import io.freehold.application.port.Signatures;
import io.freehold.application.port.UsedRequests;
import io.freehold.application.server.CheckReadiness;
import io.freehold.application.server.RegisterServer;
import io.freehold.application.server.ShowServer;
import io.freehold.application.sync.BackendView;
import io.freehold.application.sync.Retry;
import io.freehold.application.sync.ShowSyncStatus;
import io.freehold.application.sync.SyncFile;
import io.freehold.application.sync.SyncMoment;
import io.freehold.application.sync.SyncSetup;
import io.freehold.application.sync.TriggerSync;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.FakeCipher;
import io.freehold.application.testing.FakeSignatures;
import io.freehold.application.testing.HandSetClock;
import io.freehold.application.testing.HashedIds;
import io.freehold.application.testing.InMemoryAccessLog;
import io.freehold.application.testing.InMemoryAppManifests;
import io.freehold.application.testing.InMemoryAutoApprovals;
import io.freehold.application.testing.InMemoryBuilders;
import io.freehold.application.testing.InMemoryConnectRequests;
import io.freehold.application.testing.InMemoryConsentReceipts;
import io.freehold.application.testing.InMemoryDataFiles;
import io.freehold.application.testing.InMemoryFileRegistry;
import io.freehold.application.testing.InMemoryGrants;
import io.freehold.application.testing.InMemoryOwnerRecord;
import io.freehold.application.testing.InMemoryOwnerTokens;
import io.freehold.application.testing.InMemoryRelay;
import io.freehold.application.testing.InMemoryRevocations;
import io.freehold.application.testing.InMemorySchemas;
import io.freehold.application.testing.InMemoryServerRegistry;
import io.freehold.application.testing.InMemorySessionRelay;
import io.freehold.application.testing.InMemoryUsedRequests;
import io.freehold.application.testing.PlainGrantTexts;
import io.freehold.application.testing.SampleLabels;
import io.freehold.application.testing.SampleManifest;
import io.freehold.domain.connect.ManifestRules;
import io.freehold.domain.identity.Origin;
import io.freehold.domain.identity.SignedRequestRules;
import io.freehold.domain.identity.SignedRequestRules.SingleUse;
import io.freehold.domain.registry.ProtocolDomain;
import io.freehold.domain.schema.SchemaPolicy;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// A personal server on a real port, with the real use cases and fakes behind them. A test changes
/// what it is about, then starts it.
public final class TestServer implements AutoCloseable {
  private static final Vertx VERTX = Vertx.vertx();

  public final HandSetClock clock = new HandSetClock(Cast.NOW);
  public final InMemoryDataFiles stored = new InMemoryDataFiles();
  public final InMemoryAccessLog log = new InMemoryAccessLog();
  public final InMemoryGrants grants = InMemoryGrants.of();
  public final InMemoryRevocations revocations = new InMemoryRevocations();
  public final InMemoryOwnerTokens tokens = new InMemoryOwnerTokens();
  public final InMemoryServerRegistry servers =
      new InMemoryServerRegistry().add(Cast.SERVER, Cast.OWNER);
  public final InMemorySchemas schemas = new InMemorySchemas();
  public final InMemoryOwnerRecord ownerRecord = new InMemoryOwnerRecord();

  public final InMemorySessionRelay relay = new InMemorySessionRelay(Cast.OWNER, clock);
  public final InMemoryAppManifests manifests =
      InMemoryAppManifests.of(SampleManifest.aManifest().named("Reader"));
  public final InMemoryRelay relayed = new InMemoryRelay();
  public final InMemoryConnectRequests connectRequests = new InMemoryConnectRequests();
  public final InMemoryConsentReceipts consentReceipts = new InMemoryConsentReceipts();
  public final InMemoryAutoApprovals rules = new InMemoryAutoApprovals();

  public boolean hasRelay = true;
  public Limits limits = Limits.DEFAULT;
  public SchemaPolicy policy = SchemaPolicy.OFF;
  public List<String> trustedProxies = List.of();
  public DataFiles dataFiles = stored;
  public AccessLog accessLog = log;
  public Builders builders = InMemoryBuilders.of(Cast.APP);
  public Signatures signatures = new FakeSignatures();
  public UsedRequests usedRequests = new InMemoryUsedRequests(clock, limits.usedRequestsMax());
  public SingleUse singleUse = SingleUse.WRITES;
  public Optional<String> storageComplaint = Optional.empty();
  public Optional<PersonalServerRole.Schemas> schemaRole = Optional.empty();
  public boolean isClaimed = true;
  public final InMemoryFileRegistry files = new InMemoryFileRegistry();
  public SyncMoment syncMoment = SyncMoment.FIRST;
  public SyncSetup syncSetup = new SyncSetup.Off("nothing is set up");
  public List<BackendView> backends = List.of();
  public int timesWoken;
  public HttpAdapter.Place place = HttpAdapter.Place.plain("127.0.0.1", 0, "ps.example.com", "a");
  public long heapBytes = Runtime.getRuntime().maxMemory();

  private HttpAdapter adapter;
  private int port;

  public static TestServer started() {
    return new TestServer().start();
  }

  public TestServer start() {
    if (isClaimed) {
      ownerRecord.claim(Cast.OWNER);
    }
    adapter =
        new HttpAdapter(
            VERTX,
            new HttpAdapter.Settings(trustedProxies, "1.2.3"),
            limits,
            clock,
            new Random(1),
            heapBytes);
    port = adapter.listen(role(), place);
    return this;
  }

  public PersonalServerRole role() {
    var random = new Random(2);
    var rules =
        new SignedRequestRules(
            Set.of(new Origin(Cast.SERVER_URL), new Origin("https://session-relay.vana.org")),
            limits.clockSkewMax(),
            limits.signedLifetimeMax(),
            singleUse,
            false,
            Instant.EPOCH);
    var verifyGrant = new VerifyGrant(ownerRecord, signatures, servers, revocations);
    var visible = new VisibleScopes(true, grants, verifyGrant, ownerRecord, clock);
    var listScopes = new ListScopes(visible, dataFiles);
    return new PersonalServerRole(
        ownerRecord,
        new PersonalServerRole.Identity(
            new AuthenticateCaller(() -> rules, signatures, ownerRecord, builders),
            new SpendRequest(() -> rules, usedRequests, Uses.ONCE),
            new AuthenticateToken(tokens, ownerRecord, clock),
            new CreateOwnerToken(tokens, clock, random, limits.ownerTokensMax()),
            new ListOwnerTokens(tokens),
            new RevokeOwnerToken(tokens, clock)),
        new PersonalServerRole.Data(
            new IngestData(schemas, policy, dataFiles, clock),
            new ReadData(grants, verifyGrant, dataFiles, clock),
            listScopes,
            new ListVersions(visible, dataFiles),
            new DeleteData(dataFiles)),
        new PersonalServerRole.Grants(
            new CreateGrant(builders, grants),
            new ListGrants(grants, revocations),
            new RevokeGrant(grants, revocations, clock),
            new CheckGrantSignature(signatures, servers),
            new CheckPermit(revocations),
            new PlainGrantTexts(),
            builders),
        new PersonalServerRole.Access(
            new RecordAccess(accessLog, clock, random),
            new ReadAccessLog(accessLog),
            new VerifyAccessLog(accessLog)),
        new PersonalServerRole.Server(
            new ShowServer(() -> Cast.SERVER_IDENTITY, ownerRecord, clock),
            new CheckReadiness(() -> storageComplaint, ownerRecord),
            new RegisterServer(() -> Cast.SERVER_IDENTITY, servers),
            ProtocolDomain.MOKSHA),
        sync(),
        schemaRole,
        hasRelay ? Optional.of(connect(verifyGrant)) : Optional.empty(),
        Optional.of(
            new PersonalServerRole.Relay(
                new ListDeliveries(relayed),
                new ReplayDeliveries(relayed, () -> timesWoken++, clock))));
  }

  private PersonalServerRole.Connect connect(VerifyGrant verifyGrant) {
    var current = new CurrentGrants(grants, verifyGrant, revocations, clock);
    var sheets = new Sheets(dataFiles, current, consentReceipts, new SampleLabels());
    var steps =
        new RequestSteps(
            new RequestSteps.Parts(
                connectRequests,
                new Recognition(builders, manifests, signatures, new ManifestRules(false)),
                new Agreement(rules, consentReceipts),
                sheets,
                new Granting(grants, consentReceipts),
                current,
                relay),
            Cast.SERVER,
            clock);
    var waiting = new Waiting(connectRequests, clock);
    return new PersonalServerRole.Connect(
        new ReceiveConnectRequest(new Intake(connectRequests, relay, steps, clock, 100)),
        new ListConnectRequests(connectRequests),
        new ShowConnectRequest(connectRequests, sheets),
        new ApproveConnectRequest(waiting, sheets, steps, clock),
        new DenyConnectRequest(waiting, steps, clock),
        new ListConsentReceipts(consentReceipts),
        new AddAutoApproval(rules, builders, clock, new Random(4), 100),
        new ListAutoApprovals(rules),
        new RevokeAutoApproval(rules, clock));
  }

  private PersonalServerRole.Sync sync() {
    var retry = new Retry(clock, new Random(3));
    return new PersonalServerRole.Sync(
        new TriggerSync(() -> syncSetup, stored, () -> timesWoken++),
        new ShowSyncStatus(() -> syncSetup, () -> syncMoment, () -> backends, stored),
        new SyncFile(
            () -> syncSetup, new FakeCipher(), files, schemas, new HashedIds(), stored, retry));
  }

  public void renewCertificates() {
    adapter.renewCertificates();
  }

  public int port() {
    return port;
  }

  @Override
  public void close() {
    adapter.close();
  }
}

package io.freehold.adapters.persistence;

import io.freehold.adapters.persistence.access.DailyAccessLog;
import io.freehold.adapters.persistence.blob.LocalBlobs;
import io.freehold.adapters.persistence.connect.RelayDatabase;
import io.freehold.adapters.persistence.connect.RememberedSessions;
import io.freehold.adapters.persistence.connect.SqliteRelayDatabase;
import io.freehold.adapters.persistence.connect.StoredDeliveries;
import io.freehold.adapters.persistence.connect.StoredGrantWatches;
import io.freehold.adapters.persistence.connect.StoredSessions;
import io.freehold.adapters.persistence.consent.SqliteAutoApprovals;
import io.freehold.adapters.persistence.consent.SqliteConnectRequests;
import io.freehold.adapters.persistence.consent.SqliteConsentReceipts;
import io.freehold.adapters.persistence.data.LocalDataFiles;
import io.freehold.adapters.persistence.files.Disk;
import io.freehold.adapters.persistence.files.DiskHealth;
import io.freehold.adapters.persistence.files.HomeLock;
import io.freehold.adapters.persistence.files.LocalDisk;
import io.freehold.adapters.persistence.files.Reserve;
import io.freehold.adapters.persistence.files.Space;
import io.freehold.adapters.persistence.files.WriteGate;
import io.freehold.adapters.persistence.grant.SqliteRevocations;
import io.freehold.adapters.persistence.identity.KeyFiles;
import io.freehold.adapters.persistence.identity.LatestUses;
import io.freehold.adapters.persistence.identity.MemoryUsedRequests;
import io.freehold.adapters.persistence.identity.SqliteOwnerRecord;
import io.freehold.adapters.persistence.identity.SqliteOwnerTokens;
import io.freehold.adapters.persistence.identity.UsesAcrossRestarts;
import io.freehold.adapters.persistence.registry.SqliteRegistry;
import io.freehold.adapters.persistence.sql.DamagedDatabaseException;
import io.freehold.adapters.persistence.sql.Database;
import io.freehold.adapters.persistence.sql.Migrations;
import io.freehold.adapters.persistence.storage.SealedOAuthTokens;
import io.freehold.adapters.persistence.upkeep.DataImport;
import io.freehold.application.Limits;
import io.freehold.application.port.AccessLog;
import io.freehold.application.port.AutoApprovals;
import io.freehold.application.port.Blobs;
import io.freehold.application.port.ConnectRequests;
import io.freehold.application.port.ConsentReceipts;
import io.freehold.application.port.DataFiles;
import io.freehold.application.port.Deliveries;
import io.freehold.application.port.GrantWatches;
import io.freehold.application.port.HomeArchive;
import io.freehold.application.port.HomeCare;
import io.freehold.application.port.HomeRestore;
import io.freehold.application.port.OAuthTokens;
import io.freehold.application.port.OwnerRecord;
import io.freehold.application.port.OwnerTokens;
import io.freehold.application.port.Registry;
import io.freehold.application.port.Revocations;
import io.freehold.application.port.Sessions;
import io.freehold.application.port.Signatures;
import io.freehold.application.port.Signer;
import io.freehold.application.port.StorageHealth;
import io.freehold.application.port.SyncIndex;
import io.freehold.application.port.UsedRequests;
import io.freehold.domain.Address;
import io.freehold.domain.ProblemException;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.upkeep.ArchiveProgress;
import io.freehold.domain.upkeep.ExportSummary;
import io.freehold.domain.upkeep.ImportSummary;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A home, opened: everything this server keeps on disk, behind the ports that ask for it. One
/// process at a time has it open. Opening it repairs what a crash left.
public final class PersistenceAdapter implements AutoCloseable {
  private static final int LOGGED_TEXT_MIN = 512;
  private static final Logger LOG = LoggerFactory.getLogger(PersistenceAdapter.class);
  private static final String TOKENS = "tokens";
  private static final List<String> FOLDERS =
      List.of("data", "incoming", "gateway", "relay", "logs", "keys", "owner", TOKENS);

  private final Path home;
  private final Disk disk;
  private final Limits limits;
  private final InstantSource clock;
  private final Reserve reserve;
  private final Reserve roomToStart;
  private final WriteGate gate;
  private final LocalDataFiles dataFiles;
  private final OwnerTokens ownerTokens;
  private final Revocations revocations;
  private final OwnerRecord ownerRecord;
  private final ConnectRequests connectRequests;
  private final ConsentReceipts consentReceipts;
  private final AutoApprovals autoApprovals;
  private final LatestUses latestUses;
  private final Registry registry;
  private final KeyFiles keys;
  private final StorageHealth health;
  private Optional<DailyAccessLog> accessLog = Optional.empty();
  private Optional<Blobs> blobs = Optional.empty();
  private Optional<RelayDatabase> relay = Optional.empty();
  private Optional<Sessions> sessions = Optional.empty();

  /// What is to be closed, last opened first.
  private final Deque<AutoCloseable> opened;

  /// The home is in use by another process, or by this one.
  public static final class HomeInUse extends RuntimeException {
    HomeInUse(Path home) {
      super(
          "%s is in use by a server that runs already (%s); stop it first, or set FREEHOLD_HOME to"
                  .formatted(home, HomeLock.holder(home))
              + " another folder");
    }
  }

  /// Opens a home, and makes it if it is not there.
  public static PersistenceAdapter open(Path home, Limits limits, InstantSource clock) {
    try {
      Path folder = home.toAbsolutePath().normalize();
      createHome(folder);
      return open(folder, LocalDisk.at(folder), limits, clock);
    } catch (IOException e) {
      throw new UncheckedIOException("the home " + home + " cannot be used: " + e.getMessage(), e);
    }
  }

  /// Looks after a home that is not open.
  ///
  /// @param signers makes a signer of a key that was written by `writeKey`
  public static HomeCare care(
      Path home,
      Limits limits,
      InstantSource clock,
      Signatures signatures,
      Function<Secret, Signer> signers) {
    return new LocalHomeCare(home.toAbsolutePath().normalize(), limits, clock, signatures, signers);
  }

  /// Copies a home, be it open or not.
  ///
  /// @param signers makes a signer of a key that was written by `writeKey`
  public static HomeArchive archive(
      Path home, Limits limits, InstantSource clock, Function<Secret, Signer> signers) {
    return new LocalHomeArchive(home.toAbsolutePath().normalize(), limits, clock, signers);
  }

  /// Writes data of a home, be it open or not, into a zip that is not encrypted.
  ///
  /// @param patterns only scopes that one of them covers; all when there are none
  public static ExportSummary export(
      Path home,
      Limits limits,
      InstantSource clock,
      Function<Secret, Signer> signers,
      List<ScopePattern> patterns,
      boolean withLog,
      OutputStream zip,
      ArchiveProgress progress)
      throws IOException {
    var archive = new LocalHomeArchive(home.toAbsolutePath().normalize(), limits, clock, signers);
    return archive.export(patterns, withLog, zip, progress);
  }

  /// Takes in what an export holds. An IllegalArgumentException says that the file is none.
  public ImportSummary importFrom(Path zip, ArchiveProgress progress) throws IOException {
    return new DataImport(dataFiles.importing(), limits.fileBytesMax(), progress).read(zip);
  }

  /// Begins to restore into a home; an IllegalStateException says why that cannot be.
  ///
  /// @param isReplacing whether what is there is put aside
  public static HomeRestore restore(
      Path home,
      boolean isReplacing,
      Limits limits,
      InstantSource clock,
      Signatures signatures,
      Function<Secret, Signer> signers) {
    try {
      return new LocalHomeRestore(
          home.toAbsolutePath().normalize(), isReplacing, limits, clock, signatures, signers);
    } catch (IOException e) {
      throw new UncheckedIOException("the home " + home + " cannot be used: " + e.getMessage(), e);
    }
  }

  /// Finishes a restore that was interrupted after everything was proved; false when there is none.
  public static boolean finishRestore(Path home, InstantSource clock) {
    if (!RestoredFolder.isIn(home)) {
      return false;
    }
    try {
      LocalDisk disk = LocalDisk.at(home);
      try (HomeLock _ =
          HomeLock.take(home, disk, clock.instant()).orElseThrow(() -> new HomeInUse(home))) {
        return new RestoredFolder(home, disk).finish(clock.instant());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the home " + home + " cannot be used: " + e.getMessage(), e);
    }
  }

  /// Opens a home on a disk of one's own.
  static PersistenceAdapter open(Path home, Disk disk, Limits limits, InstantSource clock)
      throws IOException {
    return openLocked(home, disk, limits, clock, lock(home, disk, clock));
  }

  /// Nobody else has the home open until the lock is closed.
  static HomeLock lock(Path home, Disk disk, InstantSource clock) throws IOException {
    if (RestoredFolder.isIn(home)) {
      throw new IllegalStateException(
          "a restore into %s was interrupted; run `freehold restore` once more to finish it"
              .formatted(home));
    }
    return HomeLock.take(home, disk, clock.instant()).orElseThrow(() -> new HomeInUse(home));
  }

  /// Opens a home that is locked already; closing it lets go of the lock.
  static PersistenceAdapter openLocked(
      Path home, Disk disk, Limits limits, InstantSource clock, HomeLock lock) throws IOException {
    var opened = new ArrayDeque<AutoCloseable>();
    opened.push(lock);
    try {
      return new PersistenceAdapter(home, disk, limits, clock, opened);
    } catch (IOException | RuntimeException e) {
      closeAll(opened);
      throw e;
    }
  }

  private PersistenceAdapter(
      Path home, Disk disk, Limits limits, InstantSource clock, Deque<AutoCloseable> opened)
      throws IOException {
    this.home = home;
    this.disk = disk;
    this.limits = limits;
    this.clock = clock;
    this.opened = opened;
    var space = new Space(home, limits.diskKeptFreeBytesMax());
    this.reserve = new Reserve(home, disk, space);
    this.roomToStart = Reserve.toStart(home, disk, space);
    if (!space.hasRoomFor(0)) {
      var _ = roomToStart.release();
    }
    this.gate = new WriteGate(space, reserve);
    this.health = new DiskHealth(home, space, gate);
    createFolders();
    Database state = database("state.db", "state");
    this.ownerTokens = new SqliteOwnerTokens(state);
    this.revocations = new SqliteRevocations(state);
    this.ownerRecord = new SqliteOwnerRecord(state);
    this.connectRequests = new SqliteConnectRequests(state);
    this.consentReceipts = new SqliteConsentReceipts(state);
    this.autoApprovals = new SqliteAutoApprovals(state);
    this.latestUses = new LatestUses(state);
    this.registry =
        new SqliteRegistry(database("gateway/registry.db", "registry"), limits.rememberedMax());
    this.keys = new KeyFiles(home, disk, gate);
    keys.removeLeftovers();
    SealedOAuthTokens.removeLeftovers(home.resolve(TOKENS), disk);
    this.dataFiles = new LocalDataFiles(home, disk, gate, state, limits, clock);
    opened.push(dataFiles);
    fillReserves();
  }

  private void fillReserves() {
    reserve.fill();
    roomToStart.fill();
  }

  static void createHome(Path home) throws IOException {
    if (Files.isDirectory(home)) {
      warnOfOthers(home);
    } else {
      Path above = home.getParent();
      if (above != null) {
        Files.createDirectories(above);
      }
      LocalDisk.createPrivateFolder(home);
    }
  }

  private static void warnOfOthers(Path home) throws IOException {
    if (LocalDisk.isOpenToOthers(home)) {
      LOG.warn("Other users of this machine can look into {}; chmod 700 is better", home);
    }
  }

  private void createFolders() throws IOException {
    for (String name : FOLDERS) {
      disk.createFolder(home.resolve(name));
    }
    disk.syncFolder(home);
  }

  private Database database(String file, String migrations) {
    try {
      Database database =
          Database.open(
              home.resolve(file), disk, gate, limits.readersMax(), new Migrations(migrations));
      opened.push(database);
      return database;
    } catch (DamagedDatabaseException e) {
      throw new IllegalStateException(
          home.resolve(file) + " is damaged and cannot be made again; restore it from a backup", e);
    }
  }

  public DataFiles dataFiles() {
    return dataFiles;
  }

  public SyncIndex syncIndex() {
    return dataFiles.syncIndex();
  }

  /// The blobs of the storage role, opened at the first call.
  public synchronized Blobs blobs() {
    if (blobs.isEmpty()) {
      blobs = Optional.of(new LocalBlobs(home, disk, gate, limits.inMemoryFileBytesMax(), clock));
    }
    return blobs.get();
  }

  /// The relay's sessions in this home; the same object at each call, because it remembers.
  public synchronized Sessions sessions() {
    if (sessions.isEmpty()) {
      sessions =
          Optional.of(new RememberedSessions(new StoredSessions(relay(), limits.webhooksMax())));
    }
    return sessions.get();
  }

  /// The grants that the relay of this home watches.
  public GrantWatches grantWatches() {
    return new StoredGrantWatches(relay(), limits.webhooksMax());
  }

  /// What the relay of this home has to tell.
  public Deliveries deliveries() {
    return new StoredDeliveries(relay());
  }

  /// Opened at the first call: many a home has no use for it.
  private synchronized RelayDatabase relay() {
    if (relay.isEmpty()) {
      relay = Optional.of(new SqliteRelayDatabase(database("relay/relay.db", "relay")));
    }
    return relay.get();
  }

  /// The log, opened at the first call.
  ///
  /// @param serverKey signs the newest line
  public synchronized AccessLog accessLog(Signer serverKey, Signatures signatures) {
    if (accessLog.isEmpty()) {
      var log =
          new DailyAccessLog(
              home.resolve("logs"),
              disk,
              gate,
              serverKey,
              signatures,
              clock,
              // Agents are cut before; nothing else of a line may be.
              Math.max(limits.userAgentCharactersMax(), LOGGED_TEXT_MIN));
      accessLog = Optional.of(log);
      opened.push(log);
    }
    return accessLog.get();
  }

  public OwnerTokens ownerTokens() {
    return ownerTokens;
  }

  /// The owner's consents at storage services.
  ///
  /// @param seal makes a text of a secret and of what it is for, with a key that follows from the
  ///   owner's master key
  /// @param open the way back; an IllegalArgumentException for another key or another purpose
  public OAuthTokens oauthTokens(
      BiFunction<Secret, String, String> seal, BiFunction<String, String, Secret> open) {
    return new SealedOAuthTokens(home.resolve(TOKENS), disk, gate, seal, open);
  }

  public Revocations revocations() {
    return revocations;
  }

  public OwnerRecord ownerRecord() {
    return ownerRecord;
  }

  public ConnectRequests connectRequests() {
    return connectRequests;
  }

  public ConsentReceipts consentReceipts() {
    return consentReceipts;
  }

  public AutoApprovals autoApprovals() {
    return autoApprovals;
  }

  /// A new memory of used requests.
  ///
  /// @param isTheOwners whether a signer is the owner or acts for the owner
  public UsedRequests usedRequests(Predicate<Address> isTheOwners) {
    return new UsesAcrossRestarts(
        new MemoryUsedRequests(clock, limits.usedRequestsMax(), isTheOwners),
        latestUses,
        clock,
        Duration.ofSeconds(1));
  }

  /// The same uses, for listeners that keep no access log, by which a start could tell when the
  /// last one was.
  public UsedRequests unlogged(UsedRequests uses) {
    return new UsesAcrossRestarts(uses, latestUses, clock, Duration.ZERO);
  }

  public Registry registry() {
    return registry;
  }

  public StorageHealth storageHealth() {
    return health;
  }

  /// Who signs with the private key that was written under a name.
  ///
  /// @param signers make a signer of a key in hexadecimal
  public Optional<Signer> readSigner(String name, Function<Secret, Signer> signers) {
    return keys.readSigner(name, signers);
  }

  /// Keeps a key for ever; an IllegalStateException when there is one of that name.
  public void writeKey(String name, Address address, String publicKey, Secret privateKey) {
    keys.writeKey(name, address, publicKey, privateKey);
  }

  /// The owner's key store, a JSON text that is encrypted by a password.
  public Optional<String> readKeystore() {
    return keys.readKeystore();
  }

  /// An IllegalStateException when there is a key store already.
  public void writeKeystore(String json) {
    keys.writeKeystore(json);
  }

  /// The owner's master-key signature as it was sealed by whoever wrote it.
  public Optional<String> readMasterKey() {
    return keys.readMasterKey();
  }

  /// In the place of one that is there.
  public void writeMasterKey(String sealed) {
    keys.writeMasterKey(sealed);
  }

  public void removeMasterKey() {
    keys.removeMasterKey();
  }

  /// Makes the access log survive a power loss, and signs it. To be called every
  /// `Limits.logFlushInterval`; what goes wrong is logged and shows in `storageHealth`.
  public void flush() {
    try {
      openLog().ifPresent(DailyAccessLog::flush);
      fillReserves();
    } catch (ProblemException e) {
      LOG.warn("The access log could not be flushed: {}", e.problem());
    }
  }

  private synchronized Optional<DailyAccessLog> openLog() {
    return accessLog;
  }

  /// Makes the index again from the data files; returns how many versions there are.
  public int reindex() {
    return dataFiles.reindex();
  }

  @Override
  public synchronized void close() {
    closeAll(opened);
  }

  /// Each is closed, whatever happens to the others.
  private static void closeAll(Deque<AutoCloseable> opened) {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        LOG.error("Something did not close well", e);
      }
    }
  }
}

package io.freehold.bootstrap;

import io.freehold.adapters.chain.ChainAdapter;
import io.freehold.adapters.persistence.PersistenceAdapter;
import io.freehold.adapters.storage.StorageAdapter;
import io.freehold.application.port.DataFiles;
import io.freehold.application.port.OAuthTokens;
import io.freehold.application.port.Signer;
import io.freehold.application.port.StorageBackend;
import io.freehold.application.sync.BackendView;
import io.freehold.application.sync.Backends;
import io.freehold.application.sync.Replica;
import io.freehold.application.sync.SyncSetup;
import io.freehold.bootstrap.config.ServerConfig;
import io.freehold.bootstrap.sync.DeferredCipher;
import io.freehold.bootstrap.sync.Lookout;
import io.freehold.bootstrap.sync.Synchronisation;
import io.freehold.bootstrap.sync.WakingDataFiles;
import io.freehold.domain.Address;
import io.freehold.domain.identity.Origin;
import io.freehold.domain.storage.MasterKey;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/// The copies of the owner's data elsewhere: the backends in the settings, and what keeps them and
/// this home in step.
final class SyncService implements AutoCloseable {
  private final Parts parts;
  private final ServerConfig config;
  private final Lookout lookout;
  private final Synchronisation synchronisation;
  private volatile StorageAdapter storage;
  private volatile Optional<Setups> latest = Optional.empty();

  /// What it is made of.
  record Parts(
      ServerConfig config,
      Vertx vertx,
      PersistenceAdapter persistence,
      ChainAdapter chain,
      ChainAdapter.Gateway gateway,
      Signer serverKey,
      MasterKeys masterKeys,
      OAuthTokens oauthTokens,
      InstantSource clock,
      RandomGenerator random) {}

  /// The same setup for calls that somebody waits for, and for work that nobody waits for.
  private record Setups(SyncSetup.On prompt, SyncSetup.On patient) {}

  /// Settings that describe no backend are an exception that says what is wrong with them.
  SyncService(Parts parts) {
    this.parts = parts;
    this.config = parts.config();
    this.lookout = new Lookout(parts.clock());
    this.storage = openedStorage(roleOfThisProcess());
    this.synchronisation = newSynchronisation();
  }

  /// @param role where the storage role of this process is reached; empty when that is not known
  ///   yet
  private StorageAdapter openedStorage(Optional<Origin> role) {
    ServerConfig.Storage settings = config.storage();
    boolean isOwn = usesTheRoleOfThisProcess();
    var values = new HashMap<>(settings.config());
    role.filter(_ -> isOwn).ifPresent(origin -> values.put("vana.url", origin.value()));
    return StorageAdapter.open(
        new StorageAdapter.Settings(
            isOwn && role.isEmpty() ? StorageAdapter.LOCAL_ONLY : settings.backend(),
            values,
            settings.allowsPlainHttp()),
        new StorageAdapter.Tools(
            parts.vertx(),
            config.limits(),
            parts.clock(),
            parts.serverKey(),
            parts.persistence().ownerRecord()::find,
            parts.oauthTokens()));
  }

  /// Vana Storage without an address is the storage role of this very process.
  private boolean usesTheRoleOfThisProcess() {
    return config.blobs().enabled()
        && config.storage().backend().equals("vana")
        && !config.storage().config().containsKey("vana.url");
  }

  /// By the name it has for the world, whose requests are signed for that; else where it listens.
  private Optional<Origin> roleOfThisProcess() {
    ServerConfig.Listener listener = config.blobs().listener();
    return config
        .blobs()
        .origin()
        .or(() -> Optional.of(listener.port()).filter(port -> port > 0).map(this::roleAt));
  }

  private Origin roleAt(int port) {
    return config.blobs().listener().reachedAt("127.0.0.1", port);
  }

  private Synchronisation newSynchronisation() {
    Path transit = config.home().resolve("transit");
    StorageAdapter.removeLeftovers(transit);
    return new Synchronisation(
        new Synchronisation.Parts(
            new Synchronisation.Elsewhere(
                this::patientSetup,
                parts.gateway().patient().files(),
                parts.gateway().patient().schemas()),
            new Synchronisation.Elsewhere(
                this::promptSetup, parts.gateway().files(), parts.gateway().schemas()),
            this::views,
            new DeferredCipher(() ->
                StorageAdapter.cipher(transit, config.limits(), parts.clock(), new SecureRandom())),
            parts.chain().ids(),
            parts.persistence().syncIndex(),
            parts.clock(),
            parts.random()),
        config.sync().interval());
  }

  /// How the synchronisation is set up at this moment.
  private SyncSetup promptSetup() {
    return setup(Setups::prompt);
  }

  /// The same, for work that nobody waits for.
  SyncSetup patientSetup() {
    return setup(Setups::patient);
  }

  private SyncSetup setup(Function<Setups, SyncSetup.On> which) {
    if (!config.sync().enabled()) {
      return new SyncSetup.Off("sync.enabled is false");
    }
    if (storage.selected().isEmpty()) {
      return new SyncSetup.Off(
          "storage.backend is local-only: data stays on this machine; docs/storage says which"
              + " backends there are and how to choose one");
    }
    Optional<Address> owner = parts.persistence().ownerRecord().find();
    Optional<MasterKey> masterKey = parts.masterKeys().opened();
    if (owner.isEmpty()) {
      return new SyncSetup.Off("this server has no owner yet; run `freehold init` on its machine");
    }
    if (masterKey.isEmpty()) {
      return new SyncSetup.Off(
          "the owner's master key is not open here; freehold key says how to keep it and to have it"
              + " opened at the start");
    }
    var replica = new Replica(owner.get(), masterKey.get());
    if (latest.filter(setups -> setups.prompt().replica().equals(replica)).isEmpty()) {
      latest =
          Optional.of(
              new Setups(
                  on(replica, lookout::watched),
                  on(replica, backend -> lookout.watched(backend, Thread::sleep))));
    }
    return which.apply(latest.get());
  }

  private SyncSetup.On on(Replica replica, UnaryOperator<StorageBackend> watched) {
    return new SyncSetup.On(
        replica,
        new Backends(
            watched.apply(storage.selected().orElseThrow()),
            storage.all().stream().map(watched).toList()));
  }

  /// The selected one first, as the storage has them.
  private List<BackendView> views() {
    Optional<StorageBackend> selected = storage.selected();
    return storage.all().stream()
        .map(backend -> lookout.view(backend, selected.filter(backend::equals).isPresent()))
        .toList();
  }

  /// The same, and a version that is written wakes the upload.
  DataFiles wakenBy(DataFiles dataFiles) {
    return storage.selected().isPresent() || usesTheRoleOfThisProcess()
        ? new WakingDataFiles(dataFiles, this::wake)
        : dataFiles;
  }

  void wake() {
    synchronisation.wake();
  }

  /// The storage role of this process is open; its port may be known only now.
  void storageRoleListensAt(int port) {
    if (usesTheRoleOfThisProcess() && roleOfThisProcess().isEmpty()) {
      StorageAdapter before = storage;
      storage = openedStorage(Optional.of(roleAt(port)));
      before.close();
    }
  }

  /// Begins, if there is anything to synchronise with.
  void start() {
    if (config.sync().enabled() && storage.selected().isPresent()) {
      synchronisation.start();
    }
  }

  Synchronisation synchronisation() {
    return synchronisation;
  }

  /// The backends that the settings describe.
  StorageAdapter backends() {
    return storage;
  }

  @Override
  public void close() {
    try (var _ = storage) {
      synchronisation.close();
    }
  }
}

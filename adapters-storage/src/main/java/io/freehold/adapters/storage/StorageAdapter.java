package io.freehold.adapters.storage;

import io.freehold.adapters.storage.dropbox.DropboxStorage;
import io.freehold.adapters.storage.gdrive.GoogleDriveStorage;
import io.freehold.adapters.storage.http.BackendHttp;
import io.freehold.adapters.storage.ipfs.IpfsStorage;
import io.freehold.adapters.storage.local.LocalStorage;
import io.freehold.adapters.storage.oauth.ConsentAttempt;
import io.freehold.adapters.storage.oauth.OAuthConnection;
import io.freehold.adapters.storage.pgp.OpenPgpCipher;
import io.freehold.adapters.storage.s3.S3Storage;
import io.freehold.adapters.storage.settings.BackendSettings;
import io.freehold.adapters.storage.settings.SettingNames;
import io.freehold.adapters.storage.spool.Spool;
import io.freehold.adapters.storage.vana.VanaStorage;
import io.freehold.application.Limits;
import io.freehold.application.port.FileCipher;
import io.freehold.application.port.OAuthTokens;
import io.freehold.application.port.Signer;
import io.freehold.application.port.StorageBackend;
import io.freehold.domain.Address;
import io.freehold.domain.storage.StorageException;
import io.freehold.domain.storage.StorageFailure;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The storage backends that the settings describe: the selected one, and those that hold copies
/// from before.
public final class StorageAdapter implements AutoCloseable {
  /// Data stays in the home folder and nothing is uploaded.
  public static final String LOCAL_ONLY = "local-only";

  private static final Logger LOG = LoggerFactory.getLogger(StorageAdapter.class);

  private static final List<String> NAMES =
      List.of("local", "vana", "s3", "ipfs", "gdrive", "dropbox");

  /// @param backend the selected one, or `local-only`
  /// @param config `storage.config.*` without that beginning, such as `s3.bucket`
  /// @param allowsPlainHttp whether services on other machines may be spoken to without TLS
  public record Settings(String backend, Map<String, String> config, boolean allowsPlainHttp) {
    public Settings {
      config = Map.copyOf(config);
    }

    /// Without values, some of which are secret.
    @Override
    public String toString() {
      return "Settings[" + backend + ", " + new TreeSet<>(config.keySet()) + "]";
    }
  }

  /// What backends work with.
  ///
  /// @param signer this server's key, which Vana Storage knows it by
  /// @param owner empty until the server has one; blobs of other owners are never fetched
  /// @param tokens of the services that let this server in by the owner's consent
  public record Tools(
      Vertx vertx,
      Limits limits,
      InstantSource clock,
      Signer signer,
      Supplier<Optional<Address>> owner,
      OAuthTokens tokens) {}

  /// A service that lets this server in by its owner's consent (OAuth 2).
  public interface Consent {
    /// Whose storage it is; empty when the owner did not consent yet.
    Optional<String> account();

    /// @param redirect on the loopback address, where the owner's browser comes back to
    Attempt begin(URI redirect, RandomGenerator random);

    /// Ends the consent and forgets the tokens. The failure is what kept the service from hearing
    /// of it.
    Optional<StorageFailure> end();
  }

  /// One attempt to get the owner's consent.
  public interface Attempt {
    /// Where the owner's browser goes.
    URI url();

    /// Takes the address the browser came back to, and returns whose storage it is.
    String complete(String address);
  }

  private final List<StorageBackend> all;
  private final boolean hasSelected;
  private final List<AutoCloseable> open;

  private StorageAdapter(List<StorageBackend> all, boolean hasSelected, List<AutoCloseable> open) {
    this.all = List.copyOf(all);
    this.hasSelected = hasSelected;
    this.open = List.copyOf(open);
  }

  /// Makes the selected backend and every other that has settings; nothing is contacted yet. An
  /// IllegalArgumentException names the setting that is wrong, and says what to write.
  public static StorageAdapter open(Settings settings, Tools tools) {
    String selected = settings.backend();
    if (!selected.equals(LOCAL_ONLY) && !NAMES.contains(selected)) {
      throw new IllegalArgumentException(
          "storage.backend: unknown '%s'; use %s, or one of %s"
              .formatted(selected, LOCAL_ONLY, String.join(", ", NAMES)));
    }
    var wanted = new ArrayList<String>();
    NAMES.stream().filter(selected::equals).forEach(wanted::add);
    NAMES.stream()
        .filter(name -> !name.equals(selected) && group(name, settings).areThere())
        .forEach(wanted::add);
    var workshop = new Workshop(settings, tools);
    try {
      return new StorageAdapter(
          wanted.stream().map(workshop::make).toList(), NAMES.contains(selected), workshop.open);
    } catch (RuntimeException e) {
      closeAll(workshop.open);
      throw e;
    }
  }

  /// The settings there are, without `storage.config.` before them.
  public static List<String> settingNames() {
    return SettingNames.ALL;
  }

  /// Those of the settings that are secret.
  public static List<String> secretNames() {
    return SettingNames.SECRET;
  }

  /// Removes what a crash left on its way to a backend or from it (threat T49); a folder that was
  /// never used is not made.
  public static void removeLeftovers(Path spool) {
    if (Files.isDirectory(spool)) {
      try {
        var _ = Spool.open(spool);
      } catch (IOException e) {
        throw new UncheckedIOException(
            "the folder " + spool + " cannot be used: " + e.getMessage(), e);
      }
    }
  }

  /// Encrypts files for a backend, whichever it is.
  ///
  /// @param spool a folder of its own, made if need be, for what is on its way
  public static FileCipher cipher(
      Path spool, Limits limits, InstantSource clock, SecureRandom random) {
    try {
      return new OpenPgpCipher(Spool.open(spool), limits, clock, random);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the folder " + spool + " cannot be used: " + e.getMessage(), e);
    }
  }

  /// Empty for `local-only`.
  public Optional<StorageBackend> selected() {
    return hasSelected ? Optional.of(all.getFirst()) : Optional.empty();
  }

  /// The names of all backends there are.
  public static List<String> names() {
    return NAMES;
  }

  /// Those that want the owner's consent.
  public static List<String> namesWithConsent() {
    return List.of(GoogleDriveStorage.NAME, DropboxStorage.NAME);
  }

  /// Empty for a backend that wants none, or has no settings.
  public Optional<Consent> consent(String name) {
    return all.stream()
        .filter(backend -> backend.name().equals(name))
        .flatMap(backend ->
            switch (backend) {
              case GoogleDriveStorage drive -> Stream.of(new ConsentOf(drive.connection()));
              case DropboxStorage dropbox -> Stream.of(new ConsentOf(dropbox.connection()));
              default -> Stream.<Consent>empty();
            })
        .findFirst();
  }

  private record ConsentOf(OAuthConnection connection) implements Consent {
    @Override
    public Optional<String> account() {
      return connection.account();
    }

    @Override
    public Attempt begin(URI redirect, RandomGenerator random) {
      return new AttemptAt(connection, connection.begin(redirect, random));
    }

    @Override
    public Optional<StorageFailure> end() {
      return connection.end().map(StorageException::failure);
    }
  }

  private record AttemptAt(OAuthConnection connection, ConsentAttempt attempt) implements Attempt {
    @Override
    public URI url() {
      return attempt.url();
    }

    @Override
    public String complete(String address) {
      return connection.complete(attempt, address);
    }
  }

  /// Every backend that has its settings, the selected one first.
  public List<StorageBackend> all() {
    return all;
  }

  @Override
  public void close() {
    closeAll(open);
  }

  /// Each is closed, whatever happens to the others.
  static void closeAll(List<AutoCloseable> open) {
    for (AutoCloseable one : open) {
      try {
        one.close();
      } catch (Exception e) {
        LOG.error("A storage backend did not close well", e);
      }
    }
  }

  private static BackendSettings group(String name, Settings settings) {
    return new BackendSettings(name, settings.config(), settings.allowsPlainHttp());
  }

  /// Makes backends one by one, and remembers what is to be closed.
  private static final class Workshop {
    private final Settings settings;
    private final Tools tools;
    private final List<AutoCloseable> open = new ArrayList<>();

    Workshop(Settings settings, Tools tools) {
      this.settings = settings;
      this.tools = tools;
    }

    StorageBackend make(String name) {
      BackendSettings group = group(name, settings);
      return switch (name) {
        case "local" -> LocalStorage.of(group, tools.owner(), tools.clock());
        case "vana" -> VanaStorage.of(group, http(), tools.signer(), tools.owner(), tools.clock());
        case "s3" -> S3Storage.of(group, http(), tools.owner(), tools.clock(), tools.limits());
        case "ipfs" -> IpfsStorage.of(group, http());
        case GoogleDriveStorage.NAME ->
            GoogleDriveStorage.of(group, http(), tools.tokens(), tools.clock(), tools.limits());
        case DropboxStorage.NAME ->
            DropboxStorage.of(
                group, http(), tools.tokens(), tools.owner(), tools.clock(), tools.limits());
        default -> throw new IllegalArgumentException("no backend is named " + name);
      };
    }

    /// One for each backend, so that a slow one takes no connections from the others.
    private BackendHttp http() {
      var http = new BackendHttp(tools.vertx(), tools.limits(), tools.clock());
      open.add(http);
      return http;
    }
  }
}

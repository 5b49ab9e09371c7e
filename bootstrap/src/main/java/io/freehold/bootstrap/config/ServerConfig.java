package io.freehold.bootstrap.config;

import io.freehold.application.Limits;
import io.freehold.domain.blob.ServedOwners;
import io.freehold.domain.identity.Origin;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.identity.SignedRequestRules.SingleUse;
import io.freehold.domain.registry.ProtocolDomain;
import io.freehold.domain.schema.SchemaPolicy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// What the owner set, validated: a `ServerConfig` that exists can be started.
///
/// @param masterKeySignature from the environment or the file that the settings name
/// @param egressAllowsLoopback whether addresses that come from outside may lead to this machine:
///   for tests and development
/// @param asksForWholeManifests whether an application has to publish all six fields of §5.5
/// @param accessLogKeptDays for how many days at least a line of the access log is kept; empty for
///   ever
/// @param sealingKeyFile holds the key that opens the sealed master key in the home
public record ServerConfig(
    Path home,
    Listener server,
    Optional<Origin> origin,
    List<Origin> origins,
    List<String> trustedProxies,
    Console console,
    Gateway gateway,
    Blobs blobs,
    Relay relay,
    Storage storage,
    Sync sync,
    Optional<Secret> masterKeySignature,
    Optional<Path> sealingKeyFile,
    SchemaPolicy schemaPolicy,
    Freshness grants,
    boolean listsGrantedOnly,
    SingleUse singleUse,
    boolean pathOnlySelection,
    boolean egressAllowsLoopback,
    boolean asksForWholeManifests,
    Optional<Integer> accessLogKeptDays,
    String logLevel,
    Limits limits) {

  public ServerConfig {
    origins = List.copyOf(origins);
    trustedProxies = List.copyOf(trustedProxies);
  }

  /// Where a role listens.
  ///
  /// @param port 0 for any free one
  /// @param hosts names it answers to, beside those of this machine and of its origins
  public record Listener(String host, int port, List<String> hosts, Optional<Tls> tls) {
    public Listener {
      hosts = List.copyOf(hosts);
    }

    /// What the addresses of this listener begin with.
    public String scheme() {
      return tls.isPresent() ? "https://" : "http://";
    }

    /// Where this machine reaches it.
    ///
    /// @param thisMachine its name where every address is listened at
    public Origin reachedAt(String thisMachine, int openPort) {
      boolean isEveryAddress = host.equals("0.0.0.0") || host.equals("::");
      String named = isEveryAddress ? thisMachine : host;
      return new Origin(
          scheme() + (named.contains(":") ? "[" + named + "]" : named) + ":" + openPort);
    }
  }

  /// TLS of a listener: its certificate chain and its key, each in a PEM file.
  public record Tls(Path certificate, Path key, List<String> versions) {
    public Tls {
      versions = List.copyOf(versions);
    }
  }

  /// The owner's console.
  public record Console(boolean enabled, Listener listener) {}

  /// The gateway: in this process, or at a URL.
  ///
  /// @param remote empty when this process runs the gateway role
  public record Gateway(Optional<URI> remote, Listener listener, ProtocolDomain domain) {}

  /// The storage role.
  ///
  /// @param origin the audience of requests to it, where it is not the machine itself
  public record Blobs(
      boolean enabled, Listener listener, Optional<Origin> origin, ServedOwners owners) {}

  /// The session relay.
  ///
  /// @param origin the audience of requests to it, where it is not the machine itself
  /// @param database where sessions are, if they are not in the home
  /// @param url the relay that the owner's side speaks to, if it is not the one of this process
  public record Relay(
      boolean enabled,
      Listener listener,
      Optional<Origin> origin,
      Optional<Database> database,
      Optional<Origin> url) {}

  /// A PostgreSQL database.
  ///
  /// @param url without the password
  /// @param tls whether the connection is encrypted and the server's certificate checked
  /// @param trusted certificates in a PEM file to check it against
  public record Database(
      String url, Optional<Secret> password, boolean tls, Optional<Path> trusted) {}

  /// Where encrypted copies go.
  ///
  /// @param config `storage.config.*` without that beginning; secrets that were in files are among
  ///   them
  public record Storage(String backend, Map<String, String> config, boolean allowsPlainHttp) {
    public Storage {
      config = Map.copyOf(config);
    }

    /// Without values, some of which are secret.
    @Override
    public String toString() {
      return "Storage[" + backend + ", " + new TreeSet<>(config.keySet()) + "]";
    }
  }

  /// The synchronisation.
  ///
  /// @param interval between two looks at the gateway when nothing else happens
  public record Sync(boolean enabled, Duration interval) {
    public Sync {
      if (interval.toMillis() < 1_000) {
        throw new IllegalArgumentException("sync.intervalSeconds must be 1 or more");
      }
    }
  }

  /// How long answers of a remote gateway are believed.
  public record Freshness(Duration maxAge, boolean staleIfError) {}
}

package io.freehold.bootstrap;

import io.freehold.bootstrap.config.ServerConfig;
import io.freehold.domain.identity.Origin;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// By which names a role is addressed: the one in its settings and what stands beside it, else
/// those of this machine, whose port is known once it listens.
final class RoleNames {
  private final Optional<Origin> configured;
  private final List<Origin> others;
  private final ServerConfig.Listener listener;
  private volatile Origin origin;
  private volatile Set<Origin> audiences;

  /// @param configured its name for the world outside
  /// @param others that it answers to as well
  RoleNames(
      ServerConfig.Listener listener, Optional<Origin> configured, Collection<Origin> others) {
    this.configured = configured;
    this.others = List.copyOf(others);
    this.listener = listener;
    int port = Math.max(1, listener.port());
    this.origin = originAt(port);
    this.audiences = audiencesAt(port);
  }

  static RoleNames ofThisMachine(ServerConfig.Listener listener) {
    return new RoleNames(listener, Optional.empty(), List.of());
  }

  void listensAt(int port) {
    origin = originAt(port);
    audiences = audiencesAt(port);
  }

  private Origin originAt(int port) {
    return configured.orElseGet(() -> local("localhost", port));
  }

  private Set<Origin> audiencesAt(int port) {
    var all = new HashSet<>(others);
    configured.ifPresentOrElse(
        all::add,
        () ->
            Stream.concat(
                    Stream.of(listener.reachedAt("localhost", port)),
                    Stream.of("localhost", "127.0.0.1", "[::1]").map(host -> local(host, port)))
                .forEach(all::add));
    return Set.copyOf(all);
  }

  private Origin local(String host, int port) {
    return new Origin(listener.scheme() + host + ":" + port);
  }

  /// The one it calls itself by.
  Origin origin() {
    return origin;
  }

  /// Whom a request may be signed for.
  Set<Origin> audiences() {
    return audiences;
  }

  /// The hosts in the settings.
  List<String> hosts() {
    return Stream.concat(others.stream(), configured.stream()).map(Origin::host).toList();
  }

  /// Whether the world outside reaches it by TLS, whoever speaks that.
  boolean isSecure() {
    return configured.filter(Origin::isSecure).isPresent();
  }
}

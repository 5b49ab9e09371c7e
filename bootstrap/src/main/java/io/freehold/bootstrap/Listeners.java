package io.freehold.bootstrap;

import io.freehold.adapters.http.HttpAdapter;
import io.freehold.bootstrap.config.ServerConfig;
import io.freehold.domain.identity.Origin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;

/// The listeners that are open, by the names of their roles and in the order of their opening.
final class Listeners {
  private final Map<String, Origin> open = Collections.synchronizedMap(new LinkedHashMap<>());

  /// Opens one and returns its port.
  ///
  /// @param names told the port
  /// @param listen opens it there and returns the port
  int open(
      String role,
      ServerConfig.Listener listener,
      RoleNames names,
      ToIntFunction<HttpAdapter.Place> listen) {
    int port = opened(role, listener, () -> listen.applyAsInt(place(listener, names)));
    names.listensAt(port);
    open.put(role, listener.reachedAt("localhost", port));
    return port;
  }

  private static int opened(String role, ServerConfig.Listener listener, IntSupplier opening) {
    try {
      return opening.getAsInt();
    } catch (HttpAdapter.CannotListen e) {
      String group = role.equals("storage") ? "blobs" : role;
      throw new IllegalStateException(
          "%s; end what listens there already, or set %s.host and %s.port to another place"
              .formatted(e.getMessage(), group, group),
          e.getCause());
    }
  }

  private static HttpAdapter.Place place(ServerConfig.Listener listener, RoleNames names) {
    var hosts = new ArrayList<>(listener.hosts());
    hosts.addAll(names.hosts());
    hosts.add(listener.host());
    return new HttpAdapter.Place(
        listener.host(),
        listener.port(),
        listener
            .tls()
            .map(tls -> new HttpAdapter.Tls(tls.certificate(), tls.key(), tls.versions())),
        hosts,
        names.isSecure());
  }

  Map<String, Origin> all() {
    return Collections.unmodifiableMap(open);
  }

  /// Where one role listens; asking for a role that does not is an IllegalArgumentException.
  Origin origin(String role) {
    Origin found = open.get(role);
    if (found == null) {
      throw new IllegalArgumentException("nothing listens as " + role);
    }
    return found;
  }
}

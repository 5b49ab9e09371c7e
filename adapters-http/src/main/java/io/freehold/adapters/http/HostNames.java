package io.freehold.adapters.http;

import io.freehold.adapters.http.pace.ClientAddress;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Subject;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The names a listener answers to. A page whose name its owner points at this machine sends that
/// name, so a request under a foreign name is refused before anything else (threat T3). An address
/// in numbers is nobody's to point anywhere.
final class HostNames {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final Set<String> names = new HashSet<>(LOOPBACK);
  private final boolean takesAddresses;

  private HostNames(Collection<String> others, boolean takesAddresses) {
    others.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    this.takesAddresses = takesAddresses;
  }

  /// The loopback names, these, and every address in numbers.
  static HostNames and(Collection<String> others) {
    return new HostNames(others, true);
  }

  /// The loopback names, and these.
  static HostNames ofLoopbackAnd(Collection<String> others) {
    return new HostNames(others, false);
  }

  /// Only HTTP/1.0 knows requests without a host, and no browser sends those.
  void mustBeAskedFor(HttpServerRequest request) {
    List<String> hosts = request.headers().getAll("Host");
    if (hosts.size() > 1) {
      throw Problem.malformed(Subject.HEADER, "Host is given more than once").asException();
    }
    if (hosts.isEmpty() && request.version() != HttpVersion.HTTP_1_0) {
      throw Problem.malformed(Subject.HEADER, "Host is missing").asException();
    }
    if (!hosts.isEmpty() && !isOurs(withoutPort(hosts.getFirst()))) {
      throw Refusal.of(
              421,
              "MISDIRECTED_REQUEST",
              "This server does not answer to the name in Host; if it is one of its names, add it"
                  + " to the settings, server.origin or server.hosts")
          .asException();
    }
  }

  private boolean isOurs(String name) {
    return names.contains(name) || takesAddresses && isAddress(name);
  }

  /// Whether a name stands in a name server: not this machine's own, and not an address.
  static boolean isDomain(String host) {
    String name = withoutPort(host);
    return !LOOPBACK.contains(name) && !isAddress(name);
  }

  private static boolean isAddress(String name) {
    boolean isBracketed = name.startsWith("[") && name.endsWith("]");
    return ClientAddress.isLiteral(isBracketed ? name.substring(1, name.length() - 1) : name);
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    boolean hasPort =
        colon > host.lastIndexOf(']')
            && host.chars().skip(colon + 1L).allMatch(c -> c >= '0' && c <= '9');
    return (hasPort ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
  }
}

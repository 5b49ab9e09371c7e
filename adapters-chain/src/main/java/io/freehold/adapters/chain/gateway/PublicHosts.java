package io.freehold.adapters.chain.gateway;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;

/// Which addresses of the web may be asked for a definition: https, and hosts all of whose
/// addresses are public.
final class PublicHosts {
  private final Resolver resolver;

  /// The addresses behind a host name.
  interface Resolver {
    List<InetAddress> resolve(String host) throws UnknownHostException;
  }

  PublicHosts(Resolver resolver) {
    this.resolver = resolver;
  }

  static PublicHosts ofThisMachine() {
    return new PublicHosts(host -> List.of(InetAddress.getAllByName(host)));
  }

  boolean mayBeAsked(String url) {
    try {
      URI uri = URI.create(url);
      return "https".equalsIgnoreCase(uri.getScheme())
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && resolver.resolve(uri.getHost()).stream().allMatch(PublicHosts::isPublic);
    } catch (IllegalArgumentException | UnknownHostException _) {
      return false;
    }
  }

  private static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean isUniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
    boolean isCarrierGrade =
        bytes.length == 4 && (bytes[0] & 0xff) == 100 && (bytes[1] & 0xc0) == 64;
    return !address.isAnyLocalAddress()
        && !address.isLoopbackAddress()
        && !address.isLinkLocalAddress()
        && !address.isSiteLocalAddress()
        && !address.isMulticastAddress()
        && !isUniqueLocal
        && !isCarrierGrade;
  }
}

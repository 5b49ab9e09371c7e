package io.freehold.adapters.http.pace;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/// Finds the network address of a client: the peer's own, unless the peer is a proxy that was named
/// as trusted; then the last address in `X-Forwarded-For` that is not such a proxy itself, which is
/// the one entry no client can forge (threat T51).
public final class ClientAddress {
  private static final int HOPS_MAX = 20;

  private final List<AddressBlock> trusted;

  /// @param trustedProxies addresses, or blocks such as `10.0.0.0/8`
  public ClientAddress(List<String> trustedProxies) {
    trusted = trustedProxies.stream().map(AddressBlock::parse).toList();
  }

  /// @param forwardedFor all values of `X-Forwarded-For`, in order
  public String of(String peer, List<String> forwardedFor) {
    if (trusted.isEmpty() || forwardedFor.isEmpty() || !isTrusted(peer)) {
      return peer;
    }
    String client = peer;
    String[] hops = String.join(",", forwardedFor).split(",", -1);
    for (int i = hops.length - 1; i >= Math.max(0, hops.length - HOPS_MAX); i--) {
      Optional<InetAddress> hop = AddressBlock.literal(hops[i].strip());
      if (hop.isEmpty()) {
        return client;
      }
      client = hop.get().getHostAddress();
      if (!isTrusted(client)) {
        return client;
      }
    }
    return client;
  }

  /// Whose connection that of a peer is; empty where it may be that of many: of a trusted proxy, or
  /// of this machine, where a proxy may run that nobody named.
  public Optional<String> subscriber(String peer) {
    return isTrusted(peer) || isThisMachine(peer) ? Optional.empty() : Optional.of(network(peer));
  }

  private static boolean isThisMachine(String address) {
    return AddressBlock.literal(address).filter(InetAddress::isLoopbackAddress).isPresent();
  }

  private boolean isTrusted(String address) {
    return AddressBlock.literal(address)
        .filter(found -> trusted.stream().anyMatch(block -> block.contains(found)))
        .isPresent();
  }

  /// Whether a text is an address in numbers, in the one usual spelling of version 4 or in version
  /// 6.
  public static boolean isLiteral(String text) {
    return AddressBlock.literal(text).isPresent();
  }

  /// The part of an address that tells subscribers apart: all of version 4, half of version 6.
  public static String network(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    int end = -1;
    for (int groups = 0; groups < 4; groups++) {
      end = address.indexOf(':', end + 1);
      if (end < 0) {
        return address;
      }
    }
    return address.substring(0, end);
  }
}

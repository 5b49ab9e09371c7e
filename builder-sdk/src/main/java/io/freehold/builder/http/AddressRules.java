package io.freehold.builder.http;

import io.freehold.builder.failure.Answer;
import io.freehold.builder.failure.Failure;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/// Which addresses of personal servers are followed. They are whatever their owners registered, so
/// one of them may be a machine of yours that nobody else can reach (threat T36).
///
/// ```java
/// AddressRules.PUBLIC.check(URI.create("https://8.8.8.8/")); // may be followed
/// ```
///
/// The name is looked up here and once more by the HTTP client, both from the memory of the JVM
/// (`networkaddress.cache.ttl`, 30 seconds unless it was changed): leave that memory on.
public enum AddressRules {
  /// https, to an address of the public internet.
  PUBLIC,
  /// Also to this machine itself, and there by plain http: for development.
  LOOPBACK_TOO,
  /// Anything: for a network of your own where all servers are known.
  ANY;

  /// Address ranges that are not the public internet, as address and length of the prefix.
  private static final List<Range> RESERVED =
      List.of(
          Range.of("0.0.0.0", 8),
          Range.of("10.0.0.0", 8),
          Range.of("100.64.0.0", 10),
          Range.of("127.0.0.0", 8),
          Range.of("169.254.0.0", 16),
          Range.of("172.16.0.0", 12),
          Range.of("192.0.0.0", 24),
          Range.of("192.0.2.0", 24),
          Range.of("192.168.0.0", 16),
          Range.of("198.18.0.0", 15),
          Range.of("198.51.100.0", 24),
          Range.of("203.0.113.0", 24),
          Range.of("224.0.0.0", 3));

  /// The one range of version 6 that is routed in public, and what in it carries other addresses or
  /// is not routed either.
  private static final Range ROUTED = Range.of("2000::", 3);

  private static final List<Range> NOT_ROUTED =
      List.of(Range.of("2001::", 23), Range.of("2001:db8::", 32), Range.of("2002::", 16));

  /// Refuses an address that is not to be followed.
  public void check(URI uri) {
    if (this == ANY) {
      return;
    }
    String host = uri.getHost();
    if (host == null || uri.getRawUserInfo() != null) {
      throw refused("the address of a personal server names a host, and no user");
    }
    InetAddress[] addresses = lookedUp(host);
    boolean isLoopback = Arrays.stream(addresses).allMatch(InetAddress::isLoopbackAddress);
    if (this == LOOPBACK_TOO && isLoopback) {
      return;
    }
    if (!"https".equalsIgnoreCase(uri.getScheme())) {
      throw refused("the personal server at " + host + " is not reached by https");
    }
    if (!Arrays.stream(addresses).allMatch(AddressRules::isPublic)) {
      throw refused(host + " is not on the public internet");
    }
  }

  static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    return address instanceof Inet6Address
        ? ROUTED.contains(bytes) && NOT_ROUTED.stream().noneMatch(range -> range.contains(bytes))
        : RESERVED.stream().noneMatch(range -> range.contains(bytes));
  }

  private static InetAddress[] lookedUp(String host) {
    try {
      return InetAddress.getAllByName(host);
    } catch (UnknownHostException e) {
      throw new Failure.Unreachable(
              Answer.none("NAME_UNKNOWN", "there is no address for the name " + host))
          .asException(e);
    }
  }

  private static RuntimeException refused(String message) {
    return new Failure.AddressRefused(Answer.none("ADDRESS_REFUSED", message)).asException();
  }

  private record Range(byte[] address, int bits) {
    static Range of(String address, int bits) {
      return new Range(InetAddress.ofLiteral(address).getAddress(), bits);
    }

    boolean contains(byte[] other) {
      if (other.length != address.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> bit % 8;
        if ((address[bit / 8] & mask) != (other[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }
}

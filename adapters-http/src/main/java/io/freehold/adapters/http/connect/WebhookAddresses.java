package io.freehold.adapters.http.connect;

import io.freehold.adapters.http.pace.ClientAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/// Which addresses a builder may name as its webhook: `https`, and by their text not of this
/// machine or of a private network. Where a name really leads is looked at when it is called
/// (threat T36); this only tells an honest builder of a mistake at once.
///
/// @param allowsLoopback for development: this machine too, and without TLS
record WebhookAddresses(boolean allowsLoopback) {

  String checked(String text) {
    URI uri = parsed(text);
    String host = Optional.ofNullable(uri.getHost()).orElse("").toLowerCase(Locale.ROOT);
    boolean isHere = isThisMachine(host);
    if (isHere && allowsLoopback && uri.getScheme().matches("https?")) {
      return text;
    }
    if (!uri.getScheme().equals("https")) {
      throw refused("it is to begin with https://");
    }
    if (isHere || !isPublic(host)) {
      throw refused("it is to be a public address");
    }
    return text;
  }

  private static URI parsed(String text) {
    try {
      URI uri = new URI(text);
      boolean isPlain =
          uri.getScheme() != null
              && uri.getHost() != null
              && uri.getRawUserInfo() == null
              && uri.getRawFragment() == null
              && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
      if (isPlain) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw refused("it is no URL");
    }
    throw refused("it is no plain URL");
  }

  private static boolean isThisMachine(String host) {
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || literal(host).filter(InetAddress::isLoopbackAddress).isPresent();
  }

  private static boolean isPublic(String host) {
    Optional<InetAddress> address = literal(host);
    if (address.isPresent()) {
      return isPublic(address.get());
    }
    String last = host.substring(host.lastIndexOf('.') + 1);
    boolean mayBeANumber = last.isEmpty() || Character.isDigit(last.charAt(0));
    return host.indexOf('.') > 0
        && !mayBeANumber
        && !last.equals("local")
        && !last.equals("internal");
  }

  private static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean isUniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
    boolean isShared = bytes.length == 4 && (bytes[0] & 0xff) == 100 && (bytes[1] & 0xc0) == 64;
    return !address.isAnyLocalAddress()
        && !address.isLinkLocalAddress()
        && !address.isSiteLocalAddress()
        && !address.isMulticastAddress()
        && !isUniqueLocal
        && !isShared
        && bytes[0] != 0;
  }

  private static Optional<InetAddress> literal(String host) {
    boolean isBracketed = host.startsWith("[") && host.endsWith("]");
    String text = isBracketed ? host.substring(1, host.length() - 1) : host;
    return ClientAddress.isLiteral(text)
        ? Optional.of(InetAddress.ofLiteral(text))
        : Optional.empty();
  }

  private static RuntimeException refused(String why) {
    return SessionBody.malformed("webhookUrl: " + why);
  }
}

package io.freehold.domain.identity;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A web origin in its one canonical spelling: lower-case scheme and host, no default port, no
/// path. Host names are ASCII, user information and queries are refused (threat T9).
public record Origin(String value) {
  private static final int PORT_MAX = 65_535;
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Pattern SYNTAX =
      Pattern.compile(
          "(https?)://((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*"
              + "|\\[[0-9a-f:.]+])(?::([1-9][0-9]{0,4}))?/?");

  public Origin {
    var matcher = SYNTAX.matcher(withLowerCaseHost(value));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "an origin is http(s)://host[:port], without a path, not: "
              + value.substring(0, Math.min(100, value.length())));
    }
    value = matcher.group(1) + "://" + matcher.group(2) + port(matcher.group(1), matcher.group(3));
  }

  /// Empty, and so refused, where there is more than ASCII: the Kelvin sign's lower case is a `k`.
  private static String withLowerCaseHost(String text) {
    boolean isShortAscii = text.length() <= 300 && text.chars().allMatch(c -> c < 0x80);
    return isShortAscii ? text.toLowerCase(Locale.ROOT) : "";
  }

  private static String port(String scheme, @Nullable String port) {
    if (port != null && Integer.parseInt(port) > PORT_MAX) {
      throw new IllegalArgumentException("a port is at most " + PORT_MAX + ", not: " + port);
    }
    boolean isDefault =
        port == null
            || scheme.equals("http") && port.equals("80")
            || scheme.equals("https") && port.equals("443");
    return isDefault ? "" : ":" + port;
  }

  /// The name or the address in it, without a port.
  public String host() {
    int begin = value.indexOf("://") + 3;
    int port = value.lastIndexOf(':');
    boolean hasPort = port > begin && port > value.lastIndexOf(']');
    return value.substring(begin, hasPort ? port : value.length());
  }

  /// Whether it is reached by TLS.
  public boolean isSecure() {
    return value.startsWith("https:");
  }

  /// Whether it names this machine by one of the names that nobody else has.
  public boolean isLoopback() {
    return LOOPBACK.contains(host());
  }

  /// Written out, because what the compiler leaves to the virtual machine is made anew at every
  /// start, and takes a twentieth of it.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Origin that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}

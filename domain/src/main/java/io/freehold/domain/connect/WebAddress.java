package io.freehold.domain.connect;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// An address of the web that came from outside, taken apart once; a request is made of the parts
/// and never of the text, so that no second reader can see another host in it (threat T36). Where
/// its name leads is another question, for whoever calls it.
///
/// @param host in lower case; a name with a dot in it, or this machine
/// @param path with the query
public record WebAddress(boolean isSecure, String host, int port, String path) {
  static final int CHARACTERS_MAX = 2_048;

  private static final int HTTPS = 443;
  private static final int FIRST_PORT_OF_USERS = 1_024;
  private static final int PORT_MAX = 65_535;
  private static final Pattern VISIBLE = Pattern.compile("[!-~]*");

  /// Names as they are registered. The last label begins with a letter: `127.0.0.1`, `0x7f.1` and
  /// `2130706433` are no names, whatever a resolver makes of them.
  private static final Pattern NAME =
      Pattern.compile(
          "(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?");

  /// Last labels that are kept for private networks (RFC 6761, RFC 6762, ICANN's `internal`).
  private static final Set<String> PRIVATE = Set.of("local", "localhost", "internal");

  private static final Pattern THIS_MACHINE = Pattern.compile("localhost|127\\.0\\.0\\.1|\\[::1]");

  /// Nothing else than `of` makes can be made.
  public WebAddress {
    boolean isPublic = isSecure && NAME.matcher(host).matches() && !isPrivate(host);
    if (!isPublic && !THIS_MACHINE.matcher(host).matches()
        || port < 1
        || port > PORT_MAX
        || !path.startsWith("/")
        || !VISIBLE.matcher(path).matches()) {
      throw new IllegalArgumentException("it is no address of the web");
    }
  }

  /// @param allowsLoopback whether this machine may be asked as well, by http too
  /// @throws IllegalArgumentException that says what is wrong with "it"
  public static WebAddress of(String url, boolean allowsLoopback) {
    if (url.length() > CHARACTERS_MAX || !VISIBLE.matcher(url).matches()) {
      throw new IllegalArgumentException("it is no address of the web");
    }
    return of(parsed(url), allowsLoopback);
  }

  private static URI parsed(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("it is no address of the web", e);
    }
  }

  private static WebAddress of(URI uri, boolean allowsLoopback) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException("it has a user's name in it");
    }
    if (allowsLoopback && THIS_MACHINE.matcher(host).matches()) {
      return ofThisMachine(uri, scheme, host);
    }
    if (!scheme.equals("https")) {
      throw new IllegalArgumentException("it does not begin with https://");
    }
    if (!NAME.matcher(host).matches() || isPrivate(host)) {
      throw new IllegalArgumentException("its host is no public name, such as app.example.com");
    }
    int port = uri.getPort() < 0 ? HTTPS : uri.getPort();
    if (port != HTTPS && (port < FIRST_PORT_OF_USERS || port > PORT_MAX)) {
      throw new IllegalArgumentException("its port is neither 443 nor one from 1024 on");
    }
    return new WebAddress(true, host, port, pathOf(uri));
  }

  private static boolean isPrivate(String name) {
    return PRIVATE.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  private static WebAddress ofThisMachine(URI uri, String scheme, String host) {
    boolean isSecure = scheme.equals("https");
    int port = uri.getPort() < 0 ? isSecure ? HTTPS : 80 : uri.getPort();
    if (!isSecure && !scheme.equals("http") || port == 0 || port > PORT_MAX) {
      throw new IllegalArgumentException("it does not begin with https:// or http://");
    }
    return new WebAddress(isSecure, host, port, pathOf(uri));
  }

  private static String pathOf(URI uri) {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  /// Where a redirect or a link leads.
  ///
  /// @throws IllegalArgumentException that says what is wrong with "it"
  public WebAddress resolve(String reference, boolean allowsLoopback) {
    if (reference.length() > CHARACTERS_MAX || !VISIBLE.matcher(reference).matches()) {
      throw new IllegalArgumentException("it leads to no address of the web");
    }
    return of(target(reference), allowsLoopback);
  }

  private URI target(String reference) {
    try {
      return new URI(text()).resolve(new URI(reference));
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new IllegalArgumentException("it leads to no address of the web", e);
    }
  }

  public boolean isThisMachine() {
    return THIS_MACHINE.matcher(host).matches();
  }

  public boolean hasOriginOf(WebAddress other) {
    return isSecure == other.isSecure && host.equals(other.host) && port == other.port;
  }

  public String origin() {
    boolean isDefault = port == (isSecure ? HTTPS : 80);
    return (isSecure ? "https://" : "http://") + host + (isDefault ? "" : ":" + port);
  }

  public String text() {
    return origin() + path;
  }

  @Override
  public String toString() {
    return text();
  }
}

package io.freehold.adapters.chain.egress;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/// An address of the web that came from outside, taken apart once; the request is made of the parts
/// and never of the text, so that no second reader can see another host in it.
///
/// @param host in lower case; a name with a dot in it, or this machine
/// @param path with the query
record WebAddress(boolean isSecure, String host, int port, String path) {
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

  private static final Pattern THIS_MACHINE = Pattern.compile("localhost|127\\.0\\.0\\.1|\\[::1]");

  /// @param allowsLoopback whether this machine may be asked as well, by http too
  static WebAddress of(String url, boolean allowsLoopback) throws EgressException {
    if (url.length() > CHARACTERS_MAX || !VISIBLE.matcher(url).matches()) {
      throw EgressException.forbidden("it is no address of the web");
    }
    try {
      return of(new URI(url), allowsLoopback);
    } catch (URISyntaxException e) {
      throw EgressException.forbidden("it is no address of the web");
    }
  }

  private static WebAddress of(URI uri, boolean allowsLoopback) throws EgressException {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    if (uri.getRawUserInfo() != null) {
      throw EgressException.forbidden("it has a user's name in it");
    }
    if (allowsLoopback && THIS_MACHINE.matcher(host).matches()) {
      return ofThisMachine(uri, scheme, host);
    }
    if (!scheme.equals("https")) {
      throw EgressException.forbidden("it does not begin with https://");
    }
    if (!NAME.matcher(host).matches()) {
      throw EgressException.forbidden("its host is no public name, such as app.example.com");
    }
    int port = uri.getPort() < 0 ? HTTPS : uri.getPort();
    if (port != HTTPS && (port < FIRST_PORT_OF_USERS || port > PORT_MAX)) {
      throw EgressException.forbidden("its port is neither 443 nor one from 1024 on");
    }
    return new WebAddress(true, host, port, pathOf(uri));
  }

  private static WebAddress ofThisMachine(URI uri, String scheme, String host)
      throws EgressException {
    boolean isSecure = scheme.equals("https");
    int port = uri.getPort() < 0 ? isSecure ? HTTPS : 80 : uri.getPort();
    if (!isSecure && !scheme.equals("http") || port == 0 || port > PORT_MAX) {
      throw EgressException.forbidden("it does not begin with https:// or http://");
    }
    return new WebAddress(isSecure, host, port, pathOf(uri));
  }

  private static String pathOf(URI uri) {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  /// Where a redirect or a link leads.
  WebAddress resolve(String reference, boolean allowsLoopback) throws EgressException {
    if (reference.length() > CHARACTERS_MAX || !VISIBLE.matcher(reference).matches()) {
      throw EgressException.forbidden("it leads to no address of the web");
    }
    try {
      return of(new URI(text()).resolve(new URI(reference)), allowsLoopback);
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw EgressException.forbidden("it leads to no address of the web");
    }
  }

  boolean isThisMachine() {
    return THIS_MACHINE.matcher(host).matches();
  }

  boolean hasOriginOf(WebAddress other) {
    return isSecure == other.isSecure && host.equals(other.host) && port == other.port;
  }

  String origin() {
    boolean isDefault = port == (isSecure ? HTTPS : 80);
    return (isSecure ? "https://" : "http://") + host + (isDefault ? "" : ":" + port);
  }

  String text() {
    return origin() + path;
  }

  @Override
  public String toString() {
    return text();
  }
}

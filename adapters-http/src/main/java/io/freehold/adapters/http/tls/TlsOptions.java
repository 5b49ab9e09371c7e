package io.freehold.adapters.http.tls;

import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.util.LinkedHashSet;
import java.util.List;

/// How TLS is spoken: the versions that are wanted, and of their cipher suites those with forward
/// secrecy and authenticated encryption (threat T64).
public final class TlsOptions {
  private static final List<String> CIPHER_SUITES =
      List.of(
          "TLS_AES_256_GCM_SHA384",
          "TLS_AES_128_GCM_SHA256",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  private TlsOptions() {}

  /// @param versions such as `TLSv1.3`
  public static void turnOn(
      HttpServerOptions options, ServedCertificate certificate, List<String> versions) {
    options
        .setSsl(true)
        .setKeyCertOptions(certificate.pem())
        .setEnabledSecureTransportProtocols(new LinkedHashSet<>(versions));
    CIPHER_SUITES.forEach(options::addEnabledCipherSuite);
  }

  /// The same with another certificate, for a listener that is open.
  public static ServerSSLOptions with(ServedCertificate certificate, List<String> versions) {
    var options =
        new ServerSSLOptions()
            .setKeyCertOptions(certificate.pem())
            .setUseAlpn(false)
            .setEnabledSecureTransportProtocols(new LinkedHashSet<>(versions));
    CIPHER_SUITES.forEach(options::addEnabledCipherSuite);
    return options;
  }
}

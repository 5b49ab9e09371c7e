package io.freehold.adapters.http.tls;

import io.vertx.core.net.PemKeyCertOptions;
import java.security.cert.X509Certificate;
import java.time.Instant;

/// A certificate and its key as they are served.
///
/// @param own the server's own certificate, without those that vouch for it
public record ServedCertificate(PemKeyCertOptions pem, X509Certificate own) {
  public boolean isValidAt(Instant now) {
    return !now.isBefore(own.getNotBefore().toInstant())
        && !now.isAfter(own.getNotAfter().toInstant());
  }

  @Override
  public String toString() {
    return own.getSubjectX500Principal() + ", good until " + own.getNotAfter().toInstant();
  }
}

package io.freehold.bootstrap.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Which servers a client believes over TLS: those the system believes, those that somebody in a
/// file of the caller vouches for, and the server of this machine by its very certificate, whatever
/// name it was made for.
///
/// @param authorities PEM file of whoever may vouch for a server, beside the system's
/// @param pinned PEM file of this machine's own server
public record Trust(Optional<Path> authorities, Optional<Path> pinned) {
  /// What the system believes, and nothing else.
  public static final Trust OF_THE_SYSTEM = new Trust(Optional.empty(), Optional.empty());

  SSLContext context() {
    try {
      var managers = new ArrayList<X509ExtendedTrustManager>();
      managers.add(manager(null));
      if (authorities.isPresent()) {
        managers.add(manager(storeOf(certificates(authorities.get()))));
      }
      Optional<X509Certificate> own =
          pinned.map(Trust::certificates).map(chain -> chain.getFirst());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new AnyOf(managers, own)}, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new Refusal("TLS cannot be set up: " + e.getMessage(), e);
    }
  }

  /// Until when the first certificate of a file is good.
  public static Instant endOf(Path file) {
    return certificates(file).getFirst().getNotAfter().toInstant();
  }

  private static List<X509Certificate> certificates(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      var found =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (found.isEmpty()) {
        throw new Refusal(file + " holds no certificate");
      }
      return found;
    } catch (IOException | CertificateException e) {
      throw new Refusal("cannot read the certificates in " + file, e);
    }
  }

  private static KeyStore storeOf(List<X509Certificate> certificates)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (int i = 0; i < certificates.size(); i++) {
      store.setCertificateEntry("trusted-" + i, certificates.get(i));
    }
    return store;
  }

  /// @param store null for the system's own
  private static X509ExtendedTrustManager manager(@Nullable KeyStore store)
      throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager extended) {
        return extended;
      }
    }
    throw new GeneralSecurityException("this JDK has no X.509 trust manager");
  }

  /// Believes what any of several would, names included, or the one certificate it knows.
  private static final class AnyOf extends X509ExtendedTrustManager {
    private final List<X509ExtendedTrustManager> managers;
    private final Optional<X509Certificate> own;

    AnyOf(List<X509ExtendedTrustManager> managers, Optional<X509Certificate> own) {
      this.managers = managers;
      this.own = own;
    }

    @FunctionalInterface
    private interface Check {
      void by(X509ExtendedTrustManager manager) throws CertificateException;
    }

    private void check(X509Certificate[] chain, Check check) throws CertificateException {
      if (own.filter(chain[0]::equals).isPresent()) {
        return;
      }
      for (X509ExtendedTrustManager manager : managers.subList(1, managers.size())) {
        try {
          check.by(manager);
          return;
        } catch (CertificateException e) {
          // The system may believe it; its answer is the one that counts.
        }
      }
      check.by(managers.getFirst());
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      check(chain, manager -> manager.checkServerTrusted(chain, type, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      check(chain, manager -> manager.checkServerTrusted(chain, type, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("the name of the server must be known");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("this is a client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      throw new CertificateException("this is a client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      throw new CertificateException("this is a client");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return managers.getFirst().getAcceptedIssuers();
    }
  }
}

package io.freehold.adapters.http.tls;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509KeyManager;

/// A certificate chain, the server's own first, and its private key, each in a PEM file.
public record CertificateFiles(Path certificate, Path key) {
  private static final List<String> KEY_TYPES = List.of("EC", "RSA", "EdDSA", "RSASSA-PSS");
  private static final byte[] SAMPLE = {1, 2, 3};

  /// What the files look like from outside. As long as the picture is the same, so are they.
  public String picture() {
    return picture(certificate) + " " + picture(key);
  }

  private static String picture(Path file) {
    try {
      BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
      return seen.lastModifiedTime() + " " + seen.size() + " " + seen.fileKey();
    } catch (IOException e) {
      return "unreadable";
    }
  }

  /// Reads both. Refused are files that are no PEM, a key that others may read, and a key that is
  /// another certificate's: each would otherwise show at the next handshake only.
  public ServedCertificate read(Vertx vertx) {
    mustBeClosedToOthers();
    var pem = new PemKeyCertOptions().setCertValue(bytesOf(certificate)).setKeyValue(bytesOf(key));
    X509KeyManager pair = pair(vertx, pem);
    String alias = alias(pair);
    X509Certificate own = pair.getCertificateChain(alias)[0];
    mustBelongTogether(pair.getPrivateKey(alias), own.getPublicKey());
    return new ServedCertificate(pem, own);
  }

  private void mustBeClosedToOthers() {
    try {
      if (key.getFileSystem().supportedFileAttributeViews().contains("posix")
          && Files.getPosixFilePermissions(key).contains(PosixFilePermission.OTHERS_READ)) {
        throw new UnusableCertificate(
            key, "every user of this machine can read this key; chmod 600 it");
      }
    } catch (IOException e) {
      throw new UnusableCertificate(key, "cannot be read", e);
    }
  }

  private static Buffer bytesOf(Path file) {
    try {
      return Buffer.buffer(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UnusableCertificate(file, "cannot be read", e);
    }
  }

  private X509KeyManager pair(Vertx vertx, PemKeyCertOptions pem) {
    try {
      KeyManagerFactory factory = pem.getKeyManagerFactory(vertx);
      for (var manager : factory.getKeyManagers()) {
        if (manager instanceof X509KeyManager pair) {
          return pair;
        }
      }
    } catch (Exception e) {
      // The cause may repeat what it could not read, and that may be the key.
      throw new UnusableCertificate(
          certificate, "this and " + key + " are not a certificate and a key in PEM form");
    }
    throw new UnusableCertificate(certificate, "holds no certificate");
  }

  private String alias(X509KeyManager pair) {
    for (String type : KEY_TYPES) {
      String[] aliases = pair.getServerAliases(type, null);
      if (aliases != null && aliases.length > 0) {
        return aliases[0];
      }
    }
    throw new UnusableCertificate(certificate, "has a key of a kind that TLS does not know");
  }

  private void mustBelongTogether(PrivateKey privateKey, PublicKey publicKey) {
    try {
      Signature signature =
          Signature.getInstance(
              switch (publicKey.getAlgorithm()) {
                case "RSA" -> "SHA256withRSA";
                case "EC" -> "SHA256withECDSA";
                default -> publicKey.getAlgorithm();
              });
      signature.initSign(privateKey);
      signature.update(SAMPLE);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(SAMPLE);
      if (signature.verify(signed)) {
        return;
      }
    } catch (GeneralSecurityException e) {
      throw new UnusableCertificate(key, "cannot be used with " + certificate, e);
    }
    throw new UnusableCertificate(key, "is not the key of " + certificate);
  }
}

package io.freehold.application.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// A certificate that vouches for itself, and its key, each in a PEM file; made by the JDK's own
/// `keytool`, anew for each test.
public record PemFiles(Path certificate, Path key, X509Certificate own) {
  private static final char[] PASSWORD = "changeit".toCharArray();

  /// Good since yesterday, for a month.
  public static PemFiles make(Path folder, String name) {
    return make(folder, name, "-startdate", "-1d", "-validity", "30");
  }

  public static PemFiles expired(Path folder, String name) {
    return make(folder, name, "-startdate", "-20d", "-validity", "10");
  }

  private static PemFiles make(Path folder, String name, String... validity) {
    try {
      Path store = folder.resolve(name + ".p12");
      Files.deleteIfExists(store);
      run(store, name, validity);
      return read(folder, name, store);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void run(Path store, String name, String... validity) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "own",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=dns:" + name + ",dns:localhost,ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD)));
    command.addAll(List.of(validity));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (InputStream out = process.getInputStream()) {
      String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(said);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static PemFiles read(Path folder, String name, Path store)
      throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    X509Certificate own = (X509Certificate) keys.getCertificate("own");
    return new PemFiles(
        write(folder.resolve(name + ".crt"), "CERTIFICATE", own.getEncoded()),
        write(
            folder.resolve(name + ".key"),
            "PRIVATE KEY",
            keys.getKey("own", PASSWORD).getEncoded()),
        own);
  }

  private static Path write(Path file, String kind, byte[] der) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    Files.deleteIfExists(file);
    Files.writeString(
        file, "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    setMode(file, "rw-------");
    return file;
  }

  public static void setMode(Path file, String permissions) {
    try {
      var _ = Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Puts these files where others are, as a renewal does.
  public void replace(PemFiles old) {
    try {
      move(certificate, old.certificate);
      move(key, old.key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }
}

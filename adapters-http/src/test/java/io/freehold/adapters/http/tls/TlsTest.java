package io.freehold.adapters.http.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.freehold.adapters.http.Ask;
import io.freehold.adapters.http.HttpAdapter;
import io.freehold.adapters.http.TestServer;
import io.freehold.adapters.http.Wire;
import io.freehold.application.testing.PemFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// TLS as clients meet it (threat T64).
class TlsTest {
  private static final String PROFILE = "/v1/data/instagram.profile";
  private static final List<String> ONLY_1_3 = List.of("TLSv1.3");

  @TempDir private Path folder;

  private final TestServer server = new TestServer();
  private final ListAppender<ILoggingEvent> told = new ListAppender<>();
  private final Logger log = (Logger) LoggerFactory.getLogger("io.freehold.adapters.http");
  private PemFiles files;

  @BeforeEach
  void prepare() {
    files = PemFiles.make(folder, "ps.example.com");
    server.clock.set(Instant.now().truncatedTo(ChronoUnit.SECONDS));
    told.start();
    log.addAppender(told);
    log.setLevel(Level.INFO);
  }

  @AfterEach
  void stop() {
    log.detachAppender(told);
    server.close();
  }

  private void start(List<String> versions) {
    server.place =
        new HttpAdapter.Place(
            "127.0.0.1",
            0,
            Optional.of(new HttpAdapter.Tls(files.certificate(), files.key(), versions)),
            List.of("ps.example.com"),
            false);
    server.start();
  }

  private SSLSocket connect(X509Certificate trusted, String... protocols) throws Exception {
    KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
    anchors.load(null, null);
    anchors.setCertificateEntry("own", trusted);
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(anchors);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    var socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", server.port());
    socket.setSoTimeout(20_000);
    if (protocols.length > 0) {
      socket.setEnabledProtocols(protocols);
    }
    socket.startHandshake();
    return socket;
  }

  @Test
  void speaksVersionOnePointThree() throws Exception {
    start(ONLY_1_3);

    try (var socket = connect(files.own())) {
      assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
      assertThat(Ask.get("/health").over(new Wire(socket)).status()).isEqualTo(200);
    }
  }

  @Test
  void refusesOlderVersionsUnlessTheyAreWanted() throws Exception {
    start(ONLY_1_3);
    assertThatThrownBy(() -> connect(files.own(), "TLSv1.2")).isInstanceOf(IOException.class);
    server.close();

    start(List.of("TLSv1.3", "TLSv1.2"));

    try (var socket = connect(files.own(), "TLSv1.2")) {
      assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.2");
      assertThat(socket.getSession().getCipherSuite()).matches("TLS_ECDHE_.*(GCM|POLY1305).*");
    }
  }

  @Test
  void takesNoCipherSuiteWithoutForwardSecrecyAndAuthentication() throws Exception {
    start(List.of("TLSv1.3", "TLSv1.2"));

    for (String weak :
        List.of(
            "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA")) {
      assertThatThrownBy(() -> connectWith(weak)).as(weak).isInstanceOf(SSLException.class);
    }
  }

  private void connectWith(String cipherSuite) throws Exception {
    try (var socket =
        (SSLSocket)
            trustingAnything().getSocketFactory().createSocket("127.0.0.1", server.port())) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.setEnabledCipherSuites(new String[] {cipherSuite});
      socket.startHandshake();
    }
  }

  private SSLContext trustingAnything() throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        null,
        new javax.net.ssl.TrustManager[] {
          new javax.net.ssl.X509TrustManager() {
            @Override
            public void checkClientTrusted(X509Certificate[] chain, String type) {}

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String type) {}

            @Override
            public X509Certificate[] getAcceptedIssuers() {
              return new X509Certificate[0];
            }
          }
        },
        null);
    return context;
  }

  @Test
  void answersNothingToPlainHttp() throws Exception {
    start(ONLY_1_3);

    try (var wire = new Wire(server.port())) {
      wire.send(Ask.get("/health").bytes());
      assertThatThrownBy(wire::receive).isInstanceOf(IOException.class);
    }
  }

  @Test
  void servesARenewedCertificateWithoutARestart() throws Exception {
    start(ONLY_1_3);
    try (var before = new Wire(connect(files.own()))) {
      assertThat(Ask.get("/health").over(before).status()).isEqualTo(200);
      PemFiles renewed = PemFiles.make(folder, "renewed");

      renewed.replace(files);
      server.renewCertificates();

      try (var socket = connect(renewed.own())) {
        assertThat(socket.getSession().getPeerCertificates()[0]).isEqualTo(renewed.own());
        assertThat(Ask.get("/health").over(new Wire(socket)).status()).isEqualTo(200);
      }
      assertThat(Ask.get("/health").over(before).status()).isEqualTo(200);
      assertThat(told.list).anyMatch(line -> line.getFormattedMessage().contains("CN=renewed"));
    }
  }

  @Test
  void keepsTheOldCertificateWhileTheNewOneIsBroken() throws Exception {
    start(ONLY_1_3);
    byte[] goodKey = Files.readAllBytes(files.key());

    Files.writeString(files.certificate(), "-----BEGIN CERTIFICATE-----\nbm9uZQ==\n");
    keepsTheOldOne("not a certificate");
    PemFiles other = PemFiles.make(folder, "other");
    Files.move(
        other.certificate(),
        files.certificate(),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    keepsTheOldOne("is not the key of");
    Files.delete(files.certificate());
    keepsTheOldOne("cannot be read");
    PemFiles.expired(folder, "expired").replace(files);
    keepsTheOldOne("not valid now");
    PemFiles.make(folder, "open").replace(files);
    PemFiles.setMode(files.key(), "rw-r--r--");
    keepsTheOldOne("every user of this machine");

    assertThat(told.list)
        .noneMatch(line ->
            line.getFormattedMessage()
                .contains(
                    new String(goodKey, java.nio.charset.StandardCharsets.US_ASCII)
                        .lines()
                        .toList()
                        .get(1)));
  }

  private void keepsTheOldOne(String complaint) throws Exception {
    int before = complaints(complaint);
    server.renewCertificates();
    server.renewCertificates();

    try (var socket = connect(files.own())) {
      assertThat(socket.getSession().getPeerCertificates()[0]).isEqualTo(files.own());
    }
    assertThat(complaints(complaint)).as("told once: " + complaint).isEqualTo(before + 1);
  }

  private int complaints(String words) {
    return (int)
        told.list.stream()
            .filter(line -> line.getLevel() == Level.ERROR)
            .filter(line -> line.getFormattedMessage().contains(words))
            .count();
  }

  @Test
  void doesNotStartWithAKeyThatEverybodyCanRead() {
    PemFiles.setMode(files.key(), "rw----r--");

    assertThatThrownBy(() -> start(ONLY_1_3))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("chmod 600");
    PemFiles.setMode(files.key(), "rw-r-----");
    start(ONLY_1_3);
  }

  @Test
  void carriesLargeBodiesBothWays() throws Exception {
    start(ONLY_1_3);
    String json = "{\"x\":\"" + "y".repeat(3 << 20) + "\"}";

    try (var socket = connect(files.own())) {
      assertThat(
              Ask.post(PROFILE, json)
                  .claim("iat", now())
                  .claim("exp", now() + 100)
                  .byTheOwner()
                  .over(new Wire(socket))
                  .status())
          .isEqualTo(201);
      assertThat(
              Ask.get(PROFILE)
                  .claim("iat", now())
                  .claim("exp", now() + 100)
                  .byTheOwner()
                  .over(new Wire(socket))
                  .text())
          .endsWith(json + "}");
    }
  }

  private long now() {
    return server.clock.instant().getEpochSecond();
  }

  @Test
  void tellsBrowsersToStayWithTls() throws Exception {
    start(ONLY_1_3);

    try (var socket = connect(files.own())) {
      var wire = new Wire(socket);
      for (String target : List.of("/health", "/nowhere", "/v1/data")) {
        assertThat(Ask.get(target).over(wire).header("Strict-Transport-Security"))
            .as(target)
            .hasValue("max-age=31536000");
      }
      for (String host : List.of("localhost", "127.0.0.1:8080", "[::1]:1", "192.0.2.1")) {
        assertThat(Ask.get("/health").toHost(host).over(wire).header("Strict-Transport-Security"))
            .as(host)
            .isEmpty();
      }
    }
  }

  @Test
  void tellsSoBehindAProxyThatSpeaksTls() {
    server.place =
        new HttpAdapter.Place("127.0.0.1", 0, Optional.empty(), List.of("ps.example.com"), true);
    server.start();

    assertThat(Ask.get("/health").to(server).header("Strict-Transport-Security")).isPresent();
  }

  @Test
  void doesNotTellSoWithoutTls() {
    server.start();

    assertThat(Ask.get("/health").to(server).header("Strict-Transport-Security")).isEmpty();
  }
}

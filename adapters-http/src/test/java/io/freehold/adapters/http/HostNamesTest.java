package io.freehold.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// DNS rebinding (threat T3): a page called attacker.example whose name leads to this machine.
class HostNamesTest {
  private static final TestServer SERVER = new TestServer();

  @BeforeAll
  static void start() {
    SERVER.place = HttpAdapter.Place.plain("127.0.0.1", 0, "PS.example.com");
    SERVER.start();
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ps.example.com",
        "PS.EXAMPLE.com:443",
        "ps.example.com:8080",
        "localhost",
        "LocalHost:8080",
        "127.0.0.1",
        "127.0.0.1:8080",
        "[::1]:8080",
        "192.168.1.7:8080",
        "[2001:db8::1]",
        "[2001:db8::1]:8080"
      })
  void answersToItsOwnNamesAndToAddresses(String host) {
    assertThat(Ask.get("/health").toHost(host).to(SERVER).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "attacker.example",
        "attacker.example:8080",
        "localhost.attacker.example",
        "attacker.example:127.0.0.1",
        "127.0.0.1.attacker.example",
        "xps.example.com",
        "ps.example.com.attacker.example",
        "ps.example.com@attacker.example",
        "ps.example.com.",
        "localhost.",
        "0x7f.1",
        "2130706433",
        "127.1",
        "[attacker.example]",
        "[::1].attacker.example",
        "[fe80::1%25eth0]",
        "ps.example.com:80a",
        "ps.example.com attacker.example",
        ":8080",
        "null"
      })
  void answersToNoOtherName(String host) {
    for (String target : new String[] {"/health", "/v1/data", "/nowhere"}) {
      Wire.Answer answer = Ask.get(target).toHost(host).byTheOwner().to(SERVER);
      assertThat(answer.statusLine()).as(target).isEqualTo("HTTP/1.1 421 Misdirected Request");
      assertThat(answer.errorCode()).isEqualTo("MISDIRECTED_REQUEST");
      assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }
  }

  @Test
  void wantsOneHostOfEveryNewerClient() throws IOException {
    assertThat(status("GET /health HTTP/1.1\r\n\r\n")).isEqualTo(400);
    assertThat(status("GET /health HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n"))
        .isEqualTo(400);
    assertThat(status("GET /health HTTP/1.0\r\n\r\n")).isEqualTo(200);
    assertThat(status("GET /health HTTP/1.0\r\nHost: attacker.example\r\n\r\n")).isEqualTo(421);
  }

  /// The name a proxy was asked by says nothing about who is asked here.
  @Test
  void doesNotAskForwardedHeaders() {
    assertThat(
            Ask.get("/health")
                .toHost("attacker.example")
                .header("X-Forwarded-Host", "ps.example.com")
                .header("Forwarded", "host=ps.example.com")
                .to(SERVER)
                .status())
        .isEqualTo(421);
  }

  private static int status(String request) throws IOException {
    try (var wire = new Wire(SERVER.port())) {
      return wire.send(request).receive().status();
    }
  }
}

package io.freehold.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.freehold.bootstrap.client.Refusal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConsentListenerTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final ConsentListener listener = new ConsentListener(0);

  @AfterEach
  void close() {
    listener.close();
  }

  @Test
  void hasTheAddressTheBrowserCameBackTo() throws IOException {
    String answer = send("GET /callback?state=s%2F1&code=4%2F0A HTTP/1.1", host());

    assertThat(answer).startsWith("HTTP/1.1 200 ");
    assertThat(listener.await(LONG)).contains(listener.redirect() + "?state=s%2F1&code=4%2F0A");
  }

  @Test
  void tellsNobodyElseAboutTheAddress() throws IOException {
    String answer = send("GET /callback?state=s&code=c0de-1 HTTP/1.1", host());

    assertThat(answer)
        .contains("referrer-policy: no-referrer", "cache-control: no-store", "default-src 'none'")
        .doesNotContain("c0de-1");
  }

  @Test
  void takesOneAnswer() throws IOException {
    assertThat(send("GET /callback?code=1 HTTP/1.1", host())).startsWith("HTTP/1.1 200 ");
    assertThat(send("GET /callback?code=2 HTTP/1.1", host())).startsWith("HTTP/1.1 410 ");

    assertThat(listener.await(LONG)).contains(listener.redirect() + "?code=1");
  }

  /// Threat T3: a page elsewhere that had its name lead to this machine.
  @Test
  void answersToNoOtherName() throws IOException {
    String port = ":" + listener.redirect().getPort();

    assertThat(send("GET /callback?code=1 HTTP/1.1", "evil.example" + port))
        .startsWith("HTTP/1.1 421 ");
    assertThat(send("GET /callback?code=1 HTTP/1.1", "localhost" + port))
        .startsWith("HTTP/1.1 421 ");
    assertThat(send("GET /callback?code=1 HTTP/1.1", "127.0.0.1")).startsWith("HTTP/1.1 421 ");

    assertThat(listener.await(Duration.ofMillis(1))).isEmpty();
  }

  @Test
  void waitsOnWhenABrowserAsksForSomethingElse() throws IOException {
    assertThat(send("GET /favicon.ico HTTP/1.1", host())).startsWith("HTTP/1.1 404 ");
    assertThat(send("GET / HTTP/1.1", host())).startsWith("HTTP/1.1 404 ");
    assertThat(send("GET /callback/?code=1 HTTP/1.1", host())).startsWith("HTTP/1.1 404 ");
    assertThat(send("POST /callback?code=1 HTTP/1.1", host())).startsWith("HTTP/1.1 404 ");
    assertThat(listener.await(Duration.ofMillis(1))).isEmpty();

    assertThat(send("GET /callback?code=1 HTTP/1.1", host())).startsWith("HTTP/1.1 200 ");
    assertThat(listener.await(LONG)).isPresent();
  }

  @Test
  void readsNoAddressWithoutAnEnd() throws IOException {
    String answer = send("GET /callback?code=" + "a".repeat(10_000) + " HTTP/1.1", host());

    assertThat(answer).matches("(?s)HTTP/1.[01] 4\\d\\d .*");
    assertThat(listener.await(Duration.ofMillis(1))).isEmpty();
  }

  @Test
  void listensOnTheLoopbackAddressAlone() throws IOException {
    assertThat(listener.redirect().toString()).matches("http://127\\.0\\.0\\.1:\\d+/callback");
    try (var other =
        new ServerSocket(listener.redirect().getPort(), 1, InetAddress.getByName("127.0.0.2"))) {
      assertThat(other.isBound()).isTrue();
    }
  }

  @Test
  void saysThatItsPortIsTaken() {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> new ConsentListener(listener.redirect().getPort()))
        .withMessageContaining("--port");
  }

  private String host() {
    return "127.0.0.1:" + listener.redirect().getPort();
  }

  private String send(String requestLine, String host) throws IOException {
    try (var socket = new Socket("127.0.0.1", listener.redirect().getPort())) {
      socket
          .getOutputStream()
          .write(
              (requestLine + "\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

package io.freehold.adapters.http.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.http.TestServer;
import io.freehold.application.Limits;
import io.freehold.domain.Address;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Over raw sockets: what matters here are headers a well-behaved client would not send.
class ConsoleTest {
  private static final Address OWNER = new Address("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
  private static final String FORM = "code=GOODCODE&passphrase=long+enough+%26+good";

  private final TestServer server = new TestServer();
  private final ConsoleOnPort console = new ConsoleOnPort(server, OWNER, Limits.DEFAULT);
  private final int port = console.port;

  @AfterEach
  void stop() {
    console.close();
  }

  @Test
  void showsTheFormUntilTheServerIsSomebodysAndTheOwnerAfterwards() throws IOException {
    assertThat(get("localhost:" + port, "/")).contains("200 OK", "<form", "Setup code");

    console.owner = Optional.of(OWNER);

    assertThat(get("localhost:" + port, "/"))
        .contains(OWNER.value(), "Owner token")
        .doesNotContain("Setup code");
  }

  @Test
  void makesWhoKnowsTheCodeTheOwner() throws IOException {
    String answer = post(FORM, ownHeaders());

    assertThat(answer).contains("200 OK", OWNER.value()).doesNotContain("GOODCODE");
    assertThat(console.claimedWith).isEqualTo("long enough & good");
  }

  @Test
  void refusesAWrongCodeAndAShortPassphrase() throws IOException {
    assertThat(post("code=BAD&passphrase=long+enough", ownHeaders())).contains("401", "wrong code");
    assertThat(post("code=GOODCODE&passphrase=short12", ownHeaders()))
        .contains("400", "at least 8");
    assertThat(console.owner).isEmpty();
  }

  /// Threat T53: who guesses at the code is seen, and so is who had it.
  @Test
  void leavesALineForEveryTryToBecomeTheOwner() throws IOException {
    post("code=BAD&passphrase=long+enough", ownHeaders());
    post("code=GOODCODE&passphrase=short12", ownHeaders());
    post(FORM, "");
    post(FORM, ownHeaders());

    assertThat(server.log.entries())
        .extracting(line -> line.action() + " " + line.status() + " " + line.outcome())
        .containsExactly(
            "console.setup 401 INVALID_SIGNATURE",
            "console.setup 400 INVALID_BODY",
            "console.setup 401 MISSING_AUTH",
            "console.setup 200 ok");
    assertThat(server.log.entries().toString()).doesNotContain("CODE", "long", "short12");
  }

  @ParameterizedTest
  @ValueSource(strings = {"attacker.example", "attacker.example:80", "localhost.attacker.example"})
  void answersToNoOtherName(String host) throws IOException {
    assertThat(get(host, "/")).contains("421 ").doesNotContain("<form");
  }

  @Test
  void takesTheFormFromItsOwnPageOnly() throws IOException {
    assertThat(post(FORM, "")).contains("401 ");
    assertThat(post(FORM, "Origin: http://attacker.example\r\nSec-Fetch-Site: cross-site\r\n"))
        .contains("401 ");
    assertThat(post(FORM, "Origin: http://localhost:" + port + "\r\nSec-Fetch-Site: same-site\r\n"))
        .contains("401 ");
    assertThat(console.owner).isEmpty();
  }

  @Test
  void forbidsFramesScriptsAndStorage() throws IOException {
    assertThat(get("localhost:" + port, "/"))
        .containsIgnoringCase("content-security-policy: default-src 'none'")
        .contains("frame-ancestors 'none'")
        .containsIgnoringCase("cache-control: no-store")
        .as("with no-referrer a browser calls the origin of the form null")
        .containsIgnoringCase("referrer-policy: same-origin")
        .doesNotContain("<script");
  }

  private String ownHeaders() {
    return "Origin: http://localhost:%d\r\nSec-Fetch-Site: same-origin\r\n".formatted(port);
  }

  private String get(String host, String target) throws IOException {
    return exchange("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n", "");
  }

  private String post(String form, String headers) throws IOException {
    return exchange(
        "POST /setup HTTP/1.1\r\nHost: localhost:%d\r\n%sContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n"
            .formatted(port, headers, form.length()),
        form);
  }

  private String exchange(String head, String body) throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      OutputStream out = socket.getOutputStream();
      out.write((head + "Connection: close\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

package io.freehold.bootstrap.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.freehold.bootstrap.client.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The example, started as a newcomer starts it.
class ConnectButtonIT {
  @TempDir private Path home;

  private final HttpClient browser =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
  private RunningServer server;
  private Process example;
  private String origin;

  @BeforeEach
  void start() throws IOException {
    server =
        RunningServer.at(
            home, Map.of("FREEHOLD_EGRESS_ALLOW_LOOPBACK", "true", "FREEHOLD_RELAY_PORT", "0"));
    server.registerServer();
    server.ingest("instagram.profile", "{\"username\":\"alice\",\"displayName\":\"<b>Alice</b>\"}");
    int port = FreePort.find();
    origin = "http://localhost:" + port;
    example =
        new Shell(home)
            .start(
                "exec '%s' --port %d --relay %s --gateway %s --key '%s'"
                    .formatted(
                        Checkout.root().resolve("examples/connect-button/run"),
                        port,
                        server.url("relay"),
                        server.url("gateway"),
                        home.resolve("app.key.json")));
    var lines =
        new BufferedReader(new InputStreamReader(example.getInputStream(), StandardCharsets.UTF_8));
    String line = lines.readLine();
    if (line == null || !line.startsWith("connect-button ready")) {
      throw new AssertionError(
          "the example did not start: "
              + new String(example.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @AfterEach
  void stop() {
    example.destroy();
    server.close();
  }

  @Test
  void showsPeopleTheirOwnDataAndForgetsItWhenTheyTakeItBack() throws Exception {
    JsonNode waiting = json(send("POST", "/api/connect"));
    assertThat(waiting.path("status").asText()).isEqualTo("pending");
    String link = waiting.path("deepLink").asText();
    assertThat(json(send("GET", "/api/data")).path("status").asText()).isEqualTo("none");
    assertThat(waiting.path("consoleLink").asText())
        .isEqualTo(link.replace("vana://connect?", "http://localhost:8090/connect?"));

    Answer asked = server.owner().post("/v1/connect/requests", "{\"deepLink\":\"" + link + "\"}");
    String id = link.replaceAll(".*sessionId=([^&]+).*", "$1");
    Answer approved = server.owner().post("/v1/connect/requests/" + id + "/approve", "");

    assertThat(asked.isSuccess()).describedAs(new String(asked.body())).isTrue();
    assertThat(approved.isSuccess()).describedAs(new String(approved.body())).isTrue();
    assertThat(json(send("GET", "/api/session")).path("status").asText()).isEqualTo("approved");
    JsonNode data = json(send("GET", "/api/data"));
    assertThat(data.path("data").get(0).path("text").asText())
        .contains("\"displayName\":\"<b>Alice</b>\"");

    for (JsonNode grant : server.owner().get("/v1/grants").json().path("grants")) {
      server.owner().delete("/v1/grants/" + grant.path("grantId").asText());
    }
    assertThat(json(send("GET", "/api/data")).path("status").asText()).isEqualTo("over");
  }

  @Test
  void isNobodyElsesButton() throws Exception {
    HttpResponse<String> foreign =
        browser.send(
            HttpRequest.newBuilder(URI.create(origin + "/api/connect"))
                .header("Origin", "https://evil.example")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build(),
            BodyHandlers.ofString());
    HttpResponse<String> underAnotherName =
        browser.send(
            HttpRequest.newBuilder(URI.create(origin.replace("localhost", "127.0.0.1") + "/"))
                .build(),
            BodyHandlers.ofString());

    assertThat(foreign.statusCode()).isEqualTo(403);
    assertThat(underAnotherName.statusCode()).isEqualTo(421);
  }

  @Test
  void bringsNothingFromElsewhereAndRunsNothingOfTheDatas() throws Exception {
    HttpResponse<String> page = send("GET", "/");
    String script = send("GET", "/app.js").body();

    assertThat(page.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(
            policy -> assertThat(policy).startsWith("default-src 'none'").doesNotContain("unsafe"));
    assertThat(page.body())
        .contains("<link rel=\"manifest\"")
        .doesNotContain("http://", "https://", "style=", "onclick");
    assertThat(script)
        .doesNotContain("innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(");
  }

  private HttpResponse<String> send(String method, String path)
      throws IOException, InterruptedException {
    return browser.send(
        HttpRequest.newBuilder(URI.create(origin + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(200);
    return new JsonMapper().readTree(answer.body());
  }
}

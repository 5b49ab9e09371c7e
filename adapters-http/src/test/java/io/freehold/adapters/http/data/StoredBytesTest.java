package io.freehold.adapters.http.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.http.Ask;
import io.freehold.adapters.http.TestServer;
import io.freehold.adapters.http.Wire.Answer;
import io.freehold.adapters.http.gateway.GatewayOnPort;
import io.freehold.application.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bytes that somebody else made, in the browser of whoever reads them (threat T56).
class StoredBytesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"<script>alert(1)</script>\":\"<svg onload=alert(1)>\"}",
        "{\"x\":\"<!doctype html><html><body onload=alert(1)>\"}",
        "{\"x\":\"%PDF-1.7 %\u00e2\u00e3\u00cf\u00d3\"}",
        "{\"x\":\"GIF89a/*\",\"y\":\"*/=alert(1)\"}"
      })
  void areJsonAndNothingElse(String json) {
    try (var server = TestServer.started()) {
      assertThat(
              Ask.post("/v1/data/instagram.profile", json)
                  .header("Content-Type", "application/json; charset=utf-8")
                  .byTheOwner()
                  .to(server)
                  .status())
          .isEqualTo(201);

      Answer answer =
          Ask.get("/v1/data/instagram.profile")
              .header("Accept", "text/html")
              .byTheOwner()
              .to(server);

      assertThat(answer.text()).endsWith(json + "}");
      assertThat(answer.header("Content-Type")).hasValue("application/json");
      assertThat(answer.header("Content-Disposition").orElse(""))
          .matches("attachment; filename=\"instagram\\.profile-[0-9TZ-]+\\.json\"");
      cannotBeRun(answer);
    }
  }

  @Test
  void ofSchemasAreNoPagesEither() {
    try (var gateway = new GatewayOnPort(Limits.DEFAULT)) {
      Answer answer =
          Ask.get("/v1/schemas/0x" + "77".repeat(32) + "/definition")
              .toHost("localhost")
              .over(gateway.port());

      assertThat(answer.header("Content-Type")).hasValue("application/schema+json");
      assertThat(answer.header("Content-Disposition"))
          .hasValue("attachment; filename=\"schema.json\"");
      cannotBeRun(answer);
    }
  }

  private static void cannotBeRun(Answer answer) {
    assertThat(answer.header("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(answer.header("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "sandbox", "frame-ancestors 'none'");
    assertThat(answer.header("Cross-Origin-Resource-Policy")).hasValue("same-origin");
  }
}

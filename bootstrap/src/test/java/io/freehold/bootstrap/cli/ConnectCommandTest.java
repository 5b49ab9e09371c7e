package io.freehold.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.freehold.bootstrap.Context;
import io.freehold.bootstrap.config.ConfigLoader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Requests of a relay that makes ids as options begin.
class ConnectCommandTest {
  private static final String ID = "-7Xq_AbCdEfGhIjK";

  private final List<String> asked = new ArrayList<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private HttpServer server;
  private String status = "waiting";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().getPath());
          byte[] body =
              """
              {"id":"%s","status":"%s"}
              """
                  .formatted(ID, status)
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private int freehold(String... arguments) {
    var environment =
        Map.of(
            "FREEHOLD_URL",
            "http://127.0.0.1:" + server.getAddress().getPort(),
            "FREEHOLD_TOKEN",
            "fh_notAToken");
    var context = new Context(new ConfigLoader(environment), InstantSource.system(), new Random(1));
    return FreeholdCommand.commandLine(context, arguments)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void whatItSaysToTypeLaterCanBeTyped() {
    assertThat(freehold("connect", "--", ID)).isEqualTo(2);
    assertThat(err.toString()).endsWith("freehold connect approve -- " + ID + "\n");

    assertThat(freehold("connect", "approve", "--", ID)).as(err.toString()).isZero();
    assertThat(asked).last().isEqualTo("/v1/connect/requests/" + ID + "/approve");
  }

  @Test
  void whatItSaysToLookAtLaterCanBeTyped() {
    status = "received";

    assertThat(freehold("connect", "--", ID)).as(err.toString()).isZero();

    assertThat(out.toString()).endsWith("freehold connect show -- " + ID + "\n");
  }

  @Test
  void whoForgetsTheDashesIsToldOfThem() {
    assertThat(freehold("connect", "approve", ID)).isEqualTo(2);

    assertThat(asked).isEmpty();
    assertThat(err.toString()).contains("A value that begins with - comes after --");
  }
}

package io.freehold.bootstrap.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerRevokesGrantIT {
  private static final int READERS = 8;

  @TempDir private Path home;

  /// A read that was started after the revocation returned gets nothing, however many others are
  /// under way.
  @Test
  void nothingIsReadOnceTheRevocationReturned() throws Exception {
    try (var server = RunningServer.withEverybodyRegistered(home);
        var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      server.ingest("instagram.profile", "{\"username\":\"alice\"}");
      String grant = server.grant(0, "instagram.profile");
      var revokedAt = new AtomicLong(Long.MAX_VALUE);
      List<Future<List<String>>> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        readers.add(executor.submit(reader(server, grant, revokedAt)));
      }
      server.builderWith(grant).get("/v1/data/instagram.profile");

      assertThat(server.owner().delete("/v1/grants/" + grant).status()).isEqualTo(200);
      revokedAt.set(System.nanoTime());

      for (Future<List<String>> reader : readers) {
        assertThat(reader.get()).isEmpty();
      }
      assertThat(server.owner().delete("/v1/grants/" + grant).status()).isEqualTo(200);
    }
  }

  /// Reads until it was refused a few times; returns what it got although it should not have.
  private static Callable<List<String>> reader(
      RunningServer server, String grant, AtomicLong revokedAt) {
    var client = server.builderWith(grant);
    return () -> {
      var violations = new ArrayList<String>();
      int refusals = 0;
      for (int round = 0; round < 2_000 && refusals < 5; round++) {
        boolean isAfter = System.nanoTime() > revokedAt.get();
        int status = client.get("/v1/data/instagram.profile").status();
        if (status == 410) {
          refusals++;
        } else if (status != 200 && status != 429) {
          violations.add("answered " + status);
        }
        if (isAfter && status == 200) {
          violations.add("read after the revocation");
        }
      }
      if (refusals == 0) {
        violations.add("was never refused");
      }
      return violations;
    };
  }

  @Test
  void anUnknownGrantIsNotRevoked() {
    try (var server = RunningServer.withEverybodyRegistered(home)) {
      var answer = server.owner().delete("/v1/grants/0x" + "ab".repeat(32));

      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.errorCode()).isEqualTo("GRANT_NOT_FOUND");
      assertThat(server.owner().delete("/v1/grants/nonsense").status()).isEqualTo(400);
    }
  }
}

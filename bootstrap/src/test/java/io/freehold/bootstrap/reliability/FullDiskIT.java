package io.freehold.bootstrap.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.bootstrap.acceptance.Shell;
import io.freehold.bootstrap.acceptance.StartedServer;
import io.freehold.bootstrap.client.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// R4: a disk of 8 MB, filled by the server and then by somebody else to the last byte.
class FullDiskIT {
  private static final int PAYLOAD_BYTES = 100_000;

  @RegisterExtension private final Experiment experiment = new Experiment("R4");
  @TempDir private Path folder;

  private Path disk;
  private boolean isMounted;
  private final Map<String, String> stored = new LinkedHashMap<>();

  @BeforeEach
  void mount() throws IOException {
    disk = Files.createDirectory(folder.resolve("disk"));
    Shell.Done mount =
        new Shell(folder).run("mount -t tmpfs -o size=8m,mode=0700 tmpfs '" + disk + "'");
    isMounted = mount.exitCode() == 0;
    if (!isMounted) {
      experiment.cannotBeTried("a small disk cannot be mounted without root: " + mount.err());
    }
  }

  @AfterEach
  void unmount() {
    if (isMounted) {
      var _ = new Shell(folder).run("umount -l '" + disk + "'");
    }
  }

  @Test
  void servesAndRecoversWhenTheDiskIsFull() throws Exception {
    var lab = new Lab(disk.resolve("home"));
    try (var server = lab.start()) {
      lab.introduce(server);
      String grant = lab.grant(server, "full.grant");
      fill(lab, server);
      mustReadAll(lab, server);

      fillToTheLastByte("filler");
      mustReadAll(lab, server);
      assertThat(refused(lab, server)).isEqualTo(507);
      assertThat(ready(server)).isEqualTo(503);
      mustRecordNothingButTheEndOf(grant, lab, server);
      mustDeleteOne(lab, server);
      assertThat(server.stop()).isZero();
      fillToTheLastByte("more");
      int grown = afterARestartWhileFull(lab);

      experiment.report(
          "disk=8MiB stored=%d refused=507 readable=100%% deleted while full=2 restarted while"
              + " full=1 written after freeing=%d",
          stored.size() + 3, grown);
    }
  }

  private static void mustRecordNothingButTheEndOf(String grant, Lab lab, StartedServer server) {
    String another =
        "{\"granteeAddress\":\"%s\",\"scopes\":[\"full.grant\"]}"
            .formatted(Lab.BUILDER.address().value());
    assertThat(lab.owner(server).post("/v1/grants", another).status()).isEqualTo(507);
    assertThat(lab.owner(server).delete("/v1/grants/" + grant).status()).isEqualTo(200);
  }

  private int afterARestartWhileFull(Lab lab) throws IOException {
    try (var again = lab.start()) {
      mustReadAll(lab, again);
      assertThat(refused(lab, again)).isEqualTo(507);
      mustDeleteOne(lab, again);
      Files.delete(disk.resolve("filler"));
      Files.delete(disk.resolve("more"));
      mustDeleteOne(lab, again);
      int before = stored.size();
      fill(lab, again);
      assertThat(stored.size()).isGreaterThan(before);
      mustReadAll(lab, again);
      lab.mustHaveAWholeLog(again);
      assertThat(again.stop()).isZero();
      return stored.size() - before;
    }
  }

  /// Ingests until it is refused for want of room.
  private void fill(Lab lab, StartedServer server) {
    while (true) {
      String scope = "full.scope" + experiment.random().nextLong(1L << 40);
      byte[] noise = new byte[PAYLOAD_BYTES / 2];
      experiment.random().nextBytes(noise);
      String payload = "{\"noise\":\"" + HexFormat.of().formatHex(noise) + "\"}";
      Answer answer = lab.owner(server).post("/v1/data/" + scope, payload);
      if (answer.status() != 201) {
        assertThat(answer.status()).describedAs(new String(answer.body())).isEqualTo(507);
        assertThat(answer.errorCode()).isEqualTo("INSUFFICIENT_STORAGE");
        return;
      }
      stored.put(scope, payload);
    }
  }

  private void fillToTheLastByte(String name) throws IOException {
    try (var out = Files.newOutputStream(disk.resolve(name))) {
      for (int size = 64 << 10; size > 0; size /= 2) {
        while (fits(out, new byte[size])) {}
      }
    }
  }

  private static boolean fits(java.io.OutputStream out, byte[] bytes) {
    try {
      out.write(bytes);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int refused(Lab lab, StartedServer server) {
    return lab.owner(server).post("/v1/data/full.late", "{\"n\":1}").status();
  }

  private static int ready(StartedServer server) {
    return Lab.anybody(server).get("/ready").status();
  }

  private void mustReadAll(Lab lab, StartedServer server) {
    stored.forEach((scope, payload) -> {
      Answer answer = lab.owner(server).get("/v1/data/" + scope);
      assertThat(answer.status()).describedAs(scope).isEqualTo(200);
      assertThat(new String(answer.body(), StandardCharsets.UTF_8))
          .endsWith("\"data\":" + payload + "}");
    });
  }

  private void mustDeleteOne(Lab lab, StartedServer server) {
    String scope = stored.keySet().iterator().next();
    assertThat(lab.owner(server).delete("/v1/data/" + scope).status()).isEqualTo(204);
    stored.remove(scope);
    assertThat(lab.owner(server).get("/v1/data/" + scope).status()).isEqualTo(404);
  }
}

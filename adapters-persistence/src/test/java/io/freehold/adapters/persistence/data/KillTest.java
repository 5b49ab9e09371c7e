package io.freehold.adapters.persistence.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.persistence.HoldsAHome;
import io.freehold.adapters.persistence.Home;
import io.freehold.application.testing.Cast;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.Scope;
import io.freehold.domain.ScopePrefix;
import io.freehold.domain.data.Page;
import io.freehold.domain.data.ScopeSummary;
import io.freehold.domain.data.Version;
import io.freehold.domain.grant.ScopePattern;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/// A process that is killed while it saves has lost nothing it acknowledged (R1).
class KillTest {
  private static final int LINES_BEFORE_THE_KILL = 200;

  @TempDir Path folder;

  @RepeatedTest(3)
  void losesNothingThatWasAcknowledged() throws Exception {
    List<String> acknowledged = saveUntilKilled();

    try (var home = new Home(folder, Cast.CLOCK)) {
      for (String line : acknowledged) {
        String[] parts = line.split(" ");
        var scope = new Scope("killed.scope" + Integer.parseInt(parts[0]) % 3);
        var found =
            Samples.find(
                    home.adapter().dataFiles(),
                    scope,
                    new Version.AsOf(CollectedAt.parse(parts[1])))
                .orElseThrow();
        assertThat(found.sha256()).isEqualTo(parts[2]);
        assertThat(Samples.text(found)).contains("{\"n\":" + parts[0] + "}");
      }
      assertThat(home.file("incoming")).isEmptyDirectory();
      assertThat(filesIn(home.file("data"))).isEqualTo(versionsIn(home));
    }
  }

  private List<String> saveUntilKilled() throws Exception {
    Process process = HoldsAHome.start(folder);
    var lines = new ArrayList<String>();
    try (var out = process.inputReader(StandardCharsets.UTF_8)) {
      while (lines.size() < LINES_BEFORE_THE_KILL) {
        lines.add(out.readLine());
      }
      process.toHandle().destroyForcibly();
      process.onExit().join();
      out.lines().filter(line -> line.matches("\\d+ \\S+ [0-9a-f]{64}")).forEach(lines::add);
    }
    return lines;
  }

  private static long filesIn(Path data) throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  private static long versionsIn(Home home) {
    return home
        .adapter()
        .dataFiles()
        .scopes(ScopePrefix.ALL, List.of(new ScopePattern("*")), new Page(10, 0))
        .items()
        .stream()
        .mapToLong(ScopeSummary::versionCount)
        .sum();
  }
}

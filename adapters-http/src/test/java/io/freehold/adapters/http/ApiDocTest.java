package io.freehold.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.Limits;
import io.freehold.application.testing.Cast;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// `docs/api.md` has a line for every route of the personal server, and none for anything else.
class ApiDocTest {
  private static final Pattern LINE =
      Pattern.compile("\\| `([A-Z]+ /[^`]*)` \\| ([a-z ]+) \\|.*\\|.*\\|.*\\|");

  @Test
  void hasOneLineForEveryRoute() throws IOException {
    var routes =
        new HttpApi(
                new TestServer().role(), new Deliveries(_ -> true), "1", Limits.DEFAULT, Cast.CLOCK)
            .routes();

    assertThat(
            Files.readAllLines(document()).stream()
                .map(LINE::matcher)
                .filter(line -> line.matches())
                .map(line -> line.group(1) + ": " + line.group(2)))
        .containsExactlyElementsOf(routes.stream().map(ApiDocTest::asWritten).toList());
  }

  private static String asWritten(ApiRoute route) {
    return route.method()
        + " "
        + route.path().replaceAll(":(\\w+)", "{$1}")
        + ": "
        + switch (route.callers()) {
          case ANYONE -> "anybody";
          case OWNER -> "owner";
          case BUILDER_OR_OWNER -> "owner or builder";
          default -> "another caller: " + route.callers();
        };
  }

  private static Path document() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isRegularFile(folder.resolve("docs/api.md"))) {
      folder = folder.getParent();
    }
    assertThat(folder).as("the folder with docs/api.md").isNotNull();
    return folder.resolve("docs/api.md");
  }
}

package io.freehold.adapters.persistence.sync;

import static io.freehold.application.testing.Cast.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.persistence.Home;
import io.freehold.adapters.persistence.files.LocalDisk;
import io.freehold.application.testing.HandSetClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CursorMirrorTest {
  private static final String FIRST = "2026-01-21T10:00:00Z";
  private static final String SECOND = "2026-01-21T10:00:01.5Z";

  @TempDir Path home;
  private final HandSetClock clock = new HandSetClock(NOW);
  private CursorMirror mirror;
  private Path file;

  @BeforeEach
  void open() throws IOException {
    mirror = new CursorMirror(home, LocalDisk.at(home), clock);
    file = home.resolve("server.json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "{\"sync\":{\"lastProcessedTimestamp\":\"x\"}}|{\"sync\":{\"lastProcessedTimestamp\":\"@\"}}",
        "{\"sync\":{\"lastProcessedTimestamp\": null }}|{\"sync\":{\"lastProcessedTimestamp\": \"@\" }}",
        "{ \"a\":1.10,\"sync\" : { \"enabled\":true, \"lastProcessedTimestamp\" : \"\\u00e9\" , \"n\": [{}] }, \"é\":\"ü\" }|"
            + "{ \"a\":1.10,\"sync\" : { \"enabled\":true, \"lastProcessedTimestamp\" : \"@\" , \"n\": [{}] }, \"é\":\"ü\" }",
        "{\"sync\":{\"enabled\":true}}|{\"sync\":{\"lastProcessedTimestamp\": \"@\", \"enabled\":true}}",
        "{\"sync\":{}}|{\"sync\":{\"lastProcessedTimestamp\": \"@\"}}",
        "{\"unknown\":{\"sync\":{\"lastProcessedTimestamp\":\"x\"}},\"sync\":{\"lastProcessedTimestamp\":\"x\"}}|"
            + "{\"unknown\":{\"sync\":{\"lastProcessedTimestamp\":\"x\"}},\"sync\":{\"lastProcessedTimestamp\":\"@\"}}"
      })
  void changesOneMemberAndNoOtherByte(String before, String after) throws IOException {
    Files.writeString(file, before);

    mirror.show(FIRST);

    assertThat(file).hasContent(after.replace("@", FIRST));
    assertThat(home.resolve("server.json.new")).doesNotExist();
  }

  @Test
  void makesTheMemberWhereThereIsNone() throws IOException {
    Files.writeString(file, "{\n  \"server\": {\"port\": 8080}\n}\n");

    mirror.show(FIRST);

    assertThat(file)
        .hasContent(
            "{\n  \"sync\": {\"lastProcessedTimestamp\": \""
                + FIRST
                + "\"},\n"
                + "  \"server\": {\"port\": 8080}\n}\n");
  }

  @Test
  void makesTheMemberInAFileWithoutAny() throws IOException {
    Files.writeString(file, "{}");

    mirror.show(FIRST);

    assertThat(file).hasContent("{\n  \"sync\": {\"lastProcessedTimestamp\": \"" + FIRST + "\"}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"sync\":{}} // mine",
        "{\"sync\":{}}{}",
        "{\"sync\":{},\"sync\":{}}",
        "{\"sync\":true}",
        "{\"sync\":{\"lastProcessedTimestamp\":{}}}",
        "{\"sync\":{\"lastProcessedTimestamp\":\"x\"}"
      })
  void leavesAFileAloneThatItDoesNotUnderstand(String text) throws IOException {
    Files.writeString(file, text);

    mirror.show(FIRST);

    assertThat(file).hasContent(text);
  }

  @Test
  void makesNoFile() {
    mirror.show(FIRST);
    mirror.close();

    assertThat(file).doesNotExist();
  }

  @Test
  void leavesALinkToSomewhereElseAlone() throws IOException {
    Path elsewhere = Files.writeString(home.resolve("elsewhere.json"), "{}");
    Files.createSymbolicLink(file, elsewhere);

    mirror.show(FIRST);

    assertThat(elsewhere).hasContent("{}");
    assertThat(file).isSymbolicLink();
  }

  @Test
  void showsNothingThatIsNoTime() throws IOException {
    Files.writeString(file, "{}");

    mirror.show("page-7");

    assertThat(file).hasContent("{}");
  }

  @Test
  void writesOnceAMinuteAndAtTheEnd() throws IOException {
    Files.writeString(file, "{\"sync\":{\"lastProcessedTimestamp\":\"\"}}");

    mirror.show(FIRST);
    clock.advance(Duration.ofMillis(59_999));
    mirror.show(SECOND);
    assertThat(file).content().contains(FIRST);

    clock.advance(Duration.ofMillis(1));
    mirror.show(SECOND);
    assertThat(file).content().contains(SECOND);

    mirror.show(FIRST);
    assertThat(file).content().contains(SECOND);

    mirror.close();
    assertThat(file).content().contains(FIRST);
  }

  @Test
  void isThatOfTheStore() throws IOException {
    Path folder = home.resolve("home");
    try (var opened = new Home(folder, clock)) {
      Files.writeString(folder.resolve("server.json"), "{}");
      opened.adapter().syncIndex().advance(FIRST);
      opened.adapter().syncIndex().advance(SECOND);
      opened.restart();
      assertThat(opened.adapter().syncIndex().cursor()).contains(SECOND);
    }
    assertThat(folder.resolve("server.json")).content().contains(SECOND);
  }
}

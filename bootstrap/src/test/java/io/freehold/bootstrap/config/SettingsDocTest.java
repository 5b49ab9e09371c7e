package io.freehold.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.Limits;
import io.freehold.bootstrap.acceptance.Checkout;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// `docs/settings.md` has a line for every setting, and none for anything else.
class SettingsDocTest {
  private static final Pattern LINE =
      Pattern.compile(
          "\\| `([a-z][A-Za-z0-9.]+)` \\| ([^|]+) \\| ([^|]*) ?\\| `([A-Z0-9_]+)` \\| [^|]+ \\|");

  private record Line(String name, String type, String byDefault, String variable) {}

  private static List<Line> lines() throws IOException {
    return Files.readAllLines(Checkout.root().resolve("docs/settings.md")).stream()
        .map(LINE::matcher)
        .filter(line -> line.matches())
        .map(line -> new Line(line.group(1), line.group(2), line.group(3).strip(), line.group(4)))
        .toList();
  }

  @Test
  void hasOneLineForEverySetting() throws IOException {
    assertThat(lines())
        .extracting(Line::name)
        .containsExactlyInAnyOrderElementsOf(SettingsTable.paths().toList());
  }

  @Test
  void namesEachAsTheEnvironmentDoes() throws IOException {
    assertThat(lines())
        .allSatisfy(line ->
            assertThat(line.variable()).isEqualTo(SettingsTable.environmentName(line.name())));
  }

  @Test
  void saysWhatEachBoundIsWhereNothingIsSet() throws IOException {
    assertThat(lines())
        .filteredOn(line -> line.name().startsWith("limits."))
        .extracting(line -> line.name() + " " + line.byDefault())
        .containsExactlyElementsOf(
            Arrays.stream(Limits.class.getRecordComponents())
                .map(bound -> "limits." + bound.getName() + " " + byDefault(bound))
                .toList());
  }

  private static String byDefault(RecordComponent bound) {
    try {
      return switch (bound.getAccessor().invoke(Limits.DEFAULT)) {
        case Duration time -> text(time);
        case Number number when bound.getName().matches(".*Bytes(Max)?") ->
            number + inLargerUnits(number.longValue());
        case Object number -> number.toString();
      };
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(Duration time) {
    long seconds = time.toSeconds();
    if (seconds % 3_600 == 0) {
      return seconds / 3_600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }

  private static String inLargerUnits(long bytes) {
    if (bytes >= 1 << 20 && bytes % (1 << 20) == 0) {
      return " (" + (bytes >> 20) + " MiB)";
    }
    return bytes >= 1 << 10 && bytes % (1 << 10) == 0 ? " (" + (bytes >> 10) + " KiB)" : "";
  }
}

package io.freehold.architecture.mitigations;

import io.freehold.architecture.mitigations.Mitigation.Witness;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Reads `mitigations.txt`: paragraphs of a head line (ids of threats, and what would be lost), an
/// `in` line (module and class), `-` lines (what is there), `+` lines (what is there without the
/// mitigation) and `by` lines (module and test classes).
final class MitigationTable {
  private MitigationTable() {}

  static List<Mitigation> read() {
    try (InputStream text = MitigationTable.class.getResourceAsStream("/mitigations.txt")) {
      return Arrays.stream(
              new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8)
                  .split("\n\\s*\n"))
          .filter(paragraph -> !paragraph.startsWith("#"))
          .map(MitigationTable::mitigation)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Mitigation mitigation(String paragraph) {
    List<String> lines = paragraph.strip().lines().toList();
    int colon = lines.getFirst().indexOf(": ");
    String[] place = only("in ", lines).split(" ");
    return new Mitigation(
        lines.getFirst().substring(0, colon),
        lines.getFirst().substring(colon + 2),
        Path.of(place[0], "src/main/java/io/freehold", place[1] + ".java"),
        joined("-", lines),
        joined("+", lines),
        witnesses(lines));
  }

  private static String only(String prefix, List<String> lines) {
    return joined(prefix, lines).strip();
  }

  private static String joined(String prefix, List<String> lines) {
    return String.join(
        "\n",
        lines.stream()
            .filter(line -> line.startsWith(prefix))
            .map(line -> line.substring(prefix.length()))
            .toList());
  }

  private static List<Witness> witnesses(List<String> lines) {
    var witnesses = new ArrayList<Witness>();
    for (String line : lines) {
      if (line.startsWith("by ")) {
        String[] words = line.substring(3).split(" ");
        Arrays.stream(words)
            .skip(1)
            .map(name -> new Witness(words[0], name))
            .forEach(witnesses::add);
      }
    }
    return List.copyOf(witnesses);
  }
}

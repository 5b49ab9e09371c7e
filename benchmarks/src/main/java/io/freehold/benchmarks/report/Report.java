package io.freehold.benchmarks.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The figures in the order of measuring. Each is shown at once, all of them as a table at the end.
public final class Report {
  private final Machine machine;
  private final PrintWriter out;
  private final List<Figure> figures = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  public Report(Machine machine, PrintWriter out) {
    this.machine = machine;
    this.out = out;
    say(machine.toString());
  }

  public void say(String line) {
    out.println(line);
    out.flush();
  }

  public void add(Figure figure) {
    figures.add(figure);
    say("  %-48s %-26s %14s".formatted(figure.work(), figure.measure(), figure.measured()));
  }

  /// A measurement that could not be made; the others go on.
  public void failed(String work, Exception because) {
    failures.add(work + ": " + because.getMessage());
    say("  FAILED " + work + ": " + because);
  }

  public boolean hasFailures() {
    return !failures.isEmpty();
  }

  public List<Figure> figures() {
    return List.copyOf(figures);
  }

  /// A table in Markdown, with the targets.
  public void printTable() {
    say("");
    say("| Work | Measure | Target | Measured | |");
    say("|---|---|---|---|---|");
    figures.forEach(f ->
        say(
            "| %s | %s | %s | %s | %s |"
                .formatted(f.work(), f.measure(), f.wanted(), f.measured(), f.verdict())));
    failures.forEach(failure -> say("FAILED " + failure));
    say("");
    say(machine.toString());
  }

  public void writeJson(Path file) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.putObject("machine")
        .put("processor", machine.processor())
        .put("processors", machine.processors())
        .put("memoryMib", machine.memoryMib())
        .put("kernel", machine.kernel())
        .put("jdk", machine.jdk())
        .put("syncMicros", machine.syncMicros());
    ArrayNode rows = json.putArray("figures");
    figures.forEach(figure -> rows.add(json(figure)));
    failures.forEach(json.putArray("failures")::add);
    try {
      Files.writeString(
          file, new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static ObjectNode json(Figure figure) {
    ObjectNode row =
        JsonNodeFactory.instance
            .objectNode()
            .put("work", figure.work())
            .put("measure", figure.measure())
            .put("unit", figure.unit())
            .put("measured", figure.value());
    figure
        .target()
        .ifPresent(target ->
            row.put("target", target.value())
                .put("bound", target.bound().name())
                .put("met", target.isMetBy(figure.value())));
    return row;
  }
}

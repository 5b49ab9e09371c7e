package io.freehold.bootstrap.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.freehold.domain.upkeep.Finding;
import io.freehold.domain.upkeep.Finding.Remedy;
import io.freehold.domain.upkeep.Inspection;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import picocli.CommandLine;

/// Prints findings as they come, however many there are.
sealed interface FindingsReport extends AutoCloseable {
  void found(Finding finding);

  void repaired(Finding finding, String done);

  /// Prints what it comes to and returns the exit code.
  int end(Inspection looked);

  @Override
  void close();

  /// How many findings want what.
  final class Count {
    private final Map<Remedy, Long> found = new EnumMap<>(Remedy.class);
    private long repaired;

    private void add(Finding finding) {
      found.merge(finding.kind().remedy(), 1L, Long::sum);
    }

    private long of(Remedy remedy) {
      return found.getOrDefault(remedy, 0L);
    }

    private long defects() {
      return of(Remedy.REPAIR) + of(Remedy.BY_HAND);
    }

    private int exitCode() {
      return defects() == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
  }

  /// For people.
  final class Words implements FindingsReport {
    private static final String LINE = "%-8s  %-19s  %s%n          %s%n";

    private final PrintWriter out;
    private final Count count = new Count();

    Words(PrintWriter out) {
      this.out = out;
    }

    @Override
    public void found(Finding finding) {
      count.add(finding);
      line(finding.isDefect() ? "DEFECT" : "note", finding, finding.detail());
    }

    @Override
    public void repaired(Finding finding, String done) {
      count.repaired++;
      line("repaired", finding, finding.detail() + "; " + done);
    }

    private void line(String mark, Finding finding, String text) {
      out.printf(LINE, mark, finding.kind().word(), finding.place(), text);
    }

    @Override
    public int end(Inspection looked) {
      out.printf(
          "looked at %d data files (%d KiB) and %d lines of the access log%n",
          looked.dataFiles(), looked.dataBytes() >> 10, looked.logLines());
      if (count.repaired > 0) {
        out.printf("repaired: %d%n", count.repaired);
      }
      printVerdict();
      return count.exitCode();
    }

    private void printVerdict() {
      if (count.defects() == 0) {
        out.println("clean");
        return;
      }
      out.printf("NOT CLEAN: %d defects%n", count.defects());
      if (count.of(Remedy.REPAIR) > 0) {
        out.printf(
            "`freehold repair` mends %d of them and deletes nothing%n", count.of(Remedy.REPAIR));
      }
      if (count.of(Remedy.BY_HAND) > 0) {
        out.printf(
            "%d of them only you can mend, from a backup for example%n", count.of(Remedy.BY_HAND));
      }
    }

    @Override
    public void close() {
      out.flush();
    }
  }

  /// For scripts: one object, its findings in the order in which they were made.
  final class Json implements FindingsReport {
    private final JsonGenerator json;
    private final PrintWriter out;
    private final Count count = new Count();

    Json(PrintWriter out) {
      this.out = out;
      try {
        json = new JsonFactory().createGenerator(out);
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.setPrettyPrinter(new DefaultPrettyPrinter());
        json.writeStartObject();
        json.writeArrayFieldStart("findings");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void found(Finding finding) {
      count.add(finding);
      write(finding, finding.isDefect() ? "defect" : "note", "");
    }

    @Override
    public void repaired(Finding finding, String done) {
      count.repaired++;
      write(finding, "repaired", done);
    }

    private void write(Finding finding, String status, String done) {
      try {
        json.writeStartObject();
        json.writeStringField("status", status);
        json.writeStringField("kind", finding.kind().word());
        json.writeStringField("place", finding.place());
        json.writeStringField("detail", finding.detail());
        if (status.equals("defect")) {
          boolean isMendable = finding.kind().remedy() == Remedy.REPAIR;
          json.writeStringField("remedy", isMendable ? "repair" : "by-hand");
        } else if (!done.isEmpty()) {
          json.writeStringField("done", done);
        }
        json.writeEndObject();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public int end(Inspection looked) {
      try {
        json.writeEndArray();
        json.writeBooleanField("clean", count.defects() == 0);
        json.writeNumberField("defects", count.defects());
        json.writeNumberField("repaired", count.repaired);
        json.writeNumberField("notes", count.of(Remedy.NONE_NEEDED));
        json.writeNumberField("dataFiles", looked.dataFiles());
        json.writeNumberField("dataBytes", looked.dataBytes());
        json.writeNumberField("logLines", looked.logLines());
        json.writeEndObject();
        json.flush();
        out.println();
        return count.exitCode();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      out.flush();
    }
  }
}

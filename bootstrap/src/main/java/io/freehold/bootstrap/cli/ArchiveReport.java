package io.freehold.bootstrap.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.domain.upkeep.ArchiveProgress;
import io.freehold.domain.upkeep.LeftOut;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/// Shows how work on an archive goes on, and says at its end what was left out: as one line that
/// changes on a terminal, as a line now and then elsewhere, as an object for scripts.
final class ArchiveReport implements ArchiveProgress {
  private static final long BYTES_PER_LINE = 256L << 20;
  private static final long BYTES_PER_CHANGE = 4L << 20;
  private static final int LEFT_OUT_SHOWN_MAX = 1_000;

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean isJson;
  private final boolean isAtTerminal;
  private final String act;
  private final List<LeftOut> leftOut = new ArrayList<>();
  private long leftOutCount;
  private long skipped;
  private long shown;

  /// @param act what is done, such as `backing up`
  ArchiveReport(PrintWriter out, PrintWriter err, boolean isJson, String act) {
    this.out = out;
    this.err = err;
    this.isJson = isJson;
    this.isAtTerminal = System.console() != null && System.console().isTerminal();
    this.act = act;
  }

  @Override
  public void reached(long bytes, long bytesAll) {
    if (bytes < shown) {
      shown = 0;
    }
    if (bytes - shown < (isAtTerminal ? BYTES_PER_CHANGE : BYTES_PER_LINE)) {
      return;
    }
    shown = bytes;
    String text =
        bytesAll == 0
            ? "%s: %d MiB".formatted(act, bytes >> 20)
            : "%s: %d of %d MiB".formatted(act, bytes >> 20, Math.max(bytes, bytesAll) >> 20);
    err.print(isAtTerminal ? "\r" + text : text + System.lineSeparator());
    err.flush();
  }

  @Override
  public void leftOut(LeftOut file) {
    leftOutCount++;
    if (!file.isAsWished()) {
      skipped++;
    }
    if (leftOut.size() < LEFT_OUT_SHOWN_MAX) {
      leftOut.add(file);
    }
  }

  boolean isComplete() {
    return skipped == 0;
  }

  /// Says what it comes to, and returns the exit code.
  int end(ObjectNode facts, String... words) {
    if (isAtTerminal && shown > 0) {
      err.println();
      err.flush();
    }
    if (isJson) {
      var files = facts.putArray("leftOut");
      leftOut.forEach(file ->
          files
              .addObject()
              .put("name", file.name())
              .put("reason", word(file))
              .put("detail", file.detail()));
      facts.put("leftOutCount", leftOutCount).put("complete", isComplete());
      out.println(facts.toPrettyString());
    } else {
      leftOut.forEach(file ->
          out.printf(
              "%-8s  %s%n          %s%n",
              file.isAsWished() ? "note" : "SKIPPED", file.name(), file.detail()));
      if (leftOutCount > leftOut.size()) {
        out.printf("... and %d more%n", leftOutCount - leftOut.size());
      }
      List.of(words).forEach(out::println);
      if (!isComplete()) {
        out.printf("NOT COMPLETE: %d skipped%n", skipped);
      }
    }
    out.flush();
    return isComplete() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private static String word(LeftOut file) {
    return file.reason().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  static ObjectNode facts() {
    return JsonNodeFactory.instance.objectNode();
  }
}

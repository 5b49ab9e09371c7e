package io.freehold.application.testing;

import io.freehold.application.port.AccessLog;
import io.freehold.domain.access.AccessLogEntry;
import io.freehold.domain.access.ChainReport;
import io.freehold.domain.access.Checkpoint;
import io.freehold.domain.access.LoggedAccess;
import io.freehold.domain.access.NotedLine;
import io.freehold.domain.access.NotedLine.Fate;
import io.freehold.domain.data.Listing;
import io.freehold.domain.data.Page;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A log whose lines hold on to each other, and whose head is as good as signed.
public final class InMemoryAccessLog implements AccessLog {
  private static final String BEFORE_THE_FIRST = "0".repeat(64);

  private static final int DAYS_AT_ONCE = 7;

  private final List<LoggedAccess> lines = new ArrayList<>();
  private Optional<Checkpoint> checkpoint = Optional.empty();

  @Override
  public synchronized void append(AccessLogEntry entry) {
    String prev = head();
    long sequence = checkpoint.map(Checkpoint::sequence).orElse(0L) + lines.size() + 1;
    lines.add(new LoggedAccess(sequence, entry, prev, hash(prev, entry)));
  }

  @Override
  public synchronized Optional<Checkpoint> forgetBefore(LocalDate day) {
    List<LocalDate> days = lines.stream().map(InMemoryAccessLog::dayOf).distinct().toList();
    int count = 0;
    while (count < Math.min(days.size() - 1, DAYS_AT_ONCE)
        && days.get(count).isBefore(day)
        && !days.get(count + 1).isAfter(day)) {
      count++;
    }
    if (count == 0) {
      return Optional.empty();
    }
    LocalDate through = days.get(count - 1);
    List<LoggedAccess> old = lines.stream().filter(line -> !dayOf(line).isAfter(through)).toList();
    LoggedAccess last = old.getLast();
    checkpoint =
        Optional.of(
            new Checkpoint(last.sequence(), last.hash(), through, last.entry().timestamp()));
    lines.removeAll(old);
    return checkpoint;
  }

  private static LocalDate dayOf(LoggedAccess line) {
    return LocalDate.ofInstant(line.entry().timestamp(), ZoneOffset.UTC);
  }

  @Override
  public synchronized Listing<LoggedAccess> read(Page page) {
    return new Listing<>(
        lines.reversed().stream().skip(page.offset()).limit(page.limit()).toList(),
        lines.size(),
        page);
  }

  @Override
  public synchronized ChainReport verify(Optional<NotedLine> noted) {
    var breaks = new ArrayList<String>();
    String prev = beforeTheFirst();
    for (LoggedAccess line : lines) {
      if (!line.prev().equals(prev) || !line.hash().equals(hash(prev, line.entry()))) {
        breaks.add("line " + line.sequence() + " does not follow from the one before");
      }
      prev = line.hash();
    }
    Optional<Fate> fate = noted.map(this::fate);
    fate.filter(found -> found == Fate.CHANGED || found == Fate.MISSING)
        .ifPresent(found -> breaks.add("the line that was noted is " + found));
    return new ChainReport(
        lines.size(), lines.size(), head(), Optional.empty(), checkpoint, fate, breaks);
  }

  private Fate fate(NotedLine noted) {
    Optional<String> hash =
        lines.stream()
            .filter(line -> line.sequence() == noted.sequence())
            .map(LoggedAccess::hash)
            .findFirst()
            .or(() ->
                checkpoint
                    .filter(made -> made.sequence() == noted.sequence())
                    .map(Checkpoint::hash));
    if (hash.isPresent()) {
      return hash.get().equals(noted.hash()) ? Fate.KEPT : Fate.CHANGED;
    }
    return checkpoint.filter(made -> made.sequence() > noted.sequence()).isPresent()
        ? Fate.FORGOTTEN
        : Fate.MISSING;
  }

  /// The entries alone, oldest first.
  public synchronized List<AccessLogEntry> entries() {
    return lines.stream().map(LoggedAccess::entry).toList();
  }

  private String head() {
    return lines.isEmpty() ? beforeTheFirst() : lines.getLast().hash();
  }

  private String beforeTheFirst() {
    return checkpoint.map(Checkpoint::hash).orElse(BEFORE_THE_FIRST);
  }

  private static String hash(String prev, AccessLogEntry entry) {
    return Hash.id(prev, entry).substring(2);
  }
}

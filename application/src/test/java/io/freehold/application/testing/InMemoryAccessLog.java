package io.freehold.application.testing;

import io.freehold.application.port.AccessLog;
import io.freehold.domain.access.AccessLogEntry;
import io.freehold.domain.access.ChainReport;
import io.freehold.domain.access.LoggedAccess;
import io.freehold.domain.data.Listing;
import io.freehold.domain.data.Page;
import java.util.ArrayList;
import java.util.List;

/// A log whose lines hold on to each other, and whose head is as good as signed.
public final class InMemoryAccessLog implements AccessLog {
  private static final String BEFORE_THE_FIRST = "0".repeat(64);

  private final List<LoggedAccess> lines = new ArrayList<>();

  @Override
  public synchronized void append(AccessLogEntry entry) {
    String prev = head();
    lines.add(new LoggedAccess(lines.size() + 1L, entry, prev, hash(prev, entry)));
  }

  @Override
  public synchronized Listing<LoggedAccess> read(Page page) {
    return new Listing<>(
        lines.reversed().stream().skip(page.offset()).limit(page.limit()).toList(),
        lines.size(),
        page);
  }

  @Override
  public synchronized ChainReport verify() {
    var breaks = new ArrayList<String>();
    String prev = BEFORE_THE_FIRST;
    for (LoggedAccess line : lines) {
      if (!line.prev().equals(prev) || !line.hash().equals(hash(prev, line.entry()))) {
        breaks.add("line " + line.sequence() + " does not follow from the one before");
      }
      prev = line.hash();
    }
    return new ChainReport(lines.size(), lines.size(), head(), breaks);
  }

  /// The entries alone, oldest first.
  public synchronized List<AccessLogEntry> entries() {
    return lines.stream().map(LoggedAccess::entry).toList();
  }

  private String head() {
    return lines.isEmpty() ? BEFORE_THE_FIRST : lines.getLast().hash();
  }

  private static String hash(String prev, AccessLogEntry entry) {
    return Hash.id(prev, entry).substring(2);
  }
}

package io.freehold.adapters.persistence.data;

import io.freehold.domain.ScopePrefix;
import io.freehold.domain.grant.ScopePattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The parts of the alphabetical order of scopes that a listing covers, in order and without
/// overlap. A range costs an index look-up, whatever is stored; and no character of a prefix can
/// mean anything but itself (threat T21).
final class ScopeRanges {
  /// Characters that sort after, and before, all that a scope may contain.
  private static final String LAST = "~";

  private static final String FIRST = "!";

  private ScopeRanges() {}

  /// From a text on, up to but not including another.
  record Range(String from, String to) {
    Optional<Range> within(Range other) {
      String start = from.compareTo(other.from) > 0 ? from : other.from;
      String end = to.compareTo(other.to) < 0 ? to : other.to;
      return start.compareTo(end) < 0 ? Optional.of(new Range(start, end)) : Optional.empty();
    }
  }

  static List<Range> of(ScopePrefix prefix, List<ScopePattern> patterns) {
    if (!prefix.value().matches("[A-Za-z0-9_.]*")) {
      return List.of();
    }
    var wanted = new Range(prefix.value(), prefix.value() + LAST);
    return merged(
        patterns.stream()
            .flatMap(pattern -> rangeOf(pattern).within(wanted).stream())
            .sorted(Comparator.comparing(Range::from))
            .toList());
  }

  private static Range rangeOf(ScopePattern pattern) {
    String text = pattern.value();
    if (!pattern.isOpenEnded()) {
      return new Range(text, text + FIRST);
    }
    String stem = text.substring(0, text.length() - 1);
    return new Range(stem, stem + LAST);
  }

  private static List<Range> merged(List<Range> sorted) {
    var ranges = new ArrayList<Range>();
    for (Range next : sorted) {
      Range last = ranges.isEmpty() ? null : ranges.getLast();
      if (last == null || last.to().compareTo(next.from()) < 0) {
        ranges.add(next);
      } else if (last.to().compareTo(next.to()) < 0) {
        ranges.set(ranges.size() - 1, new Range(last.from(), next.to()));
      }
    }
    return ranges;
  }
}

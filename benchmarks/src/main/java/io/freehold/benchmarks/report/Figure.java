package io.freehold.benchmarks.report;

import java.util.Locale;
import java.util.Optional;

/// One thing that was measured.
///
/// @param work what was done, such as `grant read 1 KB, 32 connections`
/// @param measure what was measured of it, such as `server CPU per request`
public record Figure(
    String work, String measure, double value, String unit, Optional<Target> target) {

  public static Figure of(String work, String measure, double value, String unit) {
    return new Figure(work, measure, value, unit, Optional.empty());
  }

  public static Figure of(String work, String measure, double value, String unit, Target target) {
    return new Figure(work, measure, value, unit, Optional.of(target));
  }

  /// `met`, `missed`, or nothing where nothing is wanted.
  public String verdict() {
    return target.map(wanted -> wanted.isMetBy(value) ? "met" : "missed").orElse("");
  }

  /// Three digits that count, and never fewer than the whole part has.
  static String number(double value) {
    double size = Math.abs(value);
    int decimals = size >= 100 || size == Math.rint(size) ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  String measured() {
    return (number(value) + " " + unit).strip();
  }

  String wanted() {
    return target.map(wanted -> (wanted + " " + unit).strip()).orElse("");
  }
}

package io.freehold.benchmarks.report;

import java.util.Locale;

/// What a figure is wanted to be.
public record Target(Bound bound, double value) {
  /// On which side of the value the figure is to lie.
  public enum Bound {
    AT_MOST("<="),
    LESS_THAN("<"),
    AT_LEAST(">=");

    private final String sign;

    Bound(String sign) {
      this.sign = sign;
    }
  }

  public static Target atMost(double value) {
    return new Target(Bound.AT_MOST, value);
  }

  public static Target lessThan(double value) {
    return new Target(Bound.LESS_THAN, value);
  }

  public static Target atLeast(double value) {
    return new Target(Bound.AT_LEAST, value);
  }

  public boolean isMetBy(double measured) {
    return switch (bound) {
      case AT_MOST -> measured <= value;
      case LESS_THAN -> measured < value;
      case AT_LEAST -> measured >= value;
    };
  }

  @Override
  public String toString() {
    return bound.sign + " " + Figure.number(value).strip().toLowerCase(Locale.ROOT);
  }
}

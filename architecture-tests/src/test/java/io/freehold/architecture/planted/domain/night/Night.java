package io.freehold.architecture.planted.domain.night;

import io.freehold.architecture.planted.domain.day.Day;
import java.util.Optional;

/// Needs the day.
public final class Night {
  public Optional<Day> next() {
    return Optional.empty();
  }
}

package io.freehold.architecture.planted.domain.day;

import io.freehold.architecture.planted.domain.night.Night;
import java.util.Optional;

/// Needs the night.
public final class Day {
  public Optional<Night> next() {
    return Optional.empty();
  }
}

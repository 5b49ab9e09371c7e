package io.freehold.application.testing;

import static io.freehold.application.testing.Cast.APP;
import static io.freehold.application.testing.Cast.BUILDER;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.port.Builders;
import org.junit.jupiter.api.Test;

/// What every `Builders` does.
public abstract class BuildersContract {
  /// Builders of whom the one of the cast is the only one registered; its id may be another.
  protected abstract Builders builders();

  @Test
  void findsABuilderByTheAddressItSignsWith() {
    assertThat(builders().find(BUILDER))
        .get()
        .usingRecursiveComparison()
        .ignoringFields("id")
        .isEqualTo(APP);
  }

  @Test
  void knowsABuilderByTheSameIdEveryTime() {
    Builders builders = builders();

    assertThat(builders.find(BUILDER)).isPresent().isEqualTo(builders.find(BUILDER));
  }

  @Test
  void findsNobodyWhoIsNotRegistered() {
    assertThat(builders().find(STRANGER)).isEmpty();
    assertThat(builders().find(OWNER)).isEmpty();
  }
}

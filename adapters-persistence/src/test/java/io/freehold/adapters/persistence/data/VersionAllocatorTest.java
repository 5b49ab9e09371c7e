package io.freehold.adapters.persistence.data;

import static io.freehold.adapters.persistence.data.Samples.AB;
import static io.freehold.adapters.persistence.data.Samples.ABC;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.testing.Cast;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class VersionAllocatorTest {
  private final VersionAllocator allocator = new VersionAllocator(_ -> OptionalLong.empty());

  @Test
  void givesUpANameThatWasReceivedAndDroppedMeanwhile() {
    try (var first = allocator.reserve(AB, Cast.NOW);
        var second = allocator.reserve(AB, Cast.NOW);
        var other = allocator.reserve(ABC, Cast.NOW)) {
      allocator.dropped(AB, first.version());

      assertThat(first.isDeleted()).isTrue();
      assertThat(second.isDeleted()).isFalse();
      assertThat(other.isDeleted()).isFalse();

      first.takeAnother();

      assertThat(first.isDeleted()).isFalse();
      assertThat(first.version()).isGreaterThan(second.version());
    }
  }

  @Test
  void givesUpNamesThatADeletionCovers() {
    try (var first = allocator.reserve(AB, Cast.NOW);
        var second = allocator.reserve(AB, Cast.NOW)) {
      allocator.deleted(AB, first.version());

      assertThat(first.isDeleted()).isTrue();
      assertThat(second.isDeleted()).isFalse();
    }
  }
}

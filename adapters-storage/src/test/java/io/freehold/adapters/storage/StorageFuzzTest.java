package io.freehold.adapters.storage;

import io.freehold.adapters.storage.pgp.ContentFuzz;
import io.freehold.adapters.storage.pgp.MessageFuzz;
import io.freehold.application.testing.Fuzzing;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What comes from backends, against inputs that no honest one would send.
class StorageFuzzTest {
  private static final Class<?>[] TARGETS = {MessageFuzz.class, ContentFuzz.class};

  @TestFactory
  Stream<DynamicTest> withstandsWhatWasKept() {
    return Fuzzing.replays(TARGETS);
  }

  @TestFactory
  Stream<DynamicTest> withstandsAMinuteOfSearching() {
    return Fuzzing.minutes(Path.of("target", "fuzz").toAbsolutePath(), TARGETS);
  }
}

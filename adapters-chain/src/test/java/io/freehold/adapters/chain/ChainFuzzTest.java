package io.freehold.adapters.chain;

import io.freehold.adapters.chain.crypto.TypedDataFuzz;
import io.freehold.adapters.chain.egress.WebAddressFuzz;
import io.freehold.adapters.chain.grant.GrantTextFuzz;
import io.freehold.application.testing.Fuzzing;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What is signed, against inputs that nobody would sign.
class ChainFuzzTest {
  private static final Class<?>[] TARGETS = {
    GrantTextFuzz.class, TypedDataFuzz.class, WebAddressFuzz.class
  };

  @TestFactory
  Stream<DynamicTest> withstandsWhatWasKept() {
    return Fuzzing.replays(TARGETS);
  }

  @TestFactory
  Stream<DynamicTest> withstandsAMinuteOfSearching() {
    return Fuzzing.minutes(Path.of("target", "fuzz").toAbsolutePath(), TARGETS);
  }
}

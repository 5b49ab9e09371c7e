package io.freehold.adapters.http;

import io.freehold.adapters.http.auth.Web3SignedHeaderFuzz;
import io.freehold.adapters.http.connect.SessionBodyFuzz;
import io.freehold.adapters.http.data.ScopeFuzz;
import io.freehold.adapters.http.gateway.GatewayBodyFuzz;
import io.freehold.adapters.http.grant.GrantRequestFuzz;
import io.freehold.adapters.http.json.CanonicalJsonFuzz;
import io.freehold.adapters.http.json.StrictJsonFuzz;
import io.freehold.application.testing.Fuzzing;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every parser at the edge against inputs that nobody would send.
class FuzzTest {
  private static final Class<?>[] TARGETS = {
    Web3SignedHeaderFuzz.class,
    ScopeFuzz.class,
    CanonicalJsonFuzz.class,
    StrictJsonFuzz.class,
    GrantRequestFuzz.class,
    GatewayBodyFuzz.class,
    SessionBodyFuzz.class,
    RequestTargetFuzz.class
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

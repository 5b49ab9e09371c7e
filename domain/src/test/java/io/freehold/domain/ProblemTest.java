package io.freehold.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.domain.Problem.AuthFailure;
import io.freehold.domain.Problem.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProblemTest {
  private static final Scope PROFILE = new Scope("instagram.profile");

  @Test
  void isCarriedByItsException() {
    var problem = new Problem.DataNotFound(PROFILE);

    assertThat(problem.asException().problem()).isSameAs(problem);
    assertThat(Problem.in(problem.asException())).contains(problem);
  }

  @Test
  void keepsItsCause() {
    var cause = new IllegalArgumentException("no");

    assertThat(new Problem.DiskFull().asException(cause)).hasCause(cause);
    assertThat(new Problem.DiskFull().asException()).hasNoCause();
  }

  @Test
  void recordsNoStackTrace() {
    assertThat(new Problem.DiskFull().asException().getStackTrace()).isEmpty();
  }

  @Test
  void isNotFoundInABug() {
    assertThat(Problem.in(new IllegalStateException())).isEmpty();
    assertThat(Problem.in(new RuntimeException(new Problem.DiskFull().asException()))).isEmpty();
  }

  @Test
  void doesNotChangeWithTheCollectionsItWasMadeFrom() {
    var granted = new ArrayList<>(List.of("a.b"));
    var facts = new HashMap<>(Map.of("expected", "1"));
    var violations = new ArrayList<>(List.of(Map.entry("/a", "wrong")));
    var notGranted = new Problem.ScopeNotGranted(PROFILE, granted);
    var unauthorized = new Problem.Unauthorized(AuthFailure.INVALID_SIGNATURE, "no", facts);
    var violated = new Problem.SchemaViolated(PROFILE, SchemaId.parse("7"), violations);

    granted.clear();
    facts.clear();
    violations.clear();

    assertThat(notGranted.granted()).containsExactly("a.b");
    assertThat(unauthorized.facts()).containsEntry("expected", "1");
    assertThat(violated.violations()).hasSize(1);
  }

  @Test
  void hasShortForms() {
    assertThat(Problem.unauthorized(AuthFailure.MISSING_AUTH, "none"))
        .isEqualTo(new Problem.Unauthorized(AuthFailure.MISSING_AUTH, "none", Map.of()));
    assertThat(Problem.malformed(Subject.BODY, "no"))
        .isEqualTo(new Problem.MalformedRequest(Subject.BODY, "no"));
  }
}

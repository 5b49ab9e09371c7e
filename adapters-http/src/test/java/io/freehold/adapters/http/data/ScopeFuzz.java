package io.freehold.adapters.http.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.domain.Scope;
import io.freehold.domain.ScopePrefix;
import io.freehold.domain.grant.ScopePattern;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/// Scopes and patterns, one line each: what is taken has one spelling that is safe in a path, a
/// file name and a log; and a pattern covers what its segments say, and nothing else.
public final class ScopeFuzz {
  private ScopeFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String[] lines = new String(input, StandardCharsets.UTF_8).split("\n", 2);
    Optional<Scope> scope = taken(lines[0], Scope::new);
    Optional<ScopePattern> pattern = taken(lines.length == 2 ? lines[1] : "", ScopePattern::new);
    scope.ifPresent(ScopeFuzz::hasOneSafeSpelling);
    pattern.ifPresent(some -> assertThat(new ScopePattern(some.value())).isEqualTo(some));
    if (scope.isPresent() && pattern.isPresent()) {
      assertThat(pattern.get().covers(scope.get()))
          .isEqualTo(covers(pattern.get().value(), scope.get().value()));
    }
  }

  private static void hasOneSafeSpelling(Scope scope) {
    assertThat(new Scope(scope.toString())).isEqualTo(scope);
    assertThat(String.join(".", scope.segments())).isEqualTo(scope.value());
    assertThat(scope.segments()).hasSizeBetween(2, 3).allMatch(part -> !part.isEmpty());
    assertThat(scope.value()).hasSizeLessThanOrEqualTo(Scope.CHARACTERS_MAX);
    assertThat(scope.value().chars())
        .allMatch(c -> c < 0x7f && (Character.isLetterOrDigit(c) || c == '_' || c == '.'));
    assertThat(new ScopePattern(scope.value()).covers(scope)).isTrue();
    assertThat(new ScopePattern(scope.source() + ".*").covers(scope)).isTrue();
    assertThat(new ScopePrefix(scope.source()).covers(scope)).isTrue();
  }

  /// Said again, segment by segment.
  private static boolean covers(String pattern, String scope) {
    if (pattern.equals("*")) {
      return true;
    }
    String[] wanted = pattern.split("\\.");
    String[] given = scope.split("\\.");
    boolean isOpen = wanted[wanted.length - 1].equals("*");
    if (isOpen ? given.length < wanted.length : given.length != wanted.length) {
      return false;
    }
    for (int i = 0; i < wanted.length - (isOpen ? 1 : 0); i++) {
      if (!wanted[i].equals(given[i])) {
        return false;
      }
    }
    return true;
  }

  private static <T> Optional<T> taken(String text, Function<String, T> reading) {
    try {
      return Optional.of(reading.apply(text));
    } catch (IllegalArgumentException e) {
      assertThat(String.valueOf(e.getMessage())).hasSizeLessThan(400);
      return Optional.empty();
    }
  }
}

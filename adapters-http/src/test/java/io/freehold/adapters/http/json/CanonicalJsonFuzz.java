package io.freehold.adapters.http.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.testing.Fuzzing;
import io.freehold.domain.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The canonical form says the same as the text, members named `signature` left out, and is its own
/// canonical form.
@Fuzzing.LengthMax(64 << 10)
public final class CanonicalJsonFuzz {
  private CanonicalJsonFuzz() {}

  public static void fuzzerTestOneInput(byte[] text) {
    byte[] canonical;
    JsonMembers members;
    try {
      members = StrictJson.ofDepth(128).members(text);
      canonical = CanonicalJson.of(text);
    } catch (ProblemException e) {
      return;
    }
    assertThat(CanonicalJson.of(canonical)).isEqualTo(canonical);
    assertThat(plain(StrictJson.ofDepth(128).members(canonical))).isEqualTo(plain(members));
  }

  private static Object plain(Object value) {
    return switch (value) {
      case JsonMembers object -> {
        Map<String, Object> all = new LinkedHashMap<>();
        object.all().forEach((name, member) -> all.put(name, plain(member)));
        all.remove("signature");
        yield all;
      }
      case List<?> array -> array.stream().map(CanonicalJsonFuzz::plain).toList();
      default -> value;
    };
  }
}

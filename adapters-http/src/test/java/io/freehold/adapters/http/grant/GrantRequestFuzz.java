package io.freehold.adapters.http.grant;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.http.json.JsonMembers;
import io.freehold.adapters.http.json.StrictJson;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.Fuzzing;
import io.freehold.domain.Problem;
import io.freehold.domain.ProblemException;
import io.freehold.domain.grant.GrantTerms;
import java.util.function.Function;

/// Bodies about grants: whatever is read of them is within the bounds of a grant, and everything
/// else is a malformed body.
@Fuzzing.LengthMax(32 << 10)
public final class GrantRequestFuzz {
  private GrantRequestFuzz() {}

  public static void fuzzerTestOneInput(byte[] body) {
    JsonMembers members;
    try {
      members = StrictJson.ofDepth(128).members(body);
    } catch (ProblemException e) {
      return;
    }
    read(
        members,
        json -> GrantRequest.draft(json, Cast.NOW),
        draft -> {
          assertThat(draft.scopes()).hasSizeBetween(1, GrantTerms.SCOPES_MAX);
          assertThat(draft.expiresAt()).isAfter(Cast.NOW);
          assertThat(draft.nonce()).isNotNegative();
        });
    read(
        members,
        GrantRequest::signed,
        signed -> {
          assertThat(signed.message().fields()).isNotEmpty();
          assertThat(signed.message().owner()).isNotNull();
        });
  }

  private static <T> void read(
      JsonMembers body, Function<JsonMembers, T> reading, java.util.function.Consumer<T> check) {
    T read;
    try {
      read = reading.apply(body);
    } catch (ProblemException e) {
      assertThat(e.problem()).isInstanceOf(Problem.MalformedRequest.class);
      return;
    }
    check.accept(read);
  }
}

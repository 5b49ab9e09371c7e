package io.freehold.adapters.http.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.http.json.JsonMembers;
import io.freehold.adapters.http.json.StrictJson;
import io.freehold.application.testing.Fuzzing;
import io.freehold.domain.Problem;
import io.freehold.domain.ProblemException;
import io.freehold.domain.connect.SessionRequest;
import io.freehold.domain.grant.GrantTerms;
import java.net.URI;
import java.util.function.Consumer;
import java.util.function.Function;

/// Bodies that strangers send to the relay: whatever is read of them is within the bounds of a
/// session, and everything else is a malformed body.
@Fuzzing.LengthMax(32 << 10)
public final class SessionBodyFuzz {
  private SessionBodyFuzz() {}

  public static void fuzzerTestOneInput(byte[] bytes) {
    JsonMembers members;
    try {
      members = StrictJson.ofDepth(128).members(bytes);
    } catch (ProblemException e) {
      return;
    }
    var body = new SessionBody(members);
    read(body, it -> it.request(false), SessionBodyFuzz::mustBeSound);
    read(body, SessionBody::approval, it -> assertThat(it.scopes()).hasSizeLessThan(10_000));
    read(body, SessionBody::session, it -> assertThat(it.value()).hasSizeBetween(8, 64));
    read(body, SessionBody::secret, it -> assertThat(it.reveal()).hasSizeBetween(1, 256));
    read(
        body,
        SessionBody::reason,
        it -> it.ifPresent(text -> assertThat(text).hasSizeLessThan(501).doesNotContain("\u0000")));
  }

  private static void mustBeSound(SessionRequest request) {
    assertThat(request.scopes()).hasSizeBetween(1, GrantTerms.SCOPES_MAX).doesNotHaveDuplicates();
    request
        .webhookUrl()
        .ifPresent(url -> {
          URI uri = URI.create(url);
          assertThat(uri.getScheme()).isEqualToIgnoringCase("https");
          assertThat(uri.getHost()).isNotEmpty().isNotEqualToIgnoringCase("localhost");
          assertThat(uri.getRawUserInfo()).isNull();
        });
    request.appUserId().ifPresent(id -> assertThat(id).doesNotContain("\u0000"));
  }

  private static <T> void read(
      SessionBody body, Function<SessionBody, T> reading, Consumer<T> check) {
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

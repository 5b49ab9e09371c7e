package io.freehold.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.domain.Problem;
import io.freehold.domain.ProblemException;
import io.freehold.domain.identity.RequestTarget;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// A target that is routed has a path that nobody can read in another way, and a query whose
/// parameters are found once, whatever their spelling.
public final class RequestTargetFuzz {
  private static final List<String> SELECTING = List.of("fileId", "at", "grantId", "cursor");

  private RequestTargetFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String raw = new String(input, StandardCharsets.ISO_8859_1);
    isReadInOneWayWhereItMayBeEscaped(raw);
    try {
      RequestTargets.PLAIN.mustBePlain(raw);
    } catch (ProblemException e) {
      assertThat(e.problem()).isInstanceOf(Problem.MalformedRequest.class);
      return;
    }
    var target = new RequestTarget(raw);
    hasOnePath(target);
    for (String name : SELECTING) {
      if (found(target, name).isPresent()) {
        assertThat(target.queryMaySelectData()).as(name).isTrue();
      }
    }
    found(target, "limit").ifPresent(RequestTargetFuzz::isReadBackAsItWasWritten);
  }

  private static void hasOnePath(RequestTarget target) {
    String path = target.path();
    assertThat(target.raw()).startsWith(path);
    assertThat(path).startsWith("/").doesNotContain("//", "/./", "/../", "%", ";", "?", "#", "\\");
    if (path.chars().allMatch(c -> Character.isLetterOrDigit(c) || "/._-~".indexOf(c) >= 0)) {
      assertThat(URI.create("http://a" + path).normalize().getRawPath()).isEqualTo(path);
    }
  }

  private static void isReadInOneWayWhereItMayBeEscaped(String raw) {
    try {
      RequestTargets.ESCAPED.mustBePlain(raw);
    } catch (ProblemException e) {
      assertThat(e.problem()).isInstanceOf(Problem.MalformedRequest.class);
      return;
    }
    String path = new RequestTarget(raw).path();
    String meant = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    assertThat(meant).startsWith("/").doesNotContain("//", "%", ";", "?", "#", "\\");
    assertThat(meant.split("/", -1)).hasSameSizeAs(path.split("/", -1)).doesNotContain(".", "..");
    assertThat(meant).isPrintable();
  }

  private static void isReadBackAsItWasWritten(String value) {
    var again =
        new RequestTarget(
            "/x?a=1&limit=" + URLEncoder.encode(value, StandardCharsets.UTF_8) + "&b");
    assertThat(found(again, "limit")).contains(value);
  }

  private static Optional<String> found(RequestTarget target, String name) {
    try {
      return Query.find(target, name);
    } catch (ProblemException e) {
      assertThat(e.problem()).isInstanceOf(Problem.MalformedRequest.class);
      return Optional.empty();
    }
  }
}

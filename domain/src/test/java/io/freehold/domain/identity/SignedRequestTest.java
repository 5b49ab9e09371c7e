package io.freehold.domain.identity;

import static io.freehold.domain.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.freehold.domain.Problem;
import io.freehold.domain.Problem.AuthFailure;
import io.freehold.domain.Problem.Unauthorized;
import io.freehold.domain.Signature;
import io.freehold.domain.identity.SignedRequestRules.SingleUse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedRequestTest {
  private static final long NOW = 1_770_000_000;
  private static final String HERE = "https://ps.example.com";
  private static final String EMPTY_SHA256 =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  private static final SignedRequestRules RULES =
      rules(SingleUse.WRITES, false, Instant.EPOCH, HERE, "http://localhost:8080");

  @Nested
  class Audience {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "https://ps.example.com",
          "https://ps.example.com/",
          "https://PS.example.com",
          "https://ps.example.com:443",
          "http://localhost:8080"
        })
    void isAnyOriginOfThisServerInAnySpelling(String audience) {
      assertAccepted(claims().audience(audience));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "https://other.example.com",
          "http://ps.example.com",
          "https://ps.example.com:8443",
          "http://localhost",
          "https://ps.example.com.evil.example",
          "https://ps.example.com@evil.example",
          "https://ps.example.com/v1",
          "ps.example.com",
          "*",
          ""
        })
    void isNoOtherServer(String audience) {
      Unauthorized refusal = assertMismatch("Audience mismatch", claims().audience(audience));

      assertThat(refusal.facts())
          .containsEntry("actual", audience)
          .containsEntry("expected", "[http://localhost:8080, https://ps.example.com]");
    }

    @Test
    void isNobodyWhenThisServerHasNoOriginYet() {
      var none = rules(SingleUse.WRITES, false, Instant.EPOCH);

      assertRefused(() -> claims().request().mustMatch(get("/v1/data"), none), Unauthorized.class);
    }

    @Test
    void isRepeatedInPartOnly() {
      Unauthorized refusal =
          assertMismatch("Audience mismatch", claims().audience("x".repeat(10_000)));

      assertThat(refusal.facts().get("actual")).hasSizeLessThan(400);
    }
  }

  @Nested
  class Method {
    @ParameterizedTest
    @CsvSource({"GET, POST", "POST, GET", "HEAD, GET", "get, GET", "GET, HEAD", "DELETE, POST"})
    void isExactlyTheSignedOne(String signed, String sent) {
      var received = new ReceivedRequest(sent, target("/v1/data"), false, at(NOW));

      var refusal =
          assertRefused(
              () -> claims().method(signed).request().mustMatch(received, RULES),
              Unauthorized.class);

      assertThat(refusal.reason()).isEqualTo("Method mismatch");
      assertThat(refusal.facts()).containsEntry("expected", sent).containsEntry("actual", signed);
    }
  }

  @Nested
  class Uri {
    /// What each client sends: the specification and connect sign path and query, the newer SDK
    /// signs the path of a listing.
    @ParameterizedTest
    @CsvSource({
      "/v1/data, /v1/data",
      "/v1/data?scopePrefix=instagram&limit=50&offset=0,"
          + "/v1/data?scopePrefix=instagram&limit=50&offset=0",
      "/v1/data/instagram.profile?at=2026-01-21T10%3A00%3A00Z,"
          + "/v1/data/instagram.profile?at=2026-01-21T10%3A00%3A00Z",
      "/v1/data, /v1/data?scopePrefix=instagram&limit=50&offset=0",
      "/v1/data/instagram.profile/versions, /v1/data/instagram.profile/versions?limit=5"
    })
    void isThePathAndQueryOrThePathOfAListing(String signed, String sent) {
      assertAccepted(claims().uri(signed), get(sent));
    }

    @ParameterizedTest
    @CsvSource({
      "/v1/data/instagram.profile, /v1/data/instagram.likes",
      "/v1/data/instagram.profile, /v1/data/instagram.profile?at=2026-01-21T10:00:00Z",
      "/v1/data/instagram.profile, /v1/data/instagram.profile?fileId=0x11",
      "/v1/data/instagram.profile, /v1/data/instagram.profile?limit=1&at=2026-01-21T10:00:00Z",
      "/v1/data/instagram.profile, /v1/data/instagram.profile?limit=1;at=2026-01-21T10:00:00Z",
      "/v1/data?limit=1, /v1/data?limit=2",
      "/v1/data?limit=1, /v1/data",
      "/v1/data?limit=1, /v1/data?limit=1&offset=2",
      "/v1/data?a=1&b=2, /v1/data?b=2&a=1",
      "/v1/data/a.b?at=2026-01-21T10%3A00%3A00Z, /v1/data/a.b?at=2026-01-21T10:00:00Z",
      "/v1/data, /v1/data/",
      "/v1/data, //v1/data",
      "/v1/data, /V1/data",
      "/v1/data, /v1/%64ata",
      "https://ps.example.com/v1/data, /v1/data",
      "/, /v1/data",
      "'', /v1/data"
    })
    void isNoOtherTarget(String signed, String sent) {
      var refusal =
          assertRefused(
              () -> claims().uri(signed).request().mustMatch(get(sent), RULES), Unauthorized.class);

      assertThat(refusal.failure()).isEqualTo(AuthFailure.INVALID_SIGNATURE);
      assertThat(refusal.reason()).isEqualTo("URI mismatch");
      assertThat(refusal.facts()).containsEntry("expected", sent);
    }

    @Test
    void mayLeaveOutSelectingParametersWhenTheOwnerAllowsIt() {
      var compatible = rules(SingleUse.WRITES, true, Instant.EPOCH, HERE);
      ReceivedRequest read = get("/v1/data/instagram.profile?at=2026-01-21T10:00:00Z");

      assertAccepted(claims().uri("/v1/data/instagram.profile"), read, compatible);
      assertRefused(
          () ->
              claims()
                  .uri("/v1/data/instagram.profile?at=2027-01-21T10:00:00Z")
                  .request()
                  .mustMatch(read, compatible),
          Unauthorized.class);
    }
  }

  @Nested
  class BodyHash {
    @ParameterizedTest
    @ValueSource(strings = {"", EMPTY_SHA256, "sha256:" + EMPTY_SHA256})
    void isEmptyInThreeDialectsWhereThereIsNoBody(String bodyHash) {
      assertAccepted(claims().bodyHash(bodyHash));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "sha256:",
          "0x" + EMPTY_SHA256,
          "SHA256:" + EMPTY_SHA256,
          "a68dbf02afcc504db536ccbd60d82bc57a6a83d21049eb3364e26813ab702d9d"
        })
    void isNothingElseWhereThereIsNoBody(String bodyHash) {
      assertMismatch("Body hash mismatch", claims().bodyHash(bodyHash));
    }

    @Test
    void waitsForTheBodyWhereThereIsOne() {
      var received = new ReceivedRequest("POST", target("/v1/data"), true, at(NOW));

      assertAccepted(claims().method("POST").bodyHash("sha256:a68d"), received);
    }

    @Test
    void isOneOfTheSpellingsOfTheBodyThatCame() {
      Set<String> accepted = Set.of("sha256:aa", "aa", "cc");

      for (String bodyHash : accepted) {
        assertThatCode(() -> claims().bodyHash(bodyHash).request().mustMatchBody(accepted))
            .doesNotThrowAnyException();
      }
      for (String bodyHash : Set.of("", "bb", "sha256:cc", "AA", EMPTY_SHA256)) {
        var refusal =
            assertRefused(
                () -> claims().bodyHash(bodyHash).request().mustMatchBody(accepted),
                Unauthorized.class);
        assertThat(refusal.reason()).isEqualTo("Body hash mismatch");
        assertThat(refusal.facts())
            .containsEntry("expected", "sha256:aa")
            .containsEntry("actual", bodyHash);
      }
    }
  }

  @Nested
  class Time {
    @ParameterizedTest
    @CsvSource({
      "0, 300",
      "-300, -60",
      "-300, 0",
      "60, 61",
      "60, 3660",
      "0, 1",
      "0, 3600",
      "-3600, 0",
      "-3660, -60"
    })
    void isRightWithinTheSkewAndTheLifetime(long issued, long expires) {
      assertAccepted(claims().time(NOW + issued, NOW + expires));
    }

    @ParameterizedTest
    @CsvSource({
      "-300, -61, Token expired",
      "-3661, -61, Token expired",
      "61, 62, Token issued in the future",
      "61, 361, Token issued in the future"
    })
    void isWrongBeyondTheSkew(long issued, long expires, String reason) {
      assertThat(assertOutOfTime(claims().time(NOW + issued, NOW + expires)).reason())
          .isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "300, -300", "0, 3601", "-1, 3600", "-10000000, 10000000"})
    void isWrongWithoutALifetimeOrWithTooLongAOne(long issued, long expires) {
      assertOutOfTime(claims().time(NOW + issued, NOW + expires));
    }

    @ParameterizedTest
    @CsvSource({
      "-2, 9223372036854775807",
      "-9223372036854775808, 9223372036854775807",
      "-9223372036854775808, 1770000000",
      "9223372036854775807, -9223372036854775808",
      "-9223372036854775808, -9223372036854775807",
      "9223372036854775806, 9223372036854775807",
      "1770000000, 9223372036854775807"
    })
    void isWrongWhereNumbersOverflow(long issued, long expires) {
      assertOutOfTime(claims().time(issued, expires));
    }

    @Test
    void countsInWholeSeconds() {
      var late = new ReceivedRequest("GET", target("/v1/data"), false, at(NOW).plusMillis(999));

      assertAccepted(claims().time(NOW - 300, NOW - 60), late);
    }

    @Test
    void followsTheRulesOfTheServer() {
      var patient =
          new SignedRequestRules(
              Set.of(new Origin(HERE)),
              Duration.ofMinutes(5),
              Duration.ofMinutes(10),
              SingleUse.WRITES,
              false,
              Instant.EPOCH);

      assertAccepted(claims().time(NOW - 600, NOW - 300), get("/v1/data"), patient);
      assertRefused(
          () -> claims().time(NOW - 600, NOW + 1).request().mustMatch(get("/v1/data"), patient),
          Unauthorized.class);
    }

    @Test
    void isForgottenOnlyWhenTheRequestIsTooOldAnyway() {
      SignedRequest request = claims().time(NOW, NOW + 300).request();
      Instant useless = request.uselessAfter(RULES);

      assertRefused(
          () ->
              request.mustMatch(
                  new ReceivedRequest("GET", target("/v1/data"), false, useless), RULES),
          Unauthorized.class);
      assertThat(useless).isBeforeOrEqualTo(at(NOW + 300 + 61));
    }
  }

  @Nested
  class FirstUse {
    private final ReceivedRequest write =
        new ReceivedRequest("POST", target("/v1/data"), false, at(NOW));

    @Test
    void cannotBeToldForAWriteSignedBeforeTheServerStarted() {
      var rules = rules(SingleUse.WRITES, false, at(NOW), HERE);
      Claims before = claims().method("POST").time(NOW - 1, NOW + 300);

      var refusal =
          assertRefused(() -> before.request().mustMatch(write, rules), Unauthorized.class);

      assertThat(refusal.failure()).isEqualTo(AuthFailure.EXPIRED_TOKEN);
      assertAccepted(claims().method("POST").time(NOW, NOW + 300), write, rules);
    }

    @Test
    void doesNotMatterForAReadUnlessReadsAreSingleToo() {
      Claims before = claims().time(NOW - 1, NOW + 300);

      assertAccepted(before, get("/v1/data"), rules(SingleUse.WRITES, false, at(NOW), HERE));
      assertRefused(
          () ->
              before
                  .request()
                  .mustMatch(get("/v1/data"), rules(SingleUse.ALL, false, at(NOW), HERE)),
          Unauthorized.class);
    }

    @ParameterizedTest
    @CsvSource({
      "GET, false",
      "HEAD, false",
      "POST, true",
      "PUT, true",
      "DELETE, true",
      "PATCH, true",
      "OPTIONS, true",
      "get, true"
    })
    void isAskedForWhereSomethingMayChange(String method, boolean asked) {
      var request = new ReceivedRequest(method, target("/v1/data"), false, at(NOW));

      assertThat(RULES.asksForSingleUse(request)).isEqualTo(asked);
      assertThat(rules(SingleUse.ALL, false, at(NOW), HERE).asksForSingleUse(request)).isTrue();
    }
  }

  private static void assertAccepted(Claims claims) {
    assertAccepted(claims, get("/v1/data"));
  }

  private static void assertAccepted(Claims claims, ReceivedRequest received) {
    assertAccepted(claims, received, RULES);
  }

  private static void assertAccepted(
      Claims claims, ReceivedRequest received, SignedRequestRules rules) {
    assertThatCode(() -> claims.request().mustMatch(received, rules)).doesNotThrowAnyException();
  }

  private static Unauthorized assertMismatch(String reason, Claims claims) {
    Unauthorized refusal = refusal(claims);
    assertThat(refusal.failure()).isEqualTo(AuthFailure.INVALID_SIGNATURE);
    assertThat(refusal.reason()).isEqualTo(reason);
    return refusal;
  }

  private static Unauthorized assertOutOfTime(Claims claims) {
    Unauthorized refusal = refusal(claims);
    assertThat(refusal.failure()).isEqualTo(AuthFailure.EXPIRED_TOKEN);
    return refusal;
  }

  private static Unauthorized refusal(Claims claims) {
    return assertRefused(
        () -> claims.request().mustMatch(get("/v1/data"), RULES), Problem.Unauthorized.class);
  }

  private static Claims claims() {
    return new Claims(HERE, "GET", "/v1/data", "", NOW, NOW + 300);
  }

  private record Claims(
      String audience, String method, String uri, String bodyHash, long issuedAt, long expiresAt) {
    Claims audience(String other) {
      return new Claims(other, method, uri, bodyHash, issuedAt, expiresAt);
    }

    Claims method(String other) {
      return new Claims(audience, other, uri, bodyHash, issuedAt, expiresAt);
    }

    Claims uri(String other) {
      return new Claims(audience, method, other, bodyHash, issuedAt, expiresAt);
    }

    Claims bodyHash(String other) {
      return new Claims(audience, method, uri, other, issuedAt, expiresAt);
    }

    Claims time(long issued, long expires) {
      return new Claims(audience, method, uri, bodyHash, issued, expires);
    }

    SignedRequest request() {
      return new SignedRequest(
          audience,
          method,
          uri,
          bodyHash,
          issuedAt,
          expiresAt,
          Optional.empty(),
          "signed",
          new Signature("0x" + "11".repeat(64) + "1b"));
    }
  }

  private static ReceivedRequest get(String target) {
    return new ReceivedRequest("GET", target(target), false, at(NOW));
  }

  private static RequestTarget target(String raw) {
    return new RequestTarget(raw);
  }

  private static Instant at(long seconds) {
    return Instant.ofEpochSecond(seconds);
  }

  private static SignedRequestRules rules(
      SingleUse singleUse, boolean pathOnlySelection, Instant startedAt, String... origins) {
    return new SignedRequestRules(
        Set.of(origins).stream()
            .map(Origin::new)
            .collect(java.util.stream.Collectors.toUnmodifiableSet()),
        Duration.ofSeconds(60),
        Duration.ofHours(1),
        singleUse,
        pathOnlySelection,
        startedAt);
  }
}

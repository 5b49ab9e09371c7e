package io.freehold.adapters.storage.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.freehold.adapters.storage.gdrive.GoogleDriveStorage;
import io.freehold.adapters.storage.http.BackendHttp;
import io.freehold.adapters.storage.settings.BackendSettings;
import io.freehold.adapters.storage.standin.Exchange.Answer;
import io.freehold.adapters.storage.standin.GoogleStandIn;
import io.freehold.application.Limits;
import io.freehold.application.port.OAuthTokens;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.HandSetClock;
import io.freehold.application.testing.InMemoryOAuthTokens;
import io.freehold.domain.Problem;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.storage.OAuthToken;
import io.freehold.domain.storage.StorageException;
import io.freehold.domain.storage.StorageFailure.Reason;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Threat T68: what is wrong with an answer ends the attempt, and tokens are renewed in good time.
class OAuthConnectionTest {
  private static final URI REDIRECT = URI.create("http://127.0.0.1:8095/callback");
  private static final Duration LIFETIME = Duration.ofSeconds(3_599);

  private final HandSetClock clock = new HandSetClock(Cast.NOW);
  private final GoogleStandIn google = new GoogleStandIn(clock);
  private final Vertx vertx = Vertx.vertx();
  private final BackendHttp http = new BackendHttp(vertx, Limits.DEFAULT, clock);
  private final InMemoryOAuthTokens tokens = new InMemoryOAuthTokens();
  private final Random random = new Random(1);
  private OAuthConnection connection = connection(tokens);

  private OAuthConnection connection(OAuthTokens kept) {
    var config =
        google.settings().entrySet().stream()
            .collect(
                Collectors.toMap(entry -> "gdrive." + entry.getKey(), entry -> entry.getValue()));
    config.put("gdrive.revokeUrl", google.url() + "/revoke");
    return GoogleDriveStorage.of(
            new BackendSettings("gdrive", config, false), http, kept, clock, Limits.DEFAULT)
        .connection();
  }

  @AfterEach
  void close() {
    http.close();
    vertx.close().await();
    google.close();
  }

  private ConsentAttempt attempt() {
    return connection.begin(REDIRECT, random);
  }

  private void connect() {
    ConsentAttempt attempt = attempt();
    var _ = connection.complete(attempt, google.oauth().consent(attempt.url()));
  }

  @Test
  void isLetInWhenTheOwnerConsents() {
    ConsentAttempt attempt = attempt();

    String account = connection.complete(attempt, google.oauth().consent(attempt.url()));

    assertThat(account).isEqualTo(GoogleStandIn.ACCOUNT);
    assertThat(connection.account()).contains(GoogleStandIn.ACCOUNT);
    OAuthToken kept = tokens.find("gdrive").orElseThrow();
    assertThat(kept.expiresAt()).isEqualTo(Cast.NOW.plus(LIFETIME));
    assertThat(connection.tokens().current().reveal()).isEqualTo(kept.access().reveal());
    google.assertNothingWasAskedForThatTheVendorRefuses();
  }

  @Test
  void asksForNothingButFilesOfItsOwnWithAProofOfWhoAsks() {
    assertThat(attempt().url().toString())
        .startsWith(google.url() + "/o/oauth2/v2/auth?response_type=code&client_id=")
        .contains("&redirect_uri=http%3A%2F%2F127.0.0.1%3A8095%2Fcallback&")
        .contains("&scope=https%3A%2F%2Fwww.googleapis.com%2Fauth%2Fdrive.file&")
        .contains("&code_challenge_method=S256&")
        .contains("&access_type=offline")
        .doesNotContain(GoogleStandIn.CLIENT_SECRET);
  }

  @Test
  void makesEachAttemptAnew() {
    var urls = new HashSet<String>();
    for (int i = 0; i < 100; i++) {
      Form query = Form.read(attempt().url().getRawQuery());
      urls.add(query.find("state").orElseThrow());
      urls.add(query.find("code_challenge").orElseThrow());
    }

    assertThat(urls).hasSize(200);
  }

  @Test
  void takesNoAnswerToAnotherAttempt() {
    ConsentAttempt mine = attempt();
    ConsentAttempt another = attempt();
    String answer = google.oauth().consent(another.url());

    assertNotAllowed(() -> connection.complete(mine, answer), "it belongs to another attempt");

    assertThat(tokens.find("gdrive")).isEmpty();
    assertThat(google.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?code=code-1",
        "?state=&code=code-1",
        "?state=STAT&code=code-1",
        "?state=STATE0&code=code-1",
        "?state=state&code=code-1"
      })
  void takesNoAnswerWithoutTheStateOfTheAttempt(String query) {
    ConsentAttempt attempt = attempt();
    var _ = google.oauth().consent(attempt.url());

    assertNotAllowed(
        () -> connection.complete(attempt, REDIRECT + query), "it belongs to another attempt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:8096/callback?",
        "http://localhost:8095/callback?",
        "http://127.0.0.1:8095/callback/?",
        "http://127.0.0.1:8095/other?",
        "https://127.0.0.1:8095/callback?",
        "http://127.0.0.1:8095@evil.example/callback?",
        ""
      })
  void takesNoAnswerThatCameToAnotherAddress(String address) {
    ConsentAttempt attempt = attempt();
    String answer = google.oauth().consent(attempt.url());

    assertNotAllowed(
        () -> connection.complete(attempt, answer.replace(REDIRECT + "?", address)),
        "it is not an address that begins with " + REDIRECT);
  }

  @Test
  void takesNoAnswerThatSaysTwoThings() {
    ConsentAttempt attempt = attempt();
    String answer = google.oauth().consent(attempt.url());

    assertNotAllowed(() -> connection.complete(attempt, answer + "&code=code-0"), "cannot be read");
    assertNotAllowed(() -> connection.complete(attempt, answer + "&state=x"), "cannot be read");
  }

  @Test
  void takesAnAddressAsItIsCopiedFromABrowser() {
    ConsentAttempt attempt = attempt();

    String answer = "  " + google.oauth().consent(attempt.url()) + "&scope=x#\n";

    assertThat(connection.complete(attempt, answer)).isEqualTo(GoogleStandIn.ACCOUNT);
  }

  @Test
  void saysThatTheOwnerSaidNo() {
    ConsentAttempt attempt = attempt();

    assertNotAllowed(
        () -> connection.complete(attempt, google.oauth().deny(attempt.url())),
        "Google Drive did not let this server in: access_denied");
  }

  @Test
  void repeatsNothingOfAStrangersWords() {
    ConsentAttempt attempt = attempt();
    String state = Form.read(attempt.url().getRawQuery()).find("state").orElseThrow();

    assertNotAllowed(
        () ->
            connection.complete(
                attempt, REDIRECT + "?state=" + state + "&error=call%20555-0100%20now"),
        "no reason was given");
  }

  @Test
  void cannotRedeemACodeThatWasMeantForAnotherAttempt() {
    ConsentAttempt mine = attempt();
    ConsentAttempt another = attempt();
    String code =
        Form.read(query(google.oauth().consent(another.url()))).find("code").orElseThrow();
    String state = Form.read(mine.url().getRawQuery()).find("state").orElseThrow();

    assertNotAllowed(
        () -> connection.complete(mine, REDIRECT + "?state=" + state + "&code=" + code),
        "the consent is over, or was never given");
  }

  @Test
  void redeemsACodeOnce() {
    ConsentAttempt attempt = attempt();
    String answer = google.oauth().consent(attempt.url());
    var _ = connection.complete(attempt, answer);

    assertNotAllowed(() -> connection.complete(attempt, answer), "the consent is over");
    assertThat(connection.account()).isPresent();
  }

  @Test
  void wantsAllThatItAskedFor() {
    google.oauth().grantOnly("openid");

    assertNotAllowed(this::connect, "not all boxes were ticked");

    assertThat(tokens.find("gdrive")).isEmpty();
  }

  @Test
  void saysWhichSettingIsWrongWhenTheClientIsUnknown() {
    google.once(
        request -> request.path().equals("/token"),
        Answer.text(401, "application/json", "{\"error\":\"invalid_client\"}"));

    assertNotAllowed(this::connect, "check storage.config.gdrive.clientId and clientSecret");
  }

  @Test
  void keepsTheTokensBeforeWhenAnotherAttemptFails() {
    connect();
    OAuthToken before = tokens.find("gdrive").orElseThrow();
    ConsentAttempt attempt = attempt();

    assertNotAllowed(() -> connection.complete(attempt, google.oauth().deny(attempt.url())), "");

    assertThat(tokens.find("gdrive")).contains(before);
  }

  @Test
  void renewsATokenTwoMinutesBeforeItsEnd() {
    connect();
    String first = connection.tokens().current().reveal();

    clock.advance(LIFETIME.minusMinutes(2).minusMillis(1));
    assertThat(connection.tokens().current().reveal()).isEqualTo(first);
    assertThat(google.oauth().refreshes()).isZero();

    clock.advance(Duration.ofMillis(1));
    assertThat(connection.tokens().current().reveal()).isNotEqualTo(first);
    assertThat(google.oauth().refreshes()).isEqualTo(1);
  }

  @Test
  void goesOnWithWhatIsKeptAfterARestart() {
    connect();
    String access = connection.tokens().current().reveal();

    connection = connection(tokens);
    assertThat(connection.tokens().current().reveal()).isEqualTo(access);

    clock.advance(LIFETIME);
    String next = connection.tokens().current().reveal();
    assertThat(connection(tokens).tokens().current().reveal()).isEqualTo(next).isNotEqualTo(access);
  }

  @Test
  void renewsATokenOnceForAllThatWait() throws InterruptedException {
    connect();
    clock.advance(LIFETIME);
    var got = Collections.synchronizedSet(new HashSet<String>());
    var start = new CountDownLatch(1);
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 32; i++) {
      threads.add(
          Thread.startVirtualThread(() -> {
            awaitQuietly(start);
            got.add(connection.tokens().current().reveal());
          }));
    }

    start.countDown();
    for (Thread thread : threads) {
      assertThat(thread.join(Duration.ofMinutes(1))).isTrue();
    }

    assertThat(google.oauth().refreshes()).isEqualTo(1);
    assertThat(got).hasSize(1);
  }

  @Test
  void replacesATokenThatIsRefusedBeforeItsTimeOnceForAll() {
    connect();
    Secret refused = connection.tokens().current();

    String next = connection.tokens().insteadOf(refused).reveal();
    assertThat(next).isNotEqualTo(refused.reveal());
    assertThat(connection.tokens().insteadOf(refused).reveal()).isEqualTo(next);
    assertThat(google.oauth().refreshes()).isEqualTo(1);
  }

  @Test
  void keepsARefreshTokenThatWasReplacedBeforeAnythingIsDoneWithIt() {
    google.oauth().rotateRefreshTokens();
    connect();
    OAuthToken before = tokens.find("gdrive").orElseThrow();
    clock.advance(LIFETIME);

    var _ = connection.tokens().current();

    OAuthToken after = tokens.find("gdrive").orElseThrow();
    assertThat(after.refresh().reveal()).isNotEqualTo(before.refresh().reveal());
    assertThat(after.account()).isEqualTo(before.account());
    clock.advance(LIFETIME);
    connection = connection(tokens);
    assertThat(connection.tokens().current().reveal()).isNotEqualTo(after.access().reveal());
  }

  @Test
  void usesNoTokenThatTheDiskDidNotTakeAndLosesNone() {
    google.oauth().rotateRefreshTokens();
    var refusals = new AtomicInteger();
    connection = connection(new RefusingTokens(tokens, refusals));
    connect();
    OAuthToken before = tokens.find("gdrive").orElseThrow();
    clock.advance(LIFETIME);
    refusals.set(2);

    assertFails(() -> connection.tokens().current(), Reason.UNAVAILABLE, "cannot be written");
    assertFails(() -> connection.tokens().current(), Reason.UNAVAILABLE, "cannot be written");
    assertThat(tokens.find("gdrive")).contains(before);
    String access = connection.tokens().current().reveal();

    assertThat(tokens.find("gdrive").orElseThrow().access().reveal()).isEqualTo(access);
    assertThat(google.oauth().refreshes()).isEqualTo(1);
  }

  @Test
  void saysWhatToDoWhenTheConsentIsOverAndAsksSeldom() {
    connect();
    google.oauth().revokeConsent();
    clock.advance(LIFETIME);

    for (int i = 0; i < 10; i++) {
      assertNotAllowed(() -> connection.tokens().current(), "run freehold storage connect gdrive");
    }

    assertThat(google.oauth().refreshes()).isEqualTo(1);
    clock.advance(FreshTokens.PAUSE.minusMillis(1));
    assertNotAllowed(() -> connection.tokens().current(), "connect gdrive");
    assertThat(google.oauth().refreshes()).isEqualTo(1);
    clock.advance(Duration.ofMillis(1));
    assertNotAllowed(() -> connection.tokens().current(), "connect gdrive");
    assertThat(google.oauth().refreshes()).isEqualTo(2);
    connect();
    assertThat(connection.tokens().current()).isNotNull();
  }

  @Test
  void saysWhatToDoWhenThereWasNeverAConsent() {
    assertNotAllowed(
        () -> connection.tokens().current(),
        "Google Drive is not connected: run freehold storage connect gdrive");
    assertThat(google.requests()).isEmpty();
  }

  @Test
  void makesDoWithATokenThatIsStillGoodWhileTheServiceHasTrouble() {
    connect();
    String first = connection.tokens().current().reveal();
    clock.advance(LIFETIME.minusMinutes(1));
    google.once(request -> request.path().equals("/token"), Answer.empty(503));

    assertThat(connection.tokens().current().reveal()).isEqualTo(first);

    clock.advance(Duration.ofMinutes(1));
    google.once(request -> request.path().equals("/token"), Answer.empty(503));
    assertFails(() -> connection.tokens().current(), Reason.UNAVAILABLE, "");
    assertThat(connection.tokens().current().reveal()).isNotEqualTo(first);
  }

  @Test
  void endsAConsentAtTheServiceAndForgetsTheTokens() {
    connect();

    assertThat(connection.end()).isEmpty();

    assertThat(google.oauth().hasConsent()).isFalse();
    assertThat(tokens.find("gdrive")).isEmpty();
    assertThat(connection.account()).isEmpty();
  }

  @Test
  void forgetsTheTokensWhenTheServiceCannotBeToldAndSaysSo() {
    connect();
    google.once(request -> request.path().equals("/revoke"), Answer.empty(503));

    Optional<StorageException> trouble = connection.end();

    assertThat(trouble).isPresent();
    assertThat(tokens.find("gdrive")).isEmpty();
  }

  @Test
  void printsNoSecret() {
    ConsentAttempt attempt = attempt();
    String answer = google.oauth().consent(attempt.url());
    var _ = connection.complete(attempt, answer);
    OAuthToken kept = tokens.find("gdrive").orElseThrow();
    clock.advance(LIFETIME);
    google.once(
        request -> request.path().equals("/token"),
        Answer.text(
            400, "application/json", "{\"error\":\"" + kept.refresh().reveal() + "\", broken"));

    List<String> seen = new ArrayList<>();
    seen.add(kept.toString());
    seen.add(catching(() -> connection.tokens().current()).toString());
    seen.add(catching(() -> connection.complete(attempt, answer)).toString());

    assertThat(seen)
        .noneMatch(text ->
            text.contains(kept.refresh().reveal())
                || text.contains(kept.access().reveal())
                || text.contains(GoogleStandIn.CLIENT_SECRET)
                || text.contains("code-1"));
  }

  /// A disk that refuses a number of times.
  private record RefusingTokens(OAuthTokens tokens, AtomicInteger refusals) implements OAuthTokens {
    @Override
    public Optional<OAuthToken> find(String service) {
      return tokens.find(service);
    }

    @Override
    public void keep(String service, OAuthToken token) {
      if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new Problem.DiskFull().asException();
      }
      tokens.keep(service, token);
    }

    @Override
    public boolean forget(String service) {
      return tokens.forget(service);
    }
  }

  private static String query(String address) {
    return address.substring(address.indexOf('?') + 1);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static StorageException catching(Runnable act) {
    try {
      act.run();
    } catch (StorageException e) {
      return e;
    }
    throw new AssertionError("nothing was refused");
  }

  private static void assertNotAllowed(Runnable act, String words) {
    assertFails(act, Reason.NOT_ALLOWED, words);
  }

  private static void assertFails(Runnable act, Reason reason, String words) {
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(act::run)
        .satisfies(e -> {
          assertThat(e.failure().reason()).isEqualTo(reason);
          assertThat(e.failure().message()).contains(words);
        });
  }
}

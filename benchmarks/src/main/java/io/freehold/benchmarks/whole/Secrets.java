package io.freehold.benchmarks.whole;

import com.fasterxml.jackson.databind.JsonNode;
import io.freehold.adapters.persistence.PersistenceAdapter;
import io.freehold.application.Limits;
import io.freehold.application.identity.AuthenticateToken;
import io.freehold.application.identity.CreateOwnerToken;
import io.freehold.benchmarks.load.Exchange;
import io.freehold.benchmarks.load.Requests;
import io.freehold.benchmarks.process.Checkout;
import io.freehold.benchmarks.process.Home;
import io.freehold.benchmarks.report.Figure;
import io.freehold.benchmarks.report.Report;
import io.freehold.benchmarks.report.Target;
import io.freehold.benchmarks.timing.TimingDifference;
import io.freehold.benchmarks.timing.TimingDifference.Work;
import io.freehold.bootstrap.client.ApiClient;
import io.freehold.bootstrap.client.ApiClient.Credential;
import io.freehold.domain.Address;
import io.freehold.domain.ProblemException;
import io.freehold.domain.connect.SecretHash;
import io.freehold.domain.identity.Caller;
import io.freehold.domain.identity.Secret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whether the time of a refusal tells how near a guess at a secret was (threat T55): guesses that
/// are right but for their last characters against guesses that are wrong from the first, in this
/// process and over HTTP. A comparison as texts, which no secret is put to, shows that a difference
/// would be seen.
final class Secrets implements Experiment {
  private static final int GUESSES = 64;
  private static final int PER_SAMPLE = 16;
  private static final int OVER_HTTP = 4;
  private static final int WARM_UP = 4;
  private static final String INIT = "/v1/session/init";
  private static final Pattern SECRET_IN_A_LINK = Pattern.compile("[?&]secret=([^&]+)");
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private static final Map<String, String> UNPACED =
      Map.of(
          "FREEHOLD_LIMITS_POLLS_PER_SECOND", "10000000",
          "FREEHOLD_LIMITS_POLL_BURST", "10000000",
          "FREEHOLD_LIMITS_ADDRESS_REQUESTS_PER_SECOND", "10000000",
          "FREEHOLD_LIMITS_ADDRESS_BURST", "10000000");

  private final RandomGenerator random = new Random(20_261_121);
  private volatile int right;

  @Override
  public String name() {
    return "secrets";
  }

  @Override
  public void run(Checkout checkout, Bounds bounds, Report report) {
    int samples = bounds.requestsMax();
    Secret secret = new Secret("fho_" + text(43));
    compareTexts(secret, samples, report);
    compareHashes(secret, samples, report);
    try (var home = Home.in(checkout.workFolder())) {
      lookUpTokens(home, samples, report);
    }
    try (var home = Home.in(checkout.workFolder());
        var server = Inhabited.start(checkout, home, UNPACED)) {
      askWithTokens(server, samples / OVER_HTTP, report);
      claimWithSecrets(server, samples / OVER_HTTP, report);
    }
  }

  private void compareTexts(Secret secret, int samples, Report report) {
    String kept = secret.reveal();
    report.add(
        Figure.of(
            "text compared as a text, to see that it shows",
            "t",
            difference(secret, guess -> guess.reveal().equals(kept), samples).t(),
            "",
            Target.atLeast(TimingDifference.CERTAIN)));
  }

  private void compareHashes(Secret secret, int samples, Report report) {
    SecretHash kept = SecretHash.of(secret);
    add(
        "secret of a session compared",
        difference(secret, kept::isOf, samples),
        PER_SAMPLE,
        report);
  }

  private void lookUpTokens(Home home, int samples, Report report) {
    var clock = InstantSource.system();
    try (var persistence = PersistenceAdapter.open(home.path(), Limits.DEFAULT, clock)) {
      var owner = new Address("0x" + "a".repeat(40));
      persistence.ownerRecord().claim(owner);
      var createToken =
          new CreateOwnerToken(persistence.ownerTokens(), clock, new SecureRandom(), GUESSES);
      Secret token =
          createToken.create(new Caller.Owner(owner, "bench"), "bench", Instant.MAX).secret();
      var authenticate =
          new AuthenticateToken(persistence.ownerTokens(), persistence.ownerRecord(), clock);
      add(
          "owner token looked up",
          difference(token, guess -> isKnown(authenticate, guess), samples / PER_SAMPLE),
          PER_SAMPLE,
          report);
    }
  }

  private static boolean isKnown(AuthenticateToken authenticate, Secret guess) {
    try {
      return !authenticate.authenticate(guess).credential().isEmpty();
    } catch (ProblemException e) {
      return false;
    }
  }

  private void askWithTokens(Inhabited server, int samples, Report report) {
    ask(
        "owner token refused over HTTP",
        new Exchange(server.address()),
        401,
        withTokens(nearMisses(server.token())),
        withTokens(wildGuesses(server.token())),
        samples,
        report);
  }

  private void claimWithSecrets(Inhabited server, int samples, Report report) {
    byte[] body =
        "{\"granteeAddress\":\"%s\",\"scopes\":[\"instagram.profile\"]}"
            .formatted(server.builder())
            .getBytes(StandardCharsets.UTF_8);
    JsonNode session =
        new ApiClient(
                server.origin("relay"),
                new Credential.Header(server.signature("relay", "POST", INIT, body)))
            .post(INIT, body)
            .orRefuse()
            .json();
    String id = session.path("sessionId").asText();
    Secret secret = secretIn(session.path("deepLinkUrl").asText());
    ask(
        "claim of a session refused over HTTP",
        new Exchange(server.address("relay")),
        403,
        withSecrets(id, nearMisses(secret)),
        withSecrets(id, wildGuesses(secret)),
        samples,
        report);
  }

  private static Secret secretIn(String deepLink) {
    Matcher found = SECRET_IN_A_LINK.matcher(deepLink);
    if (!found.find()) {
      throw new IllegalStateException("the link of a session has no secret");
    }
    return new Secret(found.group(1));
  }

  private void ask(
      String work,
      Exchange open,
      int status,
      List<Requests> near,
      List<Requests> far,
      int samples,
      Report report) {
    try (open) {
      Work first = number -> open.nanos(near.get(number % GUESSES), status);
      Work second = number -> open.nanos(far.get(number % GUESSES), status);
      TimingDifference.between(first, second, samples / WARM_UP, random);
      add(work, TimingDifference.between(first, second, samples, random), 1, report);
    }
  }

  private static List<Requests> withSecrets(String session, List<String> guesses) {
    return guesses.stream()
        .map(guess ->
            Requests.of(
                "POST",
                "/v1/session/claim",
                Map.of(),
                "{\"sessionId\":\"%s\",\"secret\":\"%s\"}"
                    .formatted(session, guess)
                    .getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  private static List<Requests> withTokens(List<String> guesses) {
    return guesses.stream()
        .map(guess ->
            Requests.of("GET", "/v1/data", Map.of("Authorization", "Bearer " + guess), new byte[0]))
        .toList();
  }

  /// @param guesses of one sample
  private static void add(String work, TimingDifference difference, int guesses, Report report) {
    report.add(Figure.of(work, "t", difference.t(), "", Target.lessThan(TimingDifference.CERTAIN)));
    report.add(Figure.of(work, "would show from", difference.blindBelowNanos() / guesses, "ns"));
  }

  private TimingDifference difference(Secret secret, Predicate<Secret> isRight, int samples) {
    Work near = work(nearMisses(secret), isRight);
    Work far = work(wildGuesses(secret), isRight);
    TimingDifference.between(near, far, samples / WARM_UP, random);
    return TimingDifference.between(near, far, samples, random);
  }

  /// Each guess is a text of its own, made a moment before, as it is when it comes in a request:
  /// what lies where in memory must not make a difference.
  private Work work(List<String> guesses, Predicate<Secret> isRight) {
    Secret[] fresh = new Secret[PER_SAMPLE];
    return number -> {
      for (int i = 0; i < PER_SAMPLE; i++) {
        fresh[i] = copyOf(guesses.get((number + i) % GUESSES));
      }
      int found = 0;
      long start = System.nanoTime();
      for (Secret guess : fresh) {
        found += isRight.test(guess) ? 1 : 0;
      }
      long end = System.nanoTime();
      right += found;
      return end - start;
    };
  }

  private List<String> nearMisses(Secret secret) {
    String text = secret.reveal();
    var guesses = new ArrayList<String>();
    while (guesses.size() < GUESSES) {
      String guess = text.substring(0, text.length() - 2) + text(2);
      if (!guess.equals(text)) {
        guesses.add(guess);
      }
    }
    return guesses;
  }

  private List<String> wildGuesses(Secret secret) {
    var guesses = new ArrayList<String>();
    while (guesses.size() < GUESSES) {
      guesses.add(text(secret.reveal().length()));
    }
    return guesses;
  }

  private static Secret copyOf(String text) {
    return new Secret(
        new String(text.getBytes(StandardCharsets.US_ASCII), StandardCharsets.US_ASCII));
  }

  private String text(int characters) {
    var text = new StringBuilder();
    for (int i = 0; i < characters; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }
}

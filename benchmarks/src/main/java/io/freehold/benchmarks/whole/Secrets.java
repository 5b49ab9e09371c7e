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
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Whether the time of a refusal tells how near a guess at a secret was (threat T55): guesses that
/// are right but for their last characters against guesses that are wrong from the first, in this
/// process and over HTTP. What has to differ is measured in the same way before: a comparison of
/// texts, which no secret is put to, and a request with the right token.
final class Secrets implements Experiment {
  private static final int PER_SAMPLE = 16;
  private static final int SAMPLES_MIN = 1_000;
  private static final int OVER_HTTP = 4;
  private static final int WARM_UP = 4;
  private static final int REQUESTS = 2_048;
  private static final int TOKENS_MAX = 10;
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
    int samples = Math.max(SAMPLES_MIN, bounds.requestsMax());
    Secret secret = new Secret("fho_" + text(43));
    compareTexts(secret, samples, report);
    compareHashes(secret, samples, report);
    try (var home = Home.in(checkout.workFolder())) {
      lookUpTokens(home, Math.max(SAMPLES_MIN, samples / PER_SAMPLE), report);
    }
    int exchanges = Math.max(SAMPLES_MIN, samples / OVER_HTTP);
    try (var home = Home.in(checkout.workFolder());
        var server = Inhabited.start(checkout, home, UNPACED)) {
      askWithTokens(server, exchanges, report);
      claimWithSecrets(server, exchanges, report);
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
          new CreateOwnerToken(persistence.ownerTokens(), clock, new SecureRandom(), TOKENS_MAX);
      Secret token =
          createToken.create(new Caller.Owner(owner, "bench"), "bench", Instant.MAX).secret();
      var authenticate =
          new AuthenticateToken(persistence.ownerTokens(), persistence.ownerRecord(), clock);
      add(
          "owner token looked up",
          difference(token, guess -> isKnown(authenticate, guess), samples),
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
    List<Requests> near = many(() -> withToken(near(server.token())));
    List<Requests> wild = many(() -> withToken(wild(server.token())));
    List<Requests> right = List.of(withToken(server.token().reveal()));
    try (var exchange = new Exchange(server.address())) {
      report.add(
          Figure.of(
              "right token over HTTP, to see that it shows",
              "t",
              difference(exchange, 200, right, 401, wild, samples).t(),
              "",
              Target.atLeast(TimingDifference.CERTAIN)));
      add(
          "owner token refused over HTTP",
          difference(exchange, 401, near, 401, wild, samples),
          1,
          report);
    }
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
    try (var exchange = new Exchange(server.address("relay"))) {
      add(
          "claim of a session refused over HTTP",
          difference(
              exchange,
              403,
              many(() -> withSecret(id, near(secret))),
              403,
              many(() -> withSecret(id, wild(secret))),
              samples),
          1,
          report);
    }
  }

  private static Secret secretIn(String deepLink) {
    Matcher found = SECRET_IN_A_LINK.matcher(deepLink);
    if (!found.find()) {
      throw new IllegalStateException("the link of a session has no secret");
    }
    return new Secret(found.group(1));
  }

  private TimingDifference difference(
      Exchange exchange,
      int firstStatus,
      List<Requests> first,
      int secondStatus,
      List<Requests> second,
      int samples) {
    Work one = number -> exchange.nanos(first.get(number % first.size()), firstStatus);
    Work other = number -> exchange.nanos(second.get(number % second.size()), secondStatus);
    TimingDifference.between(one, other, samples / WARM_UP, random);
    return TimingDifference.between(one, other, samples, random);
  }

  private static List<Requests> many(Supplier<Requests> requests) {
    return Stream.generate(requests).limit(REQUESTS).toList();
  }

  private static Requests withToken(String guess) {
    return Requests.of("GET", "/v1/data", Map.of("Authorization", "Bearer " + guess), new byte[0]);
  }

  private static Requests withSecret(String session, String guess) {
    byte[] body =
        "{\"sessionId\":\"%s\",\"secret\":\"%s\"}"
            .formatted(session, guess)
            .getBytes(StandardCharsets.UTF_8);
    return Requests.of("POST", "/v1/session/claim", Map.of(), body);
  }

  /// @param guesses of one sample
  private static void add(String work, TimingDifference difference, int guesses, Report report) {
    report.add(Figure.of(work, "t", difference.t(), "", Target.lessThan(TimingDifference.CERTAIN)));
    report.add(
        Figure.of(work, "hardly seen below", difference.hardlySeenBelowNanos() / guesses, "ns"));
  }

  private TimingDifference difference(Secret secret, Predicate<Secret> isRight, int samples) {
    Work first = work(() -> near(secret), isRight);
    Work second = work(() -> wild(secret), isRight);
    TimingDifference.between(first, second, samples / WARM_UP, random);
    return TimingDifference.between(first, second, samples, random);
  }

  /// Each guess is one of its own, made a moment before, as it is when it comes in a request:
  /// neither what it says nor where it lies in memory may make a difference.
  private Work work(Supplier<String> guesses, Predicate<Secret> isRight) {
    Secret[] fresh = new Secret[PER_SAMPLE];
    return _ -> {
      for (int i = 0; i < PER_SAMPLE; i++) {
        fresh[i] = copyOf(guesses.get());
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

  /// Wrong in its last two characters alone.
  private String near(Secret secret) {
    return guess(secret, true);
  }

  /// As long, and wrong from the first.
  private String wild(Secret secret) {
    return guess(secret, false);
  }

  /// Both kinds are made by the same work.
  private String guess(Secret secret, boolean isNear) {
    String right = secret.reveal();
    String other = text(right.length());
    int kept = right.length() - 2;
    String end = text(2);
    while (end.equals(right.substring(kept))) {
      end = text(2);
    }
    return (isNear ? right : other).substring(0, kept) + end;
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

package io.freehold.builder.webhook;

import io.freehold.builder.identity.SignedText;
import io.freehold.builder.json.Json;
import io.freehold.builder.webhook.WebhookCheck.Genuine;
import io.freehold.builder.webhook.WebhookCheck.Reason;
import io.freehold.builder.webhook.WebhookCheck.Refused;
import io.freehold.builder.webhook.WebhookCheck.Repeated;
import io.freehold.domain.Address;
import io.freehold.domain.Signature;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Tells the relay's webhooks from everybody else's. The relay signs, by EIP-191, four lines: the
/// words `freehold-webhook-v1`, the id, the time, and the SHA-256 of the body.
///
/// ```java
/// Address relay = new Address("0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC"); // pinned
/// WebhookVerifier verifier =
///     new WebhookVerifier(
///         relay, key.address(), InstantSource.system(), new RecentEvents(10_000));
/// WebhookCheck check = verifier.check(headers::getFirst, body);
/// ```
///
/// The body must be the bytes as they came: JSON that was read and written again has another hash.
public final class WebhookVerifier {
  public static final String ID = "Freehold-Webhook-Id";
  public static final String TIMESTAMP = "Freehold-Webhook-Timestamp";
  public static final String SIGNATURE = "Freehold-Webhook-Signature";

  private static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final Pattern ID_SYNTAX = Pattern.compile("[A-Za-z0-9_-]{1,128}");
  private static final Pattern SECONDS = Pattern.compile("0|[1-9][0-9]{0,11}");

  private final Address relay;
  private final Address self;
  private final InstantSource clock;
  private final SeenEvents seen;
  private final Duration tolerance;

  /// @param relay its address, which you looked up once (`BuilderClient.relayAddress`) and keep in
  ///   your settings
  /// @param self the builder's own address: another builder may have named this webhook as its own
  public WebhookVerifier(Address relay, Address self, InstantSource clock, SeenEvents seen) {
    this(relay, self, clock, seen, TOLERANCE);
  }

  /// @param tolerance how old a webhook may be, and how far ahead the relay's clock
  public WebhookVerifier(
      Address relay, Address self, InstantSource clock, SeenEvents seen, Duration tolerance) {
    this.relay = relay;
    this.self = self;
    this.clock = clock;
    this.seen = seen;
    this.tolerance = tolerance;
  }

  /// @param header gives the value of a header by its name, whatever its case, or null
  /// @param body its very bytes
  public WebhookCheck check(Function<String, @Nullable String> header, byte[] body) {
    Optional<String> id = matching(header.apply(ID), ID_SYNTAX);
    Optional<String> timestamp = matching(header.apply(TIMESTAMP), SECONDS);
    Optional<Signature> signature = signature(header.apply(SIGNATURE));
    if (id.isEmpty() || timestamp.isEmpty() || signature.isEmpty()) {
      return new Refused(
          Reason.HEADERS,
          "a webhook has the headers %s, %s and %s".formatted(ID, TIMESTAMP, SIGNATURE));
    }
    if (!isNow(Instant.ofEpochSecond(Long.parseLong(timestamp.get())))) {
      return new Refused(
          Reason.TIME, "it was signed more than " + tolerance.toSeconds() + " s from now");
    }
    if (!new SignedText(signedText(id.get(), timestamp.get(), body), signature.get()).isBy(relay)) {
      return new Refused(Reason.SIGNATURE, "the relay " + relay + " did not sign it");
    }
    return read(id.get(), body);
  }

  /// What the relay signs.
  public static String signedText(String id, String timestamp, byte[] body) {
    return "freehold-webhook-v1\n%s\n%s\n%s".formatted(id, timestamp, sha256(body));
  }

  /// Only what the relay signed is remembered: strangers cannot fill the memory.
  private WebhookCheck read(String id, byte[] body) {
    try {
      Json json = Json.parse(body);
      if (json.scalar("builderAddress", Address::new).filter(to -> !to.equals(self)).isPresent()) {
        return new Refused(Reason.RECIPIENT, "it is about another builder");
      }
      WebhookEvent event = WebhookEvent.read(json);
      if (!event.id().equals(id)) {
        return new Refused(Reason.BODY, "the ids in the header and in the body differ");
      }
      return seen.isFirst(id) ? new Genuine(event) : new Repeated(id);
    } catch (IllegalArgumentException e) {
      return new Refused(Reason.BODY, "it is no event: " + e.getMessage());
    }
  }

  private boolean isNow(Instant time) {
    return Duration.between(time, clock.instant()).abs().compareTo(tolerance) <= 0;
  }

  private static Optional<String> matching(@Nullable String text, Pattern syntax) {
    return Optional.ofNullable(text).filter(value -> syntax.matcher(value).matches());
  }

  private static Optional<Signature> signature(@Nullable String text) {
    try {
      return Optional.ofNullable(text).map(Signature::new);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }
}

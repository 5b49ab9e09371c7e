package io.freehold.builder.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.builder.TestKeys;
import io.freehold.builder.json.Json;
import io.freehold.builder.webhook.WebhookCheck.Genuine;
import io.freehold.builder.webhook.WebhookCheck.Reason;
import io.freehold.builder.webhook.WebhookCheck.Refused;
import io.freehold.builder.webhook.WebhookCheck.Repeated;
import io.freehold.domain.Address;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WebhookVerifierTest {
  private static final long SIGNED_AT = 1_770_000_000;
  private static final Address SELF = TestKeys.BUILDER.address();
  private static final Address RELAY = TestKeys.RELAY.address();
  private static final String ID = "0b6f6c1e-6f57-4f5e-8f43-0c9a6f7e2d10";
  private static final String DENIED =
      "{\"type\":\"session.denied\",\"id\":\"" + ID + "\",\"createdAt\":\"2026-02-02T02:40:00Z\"}";

  private final SeenEvents seen = new RecentEvents(100);

  @Test
  void takesTheWebhooksOfTheVectors() throws IOException {
    Json file = vectors();

    assertThat(file.required("relayAddress", Address::new)).isEqualTo(RELAY);
    assertThat(file.items("webhooks"))
        .hasSize(4)
        .allSatisfy(webhook -> {
          byte[] body = bytes(webhook.required("body", text -> text));
          Map<String, String> headers = headers(webhook);
          assertThat(
                  WebhookVerifier.signedText(
                      headers.get(WebhookVerifier.ID),
                      headers.get(WebhookVerifier.TIMESTAMP),
                      body))
              .isEqualTo(webhook.required("signedText", text -> text));
          assertThat(verifier(SIGNED_AT).check(headers::get, body)).isInstanceOf(Genuine.class);
        });
  }

  @Test
  void tellsWhatHappened() throws IOException {
    assertThat(event(0))
        .isInstanceOfSatisfying(
            WebhookEvent.GrantApproved.class,
            event -> {
              assertThat(event.grant().user()).isEqualTo(TestKeys.OWNER.address());
              assertThat(event.grant().appUserId()).contains("user-42");
              assertThat(event.grant().expiresAt()).isEmpty();
              assertThat(event.envelope().createdAt()).isEqualTo("2026-02-02T02:40:00Z");
              assertThat(event.envelope().session()).isPresent();
            });
    assertThat(event(1)).isInstanceOf(WebhookEvent.GrantRevoked.class);
    assertThat(event(2))
        .isInstanceOfSatisfying(
            WebhookEvent.GrantExpired.class,
            event ->
                assertThat(event.grant().expiresAt())
                    .contains(Instant.ofEpochSecond(1_769_999_999)));
    assertThat(event(3))
        .isInstanceOfSatisfying(
            WebhookEvent.SessionDenied.class,
            event -> assertThat(event.reason()).contains("Not now – maybe later"));
  }

  @Test
  void doesNotMindATypeItDoesNotKnow() {
    String body = DENIED.replace("session.denied", "grant.amended");

    assertThat(check(signed(body), body))
        .isInstanceOfSatisfying(
            Genuine.class,
            genuine ->
                assertThat(genuine.event())
                    .isInstanceOfSatisfying(
                        WebhookEvent.Unknown.class,
                        event -> assertThat(event.type()).isEqualTo("grant.amended")));
  }

  @Test
  void allowsFiveMinutesEitherWayAndNoMore() {
    for (long late : new long[] {-300, -299, 0, 299, 300}) {
      var fresh = new RecentEvents(1);
      assertThat(verifier(SIGNED_AT + late, fresh).check(signed(DENIED)::get, bytes(DENIED)))
          .as("%s s late", late)
          .isInstanceOf(Genuine.class);
    }
    for (long late : new long[] {-301, 301}) {
      assertRefused(
          verifier(SIGNED_AT + late).check(signed(DENIED)::get, bytes(DENIED)), Reason.TIME);
    }
  }

  @Test
  void takesAnEventOnceAndAgainWhenItCouldNotBeDealtWith() {
    assertThat(check(signed(DENIED), DENIED)).isInstanceOf(Genuine.class);
    assertThat(check(signed(DENIED), DENIED)).isEqualTo(new Repeated(ID));

    seen.forget(ID);

    assertThat(check(signed(DENIED), DENIED)).isInstanceOf(Genuine.class);
  }

  @Test
  void believesNobodyElsesSignature() {
    var verifier =
        new WebhookVerifier(
            TestKeys.OWNER.address(),
            SELF,
            InstantSource.fixed(Instant.ofEpochSecond(SIGNED_AT)),
            seen);

    assertRefused(verifier.check(signed(DENIED)::get, bytes(DENIED)), Reason.SIGNATURE);
    assertThat(seen.isFirst(ID)).as("a stranger's event is not remembered").isTrue();
  }

  @Test
  void noticesWhateverWasChanged() {
    assertRefused(check(signed(DENIED), DENIED + " "), Reason.SIGNATURE);
    assertRefused(
        check(changed(WebhookVerifier.TIMESTAMP, "1770000001"), DENIED), Reason.SIGNATURE);
    assertRefused(
        check(changed(WebhookVerifier.ID, ID.replace('b', 'c')), DENIED), Reason.SIGNATURE);
  }

  @Test
  void refusesHeadersThatAreMissingOrStrange() {
    for (String name :
        new String[] {WebhookVerifier.ID, WebhookVerifier.TIMESTAMP, WebhookVerifier.SIGNATURE}) {
      Map<String, String> headers = signed(DENIED);
      headers.remove(name);
      assertRefused(check(headers, DENIED), Reason.HEADERS);
    }
    assertRefused(check(changed(WebhookVerifier.TIMESTAMP, "01770000000"), DENIED), Reason.HEADERS);
    assertRefused(check(changed(WebhookVerifier.TIMESTAMP, "-5"), DENIED), Reason.HEADERS);
    assertRefused(
        check(changed(WebhookVerifier.TIMESTAMP, "99999999999999999999"), DENIED), Reason.HEADERS);
    assertRefused(check(changed(WebhookVerifier.ID, ID + "\nx"), DENIED), Reason.HEADERS);
    assertRefused(check(changed(WebhookVerifier.ID, ""), DENIED), Reason.HEADERS);
    assertRefused(check(changed(WebhookVerifier.SIGNATURE, "0x00"), DENIED), Reason.HEADERS);
  }

  @Test
  void refusesASignedBodyThatIsNoEvent() {
    for (String body :
        new String[] {
          "", "[]", "{}", "no", DENIED.replace(ID, "another"), DENIED.replace("createdAt", "at")
        }) {
      assertRefused(check(signed(body), body), Reason.BODY);
    }
    String approved = DENIED.replace("session.denied", "grant.approved");
    assertRefused(check(signed(approved), approved), Reason.BODY);
  }

  @Test
  void refusesWhatIsMeantForAnotherBuilder() {
    String body = DENIED.replace("{", "{\"builderAddress\":\"%s\",".formatted(RELAY));
    String own = DENIED.replace("{", "{\"builderAddress\":\"%s\",".formatted(SELF));

    assertRefused(check(signed(body), body), Reason.RECIPIENT);
    assertThat(check(signed(own), own)).isInstanceOf(Genuine.class);
  }

  @Test
  void aBoundedMemoryForgetsTheOldestFirst() {
    var memory = new RecentEvents(2);

    assertThat(memory.isFirst("a")).isTrue();
    assertThat(memory.isFirst("b")).isTrue();
    assertThat(memory.isFirst("a")).isFalse();
    assertThat(memory.isFirst("c")).isTrue();

    assertThat(memory.isFirst("b")).isFalse();
    assertThat(memory.isFirst("a")).isTrue();
  }

  private WebhookEvent event(int index) throws IOException {
    Json webhook = vectors().items("webhooks").get(index);
    WebhookCheck check =
        verifier(SIGNED_AT, new RecentEvents(1))
            .check(headers(webhook)::get, bytes(webhook.required("body", text -> text)));
    return ((Genuine) check).event();
  }

  private WebhookCheck check(Map<String, String> headers, String body) {
    return verifier(SIGNED_AT).check(headers::get, bytes(body));
  }

  private WebhookVerifier verifier(long now) {
    return verifier(now, seen);
  }

  private static WebhookVerifier verifier(long now, SeenEvents memory) {
    return new WebhookVerifier(
        RELAY, SELF, InstantSource.fixed(Instant.ofEpochSecond(now)), memory);
  }

  private static Map<String, String> signed(String body) {
    String text = WebhookVerifier.signedText(ID, Long.toString(SIGNED_AT), bytes(body));
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put(WebhookVerifier.ID, ID);
    headers.put(WebhookVerifier.TIMESTAMP, Long.toString(SIGNED_AT));
    headers.put(WebhookVerifier.SIGNATURE, TestKeys.RELAY.sign(text).value());
    return headers;
  }

  private static Map<String, String> changed(String name, String value) {
    Map<String, String> headers = signed(DENIED);
    headers.put(name, value);
    return headers;
  }

  private static Map<String, String> headers(Json webhook) {
    var headers = new HashMap<String, String>();
    if (webhook.find("headers").orElseThrow() instanceof Json.Members(var members)) {
      members.forEach((name, value) -> headers.put(name, ((Json.Text) value).value()));
    }
    return headers;
  }

  private static void assertRefused(WebhookCheck check, Reason reason) {
    assertThat(check)
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Json vectors() throws IOException {
    try (InputStream in = WebhookVerifier.class.getResourceAsStream("vectors.json")) {
      return Json.parse(in.readAllBytes());
    }
  }
}

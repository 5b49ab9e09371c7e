package io.freehold.adapters.http.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.http.Ask;
import io.freehold.adapters.http.TestServer;
import io.freehold.adapters.http.Wire.Answer;
import io.freehold.application.Limits;
import io.freehold.application.identity.CreateOwnerToken;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.SampleManifest;
import io.freehold.application.testing.SampleRequest;
import io.freehold.domain.connect.DeepLink;
import io.freehold.domain.connect.SessionState;
import io.freehold.domain.identity.Caller;
import io.freehold.domain.identity.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A browser at the console, as a person uses it and as other sites would like to.
class ConsentPageTest {
  private static final Pattern FORM_KEY = Pattern.compile("name=\"formKey\" value=\"([^\"]+)\"");
  private static final Pattern SHOWN = Pattern.compile("name=\"shown\" value=\"([^\"]+)\"");

  private final TestServer server = TestServer.started();
  private final ConsoleOnPort console = new ConsoleOnPort(server, Cast.OWNER, Limits.DEFAULT);
  private final Secret token =
      new CreateOwnerToken(server.tokens, server.clock, new Random(3), 10)
          .create(new Caller.Owner(Cast.OWNER, "wallet"), "browser", Instant.MAX)
          .secret();

  @AfterEach
  void stop() {
    console.close();
    server.close();
  }

  private Ask get(String target) {
    return Ask.get(target).toHost("localhost:" + console.port);
  }

  private Ask post(String target, String form) {
    return Ask.method("POST", target)
        .body(form.getBytes(StandardCharsets.UTF_8))
        .toHost("localhost:" + console.port)
        .header("Content-Type", "application/x-www-form-urlencoded");
  }

  private Ask ownPost(String target, String form) {
    return post(target, form)
        .header("Origin", "http://localhost:" + console.port)
        .header("Sec-Fetch-Site", "same-origin");
  }

  private Answer answer(Ask ask) {
    return ask.over(console.port);
  }

  private String signedIn() {
    Answer answer = answer(ownPost("/sign-in", "token=" + token.reveal()));
    assertThat(answer.status()).isEqualTo(303);
    String cookie = answer.header("Set-Cookie").orElseThrow();
    return cookie.substring(0, cookie.indexOf(';'));
  }

  private Answer page(String cookie, String target) {
    return answer(get(target).header("Cookie", cookie));
  }

  private static String field(Pattern pattern, Answer page) {
    var matcher = pattern.matcher(page.text());
    assertThat(matcher.find()).as(page.text()).isTrue();
    return matcher.group(1);
  }

  private static String form(DeepLink link) {
    return "sessionId=" + link.session() + "&secret=" + link.secret().reveal();
  }

  private String opened(String cookie, DeepLink link) {
    Answer answer = answer(ownPost("/connect", form(link)).header("Cookie", cookie));
    assertThat(answer.status()).as(answer.text()).isEqualTo(303);
    return answer.header("Location").orElseThrow();
  }

  @Test
  void asksTheOwnerAndTellsTheApplication() {
    DeepLink link = server.relay.open(SampleRequest.asking("instagram.profile", "chatgpt.*"));
    String cookie = signedIn();
    String request = opened(cookie, link);

    Answer question = page(cookie, request);
    String form =
        "answer=allow&scope=instagram.profile&days=30&shown=%s&formKey=%s"
            .formatted(field(SHOWN, question), field(FORM_KEY, question));
    Answer allowed = answer(ownPost(request, form).header("Cookie", cookie));

    assertThat(question.text())
        .contains("&quot;Reader&quot; asks to read your data.", "instagram.profile", "chatgpt.*")
        .contains("class=\"warning\"", "Only what exists now")
        .doesNotContain(link.secret().reveal());
    assertThat(allowed.status()).isEqualTo(303);
    assertThat(page(cookie, request).text()).contains("Reader may read instagram.profile now");
    assertThat(server.relay.stateOf(link.session())).isInstanceOf(SessionState.Approved.class);
    assertThat(page(cookie, "/requests").text()).contains("Reader", "approved");
  }

  @Test
  void refusesInTheOwnersWords() {
    DeepLink link = server.relay.open(SampleRequest.asking("instagram.profile"));
    String cookie = signedIn();
    String request = opened(cookie, link);
    String key = field(FORM_KEY, page(cookie, request));

    answer(
        ownPost(request, "answer=refuse&reason=not+today&formKey=" + key).header("Cookie", cookie));

    assertThat(page(cookie, request).text()).contains("You refused");
    assertThat(server.relay.stateOf(link.session()))
        .isEqualTo(new SessionState.Denied(java.util.Optional.of("not today")));
  }

  @Test
  void opensNothingBecauseAnotherSiteSaysSo() {
    DeepLink link = server.relay.open(SampleRequest.asking("instagram.profile"));
    String cookie = signedIn();

    Answer invited = page(cookie, "/connect?" + form(link));
    Answer foreign =
        answer(
            post("/connect", form(link))
                .header("Cookie", cookie)
                .header("Origin", "https://evil.example")
                .header("Sec-Fetch-Site", "cross-site"));

    assertThat(invited.status()).isEqualTo(200);
    assertThat(invited.text()).contains("Nothing has been opened yet");
    assertThat(foreign.status()).isEqualTo(401);
    assertThat(server.relay.stateOf(link.session())).isInstanceOf(SessionState.Pending.class);
    assertThat(opened(cookie, link)).isEqualTo("/requests/" + link.session());
  }

  @Test
  void takesNoAnswerWithoutTheKeyOfTheSession() {
    DeepLink link = server.relay.open(SampleRequest.asking("instagram.profile"));
    String cookie = signedIn();
    String request = opened(cookie, link);
    String other = field(FORM_KEY, page(signedIn(), "/requests"));

    for (String key : new String[] {"", "&formKey=", "&formKey=" + other}) {
      Answer answer =
          answer(
              ownPost(request, "answer=allow&scope=instagram.profile&days=0&shown=" + key)
                  .header("Cookie", cookie));
      assertThat(answer.status()).isEqualTo(401);
    }
    assertThat(server.relay.stateOf(link.session())).isInstanceOf(SessionState.Claimed.class);
  }

  @Test
  void showsNothingToABrowserThatIsNotSignedIn() {
    DeepLink link = server.relay.open(SampleRequest.asking("instagram.profile"));
    String request = opened(signedIn(), link);

    for (String target : new String[] {"/requests", request}) {
      Answer answer = answer(get(target));
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.text()).contains("Owner token").doesNotContain("Reader");
    }
    assertThat(answer(ownPost("/sign-in", "token=fho_wrong")).status()).isEqualTo(401);
  }

  /// Threat T53: who guesses at tokens is seen.
  @Test
  void leavesALineForEveryTryToSignIn() {
    answer(ownPost("/sign-in", "token=fho_wrong"));
    answer(ownPost("/sign-in", "token=" + token.reveal()));

    assertThat(server.log.entries())
        .extracting(line -> line.action() + " " + line.status() + " " + line.outcome())
        .containsExactly("console.signIn 401 INVALID_SIGNATURE", "console.signIn 303 ok");
    assertThat(server.log.entries().toString()).doesNotContain(token.reveal(), "fho_wrong");
  }

  @Test
  void comesBackToTheLinkAfterSigningIn() {
    DeepLink link = server.relay.open(SampleRequest.asking("instagram.profile"));

    Answer answer = answer(ownPost("/sign-in", "token=" + token.reveal() + "&" + form(link)));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text())
        .contains("Show me what it asks", "You are signed in", link.session().value())
        .doesNotContain("Owner token");
    assertThat(answer.header("Set-Cookie").orElseThrow())
        .matches("freehold=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Strict");
  }

  @Test
  void endsWhenTheOwnerSignsOut() {
    String cookie = signedIn();
    String key = field(FORM_KEY, page(cookie, "/requests"));

    Answer out = answer(ownPost("/sign-out", "formKey=" + key).header("Cookie", cookie));

    assertThat(out.header("Set-Cookie").orElseThrow()).contains("Max-Age=0");
    assertThat(page(cookie, "/requests").status()).isEqualTo(401);
  }

  @Test
  void showsStrangersWordsAsText() {
    server.manifests.publish(
        Cast.APP.appUrl(),
        SampleManifest.aManifest().named("<script>alert(1)</script>").manifest());
    DeepLink link = server.relay.open(SampleRequest.asking("instagram.profile"));
    String cookie = signedIn();

    Answer question = page(cookie, opened(cookie, link));

    assertThat(question.text()).contains("&lt;script&gt;").doesNotContain("<script");
    assertThat(page(cookie, "/requests").text()).doesNotContain("<script");
  }

  @Test
  void saysWhatIsWrongWithALink() {
    String cookie = signedIn();
    Answer answer =
        answer(
            ownPost(
                    "/connect",
                    "link=" + URLEncoder.encode("https://a.example", StandardCharsets.UTF_8))
                .header("Cookie", cookie));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("a deep link looks like");
    assertThat(page(cookie, "/connect").status()).isEqualTo(400);
    assertThat(page(cookie, "/requests/nothing-like-this").text())
        .contains("no such connect request");
  }
}

package io.freehold.adapters.http.console;

import io.freehold.adapters.http.Call;
import io.freehold.adapters.http.HttpAdapter.PersonalServerRole.Connect;
import io.freehold.adapters.http.Refusal;
import io.freehold.adapters.http.Reply;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.AuthFailure;
import io.freehold.domain.Problem.Subject;
import io.freehold.domain.connect.Choice;
import io.freehold.domain.connect.Choice.Earlier;
import io.freehold.domain.connect.Choice.Reach;
import io.freehold.domain.connect.ConnectRequest;
import io.freehold.domain.connect.DeepLink;
import io.freehold.domain.connect.Invitation;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.data.Page;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.identity.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Signing in, and answering applications, in a browser (§6.3).
public final class ConsentPageEndpoints {
  private static final Page NEWEST = new Page(50, 0);
  private static final int DAYS_MAX = 3_650;

  private final ConsoleAuthentication authentication;
  private final Optional<Connect> connect;
  private final Runnable endRevoked;
  private final InstantSource clock;

  /// @param connect empty where no relay is known
  /// @param endRevoked ends what is being given under grants that were just replaced
  public ConsentPageEndpoints(
      ConsoleAuthentication authentication,
      Optional<Connect> connect,
      Runnable endRevoked,
      InstantSource clock) {
    this.authentication = authentication;
    this.connect = connect;
    this.endRevoked = endRevoked;
    this.clock = clock;
  }

  public Reply signIn(Call call) {
    authentication.mustComeFromItsOwnPage(call.head());
    Form form = Form.of(call.body());
    Secret held = authentication.sessions().begin(new Secret(form.get("token")));
    Reply reply =
        form.find("sessionId").isPresent()
            ? ConsolePage.html(
                200,
                ConsentPage.invited(
                    ConsentPage.link(form.get("sessionId"), form.get("secret")), true))
            : seeOther("/requests");
    return reply.with("Set-Cookie", authentication.cookie().setting(held));
  }

  public Reply signOut(Call call) {
    mustCarryTheKey(call, Form.of(call.body()));
    authentication.cookie().of(call.head()).ifPresent(authentication.sessions()::end);
    return seeOther("/").with("Set-Cookie", authentication.cookie().clearing());
  }

  /// Where an application sends the browser. It does nothing yet, because any site can do that.
  public Reply invited(Call call) {
    Optional<DeepLink> link =
        call.query("sessionId", Subject.PARAMETER, SessionId::new)
            .flatMap(session ->
                call.query("secret", Subject.PARAMETER, Secret::new)
                    .map(secret -> parsed(secret, one -> new DeepLink(session, one))));
    return ConsolePage.html(
        200,
        link.map(found ->
                ConsentPage.invited(
                    ConsentPage.link(found.session().value(), found.secret().reveal()),
                    authentication.find(call.head()).isPresent()))
            .orElseThrow(() ->
                Problem.malformed(Subject.PARAMETER, "the link names no session and secret")
                    .asException()));
  }

  public Reply open(Call call) {
    Form form = Form.of(call.body());
    DeepLink link =
        form.find("link").isPresent()
            ? parsed(form.get("link"), DeepLink::of)
            : parsed(
                form,
                one ->
                    new DeepLink(
                        new SessionId(one.get("sessionId")), new Secret(one.get("secret"))));
    ConnectRequest request = connect().receive().receive(call.owner(), new Invitation.ByLink(link));
    return seeOther("/requests/" + request.id());
  }

  public Reply list(Call call) {
    return ConsolePage.html(
        200, ConsentPage.list(connect().list().list(call.owner(), NEWEST), formKey(call)));
  }

  public Reply show(Call call) {
    var shown = connect().show().show(call.owner(), id(call));
    return ConsolePage.html(
        200,
        shown
            .sheet()
            .map(sheet -> ConsentPage.question(sheet, formKey(call)))
            .orElseGet(() -> ConsentPage.answered(shown.request())));
  }

  public Reply answer(Call call) {
    Form form = Form.of(call.body());
    mustCarryTheKey(call, form);
    switch (form.get("answer")) {
      case "allow" -> allow(call, form);
      case "refuse" -> connect().deny().deny(call.owner(), id(call), form.find("reason"));
      default -> throw Problem.malformed(Subject.BODY, "press one of the buttons").asException();
    }
    return seeOther("/requests/" + id(call));
  }

  private void allow(Call call, Form form) {
    try {
      var _ = connect().approve().approve(call.owner(), id(call), choice(form));
    } finally {
      endRevoked.run();
    }
  }

  private Choice choice(Form form) {
    List<ScopePattern> scopes =
        parsed(form, one -> one.all("scope").stream().map(ScopePattern::new).toList());
    if (scopes.isEmpty()) {
      throw Problem.malformed(Subject.BODY, "tick what it may read, or refuse").asException();
    }
    return new Choice(
        Optional.of(scopes),
        expiry(form),
        form.find("freeze").isPresent() ? Reach.WHAT_EXISTS_NOW : Reach.AS_ASKED,
        form.find("keep").isPresent() ? Earlier.KEEP_ALL : Earlier.REPLACE_AMENDED,
        Optional.of(form.get("shown")));
  }

  private Instant expiry(Form form) {
    int days = parsed(form.get("days"), Integer::parseInt);
    if (days < 0 || days > DAYS_MAX) {
      throw Problem.malformed(Subject.BODY, "days: choose one of the times").asException();
    }
    return days == 0 ? Instant.MAX : clock.instant().plus(Duration.ofDays(days));
  }

  private Connect connect() {
    if (connect.isEmpty()) {
      throw Refusal.of(
              404,
              "NOT_FOUND",
              "This server knows no session relay; set relay.enabled, or relay.url")
          .asException();
    }
    return connect.get();
  }

  /// The form of a page that this very session was shown (threat T4).
  private void mustCarryTheKey(Call call, Form form) {
    byte[] expected = formKey(call).getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(expected, form.get("formKey").getBytes(StandardCharsets.UTF_8))) {
      throw Problem.unauthorized(
              AuthFailure.INVALID_SIGNATURE, "this form is of another session; open the page again")
          .asException();
    }
  }

  private String formKey(Call call) {
    return authentication.session(call.head()).formKey();
  }

  private static SessionId id(Call call) {
    return call.path("id", Subject.PATH, SessionId::new);
  }

  private static <S, T> T parsed(S from, Function<S, T> parse) {
    try {
      return parse.apply(from);
    } catch (IllegalArgumentException e) {
      throw Problem.malformed(Subject.BODY, String.valueOf(e.getMessage())).asException(e);
    }
  }

  private static Reply seeOther(String path) {
    return ConsolePage.guarded(Reply.empty(303).with("Location", path));
  }
}

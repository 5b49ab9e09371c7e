package io.freehold.adapters.http.console;

import io.freehold.adapters.http.Head;
import io.freehold.adapters.http.auth.Authenticator;
import io.freehold.adapters.http.auth.Proof;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.AuthFailure;
import java.util.Optional;

/// Knows the owner by the session of the browser, and lets forms come from the console's own pages
/// only (threat T4).
public final class ConsoleAuthentication implements Authenticator {
  private final ConsoleSessions sessions;
  private final ConsoleCookie cookie;
  private final String scheme;

  /// @param scheme `http` or `https`, as its listener speaks
  public ConsoleAuthentication(ConsoleSessions sessions, String scheme) {
    this.sessions = sessions;
    this.cookie = new ConsoleCookie(scheme.equals("https"));
    this.scheme = scheme;
  }

  @Override
  public Proof prove(Head head) {
    if (!head.method().equals("GET")) {
      mustComeFromItsOwnPage(head);
    }
    return new Proof(session(head).owner(), Optional.empty());
  }

  /// The session of the browser that asks.
  ConsoleSessions.Session session(Head head) {
    return find(head)
        .orElseThrow(() ->
            Problem.unauthorized(AuthFailure.MISSING_AUTH, "sign in first, please").asException());
  }

  Optional<ConsoleSessions.Session> find(Head head) {
    return cookie.of(head).flatMap(sessions::find);
  }

  void mustComeFromItsOwnPage(Head head) {
    String host = head.header("Host").orElse("");
    boolean isOwn =
        head.header("Origin").filter(origin -> origin.equals(scheme + "://" + host)).isPresent()
            && head.header("Sec-Fetch-Site").filter("same-origin"::equals).isPresent();
    if (!isOwn) {
      throw Problem.unauthorized(
              AuthFailure.MISSING_AUTH, "this form is sent from the console's own page only")
          .asException();
    }
  }

  ConsoleSessions sessions() {
    return sessions;
  }

  ConsoleCookie cookie() {
    return cookie;
  }
}

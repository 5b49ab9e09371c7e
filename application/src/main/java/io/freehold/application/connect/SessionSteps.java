package io.freehold.application.connect;

import io.freehold.application.port.Sessions;
import io.freehold.domain.Problem;
import io.freehold.domain.connect.SecretHash;
import io.freehold.domain.connect.Session;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.connect.WebhookEvent;
import io.freehold.domain.identity.Secret;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Takes a session a step further. Of many who try at once one succeeds; the others look again and
/// find what has become of it.
final class SessionSteps {
  private final Sessions sessions;
  private final Consumer<SessionId> news;

  /// @param news told of every step that was taken
  SessionSteps(Sessions sessions, Consumer<SessionId> news) {
    this.sessions = sessions;
    this.news = news;
  }

  /// For whoever has the session's secret. An unknown session and a wrong secret take the same work
  /// (threat T55).
  Session step(
      SessionId id,
      Secret secret,
      UnaryOperator<Session> next,
      Function<Session, Optional<WebhookEvent>> event) {
    return step(() -> opened(id, secret), next, event);
  }

  /// For whoever finds the session in another way; `finding` refuses everybody else.
  Session step(
      Finding finding,
      UnaryOperator<Session> next,
      Function<Session, Optional<WebhookEvent>> event) {
    while (true) {
      Session before = finding.session();
      Session after = next.apply(before);
      if (after.equals(before)) {
        return before;
      }
      if (sessions.replace(before, after, event.apply(after))) {
        news.accept(after.id());
        return after;
      }
    }
  }

  /// Finds the session anew at each call.
  interface Finding {
    Session session();
  }

  private Session opened(SessionId id, Secret secret) {
    Optional<Session> found = sessions.find(id);
    boolean isRight = found.map(Session::secret).orElse(SecretHash.OF_NO_SECRET).isOf(secret);
    Session session = found.orElseThrow(() -> new Problem.SessionNotFound().asException());
    if (!isRight) {
      throw new Problem.WrongSessionSecret().asException();
    }
    return session;
  }
}

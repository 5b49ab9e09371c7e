package io.freehold.domain.connect;

/// How an owner comes by a session.
public sealed interface Invitation {
  SessionId session();

  /// By the link that the application showed.
  record ByLink(DeepLink link) implements Invitation {
    @Override
    public SessionId session() {
      return link.session();
    }
  }

  /// By the relay's list of sessions that ask this very owner.
  record Listed(SessionId session) implements Invitation {}
}

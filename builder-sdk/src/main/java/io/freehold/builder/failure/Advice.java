package io.freehold.builder.failure;

/// What to do about each failure: a table.
final class Advice {
  private Advice() {}

  static String of(Failure failure) {
    return switch (failure) {
      case Failure.Malformed _ ->
          "Correct the request; the message says what is wrong with it. Sending it again does not"
              + " help.";
      case Failure.Unauthorized(var answer) -> unauthorized(answer);
      case Failure.NotRegistered _ ->
          "Register this builder's address with the Gateway the personal server uses:"
              + " client.gateway().register(appUrl), or `freehold builders register`.";
      case Failure.GrantRequired _ ->
          "Name the grant that this builder was given, and use the key the grant was made out to."
              + " Without one, ask the person by a new session.";
      case Failure.GrantRevoked _ ->
          "The person took the grant back: stop reading, forget what you need not keep, and ask"
              + " again only if they press the button again.";
      case Failure.GrantExpired _ -> "The grant's time is over: ask the person by a new session.";
      case Failure.ScopeNotGranted _ ->
          "Read one of the granted scopes, or ask the person for more by a new session.";
      case Failure.Forbidden _ -> "This is not a builder's to do.";
      case Failure.DataNotFound _ ->
          "The grant is good and there is no such data yet, or no more: tell the person, or come"
              + " back later.";
      case Failure.ServerNotFound _ ->
          "The person's server is not registered with this Gateway: check the Gateway's address,"
              + " and have the person register (`freehold server register`).";
      case Failure.NotFound _ -> "Check the id and the address it was sent to.";
      case Failure.WrongState _ ->
          "The session went on without you: ask for its state instead of changing it.";
      case Failure.SessionExpired _ ->
          "Sessions live for fifteen minutes: create a new one when the person presses the button"
              + " again.";
      case Failure.TooLarge _ ->
          "Read it as a stream, or raise the limit of this client if you mean to.";
      case Failure.RateLimited _ -> "Wait for as long as retryAfter says, and then ask less often.";
      case Failure.Unavailable _ ->
          "It should pass: try again later, after retryAfter where it is given.";
      case Failure.Unreachable _ ->
          "Check the address and the network. A person's machine may be asleep: try again later.";
      case Failure.TimedOut _ -> "Try again later, or allow more time.";
      case Failure.AddressRefused _ ->
          "Addresses come from strangers: only public https addresses are followed, and loopback"
              + " ones if the client was made with allowLoopback(), for development.";
      case Failure.ChangedMeanwhile _ -> "Read it again from the beginning.";
      case Failure.Unreadable _ ->
          "Something that is not the protocol answered, or it answered badly: check the address.";
      case Failure.Other _ -> "See the message.";
    };
  }

  private static String unauthorized(Answer answer) {
    return answer.errorCode().equals("EXPIRED_TOKEN")
        ? "Set the clock of this machine, and sign each request right before it is sent."
        : "Sign exactly what is sent: the origin of the server, the method, path and query as they"
            + " leave, and the very bytes of the body; the message says which of them differs.";
  }
}

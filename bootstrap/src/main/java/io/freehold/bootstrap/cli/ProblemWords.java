package io.freehold.bootstrap.cli;

import io.freehold.domain.Problem;

/// Problems of work that is done without a server, in words for the person at the terminal.
final class ProblemWords {
  private ProblemWords() {}

  static String of(Problem problem) {
    return switch (problem) {
      case Problem.MalformedRequest malformed -> malformed.reason();
      case Problem.Unauthorized unauthorized -> unauthorized.reason();
      case Problem.AlreadyRegistered(var what, var id) when what.equals("owner") ->
          "this server belongs to " + id + " already";
      case Problem.AlreadyRegistered(var what, var id) ->
          "the " + what + " is there already: " + id;
      case Problem.OwnerUnknown() ->
          "this server has no owner yet; run `freehold init` on its machine";
      case Problem.DiskFull() -> "there is no room left on the disk";
      case Problem.ServiceUnavailable unavailable -> unavailable.reason();
      case Problem.SignerNotAllowed(var signer, var owner) ->
          "signed by " + signer + ", which does not speak for " + owner;
      default -> problem.toString();
    };
  }
}

package io.freehold.adapters.http;

import io.vertx.core.http.HttpMethod;
import java.util.Optional;

/// One row of a route table: what may be asked, by whom, within which bounds, and who answers.
///
/// @param path with placeholders, such as `/v1/data/:scope`
/// @param action what the access log calls it; empty when it is not logged
/// @param bodyBytesMax the largest body; 0 when there must be none
/// @param bodyCost how many bytes of memory one byte of the body may come to cost, while it is
///   there
public record ApiRoute(
    HttpMethod method,
    String path,
    Optional<String> action,
    Callers callers,
    Tempo tempo,
    Cors cors,
    long bodyBytesMax,
    int bodyCost,
    Intake intake,
    Endpoint endpoint) {

  /// A route whose body is held in memory, if it takes one.
  public ApiRoute(
      HttpMethod method,
      String path,
      Optional<String> action,
      Callers callers,
      Tempo tempo,
      Cors cors,
      long bodyBytesMax,
      int bodyCost,
      Endpoint endpoint) {
    this(method, path, action, callers, tempo, cors, bodyBytesMax, bodyCost, Intake.HELD, endpoint);
  }

  /// Who may call, and how it is known. For the last four, the endpoint itself asks, because what
  /// proves the caller is part of the body.
  public enum Callers {
    ANYONE,
    OWNER,
    BUILDER_OR_OWNER,
    /// The owner whose address is in the path, and that owner's servers.
    OWNER_IN_THE_PATH,
    /// Whoever signed the request; the endpoint says what that address may.
    SIGNER,
    SIGNER_OF_THE_BODY,
    /// Who knows the secret of a session, which is in the body.
    HOLDER_OF_THE_SECRET,
    HOLDER_OF_A_TOKEN_IN_THE_BODY,
    READER_OF_THE_TERMINAL;

    /// Whether nobody has said yet, before the body is read, that they are more than strangers.
    boolean mayBeStrangers() {
      return this == SIGNER || !areKnownByTheHead();
    }

    boolean areKnownByTheHead() {
      return switch (this) {
        case OWNER, BUILDER_OR_OWNER, OWNER_IN_THE_PATH, SIGNER -> true;
        case ANYONE,
            SIGNER_OF_THE_BODY,
            HOLDER_OF_THE_SECRET,
            HOLDER_OF_A_TOKEN_IN_THE_BODY,
            READER_OF_THE_TERMINAL ->
            false;
      };
    }
  }

  /// How a body comes to its endpoint.
  public enum Intake {
    /// As a whole, in memory.
    HELD,
    /// Piece by piece as it arrives, in memory that does not grow with it.
    STREAMED
  }

  /// Whether calls are counted.
  public enum Tempo {
    LIMITED,
    /// As two, because one of them may ask others twice.
    LIMITED_AS_TWO,
    /// By its address and what it asks about, so that many who share an address do not stand in
    /// each other's way. Who asks about what is not there is counted by the address alone.
    BY_SUBJECT,
    UNLIMITED
  }

  /// Whether pages of other origins may call and read the answer. No route that goes by a cookie is
  /// open.
  public enum Cors {
    OPEN,
    CLOSED
  }
}

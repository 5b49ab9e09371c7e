package io.freehold.adapters.http;

import io.vertx.core.http.HttpMethod;
import java.util.Optional;

/// One row of a route table: what may be asked, by whom, within which bounds, and who answers.
///
/// @param path with placeholders, such as `/v1/data/:scope`
/// @param action what the access log calls it; empty when it is not logged
/// @param bodyBytesMax the largest body; 0 when there must be none
/// @param bodyCost how many bytes of memory one byte of the body may come to cost
public record ApiRoute(
    HttpMethod method,
    String path,
    Optional<String> action,
    Callers callers,
    Tempo tempo,
    Cors cors,
    long bodyBytesMax,
    int bodyCost,
    Endpoint endpoint) {

  /// Who may call, and how it is known. For the last two, the endpoint itself asks, because what
  /// proves the caller is part of the body.
  public enum Callers {
    ANYONE,
    OWNER,
    BUILDER_OR_OWNER,
    SIGNER_OF_THE_BODY,
    READER_OF_THE_TERMINAL;

    boolean areKnownByTheHead() {
      return this == OWNER || this == BUILDER_OR_OWNER;
    }
  }

  /// Whether calls are counted.
  public enum Tempo {
    LIMITED,
    UNLIMITED
  }

  /// Whether pages of other origins may call and read the answer. Nothing here goes by cookies.
  public enum Cors {
    OPEN,
    CLOSED
  }
}

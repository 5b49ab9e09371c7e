package io.freehold.builder.http;

import io.freehold.builder.failure.Answer;
import io.freehold.builder.failure.Failure;
import io.freehold.builder.json.Json;
import java.net.http.HttpHeaders;
import java.util.Optional;
import java.util.function.Function;

/// What a server said, all of it.
public record Response(int status, HttpHeaders headers, byte[] body) {
  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /// What the body says, read by somebody who knows what it should say.
  public <T> T read(Function<Json, T> reading) {
    try {
      return reading.apply(Json.parse(body));
    } catch (IllegalArgumentException e) {
      throw new Failure.Unreadable(
              new Answer(
                  status,
                  "UNREADABLE",
                  "the answer cannot be understood: " + e.getMessage(),
                  java.util.Map.of(),
                  Optional.empty(),
                  Optional.empty()))
          .asException(e);
    }
  }

  /// The same answer, or what it refused.
  public Response orRefuse() {
    if (isSuccess()) {
      return this;
    }
    throw Refusals.of(this).asException();
  }

  public Optional<String> header(String name) {
    return headers.firstValue(name);
  }
}

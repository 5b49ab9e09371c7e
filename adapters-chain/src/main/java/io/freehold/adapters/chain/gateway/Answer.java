package io.freehold.adapters.chain.gateway;

import java.time.DateTimeException;
import java.util.Optional;
import java.util.function.Function;

/// What a gateway answered: a status that means something, and a JSON object.
record Answer(int status, Item body) {
  private static final int NOT_FOUND = 404;

  /// Of a list or a single record: there is none.
  boolean isNotFound() {
    return status == NOT_FOUND;
  }

  /// Done, now or before.
  boolean isDone() {
    return status / 100 == 2 || status == 409;
  }

  boolean isForbidden() {
    return status == 401 || status == 403;
  }

  Item data() {
    return body.get("data");
  }

  Optional<Item> proof() {
    return body.find("proof");
  }

  /// What somebody makes of the answer; an answer of which nothing can be made is a failure of the
  /// gateway.
  <T> T read(Function<Answer, T> reading) {
    try {
      return reading.apply(this);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw Unavailable.because("the gateway's answer cannot be understood", e);
    }
  }
}

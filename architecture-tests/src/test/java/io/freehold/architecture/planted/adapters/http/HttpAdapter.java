package io.freehold.architecture.planted.adapters.http;

import io.freehold.architecture.planted.application.data.ReadInnocently;
import io.freehold.architecture.planted.domain.grant.ReadPermit;
import java.util.function.Function;

/// Innocent: the wiring hands a use case on without calling it.
public final class HttpAdapter {
  static Object innocent(ReadInnocently useCase) {
    Function<ReadPermit, Object> handedOn = useCase::read;
    return handedOn;
  }
}

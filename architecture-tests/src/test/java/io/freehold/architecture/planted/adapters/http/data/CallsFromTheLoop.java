package io.freehold.architecture.planted.adapters.http.data;

import io.freehold.architecture.planted.application.data.ReadInnocently;
import io.freehold.architecture.planted.domain.grant.ReadPermit;

/// Calls a use case without being an endpoint.
final class CallsFromTheLoop {
  private final ReadInnocently useCase;

  CallsFromTheLoop(ReadInnocently useCase) {
    this.useCase = useCase;
  }

  Object calls() {
    return useCase.read(new ReadPermit(""));
  }
}

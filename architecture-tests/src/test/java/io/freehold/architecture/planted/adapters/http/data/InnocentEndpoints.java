package io.freehold.architecture.planted.adapters.http.data;

import io.freehold.architecture.planted.application.data.ReadInnocently;
import io.freehold.architecture.planted.domain.grant.ReadPermit;

/// Innocent: endpoints call use cases.
final class InnocentEndpoints {
  private final ReadInnocently useCase;

  InnocentEndpoints(ReadInnocently useCase) {
    this.useCase = useCase;
  }

  Object read() {
    return useCase.read(new ReadPermit(""));
  }
}

package io.freehold.architecture.planted.domain.day;

import io.freehold.architecture.planted.application.data.ReadInnocently;

/// The domain knows the application.
final class LooksOutwards {
  Object looks(ReadInnocently useCase) {
    return useCase;
  }
}

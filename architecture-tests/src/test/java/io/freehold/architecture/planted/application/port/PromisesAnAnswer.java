package io.freehold.architecture.planted.application.port;

import java.util.concurrent.CompletionStage;

/// A port that answers later.
public interface PromisesAnAnswer {
  CompletionStage<String> find();
}

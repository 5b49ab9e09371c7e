package io.freehold.adapters.http;

/// What a route does: translate the call, call one use case, translate its answer. It runs on a
/// virtual thread and may block; a refusal is thrown as a problem.
@FunctionalInterface
public interface Endpoint {
  Reply answer(Call call);
}

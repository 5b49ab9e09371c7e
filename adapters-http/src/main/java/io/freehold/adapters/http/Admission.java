package io.freehold.adapters.http;

import io.freehold.adapters.http.auth.Proof;

/// What somebody still has to pass who proved to be somebody: whether the route is theirs, and
/// their pace.
@FunctionalInterface
interface Admission {
  void admit(Visit visit, Proof proof);
}

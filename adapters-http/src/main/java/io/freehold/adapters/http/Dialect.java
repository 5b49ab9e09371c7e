package io.freehold.adapters.http;

import io.freehold.adapters.http.pace.Allowance;
import java.util.Map;

/// What all answers of a listener have in common: the shape of a refusal, and the names of the
/// headers that say what a caller has left.
public interface Dialect {
  /// As the protocol says it (§8.3).
  Dialect PROTOCOL =
      new Dialect() {
        @Override
        public Reply refusal(Refusal refusal, String requestId) {
          return Reply.refusal(refusal, requestId);
        }

        @Override
        public Map<String, String> allowance(Allowance left) {
          return Map.of(
              "RateLimit-Limit", Integer.toString(left.limit()),
              "RateLimit-Remaining", Integer.toString(left.remaining()),
              "RateLimit-Reset", Long.toString(left.resetSeconds()));
        }
      };

  Reply refusal(Refusal refusal, String requestId);

  Map<String, String> allowance(Allowance left);
}

package io.freehold.adapters.http.connect;

import io.freehold.adapters.http.Dialect;
import io.freehold.adapters.http.Refusal;
import io.freehold.adapters.http.Reply;
import io.freehold.adapters.http.pace.Allowance;
import java.util.Map;

/// The words of a relay: its clients know one word for everything that is wrong with what they
/// sent.
public final class RelayDialect implements Dialect {
  private static final int BAD_REQUEST = 400;

  @Override
  public Reply refusal(Refusal refusal, String requestId) {
    return Dialect.PROTOCOL.refusal(
        refusal.status() == BAD_REQUEST ? refusal.called("VALIDATION_ERROR") : refusal, requestId);
  }

  @Override
  public Map<String, String> allowance(Allowance left) {
    return Dialect.PROTOCOL.allowance(left);
  }
}

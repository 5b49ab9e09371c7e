package io.freehold.adapters.http.console;

import io.freehold.adapters.http.Dialect;
import io.freehold.adapters.http.Refusal;
import io.freehold.adapters.http.Reply;
import io.freehold.adapters.http.pace.Allowance;
import java.util.Map;

/// How the console says no: as a page, to a person.
public final class ConsoleDialect implements Dialect {
  @Override
  public Reply refusal(Refusal refusal, String requestId) {
    String page =
        refusal.status() == 401
            ? ConsolePage.signIn(
                refusal.details().getOrDefault("reason", refusal.message()).toString(), "")
            : ConsolePage.refused(refusal.message(), requestId);
    return ConsolePage.html(refusal.status(), page)
        .with(refusal.headers())
        .withOutcome(refusal.errorCode());
  }

  @Override
  public Map<String, String> allowance(Allowance left) {
    return Dialect.PROTOCOL.allowance(left);
  }
}

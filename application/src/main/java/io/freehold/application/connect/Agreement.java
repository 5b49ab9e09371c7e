package io.freehold.application.connect;

import io.freehold.application.port.AutoApprovals;
import io.freehold.application.port.ConsentReceipts;
import io.freehold.domain.connect.AutoApproval;
import io.freehold.domain.connect.ConnectRequest;
import io.freehold.domain.connect.Consent;
import io.freehold.domain.connect.ConsentSheet;
import io.freehold.domain.connect.VerifiedApp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the owner's rules agree to without asking.
public final class Agreement {
  private final AutoApprovals rules;
  private final ConsentReceipts receipts;

  public Agreement(AutoApprovals rules, ConsentReceipts receipts) {
    this.rules = rules;
    this.receipts = receipts;
  }

  /// The rule that agrees, if there is one. An application that published something else when it
  /// was last agreed to is looked at by a person first (threat T18).
  Optional<AutoApproval> ruleFor(ConnectRequest request, VerifiedApp app, Instant now) {
    if (hasChanged(app)) {
      return Optional.empty();
    }
    return rules.all().stream().filter(rule -> rule.agreesTo(request.asked(), now)).findFirst();
  }

  private boolean hasChanged(VerifiedApp app) {
    return receipts
        .latest(app.builder().address())
        .filter(receipt -> !receipt.app().manifestHash().equals(app.manifestHash()))
        .isPresent();
  }

  /// The consent by a rule; empty when its last use was taken by another request. A rule never ends
  /// a grant.
  Optional<Consent> by(AutoApproval rule, ConsentSheet sheet, Instant now) {
    return rules.use(rule.id(), now)
        ? Optional.of(
            new Consent(
                sheet.request().asked().scopes(),
                rule.grantExpiry(now),
                List.of(),
                new Consent.By.Rule(rule.id()),
                now,
                sheet.text(),
                sheet.warnings()))
        : Optional.empty();
  }
}

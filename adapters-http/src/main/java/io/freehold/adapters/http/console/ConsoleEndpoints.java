package io.freehold.adapters.http.console;

import io.freehold.adapters.http.Call;
import io.freehold.adapters.http.Reply;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.ProblemException;
import io.freehold.domain.identity.Secret;
import java.nio.charset.StandardCharsets;

/// The pages of the console. Its listener answers only to the console's own names, and its form is
/// taken from its own page only (threats T3, T4).
public final class ConsoleEndpoints {
  private static final int PASSPHRASE_CHARACTERS_MIN = 8;
  private final ConsoleSetup setup;
  private final ConsoleAuthentication authentication;

  public ConsoleEndpoints(ConsoleSetup setup, ConsoleAuthentication authentication) {
    this.setup = setup;
    this.authentication = authentication;
  }

  public Reply page(Call call) {
    return setup
        .owner()
        .map(owner -> owned(call, owner))
        .orElseGet(() -> ConsolePage.html(200, ConsolePage.unclaimed("")));
  }

  private Reply owned(Call call, Address owner) {
    return authentication.find(call.head()).isPresent()
        ? ConsolePage.guarded(Reply.empty(303).with("Location", "/requests"))
        : ConsolePage.html(200, ConsolePage.owned(owner));
  }

  public Reply style(Call call) {
    return ConsolePage.guarded(
        Reply.of(
            200,
            "text/css; charset=utf-8",
            new Reply.Bytes(ConsolePage.STYLE.getBytes(StandardCharsets.UTF_8))));
  }

  public Reply claim(Call call) {
    authentication.mustComeFromItsOwnPage(call.head());
    Form form = Form.of(call.body());
    Secret passphrase = new Secret(form.all("passphrase").stream().findFirst().orElse(""));
    if (passphrase.reveal().length() < PASSPHRASE_CHARACTERS_MIN) {
      return ConsolePage.html(
              400,
              ConsolePage.unclaimed(
                  "A passphrase has at least " + PASSPHRASE_CHARACTERS_MIN + " characters."))
          .withOutcome("INVALID_BODY");
    }
    try {
      Address owner = setup.claim(form.get("code"), passphrase);
      return ConsolePage.html(200, ConsolePage.claimed(owner));
    } catch (ProblemException e) {
      return switch (e.problem()) {
        case Problem.Unauthorized unauthorized ->
            ConsolePage.html(401, ConsolePage.unclaimed(unauthorized.reason()))
                .withOutcome(unauthorized.failure().name());
        case Problem.AlreadyRegistered _ -> page(call).withOutcome("ALREADY_REGISTERED");
        default -> throw e;
      };
    }
  }
}

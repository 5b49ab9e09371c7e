package io.freehold.adapters.http.console;

import io.freehold.adapters.http.Call;
import io.freehold.adapters.http.Reply;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.AuthFailure;
import io.freehold.domain.Problem.Subject;
import io.freehold.domain.ProblemException;
import io.freehold.domain.identity.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/// The pages of the console. Its listener answers only to the console's own names, and its form is
/// taken from its own page only (threats T3, T4).
public final class ConsoleEndpoints {
  private static final int PASSPHRASE_CHARACTERS_MIN = 8;
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors"
          + " 'none'";

  private final ConsoleSetup setup;
  private final String scheme;

  /// @param scheme `http` or `https`, as its listener speaks
  public ConsoleEndpoints(ConsoleSetup setup, String scheme) {
    this.setup = setup;
    this.scheme = scheme;
  }

  public Reply page(Call call) {
    return setup
        .owner()
        .map(owner -> html(200, ConsolePage.owned(owner)))
        .orElseGet(() -> html(200, ConsolePage.unclaimed("")));
  }

  public Reply style(Call call) {
    return guarded(
        Reply.of(
            200,
            "text/css; charset=utf-8",
            new Reply.Bytes(ConsolePage.STYLE.getBytes(StandardCharsets.UTF_8))));
  }

  public Reply claim(Call call) {
    mustComeFromItsOwnPage(call);
    Map<String, String> form = form(call);
    Secret passphrase = new Secret(form.getOrDefault("passphrase", ""));
    if (passphrase.reveal().length() < PASSPHRASE_CHARACTERS_MIN) {
      return html(
          400,
          ConsolePage.unclaimed(
              "A passphrase has at least " + PASSPHRASE_CHARACTERS_MIN + " characters."));
    }
    try {
      Address owner = setup.claim(form.getOrDefault("code", "").strip(), passphrase);
      return html(200, ConsolePage.claimed(owner));
    } catch (ProblemException e) {
      return switch (e.problem()) {
        case Problem.Unauthorized unauthorized ->
            html(401, ConsolePage.unclaimed(unauthorized.reason()));
        case Problem.AlreadyRegistered _ -> page(call);
        default -> throw e;
      };
    }
  }

  private void mustComeFromItsOwnPage(Call call) {
    String host = call.head().header("Host").orElse("");
    boolean isOwn =
        call.head()
                .header("Origin")
                .filter(origin -> origin.equals(scheme + "://" + host))
                .isPresent()
            && call.head().header("Sec-Fetch-Site").filter("same-origin"::equals).isPresent();
    if (!isOwn) {
      throw Problem.unauthorized(
              AuthFailure.MISSING_AUTH, "this form is sent from the console's own page only")
          .asException();
    }
  }

  private static Map<String, String> form(Call call) {
    try {
      return Arrays.stream(new String(call.body(), StandardCharsets.UTF_8).split("&"))
          .map(pair -> pair.split("=", 2))
          .filter(pair -> pair.length == 2)
          .collect(
              Collectors.toMap(
                  pair -> pair[0],
                  pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8),
                  (first, _) -> first));
    } catch (IllegalArgumentException e) {
      throw Problem.malformed(Subject.BODY, "not a form").asException(e);
    }
  }

  private static Reply html(int status, String page) {
    return guarded(
        Reply.of(
            status,
            "text/html; charset=utf-8",
            new Reply.Bytes(page.getBytes(StandardCharsets.UTF_8))));
  }

  private static Reply guarded(Reply reply) {
    return reply.with("Content-Security-Policy", POLICY);
  }
}

package io.freehold.adapters.storage.oauth;

import io.freehold.domain.identity.Secret;
import io.freehold.domain.storage.StorageFailure;
import io.freehold.domain.storage.StorageFailure.Reason;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.random.RandomGenerator;

/// One attempt of the owner to let this server into a service. What comes back counts only when it
/// comes to the very address that was named, with the state of this attempt (threat T68); it is
/// good once, because a code is.
public final class ConsentAttempt {
  private final OAuthClient client;
  private final URI redirect;
  private final Pkce pkce;
  private final String state;

  private ConsentAttempt(OAuthClient client, URI redirect, Pkce pkce, String state) {
    this.client = client;
    this.redirect = redirect;
    this.pkce = pkce;
    this.state = state;
  }

  /// @param redirect on the loopback address, where the owner's browser comes back to
  public static ConsentAttempt begin(OAuthClient client, URI redirect, RandomGenerator random) {
    return new ConsentAttempt(client, redirect, Pkce.random(random), Pkce.randomText(random));
  }

  /// Where the owner's browser goes.
  public URI url() {
    Form query =
        new Form()
            .with("response_type", "code")
            .with("client_id", client.id())
            .with("redirect_uri", redirect.toString())
            .with("scope", client.scopes())
            .with("state", state)
            .with("code_challenge", pkce.challenge())
            .with("code_challenge_method", "S256")
            .with(client.parameters());
    return URI.create(client.authUrl() + "?" + query.text());
  }

  URI redirect() {
    return redirect;
  }

  Secret verifier() {
    return pkce.verifier();
  }

  /// The code in the address the browser came back to. A StorageException when the service or the
  /// owner said no, or when the address does not belong to this attempt.
  Secret codeIn(String address) {
    Form answer = answerIn(address);
    mustBeOfThisAttempt(answer.find("state").orElse(""));
    answer
        .find("error")
        .ifPresent(error -> {
          throw refused("%s did not let this server in: %s".formatted(client.title(), word(error)));
        });
    return answer
        .find("code")
        .map(Secret::new)
        .orElseThrow(() -> refused("there is no code in it"));
  }

  private Form answerIn(String pasted) {
    String expected = redirect + "?";
    String address = pasted.strip().replaceFirst("#.*", "");
    if (!address.startsWith(expected)) {
      throw refused("it is not an address that begins with " + expected);
    }
    try {
      return Form.read(address.substring(expected.length()));
    } catch (IllegalArgumentException e) {
      throw refused("it cannot be read");
    }
  }

  private void mustBeOfThisAttempt(String received) {
    boolean isSame =
        MessageDigest.isEqual(
            received.getBytes(StandardCharsets.UTF_8), state.getBytes(StandardCharsets.UTF_8));
    if (!isSame) {
      throw refused("it belongs to another attempt");
    }
  }

  /// The service's word for an error is shown, and nothing else that a stranger may have put there.
  private static String word(String error) {
    return error.matches("[a-z_]{1,64}") ? error : "no reason was given";
  }

  private RuntimeException refused(String reason) {
    return StorageFailure.of(
            Reason.NOT_ALLOWED,
            "the consent was not taken: %s; %s".formatted(reason, client.remedy()))
        .asException();
  }
}

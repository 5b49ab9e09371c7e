package io.freehold.bootstrap;

import io.freehold.adapters.http.HttpAdapter;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.AuthFailure;
import io.freehold.domain.identity.Caller;
import io.freehold.domain.identity.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// The one-time code of a server without an owner: whoever reads it in the terminal may claim the
/// server in the browser. A code that was guessed at too often is replaced (threats T2, T29).
public final class FirstStart implements HttpAdapter.Claims {
  private static final String ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789";
  private static final int CODE_CHARACTERS = 10;

  private final PersonalServer server;
  private final RandomGenerator random;
  private final Consumer<String> terminal;
  private final int triesMax;
  private String code;
  private int tries;

  /// @param terminal shows a line to whoever started the server, and to nobody else
  public FirstStart(PersonalServer server, RandomGenerator random, Consumer<String> terminal) {
    this.server = server;
    this.random = random;
    this.terminal = terminal;
    this.triesMax = server.limits().setupTriesMax();
    this.code = newCode(random);
  }

  public synchronized String code() {
    return code;
  }

  @Override
  public Optional<Address> owner() {
    return server.owner();
  }

  @Override
  public synchronized Address claim(String tried, Secret passphrase) {
    if (!isTheCode(tried)) {
      noteAFailure();
      throw Problem.unauthorized(
              AuthFailure.INVALID_SIGNATURE, "That is not the code the terminal shows.")
          .asException();
    }
    OwnerSetup setup = server.ownerSetup();
    Caller.Owner owner = setup.withNewWallet(passphrase, random);
    terminal.accept("this server belongs to " + owner.address() + " now");
    terminal.accept("owner token, shown this once: " + setup.token(owner, "first").reveal());
    return owner.address();
  }

  private boolean isTheCode(String tried) {
    return MessageDigest.isEqual(
        code.getBytes(StandardCharsets.UTF_8), tried.getBytes(StandardCharsets.UTF_8));
  }

  private void noteAFailure() {
    tries++;
    if (tries >= triesMax) {
      tries = 0;
      code = newCode(random);
      terminal.accept("the setup code was guessed at " + triesMax + " times; it is now " + code);
    }
  }

  private static String newCode(RandomGenerator random) {
    var text = new StringBuilder();
    for (int i = 0; i < CODE_CHARACTERS; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }
}

package io.freehold.adapters.http.console;

import io.freehold.domain.Address;
import io.freehold.domain.identity.Secret;
import java.util.Optional;

/// What the console asks of the server to give it its owner.
public interface ConsoleSetup {
  /// Whose server this is, once it is somebody's.
  Optional<Address> owner();

  /// Makes a wallet that the passphrase opens, and makes it the owner. Refused as `Unauthorized`
  /// unless the code is the one the terminal shows; each code stands a few tries and one success.
  Address claim(String code, Secret passphrase);
}

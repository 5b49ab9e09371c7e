package io.freehold.bootstrap.cli;

import io.freehold.adapters.chain.ChainAdapter;
import io.freehold.bootstrap.Context;
import io.freehold.bootstrap.PersonalServer;
import io.freehold.bootstrap.client.Refusal;
import io.freehold.bootstrap.config.ServerConfig;
import io.freehold.domain.Signature;
import io.freehold.domain.registry.RegistryMessage.ServerRegistration;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.Optional;

/// The registration of a server that does not run: by the wallet in its home, or by what a wallet
/// elsewhere has signed. A storage lets in registered servers only, and a gateway takes the records
/// of no others.
final class StoppedRegistration {
  private final Context context;
  private final ServerConfig config;
  private final PrintWriter out;

  StoppedRegistration(Context context, ServerConfig config, PrintWriter out) {
    this.context = context;
    this.config = config;
    this.out = out;
  }

  /// @param given the wallet's signature, if there is one
  void mustBeDone(PersonalServer server, Optional<String> given) {
    if (server.isRegistered()) {
      return;
    }
    ServerRegistration registration = server.registration();
    ChainAdapter chain = ChainAdapter.of(config.gateway().domain(), config.limits());
    String signed =
        given
            .or(() -> signedHere(chain, registration))
            .orElseThrow(() -> toBeSigned(chain, registration));
    server.register(new Signature(signed));
    out.println("registered %s at %s".formatted(registration.server(), registration.serverUrl()));
    out.flush();
  }

  private Optional<String> signedHere(ChainAdapter chain, ServerRegistration registration) {
    return Files.exists(ServerCommand.keystore(config.home()))
        ? Optional.of(ServerCommand.signedHere(chain, config.home(), registration, context))
        : Optional.empty();
  }

  private Refusal toBeSigned(ChainAdapter chain, ServerRegistration registration) {
    out.println(chain.walletJson(registration));
    out.flush();
    return new Refusal(
        "the gateway does not know this server as the owner's, so no storage lets it in. Let the"
            + " owner's wallet sign what is printed above (eth_signTypedData_v4), and say it again"
            + " with --registration 0x...");
  }
}

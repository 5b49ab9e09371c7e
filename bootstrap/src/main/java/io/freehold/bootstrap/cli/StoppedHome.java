package io.freehold.bootstrap.cli;

import io.freehold.adapters.chain.ChainAdapter;
import io.freehold.adapters.persistence.PersistenceAdapter;
import io.freehold.application.port.HomeCare;
import io.freehold.bootstrap.Context;
import io.freehold.bootstrap.config.ServerConfig;
import io.freehold.domain.identity.Secret;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The options of commands that work on a home while no server uses it.
final class StoppedHome {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  FindingsReport report() {
    var out = root().getOut();
    return json ? new FindingsReport.Json(out) : new FindingsReport.Words(out);
  }

  HomeCare care() {
    Context context = ((FreeholdCommand) root().getCommand()).context();
    ServerConfig config = context.config().load();
    var chain = ChainAdapter.of(config.gateway().domain(), config.limits());
    return PersistenceAdapter.care(
        config.home(),
        config.limits(),
        context.clock(),
        chain.signatures(),
        (Secret key) -> chain.signer(key));
  }

  private CommandLine root() {
    return Objects.requireNonNull(spec).root().commandLine();
  }
}

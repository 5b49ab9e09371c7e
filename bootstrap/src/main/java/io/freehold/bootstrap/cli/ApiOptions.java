package io.freehold.bootstrap.cli;

import io.freehold.bootstrap.Context;
import io.freehold.bootstrap.client.Answer;
import io.freehold.bootstrap.client.ApiClient;
import io.freehold.bootstrap.client.ApiClient.Credential;
import io.freehold.bootstrap.client.Refusal;
import io.freehold.bootstrap.client.Trust;
import io.freehold.bootstrap.config.ServerConfig;
import io.freehold.domain.identity.Secret;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The options of every command that talks to a server, and the way it talks.
final class ApiOptions {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "the server to talk to (FREEHOLD_URL; default: this machine's)")
  private @Nullable String url;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "file that holds the owner token (else FREEHOLD_TOKEN is used)")
  private @Nullable String tokenFile;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description =
          "PEM certificates that may vouch for the server, beside the system's (FREEHOLD_CA)")
  private @Nullable Path authorities;

  @Option(names = "--json", description = "print the server's own JSON")
  private boolean json;

  Context context() {
    return ((FreeholdCommand) root().getCommand()).context();
  }

  private CommandLine root() {
    CommandLine command = specOfCommand().commandLine();
    while (command.getParent() != null) {
      command = command.getParent();
    }
    return command;
  }

  private CommandSpec specOfCommand() {
    if (spec == null) {
      throw new IllegalStateException("picocli did not set the command");
    }
    return spec;
  }

  PrintWriter out() {
    return root().getOut();
  }

  PrintWriter err() {
    return root().getErr();
  }

  boolean wantsJson() {
    return json;
  }

  ApiClient stranger() {
    String at = serverUrl();
    return new ApiClient(at, new Credential.None(), trust(at, config -> config.server().tls()));
  }

  /// A caller of the gateway.
  ApiClient gateway(Credential credential) {
    String url = gatewayUrl();
    return new ApiClient(url, credential, trust(url, config -> config.gateway().listener().tls()));
  }

  /// Whoever asks the storage role of this machine.
  ApiClient storage() {
    return onThisMachine(config -> config.blobs().listener());
  }

  /// The session relay of this machine, as anybody.
  ApiClient relay() {
    return onThisMachine(config -> config.relay().listener());
  }

  private ApiClient onThisMachine(Function<ServerConfig, ServerConfig.Listener> role) {
    String at = localUrl(role.apply(context().config().load()));
    return new ApiClient(at, new Credential.None(), trust(at, config -> role.apply(config).tls()));
  }

  /// The certificate of a server of this machine is known from its settings.
  private Trust trust(String url, Function<ServerConfig, Optional<ServerConfig.Tls>> tls) {
    if (url.startsWith("http:")) {
      return Trust.OF_THE_SYSTEM;
    }
    return new Trust(
        Optional.ofNullable(authorities)
            .or(() -> context().config().environment("FREEHOLD_CA").map(Path::of)),
        tls.apply(context().config().load()).map(ServerConfig.Tls::certificate));
  }

  /// The caller that has the owner's token.
  ApiClient owner() {
    return stranger().as(new Credential.Bearer(token()));
  }

  private String serverUrl() {
    return Optional.ofNullable(url)
        .or(() -> context().config().environment("FREEHOLD_URL"))
        .map(text -> text.endsWith("/") ? text.substring(0, text.length() - 1) : text)
        .orElseGet(() -> localUrl(context().config().load().server()));
  }

  private static String localUrl(ServerConfig.Listener listener) {
    return (listener.tls().isPresent() ? "https" : "http") + "://localhost:" + listener.port();
  }

  /// Where the gateway is reached.
  String gatewayUrl() {
    return context()
        .config()
        .environment("FREEHOLD_GATEWAY")
        .orElseGet(() -> {
          var gateway = context().config().load().gateway();
          return gateway
              .remote()
              .map(Object::toString)
              .orElseGet(() -> localUrl(gateway.listener()));
        });
  }

  private Secret token() {
    return Optional.ofNullable(tokenFile)
        .map(file -> new Secret(Files.text(file).strip()))
        .or(() -> context().config().environment("FREEHOLD_TOKEN").map(Secret::new))
        .orElseThrow(() ->
            new Refusal(
                "this needs the owner token that `freehold init` printed: export"
                    + " FREEHOLD_TOKEN=... or use --token-file"));
  }

  /// Prints an answer: as it came with `--json`, in the given way otherwise.
  int print(Answer answer, BiConsumer<Answer, PrintWriter> forPeople) {
    Answer good = answer.orRefuse();
    if (json) {
      out().println(good.body().length == 0 ? "{}" : good.prettyJson());
    } else {
      forPeople.accept(good, out());
    }
    out().flush();
    return CommandLine.ExitCode.OK;
  }
}

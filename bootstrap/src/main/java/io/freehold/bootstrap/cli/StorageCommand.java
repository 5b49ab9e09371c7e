package io.freehold.bootstrap.cli;

import io.freehold.adapters.storage.StorageAdapter;
import io.freehold.adapters.storage.StorageAdapter.Attempt;
import io.freehold.adapters.storage.StorageAdapter.Consent;
import io.freehold.application.port.StorageBackend;
import io.freehold.application.storage.CheckBackend;
import io.freehold.bootstrap.Context;
import io.freehold.bootstrap.PersonalServer;
import io.freehold.bootstrap.client.Refusal;
import io.freehold.bootstrap.config.ServerConfig;
import io.freehold.domain.Address;
import io.freehold.domain.storage.StorageFailure;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Scanner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// The places where encrypted copies are kept.
@Command(
    name = "storage",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Connects, lists and tries the places where encrypted copies are kept.%n",
      "connect, disconnect and check use the home, so the server must be stopped: tokens of one"
          + " account are never renewed by two processes. list may be asked at any time.%n"
    })
final class StorageCommand extends CommandGroup {
  private static final int REDIRECT_PORT = 8095;
  private static final int MINUTES_MAX = 60;

  @ParentCommand private @Nullable FreeholdCommand parent;

  @Command(
      name = "connect",
      mixinStandardHelpOptions = true,
      description = {
        "Asks you to let this server into your storage, in your browser.%n",
        "You need an OAuth client of your own; docs/storage/gdrive.md and docs/storage/dropbox.md say"
            + " how to register one in five minutes. The tokens are kept in the home, sealed with a"
            + " key that follows from your master key. The server must be stopped.%n",
        "The browser comes back to http://127.0.0.1:PORT/callback, which listens for this one answer."
            + " Without a browser on this machine: --paste.%n"
      })
  int connect(
      @Parameters(index = "0", paramLabel = "gdrive|dropbox") String name,
      @Option(
              names = "--port",
              paramLabel = "PORT",
              defaultValue = "" + REDIRECT_PORT,
              description = "where the browser comes back to (default: ${DEFAULT-VALUE})")
          int port,
      @Option(
              names = "--minutes",
              paramLabel = "N",
              defaultValue = "10",
              description = "how long to wait for you (default: ${DEFAULT-VALUE})")
          int minutes,
      @Option(
              names = "--paste",
              description = "listen for nothing; ask for the address the browser came back to")
          boolean isPasted) {
    mustBeOneOf(name, StorageAdapter.namesWithConsent().contains(name), "gdrive, dropbox");
    mustBeOneOf("--port " + port, port >= 0 && port <= 65_535, "0 to 65535");
    mustBeOneOf("--minutes " + minutes, minutes > 0 && minutes <= MINUTES_MAX, "1 to 60");
    return withServer((server, config) -> {
      Consent consent = consent(server, name);
      MasterKeyOpening.mustOpen(context(), config, server);
      String account =
          isPasted ? pasted(consent, port) : waited(consent, port, Duration.ofMinutes(minutes));
      out().println("connected " + name + ", account " + account);
      out().println("Try it with `freehold storage check %s`.".formatted(name));
      if (!config.storage().backend().equals(name)) {
        out().println("Copies go there once storage.backend is " + name + ".");
      }
    });
  }

  private String waited(Consent consent, int port, Duration time) {
    try (var listener = new ConsentListener(port)) {
      Attempt attempt = begin(consent, listener.redirect());
      out()
          .println(
              "Waiting for your browser to come back, for %d minutes; Ctrl-C gives up."
                  .formatted(time.toMinutes()));
      out().flush();
      return attempt.complete(
          listener
              .await(time)
              .orElseThrow(() -> new Refusal("nobody came back in time; nothing was kept")));
    }
  }

  private String pasted(Consent consent, int port) {
    Attempt attempt = begin(consent, URI.create("http://127.0.0.1:" + port + "/callback"));
    out()
        .println(
            "Afterwards the browser cannot open a page of 127.0.0.1. Copy the whole address of that"
                + " page, and paste it here:");
    out().flush();
    var lines = new Scanner(System.in, java.nio.charset.StandardCharsets.UTF_8);
    if (!lines.hasNextLine()) {
      throw new Refusal("nothing was pasted; nothing was kept");
    }
    return attempt.complete(lines.nextLine());
  }

  private Attempt begin(Consent consent, URI redirect) {
    Attempt attempt = consent.begin(redirect, context().random());
    out().println("Open this address in your browser, and let Freehold in:");
    out().println();
    out().println("  " + attempt.url());
    out().println();
    return attempt;
  }

  private static Consent consent(PersonalServer server, String name) {
    return server
        .storageBackends()
        .consent(name)
        .orElseThrow(() ->
            new Refusal(
                "%s has no settings yet: storage.config.%s.clientId must be the id of your OAuth client; docs/storage/%s.md says how to get one"
                    .formatted(name, name, name)));
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the backends: which is selected, has settings, is connected.")
  int list() {
    ServerConfig config = context().config().load();
    var table = new Table("NAME", "SELECTED", "SETTINGS", "CONNECTED");
    for (String name : StorageAdapter.names()) {
      boolean hasSettings =
          config.storage().config().keySet().stream().anyMatch(key -> key.startsWith(name + "."));
      table.row(
          name,
          config.storage().backend().equals(name) ? "yes" : "-",
          hasSettings ? "yes" : "-",
          connected(config.home(), name));
    }
    table.print(out());
    if (config.storage().backend().equals(StorageAdapter.LOCAL_ONLY)) {
      out().println("None is selected: data stays on this machine (storage.backend).");
    }
    out().flush();
    return CommandLine.ExitCode.OK;
  }

  /// Whether there is a token, not whether it still opens anything: that takes a check.
  private static String connected(Path home, String name) {
    if (!StorageAdapter.namesWithConsent().contains(name)) {
      return "needs no consent";
    }
    return Files.exists(home.resolve("tokens").resolve(name + ".sealed")) ? "yes" : "no";
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = {
        "Uploads some random bytes, reads them back and deletes them again.%n",
        "They lie under a scope that no data has (freehold.check). The server must be stopped."
            + " IPFS cannot promise deletion; there they may stay with others.%n"
      })
  int check(@Parameters(index = "0", paramLabel = "NAME") String name) {
    mustBeOneOf(name, StorageAdapter.names().contains(name), names());
    return withServer((server, config) -> {
      Address owner = ownerOf(server);
      if (name.equals("vana")) {
        mustNotBeItsOwn(config, "`freehold sync now --wait` tries it while the server runs");
      }
      StorageBackend backend = backend(server, name);
      if (StorageAdapter.namesWithConsent().contains(name)) {
        MasterKeyOpening.mustOpen(context(), config, server);
      }
      new CheckBackend(context().clock(), context().random()).check(backend, owner);
      out().println("%s works: uploaded, read back and deleted".formatted(backend.place()));
    });
  }

  /// The storage role of this very process does not listen in a command.
  ///
  /// @param remedy the end of a sentence
  static void mustNotBeItsOwn(ServerConfig config, String remedy) {
    boolean isVana = config.storage().backend().equals("vana");
    if (isVana && !config.storage().config().containsKey("vana.url")) {
      throw new Refusal(
          "without storage.config.vana.url, vana is the storage role of this very server, which"
              + " listens only while it runs: "
              + remedy);
    }
  }

  private static StorageBackend backend(PersonalServer server, String name) {
    return server.storageBackends().all().stream()
        .filter(backend -> backend.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new Refusal("%s has no settings yet: storage.config.%s.…".formatted(name, name)));
  }

  @Command(
      name = "forget",
      mixinStandardHelpOptions = true,
      description = {
        "Has the copies at a backend that is not selected any more removed.%n",
        "Only copies of versions that the selected backend has as well; they go in the background"
            + " once the server runs, records first. The server must be stopped.%n",
        "Your other servers must have the settings of the new backend before: one that knows only"
            + " of the old copies takes their end for a deletion.%n"
      })
  int forget(@Parameters(index = "0", paramLabel = "NAME") String name) {
    mustBeOneOf(name, StorageAdapter.names().contains(name), names());
    return withServer((server, config) -> {
      // The place of a backend with consent has its account, which only the open key tells.
      MasterKeyOpening.mustOpen(context(), config, server);
      StorageBackend backend = backend(server, name);
      StorageBackend selected =
          server
              .storageBackends()
              .selected()
              .filter(other -> !other.place().equals(backend.place()))
              .orElseThrow(() ->
                  new Refusal("choose another backend first (storage.backend): copies go there"));
      server.syncIndex().useBackend(selected.place());
      long removed = server.syncIndex().removeCopiesAt(backend.place());
      long waiting = server.syncIndex().pendingUploadCount();
      out().println("%d copies at %s will be removed".formatted(removed, backend.place()));
      if (waiting > 0) {
        out()
            .println(
                "%d versions have no copy at %s yet, and keep theirs: run this again later"
                    .formatted(waiting, selected.place()));
      }
    });
  }

  @Command(
      name = "disconnect",
      mixinStandardHelpOptions = true,
      description = {
        "Ends the consent at the service and deletes the tokens; what is stored there stays.%n",
        "The server must be stopped.%n"
      })
  int disconnect(
      @Parameters(index = "0", paramLabel = "gdrive|dropbox") String name,
      @Option(names = "--yes", description = "do not ask") boolean isSure) {
    mustBeOneOf(name, StorageAdapter.namesWithConsent().contains(name), "gdrive, dropbox");
    return withServer((server, config) -> {
      Consent consent = consent(server, name);
      if (connected(config.home(), name).equals("no")) {
        throw new Refusal(name + " is not connected");
      }
      MasterKeyOpening.mustOpen(context(), config, server);
      if (isSure
          || Confirmation.of("Disconnect %s? Copies there can then not be read.".formatted(name))) {
        end(consent, name);
      }
    });
  }

  private void end(Consent consent, String name) {
    var trouble = consent.end();
    out().println("disconnected " + name + ": the tokens are deleted");
    trouble
        .map(StorageFailure::message)
        .ifPresent(message ->
            out()
                .println(
                    "The service could not be told (%s): end the consent in your account there."
                        .formatted(message)));
  }

  private void mustBeOneOf(String given, boolean isOne, String choice) {
    if (!isOne) {
      throw new ParameterException(commandLine(), given + ": use one of " + choice);
    }
  }

  private static String names() {
    return String.join(", ", StorageAdapter.names());
  }

  private static Address ownerOf(PersonalServer server) {
    return server
        .owner()
        .orElseThrow(
            () -> new Refusal("this server has no owner yet; run `freehold init` on its machine"));
  }

  /// What is done with an open home.
  @FunctionalInterface
  private interface Act {
    void with(PersonalServer server, ServerConfig config);
  }

  private int withServer(Act act) {
    ServerConfig config = context().config().load();
    try (var server = PersonalServer.open(config, context().clock(), context().random())) {
      act.with(server, config);
    }
    out().flush();
    return CommandLine.ExitCode.OK;
  }

  private Context context() {
    return Objects.requireNonNull(parent).context();
  }

  private PrintWriter out() {
    return commandLine().getOut();
  }
}

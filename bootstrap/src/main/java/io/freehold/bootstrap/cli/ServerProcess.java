package io.freehold.bootstrap.cli;

import io.freehold.bootstrap.Context;
import io.freehold.bootstrap.FirstStart;
import io.freehold.bootstrap.PersonalServer;
import io.freehold.bootstrap.client.Refusal;
import io.freehold.bootstrap.config.ServerConfig;
import io.freehold.domain.identity.Caller;
import io.freehold.domain.identity.Origin;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/// This process as a server: from its settings to the signal that stops it.
final class ServerProcess {
  /// How events are printed.
  enum LogForm {
    TEXT,
    JSON
  }

  private ServerProcess() {}

  /// Serves until it is told to stop; the exit code says how it went.
  static int run(Context context, LogForm log, PrintWriter out) {
    ServerConfig config = context.config().load();
    Logging.use(log, config.logLevel());
    Logging.warnOf(context.config().strayVariables());
    PersonalServer server = opened(context, config, out);
    var stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, stopped, out), "shutdown"));
    Logging.ready(out, server.listeners());
    awaitStop(stopped);
    return 0;
  }

  /// A server that listens, with its owner known if the settings know one.
  static PersonalServer opened(Context context, ServerConfig config, PrintWriter out) {
    PersonalServer server = PersonalServer.start(config, context.clock(), context.random());
    try {
      claimFor(config, server);
      MasterKeyOpening.atStart(context, config, server);
      openConsole(context, server, out);
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /// What only the terminal may know goes to the terminal, not into the log.
  private static void openConsole(Context context, PersonalServer server, PrintWriter out) {
    var firstStart =
        new FirstStart(
            server,
            context.random(),
            line -> {
              out.println(line);
              out.flush();
            });
    server.listenToConsole(firstStart);
    if (server.owner().isEmpty()) {
      Origin console = server.listeners().get("console");
      out.println("This server belongs to nobody yet.");
      if (console != null) {
        out.println("Make it yours at " + console + " with the setup code " + firstStart.code());
        out.println("or stop it and run `freehold init`.");
      } else {
        out.println("Stop it and run `freehold init`.");
      }
      out.flush();
    }
  }

  /// The environment may say whose server this is; it must not say somebody else's.
  private static void claimFor(ServerConfig config, PersonalServer server) {
    config
        .masterKeySignature()
        .ifPresent(signature -> {
          Caller.Owner owner = server.ownerSetup().withMasterKeySignature(signature);
          Logging.event("owner " + owner.address() + ", known by the master-key signature");
        });
  }

  private static void stop(PersonalServer server, CountDownLatch stopped, PrintWriter out) {
    try {
      server.close();
      Logging.event("freehold stopped");
    } finally {
      out.flush();
      stopped.countDown();
      // The virtual machine would report the signal; a server that stopped as asked reports
      // success.
      Runtime.getRuntime().halt(0);
    }
  }

  private static void awaitStop(CountDownLatch stopped) {
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refusal("interrupted", e);
    }
  }

  static String spelled(Map<String, Origin> listeners) {
    return listeners.entrySet().stream()
        .map(listener -> listener.getKey() + "=" + listener.getValue())
        .collect(Collectors.joining(" "));
  }
}

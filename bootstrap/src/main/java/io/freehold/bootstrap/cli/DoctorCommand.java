package io.freehold.bootstrap.cli;

import io.freehold.bootstrap.Context;
import io.freehold.bootstrap.client.Answer;
import io.freehold.bootstrap.client.ApiClient.Credential;
import io.freehold.bootstrap.client.Refusal;
import io.freehold.bootstrap.client.Trust;
import io.freehold.bootstrap.config.InvalidSettings;
import io.freehold.bootstrap.config.ServerConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// What is wrong and how to mend it.
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Looks for what is wrong and says how to mend it.")
@SuppressWarnings("NullAway.Init") // picocli sets `api`
final class DoctorCommand implements Callable<Integer> {
  private static final long FREE_BYTES_MIN = 256L << 20;
  private static final Duration RENEWED_BEFORE_END = Duration.ofDays(14);

  /// One thing that was looked at.
  ///
  /// @param complaint what is wrong and what to do; empty when nothing is
  record Check(String name, String found, Optional<String> complaint) {
    static Check good(String name, String found) {
      return new Check(name, found, Optional.empty());
    }

    static Check bad(String name, String found, String remedy) {
      return new Check(name, found, Optional.of(remedy));
    }
  }

  /// @param name in the line `freehold ready`
  /// @param group of the role in the settings
  private record Role(String name, String group, ServerConfig.Listener listener) {}

  @Mixin private ApiOptions api;

  @Override
  public Integer call() {
    List<Check> checks = checks();
    PrintWriter out = api.out();
    if (api.wantsJson()) {
      printJson(checks, out);
    } else {
      checks.forEach(check -> print(check, out));
    }
    out.flush();
    return checks.stream().allMatch(check -> check.complaint().isEmpty())
        ? CommandLine.ExitCode.OK
        : CommandLine.ExitCode.SOFTWARE;
  }

  private static void print(Check check, PrintWriter out) {
    out.println(
        "%-4s %-12s %s"
            .formatted(check.complaint().isEmpty() ? "ok" : "BAD", check.name(), check.found()));
    check.complaint().ifPresent(remedy -> out.println("     " + remedy));
  }

  private static void printJson(List<Check> checks, PrintWriter out) {
    var array = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.arrayNode();
    checks.forEach(check ->
        array
            .addObject()
            .put("check", check.name())
            .put("ok", check.complaint().isEmpty())
            .put("found", check.found())
            .put("remedy", check.complaint().orElse("")));
    out.println(array.toPrettyString());
  }

  private List<Check> checks() {
    Context context = api.context();
    var checks = new ArrayList<Check>();
    checks.add(Check.good("java", Runtime.version().toString()));
    ServerConfig config;
    try {
      config = context.config().load();
    } catch (InvalidSettings e) {
      checks.add(Check.bad("settings", "cannot be used", String.valueOf(e.getMessage())));
      return checks;
    }
    checks.add(settings(context));
    Path home = config.home();
    checks.add(home(home));
    checks.add(space(home));
    config.sealingKeyFile().ifPresent(file -> checks.add(sealingKey(file)));
    checks.add(reached("server", () -> api.stranger().get("/health")));
    checks.add(ready());
    checks.add(reached("gateway", () -> api.gateway(new Credential.None()).get("/v1/sync/status")));
    if (config.blobs().enabled() && config.blobs().listener().port() > 0) {
      checks.add(reached("storage", () -> api.storage().get("/health")));
    }
    if (config.relay().enabled() && config.relay().listener().port() > 0) {
      checks.add(reached("relay", () -> api.relay().get("/health")));
    }
    checks.addAll(certificates(config, context.clock().instant()));
    return checks;
  }

  /// Of the listeners as the server names them, in the order in which they open.
  static List<Check> certificates(ServerConfig config, Instant now) {
    return Stream.of(
            new Role("server", "server", config.server()),
            new Role("gateway", "gateway", config.gateway().listener()),
            new Role("storage", "blobs", config.blobs().listener()),
            new Role("relay", "relay", config.relay().listener()),
            new Role("console", "console", config.console().listener()))
        .flatMap(role -> role.listener().tls().stream().map(tls -> certificate(role, tls, now)))
        .toList();
  }

  private static Check certificate(Role role, ServerConfig.Tls tls, Instant now) {
    String name = role.name() + " tls";
    Instant end;
    try {
      end = Trust.endOf(tls.certificate());
      if (isReadableByAll(tls.key())) {
        return Check.bad(name, tls.key() + " can be read by every user", "chmod 600 " + tls.key());
      }
    } catch (Refusal e) {
      return Check.bad(
          name, String.valueOf(e.getMessage()), "correct " + role.group() + ".tls.certificate");
    }
    String found = tls.certificate() + ", good until " + end;
    return now.plus(RENEWED_BEFORE_END).isBefore(end)
        ? Check.good(name, found)
        : Check.bad(
            name, found, "renew it; the server takes the new files as soon as they are there");
  }

  private static Check sealingKey(Path file) {
    String name = "sealing key";
    if (!Files.isReadable(file)) {
      return Check.bad(name, file + " cannot be read", "correct owner.sealingKeyFile");
    }
    return isReadableByAll(file)
        ? Check.bad(name, file + " can be read by every user", "chmod 600 " + file)
        : Check.good(name, file.toString());
  }

  private static boolean isReadableByAll(Path file) {
    try {
      return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException e) {
      throw new Refusal("cannot read " + file, e);
    } catch (UnsupportedOperationException e) {
      return false;
    }
  }

  private static Check settings(Context context) {
    List<String> stray = context.config().strayVariables();
    return stray.isEmpty()
        ? Check.good("settings", "read")
        : Check.bad(
            "settings",
            "read, but " + String.join(", ", stray) + " is no setting",
            "correct or unset it: it has no effect");
  }

  private static Check home(Path home) {
    if (!Files.isDirectory(home)) {
      return Check.bad("home", home + " does not exist", "`freehold init` creates it");
    }
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(home);
      boolean isPrivate =
          permissions.stream().allMatch(permission -> permission.name().startsWith("OWNER_"));
      return isPrivate
          ? Check.good("home", home.toString())
          : Check.bad("home", home + " can be opened by other users", "chmod 700 " + home);
    } catch (IOException | UnsupportedOperationException e) {
      return Check.good("home", home.toString());
    }
  }

  private static Check space(Path home) {
    try {
      Path existing = home;
      while (!Files.exists(existing)) {
        existing = java.util.Objects.requireNonNull(existing.getParent());
      }
      long free = Files.getFileStore(existing).getUsableSpace();
      String found = (free >> 20) + " MiB free";
      return free >= FREE_BYTES_MIN
          ? Check.good("disk", found)
          : Check.bad("disk", found, "make room: without it nothing more can be taken in");
    } catch (IOException e) {
      return Check.bad("disk", String.valueOf(e.getMessage()), "is the disk mounted?");
    }
  }

  private static Check reached(String name, Supplier<Answer> question) {
    try {
      Answer answer = question.get();
      return answer.isSuccess()
          ? Check.good(name, "answers")
          : Check.bad(name, "answers with " + answer.status(), "look into its log");
    } catch (Refusal e) {
      return Check.bad(name, "does not answer", String.valueOf(e.getMessage()));
    }
  }

  private Check ready() {
    try {
      var ready = api.stranger().get("/ready").json();
      var reasons = new ArrayList<String>();
      ready.path("reasons").forEach(reason -> reasons.add(reason.asText()));
      return ready.path("status").asText().equals("ready")
          ? Check.good("ready", "yes")
          : Check.bad("ready", "no", String.join("; ", reasons));
    } catch (Refusal e) {
      return Check.bad("ready", "no", "start the server first");
    }
  }
}

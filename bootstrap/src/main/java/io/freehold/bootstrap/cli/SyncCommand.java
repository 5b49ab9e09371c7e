package io.freehold.bootstrap.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.freehold.bootstrap.client.ApiClient;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// How the synchronisation stands, and starting it.
@Command(
    name = "sync",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Shows and starts the synchronisation with the storage backend and your other servers.")
final class SyncCommand extends CommandGroup {
  private static final int ASKS_MAX = 24 * 3600;

  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      description = "Shows what waits, what runs and what failed.")
  int status(@Mixin ApiOptions api) {
    return api.print(api.owner().get("/v1/sync/status"), (good, out) -> print(good.json(), out));
  }

  @Command(
      name = "now",
      mixinStandardHelpOptions = true,
      description = {
        "Starts a cycle at once; whatever failed before is tried again.%n",
        "Exit code 1 with --wait when something is left that could not be synced."
      })
  int now(
      @Mixin ApiOptions api,
      @Option(names = "--wait", description = "until nothing waits any more, with progress")
          boolean waits) {
    ApiClient owner = api.owner();
    JsonNode started = owner.post("/v1/sync/trigger", "{}").orRefuse().json();
    boolean isOff = started.path("status").asText().equals("disabled");
    if (isOff || !waits) {
      api.out().println(started.path("message").asText());
      api.out().flush();
      return isOff ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
    }
    return await(api, owner);
  }

  @Command(
      name = "file",
      mixinStandardHelpOptions = true,
      description = "Fetches the file of one record now.")
  int file(@Mixin ApiOptions api, @Parameters(index = "0", paramLabel = "FILE-ID") String fileId) {
    var answer = api.owner().post("/v1/sync/file/" + fileId, "").orRefuse();
    String status = answer.json().path("status").asText();
    int printed =
        api.print(
            answer,
            (good, out) ->
                out.println(
                    switch (status) {
                      case "synced" ->
                          "synced: "
                              + good.json().path("scope").asText()
                              + " "
                              + good.json().path("collectedAt").asText();
                      case "deleted" -> "this file was deleted";
                      default -> status + ": " + good.json().path("message").asText();
                    }));
    return status.equals("synced") || status.equals("deleted")
        ? printed
        : CommandLine.ExitCode.SOFTWARE;
  }

  private static int await(ApiOptions api, ApiClient owner) {
    JsonNode status = owner.get("/v1/sync/status").orRefuse().json();
    String shown = "";
    for (int i = 0; i < ASKS_MAX && !isOver(status); i++) {
      String line = line(status);
      if (!line.equals(shown)) {
        api.out().println(line);
        api.out().flush();
        shown = line;
      }
      pause();
      status = owner.get("/v1/sync/status").orRefuse().json();
    }
    print(status, api.out());
    api.out().flush();
    return status.path("errorCount").asLong() == 0 && status.path("lastError").isNull()
        ? CommandLine.ExitCode.OK
        : CommandLine.ExitCode.SOFTWARE;
  }

  /// Nothing runs, and what still waits has failed.
  private static boolean isOver(JsonNode status) {
    boolean isAtRest = !status.path("syncing").asBoolean();
    boolean hasFailed = !status.path("lastError").isNull();
    long waiting = status.path("pendingFiles").asLong() + status.path("pendingRemovals").asLong();
    return isAtRest && (hasFailed || waiting <= status.path("errorCount").asLong());
  }

  private static String line(JsonNode status) {
    return "%s: %d done, %d to upload, %d to remove, %d failed"
        .formatted(
            status.path("phase").asText(),
            status.path("filesDone").asLong(),
            status.path("pendingFiles").asLong(),
            status.path("pendingRemovals").asLong(),
            status.path("errorCount").asLong());
  }

  private static void pause() {
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void print(JsonNode status, PrintWriter out) {
    if (!status.path("enabled").asBoolean()) {
      out.println("off: " + status.path("blocked").path("message").asText());
      printBackends(status.path("backends"), out);
      return;
    }
    out.println("backend     " + status.path("place").asText());
    out.println("now         " + line(status));
    out.println("last cycle  " + status.path("lastSync").asText("not yet"));
    if (!status.path("lastError").isNull()) {
      out.println("stopped     " + status.path("lastError").asText());
    }
    for (JsonNode error : status.path("errors")) {
      out.println(
          "failed      %s %s: %s (%s, %d times, again %s)"
              .formatted(
                  error.path("stage").asText(),
                  error.path("fileId").isNull()
                      ? error.path("scope").asText() + " " + error.path("collectedAt").asText()
                      : error.path("fileId").asText(),
                  error.path("message").asText(),
                  error.path("class").asText(),
                  error.path("attempts").asInt(),
                  error.path("retryAt").asText()));
    }
    printBackends(status.path("backends"), out);
  }

  private static void printBackends(JsonNode backends, PrintWriter out) {
    if (backends.isEmpty()) {
      return;
    }
    out.println();
    var table = new Table("PLACE", "COPIES", "TO UPLOAD", "TO REMOVE", "LAST SEEN");
    for (JsonNode backend : backends) {
      table.row(
          backend.path("place").asText() + (backend.path("selected").asBoolean() ? " *" : ""),
          backend.path("copies").asText(),
          backend.path("pendingFiles").asText(),
          backend.path("pendingRemovals").asText(),
          lastSeen(backend));
    }
    table.print(out);
    out.println("* new copies go there");
  }

  private static String lastSeen(JsonNode backend) {
    if (!backend.path("configured").asBoolean()) {
      return "has no settings any more";
    }
    if (backend.path("reachable").isNull()) {
      return "not asked since the start";
    }
    String error = backend.path("lastError").isNull() ? "well" : backend.path("lastError").asText();
    return error + " (" + backend.path("lastAskedAt").asText() + ")";
  }
}

package io.freehold.bootstrap.cli;

import io.freehold.application.sync.AdoptBlobs;
import io.freehold.application.sync.SyncRound;
import io.freehold.application.sync.SyncSetup;
import io.freehold.bootstrap.Context;
import io.freehold.bootstrap.PersonalServer;
import io.freehold.bootstrap.client.Refusal;
import io.freehold.bootstrap.config.ServerConfig;
import io.freehold.domain.sync.Trouble;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.ExitCode;

/// A first activation (§4.1.7): a home that has an owner, the master key and a backend, and no data
/// yet, fetches everything: what the gateway lists, and what a backend has besides. What cannot be
/// read is listed and not hidden.
final class FetchingHome {
  private static final int RECORDS_PER_LINE = 100;
  private static final int LISTED_MAX = 1_000;

  private final Context context;
  private final PrintWriter out;
  private final Optional<String> registration;

  /// @param registration what the owner's wallet signed to register this server, if it was given
  FetchingHome(Context context, PrintWriter out, Optional<String> registration) {
    this.context = context;
    this.out = out;
    this.registration = registration;
  }

  int fetch() {
    ServerConfig config = context.config().load();
    StorageCommand.mustNotBeItsOwn(
        config,
        "what it kept went with the machine that is lost; name the storage role of another machine,"
            + " or restore a backup");
    try (var server = PersonalServer.open(config, context.clock(), context.random())) {
      if (server.owner().isEmpty()) {
        throw new Refusal(
            "this home has no owner yet; run `freehold init` first, with the owner's wallet"
                + " (--keystore) or with VANA_MASTER_KEY_SIGNATURE");
      }
      MasterKeyOpening.mustOpen(context, config, server);
      new StoppedRegistration(context, config, out).mustBeDone(server, registration);
      return switch (server.synchronisationSetup()) {
        case SyncSetup.Off(String because) -> throw new Refusal("cannot fetch: " + because);
        case SyncSetup.On on -> fetch(server, on);
      };
    }
  }

  private int fetch(PersonalServer server, SyncSetup.On on) {
    out.println("fetching from " + on.backends().selected().place());
    var looked = new AtomicInteger();
    SyncRound round = server.fetchAll(on, () -> tell(looked.incrementAndGet()));
    List<Trouble> troubles = server.syncIndex().troubles(LISTED_MAX);
    troubles.forEach(this::tell);
    round.brokenOff().ifPresent(why -> out.println("broken off: " + why));
    out.println(
        "%d records looked at, %d files fetched, %d not"
            .formatted(looked.get(), round.done(), troubles.size()));
    if (!troubles.isEmpty()) {
      out.println("what was not fetched is tried again when this is run again, and by the server");
    }
    out.flush();
    boolean isWhole = troubles.isEmpty() && round.brokenOff().isEmpty();
    boolean isAdopted = round.brokenOff().isEmpty() && adopt(server, on);
    return isWhole && isAdopted ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  /// What no record speaks for was lost with the gateway that had the records.
  private boolean adopt(PersonalServer server, SyncSetup.On on) {
    AdoptBlobs.Adopted adopted = server.adoptAll(on, this::tell);
    adopted.round().brokenOff().ifPresent(why -> out.println("broken off: " + why));
    adopted
        .unlisted()
        .forEach(place ->
            out.println(
                place
                    + " cannot tell which blobs it keeps: what no record speaks for is not found"
                    + " there"));
    out.println(
        "%d blobs without a record fetched and registered anew, %d not"
            .formatted(adopted.round().done(), adopted.round().failed()));
    out.flush();
    return adopted.round().failed() == 0 && adopted.round().brokenOff().isEmpty();
  }

  private void tell(AdoptBlobs.Left left) {
    synchronized (out) {
      out.println("left: %s: %s".formatted(left.url(), left.reason()));
    }
  }

  private void tell(int looked) {
    if (looked % RECORDS_PER_LINE == 0) {
      synchronized (out) {
        out.println(looked + " records");
        out.flush();
      }
    }
  }

  private void tell(Trouble trouble) {
    out.println("not fetched: %s: %s".formatted(trouble.subject(), trouble.message()));
  }
}

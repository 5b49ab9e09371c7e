package io.freehold.adapters.persistence;

import io.freehold.adapters.persistence.access.LogInspection;
import io.freehold.adapters.persistence.blob.BlobInspection;
import io.freehold.adapters.persistence.data.DataInspection;
import io.freehold.adapters.persistence.data.IndexInspection;
import io.freehold.adapters.persistence.files.Disk;
import io.freehold.adapters.persistence.files.ModeInspection;
import io.freehold.adapters.persistence.identity.KeyInspection;
import io.freehold.adapters.persistence.sql.DamagedDatabaseException;
import io.freehold.adapters.persistence.sql.Snapshot;
import io.freehold.application.port.Signatures;
import io.freehold.application.port.Signer;
import io.freehold.domain.Address;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.upkeep.Finding;
import io.freehold.domain.upkeep.Finding.Kind;
import io.freehold.domain.upkeep.Findings;
import io.freehold.domain.upkeep.Inspection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// One look at everything in a home, in the order in which a repair can act upon it: who may read
/// it, the databases, the data, the log, the keys, and what lies about.
final class HomeInspection {
  private static final List<String> FOLDERS = List.of("keys", "owner", "logs", "tokens");

  /// A home without any of these was never used.
  private static final List<String> MARKS =
      List.of("state.db", "index.db", "data", "gateway", "keys", "logs");

  private final Path home;
  private final Disk disk;
  private final Signatures signatures;
  private final Function<Secret, Signer> signers;
  private final Findings found;

  HomeInspection(
      Path home,
      Disk disk,
      Signatures signatures,
      Function<Secret, Signer> signers,
      Findings found) {
    this.home = home;
    this.disk = disk;
    this.signatures = signatures;
    this.signers = signers;
    this.found = found;
  }

  Inspection inspect() throws IOException {
    if (MARKS.stream().noneMatch(mark -> Files.exists(home.resolve(mark)))) {
      return new Inspection(0, 0, 0);
    }
    new ModeInspection(home, found).inspect();
    Optional<Address> server;
    DataInspection data;
    try (Snapshots databases = Snapshots.of(home, found)) {
      Snapshots.lookAtTheRelay(home, found);
      inspectIndex(databases);
      data = new DataInspection(home, disk, databases.state(), databases.index(), found);
      data.inspect();
      server = inspectKeys(databases);
    }
    long lines =
        Files.isDirectory(home.resolve("logs"))
            ? new LogInspection(home.resolve("logs"), disk, found).inspect(server, signatures)
            : 0;
    new BlobInspection(home, disk, found).inspect();
    inspectWhatLiesAbout();
    return new Inspection(data.files(), data.bytes(), lines);
  }

  private void inspectIndex(Snapshots databases) throws IOException {
    if (databases.index().isEmpty()) {
      return;
    }
    var index = new IndexInspection(home.resolve("index.db"), disk, databases.index().get(), found);
    try {
      if (databases.state().isPresent()) {
        index.inspectWith(databases.state().get());
      }
      index.inspectSummaries();
      databases.registry().ifPresent(index::inspectSchemas);
    } catch (DamagedDatabaseException e) {
      found.add(new Finding(Kind.DAMAGED_INDEX, "index.db", String.valueOf(e.getMessage())));
    }
  }

  /// A server has signed the head of its log at its very first start; a gateway has registered the
  /// schemas that come with it.
  private Optional<Address> inspectKeys(Snapshots databases) throws IOException {
    var keys = new KeyInspection(home, signers, found);
    boolean hasSigned = Files.exists(home.resolve("logs/head.json"));
    boolean hasRegistered = databases.registry().filter(HomeInspection::hasSchemas).isPresent();
    Optional<Signer> server = keys.inspect("server", hasSigned);
    var _ = keys.inspect("gateway", hasRegistered);
    keys.inspectKeystore();
    keys.inspectMasterKey();
    return server.map(Signer::address);
  }

  private static boolean hasSchemas(Snapshot registry) {
    return registry.<Boolean>read(
        session -> session.number("SELECT 1 FROM schemas LIMIT 1").isPresent());
  }

  private void inspectWhatLiesAbout() throws IOException {
    for (Path file : filesIn(home)) {
      String name = String.valueOf(file.getFileName());
      if (name.startsWith(".link-probe-")) {
        report(Kind.LEFTOVER, file, "what a crash left of a start");
      } else if (name.startsWith("damaged-index.db")) {
        report(Kind.PUT_ASIDE, file, "an index that was damaged and made again");
      }
    }
    for (String folder : FOLDERS) {
      for (Path file : filesIn(home.resolve(folder))) {
        inspectLoose(file);
      }
    }
    for (Path repair : filesIn(home.resolve(Quarantine.FOLDER))) {
      report(Kind.PUT_ASIDE, repair, Quarantine.filesIn(repair) + " files of an earlier repair");
    }
  }

  private void inspectLoose(Path file) {
    String name = String.valueOf(file.getFileName());
    if (name.endsWith(".new")) {
      report(Kind.LEFTOVER, file, "what a crash left of a write");
    } else if (name.startsWith("torn-")) {
      report(Kind.PUT_ASIDE, file, "what a crash tore off the end of the access log");
    }
  }

  private List<Path> filesIn(Path folder) throws IOException {
    var files = new ArrayList<Path>();
    if (Files.isDirectory(folder)) {
      disk.list(folder, files::add);
    }
    Collections.sort(files);
    return files;
  }

  private void report(Kind kind, Path place, String detail) {
    found.add(new Finding(kind, home.relativize(place).toString(), detail));
  }
}

package io.freehold.adapters.persistence.upkeep;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freehold.adapters.persistence.data.VersionPlaces;
import io.freehold.adapters.persistence.sql.CopiedDatabase;
import io.freehold.adapters.persistence.sql.DamagedDatabaseException;
import io.freehold.adapters.persistence.upkeep.ArchiveNames.Name;
import io.freehold.application.port.Signer;
import io.freehold.domain.Address;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.Scope;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.upkeep.ArchiveProgress;
import io.freehold.domain.upkeep.ArchiveSummary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Reads an archive to its end without writing any of it into a home: whether it is all there,
/// whether each version is what it is named, each database whole, and the key the server's own.
public final class ArchiveCheck {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int KEY_BYTES_MAX = 64 << 10;
  private static final String KEY = "keys/server.json";
  private static final Set<String> NEEDED = Set.of("state.db", "index.db", KEY);

  private final long fileBytesMax;
  private final Function<Secret, Signer> signers;
  private final ArchiveProgress progress;
  private final Set<String> found = new HashSet<>();
  private Optional<About> about = Optional.empty();

  /// @param signers makes a signer of a key in hexadecimal
  public ArchiveCheck(
      long fileBytesMax, Function<Secret, Signer> signers, ArchiveProgress progress) {
    this.fileBytesMax = fileBytesMax;
    this.signers = signers;
    this.progress = progress;
  }

  public ArchiveSummary read(InputStream in) throws IOException {
    Path folder = Files.createTempDirectory("freehold-verify-");
    try {
      return read(in, new Checking(folder));
    } finally {
      HomeMoment.remove(folder);
    }
  }

  /// Writes an archive out, which was read to its end before.
  public ArchiveSummary unpack(InputStream in, ArchiveUnpacking unpacking) throws IOException {
    return read(in, unpacking);
  }

  private ArchiveSummary read(InputStream in, ArchiveReader.Sink sink) throws IOException {
    var reader =
        new ArchiveReader(
            in, fileBytesMax, bytes -> progress.reached(bytes, about.map(About::bytes).orElse(0L)));
    reader.read(new Noting(sink));
    if (!found.containsAll(NEEDED)) {
      throw new IllegalArgumentException("it is not all of a home: databases or keys are missing");
    }
    About read = about.orElseThrow();
    return new ArchiveSummary(
        read.server(),
        read.owner(),
        read.madeAt(),
        reader.versions(),
        reader.versionBytes(),
        reader.files());
  }

  /// Remembers what there was of what has to be there.
  private final class Noting implements ArchiveReader.Sink {
    private final ArchiveReader.Sink sink;

    Noting(ArchiveReader.Sink sink) {
      this.sink = sink;
    }

    @Override
    public void about(About read) throws IOException {
      about = Optional.of(read);
      sink.about(read);
    }

    @Override
    public void homeFile(Name.HomeFile name, InputStream in) throws IOException {
      if (NEEDED.contains(name.text())) {
        found.add(name.text());
      }
      sink.homeFile(name, in);
    }

    @Override
    public void version(Scope scope, CollectedAt version, InputStream in) throws IOException {
      sink.version(scope, version, in);
    }
  }

  private final class Checking implements ArchiveReader.Sink {
    private final Path folder;

    Checking(Path folder) {
      this.folder = folder;
    }

    @Override
    public void about(About read) {
      // It was judged when it was read.
    }

    @Override
    public void homeFile(Name.HomeFile name, InputStream in) throws IOException {
      if (name.text().equals(KEY)) {
        mustBeTheServers(in.readNBytes(KEY_BYTES_MAX));
      } else if (name.text().endsWith(".db")) {
        mustBeWhole(name.text(), in);
      }
    }

    private void mustBeWhole(String name, InputStream in) throws IOException {
      Path copy = folder.resolve("copy.db");
      Files.copy(in, copy);
      try {
        new CopiedDatabase(copy).mustBeWhole();
      } catch (DamagedDatabaseException e) {
        throw new IllegalArgumentException("its " + name + " is damaged", e);
      } finally {
        Files.delete(copy);
      }
    }

    @Override
    public void version(Scope scope, CollectedAt version, InputStream in) throws IOException {
      try {
        VersionPlaces.mustBe(scope, version, in);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "what it has as %s of %s is not that: %s".formatted(version, scope, e.getMessage()), e);
      }
    }
  }

  private void mustBeTheServers(byte[] key) throws IOException {
    Address server = about.orElseThrow().server();
    if (addressOf(key).filter(server::equals).isEmpty()) {
      throw new IllegalArgumentException("the key in it is not that of the server " + server);
    }
  }

  private Optional<Address> addressOf(byte[] key) throws IOException {
    try {
      JsonNode json = JSON.readTree(key);
      return Optional.of(signers.apply(new Secret(json.path("privateKey").asText())).address());
    } catch (JacksonException | IllegalArgumentException e) {
      // The message might quote the key.
      return Optional.empty();
    }
  }
}

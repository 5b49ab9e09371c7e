package io.freehold.adapters.persistence.upkeep;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.freehold.adapters.persistence.data.VersionCopies;
import io.freehold.adapters.persistence.data.VersionCopies.Row;
import io.freehold.domain.Address;
import io.freehold.domain.SchemaId;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.upkeep.ArchiveProgress;
import io.freehold.domain.upkeep.ExportSummary;
import io.freehold.domain.upkeep.LeftOut;
import io.freehold.domain.upkeep.LeftOut.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes data into a zip that a person can open: each version as it is, a list of them with their
/// hashes, and a word to whoever opens it. It is not encrypted.
public final class DataExport {
  static final String FORMAT = "freehold-export";
  static final int VERSION = 1;
  static final String MANIFEST = "manifest.json";

  private final Path home;
  private final HomeMoment moment;
  private final List<ScopePattern> patterns;
  private final ArchiveProgress progress;
  private final Set<String> leftOut = new HashSet<>();
  private long versions;
  private long bytes;
  private long days;

  /// @param patterns only scopes that one of them covers; all when there are none
  public DataExport(
      Path home, HomeMoment moment, List<ScopePattern> patterns, ArchiveProgress progress) {
    this.home = home;
    this.moment = moment;
    this.patterns = List.copyOf(patterns);
    this.progress = progress;
  }

  public ExportSummary write(OutputStream out, Address server, boolean withLog, Instant now)
      throws IOException {
    var zip = new ZipOutputStream(out);
    add(zip, "README.txt", new ByteArrayInputStream(ArchiveWriter.utf8(readme(server, now))));
    forEach(row -> write(zip, row));
    if (withLog) {
      writeLog(zip);
    }
    zip.putNextEntry(new ZipEntry(MANIFEST));
    writeManifest(zip, server, now);
    zip.closeEntry();
    zip.finish();
    zip.flush();
    return new ExportSummary(now, versions, bytes, days);
  }

  private void forEach(VersionCopies.Visitor visitor) throws IOException {
    moment
        .versions()
        .forEach(row -> {
          boolean isWanted =
              patterns.isEmpty()
                  || patterns.stream().anyMatch(pattern -> pattern.covers(row.scope()));
          if (isWanted) {
            visitor.visit(row);
          }
        });
  }

  private static void add(ZipOutputStream zip, String name, InputStream in) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    in.transferTo(zip);
    zip.closeEntry();
  }

  private void write(ZipOutputStream zip, Row row) throws IOException {
    Optional<InputStream> open = open(row);
    if (open.isEmpty()) {
      leftOut.add(row.name());
      return;
    }
    try (InputStream in = open.get()) {
      add(zip, row.name(), in);
    }
    versions++;
    bytes += row.sizeBytes();
    progress.reached(bytes, moment.versions().size());
  }

  private Optional<InputStream> open(Row row) {
    try {
      return Optional.of(moment.versions().open(row));
    } catch (IOException e) {
      boolean isDeleted = moment.wasDeletedSince(row);
      progress.leftOut(
          new LeftOut(
              row.name(),
              isDeleted ? Reason.DELETED_MEANWHILE : Reason.DAMAGED,
              isDeleted ? "it was deleted meanwhile" : "it is damaged or gone: " + e.getMessage()));
      return Optional.empty();
    }
  }

  private void writeLog(ZipOutputStream zip) throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("logs"))) {
      for (Path file : files.sorted().toList()) {
        Optional<InputStream> open = moment.openLog(file);
        if (open.isPresent()) {
          try (InputStream in = open.get()) {
            add(zip, "access-log/" + file.getFileName(), in);
          }
          days += file.toString().endsWith(".log") ? 1 : 0;
        }
      }
    }
    for (Path log : moment.lostLogs()) {
      progress.leftOut(
          new LeftOut(
              "logs/" + log.getFileName(),
              Reason.DAMAGED,
              "it was forgotten, or taken away, while the export was made; make another one"));
    }
  }

  private void writeManifest(OutputStream out, Address server, Instant now) throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("format", FORMAT);
      json.writeNumberField("version", VERSION);
      json.writeStringField("exportedAt", now.toString());
      json.writeStringField("server", server.value());
      if (moment.owner().isPresent()) {
        json.writeStringField("owner", moment.owner().get().value());
      }
      json.writeArrayFieldStart("files");
      forEach(row -> {
        if (!leftOut.contains(row.name())) {
          write(json, row);
        }
      });
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private void write(JsonGenerator json, Row row) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", row.name());
    json.writeStringField("scope", row.scope().value());
    json.writeStringField("collectedAt", row.version().text());
    json.writeNumberField("size", row.sizeBytes());
    json.writeStringField("sha256", row.sha256());
    Optional<String> schemaId = row.schemaId().map(SchemaId::value);
    if (schemaId.isPresent()) {
      json.writeStringField("schemaId", schemaId.get());
    }
    Optional<String> schemaUrl = moment.versions().schemaUrl(row);
    if (schemaUrl.isPresent()) {
      json.writeStringField("schemaUrl", schemaUrl.get());
    }
    json.writeEndObject();
  }

  private String readme(Address server, Instant now) {
    return """
    This is personal data, exported from a Freehold personal server on %s.
    It is NOT ENCRYPTED: whoever has this file can read all of it.

    data/SCOPE/TIME.json   one version of one kind of data, exactly as it was stored.
                           The member "data" is what the source delivered.
    manifest.json          a list of those files, with the SHA-256 of each.
    access-log/            who read what and when, if the log was exported too.

    To put it back:        freehold import THIS-FILE.zip   (with the server stopped)
    Server: %s
    Owner:  %s
    """
        .formatted(now, server, moment.owner().map(Address::value).orElse("nobody yet"));
  }
}

package io.freehold.adapters.persistence.upkeep;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.freehold.adapters.persistence.data.Importing;
import io.freehold.adapters.persistence.data.Importing.Brought;
import io.freehold.adapters.persistence.data.Importing.Outcome;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Scope;
import io.freehold.domain.Sha256;
import io.freehold.domain.data.DataFile.SchemaReference;
import io.freehold.domain.upkeep.ArchiveProgress;
import io.freehold.domain.upkeep.ImportSummary;
import io.freehold.domain.upkeep.LeftOut;
import io.freehold.domain.upkeep.LeftOut.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// Takes in what an export holds. Only what its manifest lists counts, under the name that follows
/// from scope and time, with the size and the hash listed; nothing of the zip ever names a file on
/// this disk (threats T35, T43).
public final class DataImport {
  private static final int BUFFER_BYTES = 64 << 10;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(16).maxStringLength(4_096).build())
          .build();

  private final Importing importing;
  private final long fileBytesMax;
  private final ArchiveProgress progress;
  private long added;
  private long addedBytes;
  private long known;
  private long skipped;
  private long present;
  private long reached;

  /// @param fileBytesMax of one version
  public DataImport(Importing importing, long fileBytesMax, ArchiveProgress progress) {
    this.importing = importing;
    this.fileBytesMax = fileBytesMax;
    this.progress = progress;
  }

  /// An IllegalArgumentException says that it is no export at all. What is wrong with single files
  /// is told, and they are skipped.
  public ImportSummary read(Path file) throws IOException {
    try (var zip = new ZipFile(file.toFile())) {
      ZipEntry manifest = zip.getEntry(DataExport.MANIFEST);
      if (manifest == null) {
        throw notAnExport();
      }
      try (InputStream in = zip.getInputStream(manifest);
          JsonParser json = JSON.createParser(in)) {
        readManifest(json, zip);
      }
      reportUnlisted(zip);
    } catch (ZipException e) {
      throw new IllegalArgumentException("it is no zip, or not whole: " + e.getMessage(), e);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("its manifest is not JSON: " + e.getOriginalMessage(), e);
    }
    return new ImportSummary(added, addedBytes, known, skipped);
  }

  private static IllegalArgumentException notAnExport() {
    return new IllegalArgumentException(
        "it is no export: it has no manifest.json that this version understands");
  }

  private void readManifest(JsonParser json, ZipFile zip) throws IOException {
    boolean isExport = false;
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw notAnExport();
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (name.equals("format")) {
        isExport = json.getText().equals(DataExport.FORMAT);
      } else if (name.equals("version") && json.getValueAsInt() != DataExport.VERSION) {
        throw notAnExport();
      } else if (name.equals("files") && value == JsonToken.START_ARRAY) {
        if (!isExport) {
          throw notAnExport();
        }
        while (json.nextToken() == JsonToken.START_OBJECT) {
          take(members(json), zip);
        }
      } else {
        json.skipChildren();
      }
    }
    if (!isExport) {
      throw notAnExport();
    }
  }

  private static Map<String, String> members(JsonParser json) throws IOException {
    var members = new HashMap<String, String>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      if (json.nextToken().isScalarValue() && members.size() < 20) {
        members.put(name, json.getText());
      } else {
        json.skipChildren();
      }
    }
    return members;
  }

  private void take(Map<String, String> listed, ZipFile zip) throws IOException {
    String name = "an entry of the manifest";
    try {
      var scope = new Scope(listed.getOrDefault("scope", ""));
      CollectedAt version = CollectedAt.parse(listed.getOrDefault("collectedAt", ""));
      name = "data/" + scope + "/" + version.fileName() + ".json";
      Brought brought = brought(scope, version, listed, name, zip);
      count(name, importing.take(brought), brought.sizeBytes());
    } catch (IllegalArgumentException e) {
      skip(name, Reason.DAMAGED, String.valueOf(e.getMessage()));
    } catch (ZipException e) {
      skip(name, Reason.DAMAGED, "the zip is damaged there: " + e.getMessage());
    }
  }

  private void count(String name, Outcome outcome, long sizeBytes) {
    switch (outcome) {
      case STORED -> {
        added++;
        addedBytes += sizeBytes;
      }
      case KNOWN -> known++;
      case TAKEN -> skip(name, Reason.TAKEN, "another version of that name is here already");
      case DELETED -> skip(name, Reason.DELETED_HERE, "it was deleted here");
    }
    reached += sizeBytes;
    progress.reached(reached, 0);
  }

  private Brought brought(
      Scope scope, CollectedAt version, Map<String, String> listed, String name, ZipFile zip)
      throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null || entry.isDirectory()) {
      throw new IllegalArgumentException("the manifest lists it, and it is not in the zip");
    }
    present++;
    long size = sizeOf(listed);
    String sha256 = listed.getOrDefault("sha256", "");
    mustHave(size, sha256, entry, zip);
    return new Brought(
        scope, version, schema(listed), size, sha256, () -> zip.getInputStream(entry));
  }

  private long sizeOf(Map<String, String> listed) {
    long size = Long.parseLong(listed.getOrDefault("size", ""));
    if (size < 0 || size > fileBytesMax) {
      throw new IllegalArgumentException("it is larger than a version can be");
    }
    return size;
  }

  /// Reads no further than the manifest says.
  private static void mustHave(long size, String sha256, ZipEntry entry, ZipFile zip)
      throws IOException {
    MessageDigest digest = Sha256.begin();
    long left = size;
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int read = in.read(buffer); read >= 0 && left >= 0; read = in.read(buffer)) {
        left -= read;
        digest.update(buffer, 0, read);
      }
    }
    if (left != 0 || !HexFormat.of().formatHex(digest.digest()).equals(sha256)) {
      throw new IllegalArgumentException("its bytes are not those that the manifest lists");
    }
  }

  private static Optional<SchemaReference> schema(Map<String, String> listed) {
    return Optional.ofNullable(listed.get("schemaId"))
        .flatMap(id ->
            Optional.ofNullable(listed.get("schemaUrl"))
                .map(url -> new SchemaReference(new SchemaId(id), url)));
  }

  /// Files below `data` that nobody vouches for.
  private void reportUnlisted(ZipFile zip) {
    long there =
        zip.stream()
            .filter(entry -> !entry.isDirectory() && entry.getName().startsWith("data/"))
            .count();
    if (there > present) {
      skip(
          "data/",
          Reason.STRANGE,
          (there - present) + " files are in the zip and not in its manifest");
    }
  }

  private void skip(String name, Reason reason, String detail) {
    skipped++;
    progress.leftOut(new LeftOut(name, reason, detail));
  }
}

package io.freehold.adapters.persistence.data;

import io.freehold.application.port.DataFiles;
import io.freehold.application.testing.Cast;
import io.freehold.domain.Scope;
import io.freehold.domain.data.Content;
import io.freehold.domain.data.DataDraft;
import io.freehold.domain.data.IdempotencyKey;
import io.freehold.domain.data.JsonDocument;
import io.freehold.domain.data.Page;
import io.freehold.domain.data.StoredFile;
import io.freehold.domain.data.Version;
import io.freehold.domain.data.VersionSummary;
import io.freehold.domain.grant.ReadPermit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// How the tests of this package speak of data files.
final class Samples {
  static final Scope AB = new Scope("a.b");
  static final Scope ABC = new Scope("a.b.c");

  private Samples() {}

  static DataDraft draft(Scope scope, String payload) {
    return new DataDraft(
        Optional.empty(), scope, JsonDocument.of(payload), Cast.NOW, Optional.empty());
  }

  static DataDraft keyed(Scope scope, String payload, String key) {
    return new DataDraft(
        Optional.empty(),
        scope,
        JsonDocument.of(payload),
        Cast.NOW,
        Optional.of(new IdempotencyKey(key)));
  }

  static VersionSummary save(DataFiles files, Scope scope, String payload) {
    return files.save(draft(scope, payload));
  }

  static Optional<StoredFile> find(DataFiles files, Scope scope, Version version) {
    return files.find(ReadPermit.of(Cast.theOwner(), scope), version);
  }

  static Optional<String> latest(DataFiles files, Scope scope) {
    return find(files, scope, new Version.Latest()).map(Samples::text);
  }

  static String text(StoredFile file) {
    try {
      return switch (file.content()) {
        case Content.InMemory memory -> new String(memory.bytes(), StandardCharsets.UTF_8);
        case Content.OnDisk disk -> Files.readString(Path.of(disk.path()));
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<VersionSummary> versions(DataFiles files, Scope scope) {
    return files.versions(scope, new Page(1_000, 0)).items();
  }
}

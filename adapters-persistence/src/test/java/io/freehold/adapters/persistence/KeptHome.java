package io.freehold.adapters.persistence;

import static io.freehold.application.testing.SampleSession.aSession;

import io.freehold.application.Limits;
import io.freehold.application.port.HomeArchive;
import io.freehold.application.port.HomeRestore;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.FakeSignatures;
import io.freehold.domain.Scope;
import io.freehold.domain.access.AccessLogEntry;
import io.freehold.domain.connect.Session;
import io.freehold.domain.data.DataDraft;
import io.freehold.domain.data.JsonDocument;
import io.freehold.domain.data.VersionSummary;
import io.freehold.domain.identity.ClientInfo;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.upkeep.ArchiveProgress;
import io.freehold.domain.upkeep.ArchiveSummary;
import io.freehold.domain.upkeep.Finding;
import io.freehold.domain.upkeep.LeftOut;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A home that is kept and restored in tests.
final class KeptHome {
  static final Scope AB = new Scope("a.b");
  static final Scope ABC = new Scope("a.b.c");
  static final ArchiveProgress NOBODY =
      new ArchiveProgress() {
        @Override
        public void reached(long bytes, long bytesAll) {}

        @Override
        public void leftOut(LeftOut file) {
          throw new AssertionError("left out: " + file);
        }
      };

  static final Session SESSION = aSession().numbered(1).pending();

  private KeptHome() {}

  /// Notes what is left out.
  record Noting(List<LeftOut> files) implements ArchiveProgress {
    Noting() {
      this(new ArrayList<>());
    }

    @Override
    public void reached(long bytes, long bytesAll) {}

    @Override
    public void leftOut(LeftOut file) {
      files.add(file);
    }
  }

  /// Ten versions of one scope, one of another, five lines of the log, a session at the relay.
  static void fill(Path folder) {
    try (var home = new Home(folder, Cast.CLOCK)) {
      home.adapter()
          .writeKey("server", Cast.SERVER, Cast.SERVER_KEY.publicKey(), new Secret("0x5"));
      home.adapter().writeKeystore("{\"crypto\":{}}");
      home.adapter().ownerRecord().claim(Cast.OWNER);
      home.adapter().sessions().add(SESSION, 1, 1);
      for (int i = 0; i < 10; i++) {
        save(home, AB, "{\"n\":" + i + "}");
      }
      save(home, ABC, "{\"n\":\"other\"}");
      for (int i = 0; i < 5; i++) {
        log(home, i);
      }
    }
  }

  static VersionSummary save(Home home, Scope scope, String payload) {
    return home.adapter()
        .dataFiles()
        .save(
            new DataDraft(
                Optional.empty(), scope, JsonDocument.of(payload), Cast.NOW, Optional.empty()));
  }

  static void log(Home home, int number) {
    home.accessLog()
        .append(
            new AccessLogEntry(
                "id" + number,
                Optional.empty(),
                "anonymous",
                "read",
                Optional.empty(),
                Cast.NOW,
                new ClientInfo("::1", ""),
                200,
                "ok",
                "r"));
  }

  static HomeArchive archive(Path home) {
    return PersistenceAdapter.archive(home, Limits.DEFAULT, Cast.CLOCK, _ -> Cast.SERVER_KEY);
  }

  static HomeRestore restore(Path home, boolean isReplacing) {
    return PersistenceAdapter.restore(
        home, isReplacing, Limits.DEFAULT, Cast.CLOCK, new FakeSignatures(), _ -> Cast.SERVER_KEY);
  }

  static byte[] kept(Path home, ArchiveProgress progress) throws IOException {
    var out = new ByteArrayOutputStream();
    archive(home).write(out, progress);
    return out.toByteArray();
  }

  static byte[] kept(Path home) throws IOException {
    return kept(home, NOBODY);
  }

  static ArchiveSummary check(byte[] archive, Path home) throws IOException {
    return archive(home).check(new ByteArrayInputStream(archive), NOBODY);
  }

  /// Restores, and returns what is wrong then.
  static List<Finding> restored(byte[] archive, Path home, boolean isReplacing) throws IOException {
    var found = new ArrayList<Finding>();
    try (HomeRestore restore = restore(home, isReplacing)) {
      restore.unpack(new ByteArrayInputStream(archive), NOBODY);
      restore.settle(found::add);
    }
    return found.stream().filter(Finding::isDefect).toList();
  }

  /// Each data file with its hash.
  static Map<String, String> data(Path home) throws IOException {
    var data = new TreeMap<String, String>();
    if (!Files.exists(home.resolve("data"))) {
      return data;
    }
    try (Stream<Path> files = Files.walk(home.resolve("data"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        data.put(home.relativize(file).toString(), CraftedArchive.sha256(Files.readAllBytes(file)));
      }
    }
    return data;
  }
}

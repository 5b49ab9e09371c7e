package io.freehold.adapters.persistence.upkeep;

import io.freehold.adapters.persistence.data.VersionCopies;
import io.freehold.domain.Address;
import io.freehold.domain.upkeep.ArchiveProgress;
import io.freehold.domain.upkeep.ArchiveSummary;
import io.freehold.domain.upkeep.LeftOut;
import io.freehold.domain.upkeep.LeftOut.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// Writes a moment of a home into an archive. What cannot be read is left out and told of: one bad
/// file is no reason to have no backup.
public final class HomeWriting {
  private final Path home;
  private final HomeMoment moment;
  private final ArchiveProgress progress;
  private final HomeContents contents;
  private long reached;
  private long all;
  private long versions;
  private long versionBytes;
  private long files;

  public HomeWriting(Path home, HomeMoment moment, ArchiveProgress progress) {
    this.home = home;
    this.moment = moment;
    this.progress = progress;
    this.contents = new HomeContents(home);
  }

  /// @param server whose home it is
  public ArchiveSummary write(OutputStream out, Address server, Instant now) throws IOException {
    all = moment.versions().size();
    contents.forEach(file -> all += sizeOf(file));
    try (var archive = new ArchiveWriter(out, moment.workFolder().resolve("manifest"))) {
      var about = new About(server, moment.owner(), now, all);
      var _ = archive.add(ArchiveNames.ABOUT, new ByteArrayInputStream(about.json()));
      contents.forEach(file -> write(archive, file));
      moment.lostLogs().forEach(this::tellOfLostDay);
      moment.versions().forEach(row -> write(archive, row));
      moment.versions().forEachStray(this::tellOfStray);
      archive.finish();
    }
    return new ArchiveSummary(server, moment.owner(), now, versions, versionBytes, files);
  }

  private void tellOfLostDay(Path log) {
    leaveOut(
        below(log),
        Reason.DAMAGED,
        "it was forgotten, or taken away, while the backup was made; make another one");
  }

  private static long sizeOf(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  private void write(ArchiveWriter archive, Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        leaveOut(below(file), Reason.STRANGE, "it is no plain file");
      }
      return;
    }
    Optional<InputStream> open = open(file);
    if (open.isPresent()) {
      try (InputStream in = open.get()) {
        var _ = archive.add(ArchiveNames.of(home, file), in);
      }
      files++;
      reach(sizeOf(file));
    }
  }

  private Optional<InputStream> open(Path file) {
    try {
      var _ = ArchiveNames.of(home, file);
      return moment.open(file);
    } catch (IllegalArgumentException e) {
      leaveOut(below(file), Reason.STRANGE, "its name cannot be kept in an archive");
    } catch (NoSuchFileException e) {
      // Gone since its folder was listed.
    } catch (IOException e) {
      leaveOut(below(file), Reason.DAMAGED, "it cannot be read: " + e.getMessage());
    }
    return Optional.empty();
  }

  private void write(ArchiveWriter archive, VersionCopies.Row row) throws IOException {
    Optional<InputStream> open = open(row);
    if (open.isEmpty()) {
      return;
    }
    try (InputStream in = open.get()) {
      if (!archive.add(row.name(), in).equals(row.sha256())) {
        throw new IOException(row.name() + " changed while it was read; is the disk failing?");
      }
    }
    versions++;
    versionBytes += row.sizeBytes();
    reach(row.sizeBytes());
  }

  private Optional<InputStream> open(VersionCopies.Row row) {
    try {
      return Optional.of(moment.versions().open(row));
    } catch (IOException e) {
      if (moment.wasDeletedSince(row)) {
        leaveOut(row.name(), Reason.DELETED_MEANWHILE, "it was deleted meanwhile");
      } else {
        leaveOut(row.name(), Reason.DAMAGED, "it is damaged or gone: " + e.getMessage());
      }
      return Optional.empty();
    }
  }

  /// A version that was stored since the moment is in the next archive.
  private void tellOfStray(Path file, Optional<VersionCopies.Row> asVersion) {
    boolean isNews =
        asVersion.filter(moment::cameSince).isPresent()
            || !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    if (!isNews) {
      leaveOut(
          below(file),
          Reason.STRANGE,
          asVersion.isPresent()
              ? "it is not in the index; it is taken in when the server starts, if it is a version"
              : "it is no version; `freehold fsck` says more");
    }
  }

  private String below(Path file) {
    return ArchiveNames.below(home, file);
  }

  private void leaveOut(String name, Reason reason, String detail) {
    progress.leftOut(new LeftOut(name, reason, detail));
  }

  private void reach(long bytes) {
    reached += bytes;
    progress.reached(reached, all);
  }
}

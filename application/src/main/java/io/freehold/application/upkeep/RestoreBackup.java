package io.freehold.application.upkeep;

import io.freehold.application.port.ArchiveCipher;
import io.freehold.application.port.HomeArchive;
import io.freehold.application.port.HomeRestore;
import io.freehold.domain.storage.ArchiveFile;
import io.freehold.domain.storage.ArchiveKey;
import io.freehold.domain.upkeep.ArchiveProgress;
import io.freehold.domain.upkeep.ArchiveSummary;
import io.freehold.domain.upkeep.Findings;
import io.freehold.domain.upkeep.Inspection;
import java.io.IOException;

/// Makes a home of an archive: not a byte is written before all of it was proved once, and none is
/// in the home's place before all of it was proved again.
public final class RestoreBackup {
  private final HomeArchive home;
  private final HomeRestore restore;
  private final SealedArchives archives;

  public RestoreBackup(HomeArchive home, HomeRestore restore, ArchiveCipher cipher) {
    this.home = home;
    this.restore = restore;
    this.archives = new SealedArchives(cipher);
  }

  /// @param looked how much was looked at afterwards
  public record Restored(ArchiveSummary summary, Inspection looked) {}

  /// @param found what is wrong with the home that was made
  public Restored restore(
      ArchiveFile archive, ArchiveKey key, ArchiveProgress progress, Findings found)
      throws IOException {
    ArchiveSummary proved = archives.read(archive, key, plain -> home.check(plain, progress));
    ArchiveSummary unpacked = archives.read(archive, key, plain -> restore.unpack(plain, progress));
    if (!unpacked.equals(proved)) {
      throw new IllegalArgumentException("the file was changed while it was read");
    }
    return new Restored(unpacked, restore.settle(found));
  }
}

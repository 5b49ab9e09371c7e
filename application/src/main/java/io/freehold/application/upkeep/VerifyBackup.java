package io.freehold.application.upkeep;

import io.freehold.application.port.ArchiveCipher;
import io.freehold.application.port.HomeArchive;
import io.freehold.domain.storage.ArchiveFile;
import io.freehold.domain.storage.ArchiveKey;
import io.freehold.domain.upkeep.ArchiveProgress;
import io.freehold.domain.upkeep.ArchiveSummary;
import java.io.IOException;

/// Proves that an archive can be restored, and writes nothing.
public final class VerifyBackup {
  private final HomeArchive home;
  private final SealedArchives archives;

  public VerifyBackup(HomeArchive home, ArchiveCipher cipher) {
    this.home = home;
    this.archives = new SealedArchives(cipher);
  }

  public ArchiveSummary verify(ArchiveFile archive, ArchiveKey key, ArchiveProgress progress)
      throws IOException {
    return archives.read(archive, key, plain -> home.check(plain, progress));
  }
}

package io.freehold.application.upkeep;

import io.freehold.application.port.ArchiveCipher;
import io.freehold.domain.storage.ArchiveFile;
import io.freehold.domain.storage.ArchiveKey;
import io.freehold.domain.storage.ArchiveSeal;
import io.freehold.domain.upkeep.ArchiveSummary;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/// Reads archives whose signature holds, and is that of the server which is in them (threat T72).
final class SealedArchives {
  private final ArchiveCipher cipher;

  SealedArchives(ArchiveCipher cipher) {
    this.cipher = cipher;
  }

  /// Somebody who reads the inside of an archive.
  interface Reading {
    ArchiveSummary of(InputStream plain) throws IOException;
  }

  /// Nothing is decrypted unless the signature holds for all of the bytes.
  ArchiveSummary read(ArchiveFile archive, ArchiveKey key, Reading reading) throws IOException {
    ArchiveSeal seal = cipher.seal(archive);
    List<ArchiveSummary> read = new ArrayList<>();
    cipher.decrypt(archive, key.password(), plain -> read.add(reading.of(plain)));
    ArchiveSummary summary = read.getFirst();
    if (!seal.signer().equals(summary.server())) {
      throw new IllegalArgumentException(
          "it is signed by %s, and it is a backup of the server %s"
              .formatted(seal.signer(), summary.server()));
    }
    return summary;
  }
}

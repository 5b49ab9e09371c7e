package io.freehold.adapters.persistence.data;

import io.freehold.adapters.persistence.files.Disk;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.Scope;
import io.freehold.domain.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/// A file of the data tree as it was found, read once and to its end.
///
/// @param notedSha256 what was noted of it when it was stored
/// @param complaint why it is no envelope; empty when it is one
record FoundFile(
    long sizeBytes,
    String sha256,
    Optional<String> notedSha256,
    Optional<Envelope> envelope,
    String complaint) {

  /// An IOException says that the file could not be read.
  static FoundFile read(Disk disk, Path file) throws IOException {
    MessageDigest digest = Sha256.begin();
    Optional<Envelope> envelope = Optional.empty();
    String complaint = "";
    try (InputStream in = new DigestInputStream(disk.open(file), digest)) {
      try {
        envelope = Optional.of(Envelope.read(in));
      } catch (IllegalArgumentException e) {
        complaint = String.valueOf(e.getMessage());
        in.transferTo(OutputStream.nullOutputStream());
      }
    }
    String sha256 = HexFormat.of().formatHex(digest.digest());
    return new FoundFile(disk.size(file), sha256, disk.notedSha256(file), envelope, complaint);
  }

  /// Whether its bytes are surely not those that were stored.
  boolean isRotten() {
    return notedSha256.filter(noted -> !noted.equals(sha256)).isPresent();
  }

  /// Whether its bytes are surely those that were stored.
  boolean isAsStored() {
    return notedSha256.filter(sha256::equals).isPresent();
  }

  boolean isA(Scope scope, CollectedAt version) {
    return envelope
        .filter(found -> found.scope().equals(scope) && found.collectedAt().equals(version))
        .isPresent();
  }
}

package io.freehold.adapters.persistence.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The hash of a file as an extended attribute of it (`user.freehold.sha256`, 32 bytes): it is
/// synced with the file, follows it wherever it is linked or renamed to, and tells bytes that went
/// bad from bytes that were stored, without any index.
final class NotedHash {
  private static final Logger LOG = LoggerFactory.getLogger(NotedHash.class);
  private static final String NAME = "freehold.sha256";
  private static final int BYTES = 32;

  private NotedHash() {}

  static void write(Path file, String sha256) {
    try {
      @Nullable UserDefinedFileAttributeView attributes = attributesOf(file);
      if (attributes != null) {
        var _ = attributes.write(NAME, ByteBuffer.wrap(HexFormat.of().parseHex(sha256)));
      }
    } catch (IOException e) {
      LOG.debug("{} cannot carry its hash: {}", file, e.toString());
    }
  }

  static Optional<String> read(Path file) {
    try {
      @Nullable UserDefinedFileAttributeView attributes = attributesOf(file);
      if (attributes == null) {
        return Optional.empty();
      }
      ByteBuffer hash = ByteBuffer.allocate(BYTES);
      int read = attributes.read(NAME, hash);
      return read == BYTES ? Optional.of(HexFormat.of().formatHex(hash.array())) : Optional.empty();
    } catch (IOException e) {
      LOG.debug("{} carries no hash: {}", file, e.toString());
      return Optional.empty();
    }
  }

  private static @Nullable UserDefinedFileAttributeView attributesOf(Path file) {
    return Files.getFileAttributeView(
        file, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
  }
}

package io.freehold.domain.sync;

import io.freehold.domain.FileId;
import java.time.Instant;

/// Something that could not be synced yet, and when it is tried again (R11).
///
/// @param subject `upload {scope} {version}`, `download {fileId}`, `remove {fileId}`
/// @param message for the owner, in plain words; it holds no secret
/// @param retryAt for ever in the future when nothing but the owner can help
public record Trouble(
    String subject,
    Kind kind,
    String message,
    int attempts,
    Instant firstSeenAt,
    Instant lastSeenAt,
    Instant retryAt) {
  /// What the subject of every download begins with.
  public static final String DOWNLOAD = "download ";

  /// The subject of a record whose file is to be fetched.
  public static String ofDownload(FileId fileId) {
    return DOWNLOAD + fileId;
  }

  /// What can be done about it.
  public enum Kind {
    /// Trying again will do.
    TRANSIENT,
    /// Trying again will not help unless somebody changes something.
    PERMANENT,
    WRONG_KEY,
    /// The blob is not what its record says: altered, cut short, another one.
    CORRUPT
  }
}

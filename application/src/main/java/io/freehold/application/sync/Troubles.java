package io.freehold.application.sync;

import io.freehold.application.port.SyncIndex;
import io.freehold.domain.FileId;
import io.freehold.domain.sync.LocalVersion;
import io.freehold.domain.sync.Trouble;

/// What failed, by its subject, and when it is its turn again.
final class Troubles {
  static final String DOWNLOAD = "download ";
  static final String REMOVE = "remove ";

  private final SyncIndex index;
  private final Retry retry;

  Troubles(SyncIndex index, Retry retry) {
    this.index = index;
    this.retry = retry;
  }

  static String upload(LocalVersion version) {
    return "upload " + version.scope() + " " + version.version();
  }

  static String download(FileId fileId) {
    return DOWNLOAD + fileId;
  }

  static String remove(FileId fileId) {
    return REMOVE + fileId;
  }

  Trouble note(String subject, Failure failure) {
    Trouble trouble =
        retry.failed(
            subject,
            index.trouble(subject),
            failure.kind(),
            failure.message(),
            failure.retryAfter());
    index.remember(trouble);
    return trouble;
  }
}

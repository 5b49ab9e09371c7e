package io.freehold.application.sync;

import io.freehold.application.port.SyncIndex;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.FileId;
import io.freehold.domain.Scope;
import io.freehold.domain.sync.LocalVersion;
import io.freehold.domain.sync.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What failed, by its subject, and when it is its turn again.
final class Troubles {
  static final String DOWNLOAD = Trouble.DOWNLOAD;
  static final String REMOVE = "remove ";
  static final int LOOKED_AT_MAX = 10_000;
  private static final Pattern UPLOAD = Pattern.compile("upload (\\S+) (\\S+)");

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
    return Trouble.ofDownload(fileId);
  }

  static String remove(FileId fileId) {
    return REMOVE + fileId;
  }

  /// Those of downloads, oldest first.
  List<Trouble> ofDownloads() {
    return index.troubles(LOOKED_AT_MAX).stream()
        .filter(trouble -> trouble.subject().startsWith(DOWNLOAD))
        .toList();
  }

  /// An upload that failed may be over without having succeeded: its version was deleted, renamed,
  /// or brought by another server.
  void settleOverUploads(String place) {
    index.troubles(LOOKED_AT_MAX).stream()
        .map(Trouble::subject)
        .filter(subject -> isOver(UPLOAD.matcher(subject), place))
        .forEach(index::settle);
  }

  private boolean isOver(Matcher subject, String place) {
    if (!subject.matches()) {
      return false;
    }
    var scope = new Scope(subject.group(1));
    CollectedAt version = CollectedAt.parse(subject.group(2));
    return index.find(scope, version).isEmpty()
        || index.copiesOf(scope, version).stream().anyMatch(copy -> copy.place().equals(place));
  }

  /// How long a subject has failed, if the last time was for this reason.
  Duration age(String subject, Failure failure) {
    return index
        .trouble(subject)
        .filter(trouble -> trouble.message().equals(failure.message()))
        .map(trouble -> Duration.between(trouble.firstSeenAt(), retry.now()))
        .orElse(Duration.ZERO);
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

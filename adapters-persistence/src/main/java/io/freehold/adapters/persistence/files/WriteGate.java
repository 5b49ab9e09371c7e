package io.freehold.adapters.persistence.files;

import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Cause;
import io.freehold.domain.ProblemException;
import java.io.IOException;
import java.io.SyncFailedException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether this store may still say that something is on disk. After one failed fsync or commit
/// nobody knows what the disk holds: the gate closes, and only a restart, which reads the disk
/// afresh, opens it again.
public final class WriteGate {
  private static final Logger LOG = LoggerFactory.getLogger(WriteGate.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

  private final Space space;
  private final Reserve reserve;
  private final AtomicReference<@Nullable String> closedBecause = new AtomicReference<>();

  public WriteGate(Space space, Reserve reserve) {
    this.space = space;
    this.reserve = reserve;
  }

  /// Does something that must be possible on a full disk as well, if need be with the room that is
  /// kept for it.
  public <T> T evenIfFull(Supplier<T> act) {
    try {
      return act.get();
    } catch (ProblemException e) {
      if (e.problem() instanceof Problem.DiskFull && reserve.release()) {
        return act.get();
      }
      throw e;
    }
  }

  public void mustBeOpen() {
    complaint()
        .ifPresent(complaint -> {
          throw unavailable(complaint).asException();
        });
  }

  public void mustHaveRoomFor(long bytes) {
    if (!space.hasRoomFor(bytes)) {
      throw new Problem.DiskFull().asException();
    }
  }

  public void close(Throwable cause) {
    if (closedBecause.compareAndSet(null, String.valueOf(cause.getMessage()))) {
      LOG.error("The disk failed to keep a write; nothing is written until a restart", cause);
    }
  }

  public boolean isClosed() {
    return closedBecause.get() != null;
  }

  public Optional<String> complaint() {
    return Optional.ofNullable(closedBecause.get())
        .map(reason ->
            "the disk failed to keep a write (%s); check it and restart".formatted(reason));
  }

  /// What a failed write is to whoever asked for it. A failed fsync closes the gate, for whatever
  /// reason: Java does not tell which, and what was to be kept may be lost for want of room, too.
  public ProblemException refusal(IOException failure) {
    if (failure instanceof SyncFailedException) {
      close(failure);
    } else if (isForWantOfRoom(failure)) {
      return new Problem.DiskFull().asException(failure);
    }
    return unavailable("the disk failed: " + failure.getMessage()).asException(failure);
  }

  /// By the words of the system, which the launcher sees to be English, and by what room there is:
  /// when a large file did not fit, there is room again for small ones.
  private boolean isForWantOfRoom(IOException failure) {
    String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("no space left") || message.contains("quota") || space.isFull();
  }

  public static Problem unavailable(String reason) {
    return new Problem.ServiceUnavailable(Cause.STORAGE, reason, RETRY_AFTER);
  }
}

package io.freehold.adapters.persistence.identity;

import io.freehold.application.port.UsedRequests;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Cause;
import io.freehold.domain.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/// The used requests in bounded memory; a restart is for `UsesAcrossRestarts` to cover. When there
/// is no more room the answer is no: forgetting one would let it be replayed. A use is forgotten
/// when it is too old by the clock and by the time that really passed, so that a clock set ahead
/// and back again brings nothing back (R17).
///
/// Half of the room is kept for the owner: whatever others sign, the owner can go on writing
/// (threat T29).
public final class MemoryUsedRequests implements UsedRequests {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final int requestsMax;
  private final Predicate<Address> isTheOwners;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<Use> uses = new HashSet<>();
  private int ofOthers;

  /// By the first second in which they may be forgotten.
  private final TreeMap<Long, Batch> byEnd = new TreeMap<>();

  /// @param isTheOwners whether a signer is the owner or acts for the owner
  public MemoryUsedRequests(InstantSource clock, int requestsMax, Predicate<Address> isTheOwners) {
    this(clock, System::nanoTime, requestsMax, isTheOwners);
  }

  MemoryUsedRequests(
      InstantSource clock, LongSupplier nanoTime, int requestsMax, Predicate<Address> isTheOwners) {
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.requestsMax = requestsMax;
    this.isTheOwners = isTheOwners;
  }

  /// The SHA-256 of the signer and the signed text, as four numbers.
  private record Use(long a, long b, long c, long d) {
    static Use of(Address signer, String signedText) {
      MessageDigest digest = Sha256.begin();
      // An address has one length, so that no two pairs make the same bytes.
      digest.update(signer.value().getBytes(StandardCharsets.US_ASCII));
      ByteBuffer hash = ByteBuffer.wrap(digest.digest(signedText.getBytes(StandardCharsets.UTF_8)));
      return new Use(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
    }
  }

  /// Uses that end in the same second, and when the last of them has really lasted that long.
  private static final class Batch {
    private final List<Use> uses = new ArrayList<>(1);
    private int ofOthers;
    private long endsAtNanos;

    void add(Use use, int others, long atNanos) {
      endsAtNanos = uses.isEmpty() || atNanos - endsAtNanos > 0 ? atNanos : endsAtNanos;
      uses.add(use);
      ofOthers += others;
    }

    boolean isOver(long nanos) {
      return nanos - endsAtNanos >= 0;
    }
  }

  @Override
  public boolean isFirstUse(Address signer, String signedText, Instant until) {
    Use use = Use.of(signer, signedText);
    int others = isTheOwners.test(signer) ? 0 : 1;
    lock.lock();
    try {
      Instant now = clock.instant();
      forget(now);
      if (uses.contains(use)) {
        return false;
      }
      if (uses.size() >= requestsMax || ofOthers + others > requestsMax / 2) {
        throw new Problem.ServiceUnavailable(
                Cause.OVERLOAD, "too many signed requests at once", RETRY_AFTER)
            .asException();
      }
      uses.add(use);
      ofOthers += others;
      byEnd
          .computeIfAbsent(until.getEpochSecond() + 1, _ -> new Batch())
          .add(use, others, nanoTime.getAsLong() + Duration.between(now, until).toNanos());
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Of other runs it knows nothing.
  @Override
  public boolean isOfThisRun(Address signer, Instant issuedAt) {
    return true;
  }

  private void forget(Instant now) {
    long nanos = nanoTime.getAsLong();
    byEnd
        .headMap(now.getEpochSecond(), true)
        .values()
        .removeIf(batch -> {
          boolean isOver = batch.isOver(nanos);
          if (isOver) {
            batch.uses.forEach(uses::remove);
            ofOthers -= batch.ofOthers;
          }
          return isOver;
        });
  }
}

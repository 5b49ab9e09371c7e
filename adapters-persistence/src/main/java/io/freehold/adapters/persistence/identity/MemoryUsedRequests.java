package io.freehold.adapters.persistence.identity;

import io.freehold.application.port.UsedRequests;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Cause;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/// The used requests in bounded memory; a restart is covered by refusing what was signed before it.
/// When there is no more room the answer is no: forgetting one would let it be replayed.
public final class MemoryUsedRequests implements UsedRequests {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

  private final InstantSource clock;
  private final int requestsMax;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<Use> uses = new HashSet<>();

  /// By the first second in which they may be forgotten.
  private final TreeMap<Long, List<Use>> byEnd = new TreeMap<>();

  public MemoryUsedRequests(InstantSource clock, int requestsMax) {
    this.clock = clock;
    this.requestsMax = requestsMax;
  }

  /// The SHA-256 of the signer and the signed text, as four numbers.
  private record Use(long a, long b, long c, long d) {
    static Use of(Address signer, String signedText) {
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        // An address has one length, so that no two pairs make the same bytes.
        digest.update(signer.value().getBytes(StandardCharsets.US_ASCII));
        ByteBuffer hash =
            ByteBuffer.wrap(digest.digest(signedText.getBytes(StandardCharsets.UTF_8)));
        return new Use(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("this JDK has no SHA-256", e);
      }
    }
  }

  @Override
  public boolean isFirstUse(Address signer, String signedText, Instant until) {
    Use use = Use.of(signer, signedText);
    lock.lock();
    try {
      forget(clock.instant());
      if (uses.contains(use)) {
        return false;
      }
      if (uses.size() >= requestsMax) {
        throw new Problem.ServiceUnavailable(
                Cause.OVERLOAD, "too many signed requests at once", RETRY_AFTER)
            .asException();
      }
      uses.add(use);
      byEnd.computeIfAbsent(until.getEpochSecond() + 1, _ -> new ArrayList<>(1)).add(use);
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void forget(Instant now) {
    var over = byEnd.headMap(now.getEpochSecond(), true);
    over.values().forEach(ended -> ended.forEach(uses::remove));
    over.clear();
  }
}

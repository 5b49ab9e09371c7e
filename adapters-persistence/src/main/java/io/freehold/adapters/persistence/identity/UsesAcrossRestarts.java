package io.freehold.adapters.persistence.identity;

import io.freehold.application.port.UsedRequests;
import io.freehold.domain.Address;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// Used requests that stay used over a restart. Most are covered by the rule that what was signed
/// before a start is refused; the signer's clock may be ahead, though, and a start may fall into
/// the second of the last use. Only such requests are noted on the disk (threat T5).
///
/// @param toldOtherwise how much of the time from the present second on the next start knows of by
///   itself: a second, where an access log is kept
public record UsesAcrossRestarts(
    UsedRequests uses, LatestUses latestUses, InstantSource clock, Duration toldOtherwise)
    implements UsedRequests {

  @Override
  public boolean isFirstUse(Address signer, String signedText, Instant until) {
    return uses.isFirstUse(signer, signedText, until);
  }

  @Override
  public boolean isOfThisRun(Address signer, Instant issuedAt) {
    if (!latestUses.isLaterThanEarlierRuns(signer, issuedAt)) {
      return false;
    }
    Instant now = clock.instant();
    if (!issuedAt.isBefore(now.truncatedTo(ChronoUnit.SECONDS).plus(toldOtherwise))) {
      latestUses.note(signer, issuedAt, now);
    }
    return true;
  }
}

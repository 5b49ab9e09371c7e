package io.freehold.domain.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/// What this server asks of signed requests beyond the protocol's text (ADR 0010).
///
/// @param audiences the origins this server answers to
/// @param clockSkewMax how far the signer's clock may be off
/// @param lifetimeMax the longest time between `iat` and `exp`
/// @param singleUse which requests are good for one use only
/// @param pathOnlySelection whether a signed path alone is accepted although the query selects data
/// @param startedAt when this server began to remember used requests
public record SignedRequestRules(
    Set<Origin> audiences,
    Duration clockSkewMax,
    Duration lifetimeMax,
    SingleUse singleUse,
    boolean pathOnlySelection,
    Instant startedAt) {
  public SignedRequestRules {
    audiences = Set.copyOf(audiences);
  }

  /// Which signed requests are refused when they come a second time.
  public enum SingleUse {
    WRITES,
    ALL
  }

  /// Whether a request is good for one use only.
  public boolean asksForSingleUse(ReceivedRequest request) {
    return singleUse == SingleUse.ALL || request.changesState();
  }
}

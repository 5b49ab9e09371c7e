package io.freehold.application.port;

import io.freehold.domain.connect.AutoApproval;
import java.time.Instant;
import java.util.List;

/// The owner's rules by which requests are approved without asking. What a method returned from is
/// on disk.
public interface AutoApprovals {
  void add(AutoApproval rule);

  /// All of them, newest first, those that agree to nothing any more as well.
  List<AutoApproval> all();

  /// Takes one of the uses that are left. False when there is none, or the rule is unknown, revoked
  /// or over; then nothing has changed. However many ask at once, no use is given twice.
  boolean use(String id, Instant now);

  /// False when there is no such rule, or it was revoked before.
  boolean revoke(String id, Instant now);

  /// Forgets rules that were over before this time; returns how many that were.
  long forgetBefore(Instant time);
}

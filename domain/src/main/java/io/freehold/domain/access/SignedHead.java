package io.freehold.domain.access;

import io.freehold.domain.Signature;
import java.time.Instant;

/// The newest line of the access log that the server vouched for, with its signature: whoever keeps
/// this elsewhere can show later what the log was (threat T52).
///
/// @param sequence of the line; 0 before the first
/// @param signature of the server's key, over `freehold-access-log-head-v1`, the number and the
///   hash, each on a line
public record SignedHead(long sequence, String hash, Instant signedAt, Signature signature) {}

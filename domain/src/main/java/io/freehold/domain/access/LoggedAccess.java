package io.freehold.domain.access;

/// A line of the access log with its place in the chain.
///
/// @param sequence 1 for the first line ever written
/// @param prev the hash of the line before, 64 zeros for the first
/// @param hash SHA-256 over `prev` and the line's own members, lower-case hexadecimal
public record LoggedAccess(long sequence, AccessLogEntry entry, String prev, String hash) {}

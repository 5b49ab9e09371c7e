package io.freehold.adapters.http.pace;

/// What a caller has left, for the `RateLimit` headers.
///
/// @param limit requests at once
/// @param remaining requests left now
/// @param resetSeconds until all are back
public record Allowance(int limit, int remaining, long resetSeconds) {}

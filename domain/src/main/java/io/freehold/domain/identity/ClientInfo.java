package io.freehold.domain.identity;

/// Where a request came from, for the access log (§5.4).
///
/// @param address the peer's address, or the one a trusted proxy reports
/// @param userAgent as sent, or empty
public record ClientInfo(String address, String userAgent) {}

package io.freehold.adapters.chain.egress;

import java.util.Optional;

/// What an address answered.
///
/// @param address where it was found in the end, in its plain spelling
/// @param retryAfter the header of that name
public record WebAnswer(
    String address,
    int status,
    Optional<String> contentType,
    Optional<String> retryAfter,
    byte[] body) {}

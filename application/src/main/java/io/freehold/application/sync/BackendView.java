package io.freehold.application.sync;

import java.time.Instant;
import java.util.Optional;

/// A backend that has settings, and how it was last seen by this process.
///
/// @param isReachable empty when it was not asked since the start
/// @param askedAt when it was last asked for anything
/// @param lastError why it last refused, in plain words; empty once it has done something again
public record BackendView(
    String name,
    String place,
    boolean isSelected,
    Optional<Boolean> isReachable,
    Optional<Instant> askedAt,
    Optional<String> lastError) {}

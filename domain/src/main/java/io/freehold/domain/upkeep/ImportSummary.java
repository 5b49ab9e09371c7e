package io.freehold.domain.upkeep;

/// What an import came to.
///
/// @param known versions that were here already
public record ImportSummary(long added, long addedBytes, long known, long skipped) {}

package io.freehold.domain.data;

import io.freehold.domain.CollectedAt;
import io.freehold.domain.Scope;

/// A scope that has data.
///
/// @param sizeBytes of all its versions together
public record ScopeSummary(
    Scope scope, CollectedAt latestCollectedAt, long versionCount, long sizeBytes) {}

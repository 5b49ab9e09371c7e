package io.freehold.domain.upkeep;

import java.time.Instant;

/// What an export holds.
public record ExportSummary(Instant madeAt, long versions, long dataBytes, long logDays) {}

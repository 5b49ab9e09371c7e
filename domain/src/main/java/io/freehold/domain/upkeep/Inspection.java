package io.freehold.domain.upkeep;

/// How much was looked at.
///
/// @param dataBytes of the data files, each of which was read to its end
/// @param logLines of the access log
public record Inspection(long dataFiles, long dataBytes, long logLines) {}

package io.freehold.domain.access;

import java.time.Instant;
import java.time.LocalDate;

/// Where the access log begins since older days of it were forgotten: the first line that is kept
/// holds on to the hash of the last one that is not.
///
/// @param sequence of the last line that was forgotten; all before it were as well
/// @param hash of that line
/// @param through the last day that was forgotten
/// @param madeAt when the server signed this
public record Checkpoint(long sequence, String hash, LocalDate through, Instant madeAt) {}

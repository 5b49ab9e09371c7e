package io.freehold.domain.upkeep;

import io.freehold.domain.Address;
import java.time.Instant;
import java.util.Optional;

/// What an archive holds, once all of it was written or read.
///
/// @param server whose key signs the archive
/// @param owner empty for a server that belonged to nobody yet
/// @param dataBytes of the versions
/// @param otherFiles databases, keys, the access log, settings
public record ArchiveSummary(
    Address server,
    Optional<Address> owner,
    Instant madeAt,
    long versions,
    long dataBytes,
    long otherFiles) {}

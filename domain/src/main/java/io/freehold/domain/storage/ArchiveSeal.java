package io.freehold.domain.storage;

import io.freehold.domain.Address;

/// What can be known of an archive without opening it: whose signature holds for all of its bytes,
/// and what opens it.
public record ArchiveSeal(Address signer, ArchiveKey.Kind key) {}

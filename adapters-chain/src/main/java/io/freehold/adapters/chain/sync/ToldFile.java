package io.freehold.adapters.chain.sync;

import io.freehold.domain.FileId;
import io.freehold.domain.Signature;
import io.freehold.domain.registry.RegistryMessage.FileRegistration;
import java.time.Instant;
import java.util.Optional;

/// A file record as a gateway tells it, before anything of it is believed.
///
/// @param changedAt when it was recorded or deleted, where the gateway says so
/// @param deletion the signature of the deletion, where there is one
public record ToldFile(
    FileId id,
    FileRegistration message,
    Optional<Instant> changedAt,
    boolean isDeleted,
    Optional<Signature> deletion) {}

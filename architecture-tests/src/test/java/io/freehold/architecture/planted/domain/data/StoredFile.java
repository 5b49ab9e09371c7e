package io.freehold.architecture.planted.domain.data;

/// Innocent: what must not be found without a permit.
public record StoredFile(String innocent) {}

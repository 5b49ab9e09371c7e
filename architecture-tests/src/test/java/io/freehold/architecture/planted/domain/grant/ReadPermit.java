package io.freehold.architecture.planted.domain.grant;

/// Innocent: the proof.
public record ReadPermit(String innocent) {}

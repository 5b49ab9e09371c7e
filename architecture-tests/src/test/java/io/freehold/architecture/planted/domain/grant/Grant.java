package io.freehold.architecture.planted.domain.grant;

/// Innocent: a grant that is believed.
public record Grant(String innocent) {}

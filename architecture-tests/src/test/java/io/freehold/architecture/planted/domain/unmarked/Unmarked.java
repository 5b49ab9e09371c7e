package io.freehold.architecture.planted.domain.unmarked;

/// Lives in a package without package-info.
public record Unmarked(String value) {}

package io.freehold.architecture.planted.application.port;

/// A port that is a class.
public final class IsNoInterface {}

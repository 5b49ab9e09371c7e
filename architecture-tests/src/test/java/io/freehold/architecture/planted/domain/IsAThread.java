package io.freehold.architecture.planted.domain;

/// A domain type that runs.
final class IsAThread extends Thread {}

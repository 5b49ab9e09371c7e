package io.freehold.architecture.planted.builder;

/// Open to whoever wants to change it.
public class CanBeExtended {}

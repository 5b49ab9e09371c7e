package io.freehold.architecture.planted.adapters.http.data;

/// Has a name that says nothing.
final class BaseCall {}

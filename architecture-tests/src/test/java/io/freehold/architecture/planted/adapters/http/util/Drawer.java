package io.freehold.architecture.planted.adapters.http.util;

/// Lives in a drawer.
final class Drawer {}

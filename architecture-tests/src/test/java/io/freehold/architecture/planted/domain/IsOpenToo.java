package io.freehold.architecture.planted.domain;

/// A domain type that anybody may extend.
class IsOpenToo {}

package io.freehold.architecture.planted.domain;

/// A domain type that anybody changes.
final class HasAPublicField {
  public String value = "";
}

package io.freehold.architecture.planted.domain;

/// A domain type that changes.
final class HasASetter {
  private String value = "";

  void setValue(String value) {
    this.value = value;
  }

  String value() {
    return value;
  }
}

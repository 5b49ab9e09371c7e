package io.freehold.domain.data;

/// Which part of a listing is wanted.
public record Page(int limit, int offset) {
  public Page {
    if (limit < 1 || offset < 0) {
      throw new IllegalArgumentException(
          "a page has a limit of at least 1 and an offset of 0 or more");
    }
  }
}

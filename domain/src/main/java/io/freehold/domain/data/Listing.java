package io.freehold.domain.data;

import java.util.List;

/// One page of a listing, and how much there is in all.
public record Listing<T>(List<T> items, long total, Page page) {
  public Listing {
    items = List.copyOf(items);
  }
}

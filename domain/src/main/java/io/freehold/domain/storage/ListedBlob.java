package io.freehold.domain.storage;

/// A blob as the place that keeps it lists it. What it is called proves nothing: what is in it has
/// to say the same.
public record ListedBlob(BlobKey key, BlobUrl url) {}

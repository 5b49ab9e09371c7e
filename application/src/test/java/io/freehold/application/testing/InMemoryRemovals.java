package io.freehold.application.testing;

import io.freehold.domain.FileId;
import io.freehold.domain.sync.RemoteCopy;
import io.freehold.domain.sync.Removal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// What is to be removed elsewhere, oldest first.
final class InMemoryRemovals {
  private final SequencedMap<FileId, Waiting> all = new LinkedHashMap<>();

  private record Waiting(Removal removal, Instant since) {}

  void add(RemoteCopy copy) {
    all.putIfAbsent(
        copy.fileId(),
        new Waiting(new Removal(copy.fileId(), copy.url(), copy.place(), false), Instant.MIN));
  }

  boolean has(FileId fileId) {
    return all.containsKey(fileId);
  }

  List<Removal> due(int limit, Instant now) {
    return all.values().stream()
        .filter(waiting -> !waiting.since().isAfter(now))
        .map(Waiting::removal)
        .limit(limit)
        .toList();
  }

  /// Of each that is to be removed.
  List<String> places() {
    return all.values().stream().map(waiting -> waiting.removal().place()).toList();
  }

  int count() {
    return all.size();
  }

  void tombstoned(FileId fileId) {
    all.computeIfPresent(
        fileId,
        (_, waiting) ->
            new Waiting(
                new Removal(fileId, waiting.removal().url(), waiting.removal().place(), true),
                waiting.since()));
  }

  void postpone(FileId fileId, Instant until) {
    all.computeIfPresent(fileId, (_, waiting) -> new Waiting(waiting.removal(), until));
  }

  void retryNow() {
    all.replaceAll((_, waiting) -> new Waiting(waiting.removal(), Instant.MIN));
  }

  void removed(FileId fileId) {
    all.remove(fileId);
  }
}

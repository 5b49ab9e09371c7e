package io.freehold.domain.sync;

import java.util.List;

/// Some of the records that changed, oldest change first.
///
/// @param hasMore whether asking again after the last record is worth it at once
public record RecordPage(List<FileRecord> records, boolean hasMore) {
  public RecordPage {
    records = List.copyOf(records);
  }
}

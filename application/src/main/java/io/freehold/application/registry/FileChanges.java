package io.freehold.application.registry;

import io.freehold.application.port.Registry;
import io.freehold.domain.Address;
import io.freehold.domain.registry.Entry;
import io.freehold.domain.registry.Entry.Removal;
import io.freehold.domain.registry.RegistryMessage.FileRegistration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The files of an owner that changed after a time, oldest change first. A page never ends between
/// two changes of the same instant: whoever asks again with the last instant misses nothing.
///
/// @param hasMore whether there are changes after these
public record FileChanges(List<Entry<FileRegistration>> files, boolean hasMore) {
  public FileChanges {
    files = List.copyOf(files);
  }

  /// @param limit how many, but for the rest of the last instant
  public static FileChanges of(
      Registry registry,
      Address owner,
      Optional<Instant> since,
      boolean includeDeleted,
      int limit) {
    int asked = limit;
    while (true) {
      List<Entry<FileRegistration>> found =
          registry.filesOf(owner, since, includeDeleted, asked + 1);
      if (found.size() <= asked) {
        return new FileChanges(found, false);
      }
      int end = endOfAnInstant(found);
      if (end > 0) {
        return new FileChanges(found.subList(0, end), true);
      }
      asked *= 2;
    }
  }

  /// How many of the files are surely all of their instants; the last instant may go on.
  private static int endOfAnInstant(List<Entry<FileRegistration>> files) {
    Instant last = changedAt(files.getLast());
    int end = files.size();
    while (end > 0 && changedAt(files.get(end - 1)).equals(last)) {
      end--;
    }
    return end;
  }

  /// What to ask with next time.
  public Optional<Instant> cursor() {
    return files.isEmpty() ? Optional.empty() : Optional.of(changedAt(files.getLast()));
  }

  /// When a record was added or, later, deleted.
  public static Instant changedAt(Entry<FileRegistration> entry) {
    return entry.removal().map(Removal::at).orElse(entry.addedAt());
  }
}

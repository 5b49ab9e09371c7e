package io.freehold.domain.upkeep;

/// A file that is not in an archive, or did not come out of one.
///
/// @param name as the archive names it
/// @param detail why, in plain words
public record LeftOut(String name, Reason reason, String detail) {

  /// Why a file was left out.
  public enum Reason {
    /// Its owner deleted it while the work went on.
    DELETED_MEANWHILE,
    /// Its bytes are not those that were stored, or the disk does not give them.
    DAMAGED,
    /// It is nothing that an archive can hold.
    STRANGE,
    /// There is another one of that name.
    TAKEN,
    /// It was deleted here, and deleted is deleted.
    DELETED_HERE
  }

  /// Whether the owner asked for that himself.
  public boolean isAsWished() {
    return reason == Reason.DELETED_MEANWHILE;
  }
}

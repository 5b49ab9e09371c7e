package io.freehold.domain.upkeep;

import java.util.Locale;

/// Something in a home that is not as it should be, or that its owner may want to know.
///
/// @param place where it is, below the home
/// @param detail what is wrong, in plain words
public record Finding(Kind kind, String place, String detail) {

  public boolean isDefect() {
    return kind.remedy != Remedy.NONE_NEEDED;
  }

  /// What is to be done about a finding.
  public enum Remedy {
    /// A repair mends it and loses no byte.
    REPAIR,
    /// Only its owner can: with a backup, or by looking into it.
    BY_HAND,
    /// It is no defect.
    NONE_NEEDED
  }

  /// What can be wrong with a home.
  public enum Kind {
    /// The index has a version whose file is gone.
    MISSING_FILE(Remedy.REPAIR),
    /// A file is a version by its place and by what it says, and the index does not have it.
    UNINDEXED_FILE(Remedy.REPAIR),
    /// The bytes are not those that were stored.
    ROTTEN_FILE(Remedy.REPAIR),
    /// A file has the name of a version and is no envelope.
    INVALID_FILE(Remedy.REPAIR),
    /// A file says that it is a version of another place, which is free.
    MISPLACED_FILE(Remedy.REPAIR),
    /// A file says that it is a version that lies in its own place already.
    DUPLICATE_VERSION(Remedy.REPAIR),
    /// A version was deleted, and its file is there.
    DELETED_FILE(Remedy.REPAIR),
    /// A deletion was begun and not finished.
    UNFINISHED_DELETION(Remedy.REPAIR),
    /// A blob that the storage role keeps is not what was stored. Out of the way, it can be
    /// uploaded again.
    ROTTEN_BLOB(Remedy.REPAIR),
    /// The disk does not give a file's bytes.
    UNREADABLE_FILE(Remedy.BY_HAND),
    /// A file that was to be renamed or removed soon.
    LEFTOVER(Remedy.REPAIR),
    /// A file that nothing here has made.
    STRANGE_FILE(Remedy.NONE_NEEDED),
    MISSING_INDEX(Remedy.REPAIR),
    DAMAGED_INDEX(Remedy.REPAIR),
    /// The index is whole, and not the one that was last used.
    DOUBTFUL_INDEX(Remedy.REPAIR),
    /// The index contradicts itself, or what was noted elsewhere.
    WRONG_INDEX(Remedy.REPAIR),
    /// What exists nowhere else is damaged or gone.
    DAMAGED_DATABASE(Remedy.BY_HAND),
    /// The relay's open sessions and what it has to tell builders. A relay begins anew without it.
    DAMAGED_RELAY(Remedy.REPAIR),
    /// A later version of this server was at work here.
    NEWER_DATABASE(Remedy.BY_HAND),
    /// A version is registered under a file id, and is not here.
    DANGLING_LINK(Remedy.NONE_NEEDED),
    /// Versions name a schema that the registry of this home does not have.
    UNKNOWN_SCHEMA(Remedy.NONE_NEEDED),
    /// A crash tore the newest lines off the access log.
    TORN_LOG(Remedy.REPAIR),
    /// A line of the access log was changed or taken out. No repair is to hide that.
    BROKEN_LOG(Remedy.BY_HAND),
    MISSING_KEY(Remedy.BY_HAND),
    DAMAGED_KEY(Remedy.BY_HAND),
    /// Other users of the machine can look into it, or its owner cannot.
    WRONG_MODE(Remedy.REPAIR),
    /// What an earlier repair or start put aside.
    PUT_ASIDE(Remedy.NONE_NEEDED);

    private final Remedy remedy;

    Kind(Remedy remedy) {
      this.remedy = remedy;
    }

    public Remedy remedy() {
      return remedy;
    }

    /// As scripts spell it: `missing-file`.
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}

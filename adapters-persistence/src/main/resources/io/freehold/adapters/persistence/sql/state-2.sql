-- What is known of copies elsewhere. A link of the first step has neither address nor place.
ALTER TABLE file_links ADD COLUMN url TEXT NOT NULL DEFAULT '';
ALTER TABLE file_links ADD COLUMN place TEXT NOT NULL DEFAULT '';
ALTER TABLE file_links ADD COLUMN schema_id TEXT;

CREATE INDEX file_links_by_place ON file_links (place, number);

-- Records and blobs that are to go. retry_at is milliseconds since 1970.
CREATE TABLE removals (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  file_id TEXT NOT NULL UNIQUE,
  url TEXT NOT NULL,
  place TEXT NOT NULL,
  is_tombstone INTEGER NOT NULL DEFAULT 0,
  retry_at INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Single versions that are gone for good, whatever lies on the disk, until they are received again.
CREATE TABLE dropped_versions (
  scope TEXT NOT NULL,
  collected_at INTEGER NOT NULL,
  is_pending INTEGER NOT NULL,
  PRIMARY KEY (scope, collected_at)
) STRICT, WITHOUT ROWID;

CREATE INDEX dropped_versions_pending ON dropped_versions (scope) WHERE is_pending = 1;

-- Versions that were given another name.
CREATE TABLE renumberings (
  scope TEXT NOT NULL,
  collected_at INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  renumbered INTEGER NOT NULL,
  renumbered_sha256 TEXT NOT NULL,
  is_pending INTEGER NOT NULL,
  PRIMARY KEY (scope, collected_at, sha256)
) STRICT, WITHOUT ROWID;

CREATE INDEX renumberings_pending ON renumberings (scope) WHERE is_pending = 1;

-- Times are texts; first_seen is milliseconds since 1970, to be compared.
CREATE TABLE troubles (
  subject TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  message TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  first_seen INTEGER NOT NULL,
  first_seen_at TEXT NOT NULL,
  last_seen_at TEXT NOT NULL,
  retry_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX troubles_by_age ON troubles (first_seen, subject);

-- Where the synchronisation stands: 'place' is the one in use, 'cursor' how far records were read.
CREATE TABLE sync_position (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Where this server has uploaded versions to.
CREATE TABLE noted_uploads (
  scope TEXT NOT NULL,
  collected_at INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  url TEXT NOT NULL,
  PRIMARY KEY (scope, collected_at)
) STRICT, WITHOUT ROWID;

-- What cannot be found anywhere else.

CREATE TABLE facts (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE owner (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  address TEXT NOT NULL
) STRICT;

CREATE TABLE owner_tokens (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  revoked_at TEXT
) STRICT;

CREATE TABLE revocations (
  number INTEGER PRIMARY KEY,
  grant_id TEXT NOT NULL UNIQUE,
  revoked_at TEXT NOT NULL,
  is_confirmed INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX revocations_unconfirmed ON revocations (number) WHERE is_confirmed = 0;

-- Versions of a scope up to and including this one are deleted for good, whatever lies on the disk.
CREATE TABLE deletions (
  scope TEXT PRIMARY KEY,
  through INTEGER NOT NULL,
  is_pending INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX deletions_pending ON deletions (scope) WHERE is_pending = 1;

CREATE TABLE file_links (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  file_id TEXT NOT NULL UNIQUE,
  scope TEXT NOT NULL,
  collected_at INTEGER NOT NULL
) STRICT;

CREATE INDEX file_links_by_version ON file_links (scope, collected_at);

-- Envelopes name a schema by its URL; this finds its id again.
CREATE TABLE schema_ids (
  scope TEXT NOT NULL,
  definition_url TEXT NOT NULL,
  schema_id TEXT NOT NULL,
  PRIMARY KEY (scope, definition_url)
) STRICT, WITHOUT ROWID;

-- What the data tree holds. All of it but the idempotency keys can be made from the files again.

CREATE TABLE facts (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- high_water is the newest version there ever was; it outlives the versions.
CREATE TABLE scopes (
  scope TEXT PRIMARY KEY,
  high_water INTEGER NOT NULL,
  newest INTEGER,
  versions INTEGER NOT NULL,
  bytes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX scopes_with_data ON scopes (scope) WHERE versions > 0;

-- collected_at is milliseconds since 1970.
CREATE TABLE data_files (
  scope TEXT NOT NULL,
  collected_at INTEGER NOT NULL,
  file_id TEXT UNIQUE,
  schema_id TEXT,
  size_bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (scope, collected_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE idempotency_keys (
  key TEXT PRIMARY KEY,
  payload_sha256 TEXT NOT NULL,
  scope TEXT NOT NULL,
  collected_at INTEGER NOT NULL,
  schema_id TEXT,
  size_bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX idempotency_keys_by_expiry ON idempotency_keys (expires_at);

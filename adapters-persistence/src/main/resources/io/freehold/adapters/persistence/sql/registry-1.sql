-- What the gateway role records. Rows are never removed but replaced, or marked as removed.
-- Times are texts; changed_at is nanoseconds since 1970, to be compared.

CREATE TABLE builders (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  owner TEXT NOT NULL,
  grantee TEXT NOT NULL UNIQUE,
  public_key TEXT NOT NULL,
  app_url TEXT NOT NULL,
  signature TEXT NOT NULL,
  signer TEXT NOT NULL,
  added_at TEXT NOT NULL,
  removed_at TEXT,
  removal_signature TEXT,
  status TEXT NOT NULL
) STRICT;

CREATE TABLE servers (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  owner TEXT NOT NULL,
  server TEXT NOT NULL UNIQUE,
  public_key TEXT NOT NULL,
  server_url TEXT NOT NULL,
  signature TEXT NOT NULL,
  signer TEXT NOT NULL,
  added_at TEXT NOT NULL,
  removed_at TEXT,
  removal_signature TEXT,
  status TEXT NOT NULL
) STRICT;

CREATE INDEX servers_by_owner ON servers (owner, number) WHERE removed_at IS NULL;

-- form says which of the members are set: 'registration', 'spec' or 'versioned'.
CREATE TABLE grants (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  form TEXT NOT NULL,
  owner TEXT NOT NULL,
  grantee TEXT NOT NULL,
  grantee_id TEXT,
  builder TEXT,
  grant_text TEXT,
  file_ids TEXT,
  scopes TEXT,
  expires_at INTEGER,
  nonce INTEGER,
  contract TEXT,
  signature TEXT NOT NULL,
  signer TEXT NOT NULL,
  added_at TEXT NOT NULL,
  removed_at TEXT,
  removal_signature TEXT,
  status TEXT NOT NULL
) STRICT;

CREATE INDEX grants_by_owner ON grants (owner, number);
CREATE INDEX grants_by_grantee ON grants (grantee, number);

CREATE TABLE files (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  owner TEXT NOT NULL,
  url TEXT NOT NULL,
  schema_id TEXT NOT NULL,
  signature TEXT NOT NULL,
  signer TEXT NOT NULL,
  added_at TEXT NOT NULL,
  removed_at TEXT,
  removal_signature TEXT,
  status TEXT NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;

CREATE INDEX files_by_change ON files (owner, changed_at, number);

CREATE TABLE schemas (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  owner TEXT NOT NULL,
  name TEXT NOT NULL,
  scope TEXT NOT NULL,
  definition_url TEXT NOT NULL,
  definition TEXT NOT NULL,
  added_at TEXT NOT NULL
) STRICT;

CREATE INDEX schemas_by_scope ON schemas (scope, number DESC);

CREATE TABLE nonces (
  user TEXT NOT NULL,
  operation TEXT NOT NULL,
  used INTEGER NOT NULL,
  PRIMARY KEY (user, operation)
) STRICT, WITHOUT ROWID;

CREATE INDEX builders_pending ON builders (number) WHERE status = 'PENDING';
CREATE INDEX servers_pending ON servers (number) WHERE status = 'PENDING';
CREATE INDEX grants_pending ON grants (number) WHERE status = 'PENDING';
CREATE INDEX files_pending ON files (number) WHERE status = 'PENDING';

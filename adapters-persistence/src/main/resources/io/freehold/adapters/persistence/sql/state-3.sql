-- What applications asked the owner for. `secret` is empty once nothing is left to be told at the
-- relay. received_at and expires_at are nanoseconds since 1970; `asked`, `app` and `consent` are JSON.
CREATE TABLE connect_requests (
  number INTEGER PRIMARY KEY,
  session TEXT NOT NULL UNIQUE,
  secret TEXT NOT NULL,
  asked TEXT NOT NULL,
  app TEXT,
  received_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  state TEXT NOT NULL,
  is_over INTEGER NOT NULL,
  consent TEXT,
  grant_id TEXT,
  reason TEXT,
  ended_at TEXT
) STRICT;

CREATE INDEX connect_requests_open ON connect_requests (number) WHERE is_over = 0;

-- What was agreed to, for good.
CREATE TABLE consent_receipts (
  number INTEGER PRIMARY KEY,
  session TEXT NOT NULL UNIQUE,
  builder TEXT NOT NULL,
  grant_id TEXT NOT NULL,
  asked TEXT NOT NULL,
  app TEXT NOT NULL,
  consent TEXT NOT NULL
) STRICT;

CREATE INDEX consent_receipts_by_builder ON consent_receipts (builder, number);

-- Rules by which requests are agreed to without asking. Times are texts, `scopes` is JSON.
CREATE TABLE auto_approvals (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  builder TEXT NOT NULL,
  scopes TEXT NOT NULL,
  grant_lifetime TEXT,
  created_at TEXT NOT NULL,
  valid_until TEXT NOT NULL,
  uses_left INTEGER NOT NULL,
  revoked_at TEXT
) STRICT;

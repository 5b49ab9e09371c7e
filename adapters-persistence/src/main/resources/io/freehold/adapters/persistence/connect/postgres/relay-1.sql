-- What the session relay keeps. Times are milliseconds since 1970. request and grant are JSON;
-- outcome is the JSON of a grant, or the reason of a denial.

CREATE TABLE sessions (
  id TEXT PRIMARY KEY,
  builder TEXT NOT NULL,
  owner TEXT,
  request TEXT NOT NULL,
  state TEXT NOT NULL,
  outcome TEXT,
  secret_hash TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);

CREATE INDEX sessions_open ON sessions (expires_at) WHERE state IN ('pending', 'claimed');
CREATE INDEX sessions_open_of ON sessions (builder, expires_at) WHERE state IN ('pending', 'claimed');
CREATE INDEX sessions_waiting ON sessions (owner, created_at) WHERE state = 'pending';
CREATE INDEX sessions_by_end ON sessions (expires_at);

CREATE TABLE grant_watches (
  session_id TEXT PRIMARY KEY,
  grant_id TEXT NOT NULL,
  request TEXT NOT NULL,
  granted TEXT NOT NULL,
  next_look BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);

CREATE INDEX grant_watches_of ON grant_watches (grant_id);
CREATE INDEX grant_watches_due ON grant_watches (next_look);
CREATE INDEX grant_watches_over ON grant_watches (expires_at);

CREATE TABLE deliveries (
  id TEXT PRIMARY KEY,
  type TEXT NOT NULL,
  session_id TEXT NOT NULL,
  request TEXT NOT NULL,
  granted TEXT,
  reason TEXT,
  created_at BIGINT NOT NULL,
  tries BIGINT NOT NULL,
  since BIGINT NOT NULL,
  next_at BIGINT NOT NULL,
  failure TEXT,
  is_dead BIGINT NOT NULL
);

CREATE INDEX deliveries_due ON deliveries (next_at) WHERE is_dead = 0;
CREATE INDEX deliveries_dead ON deliveries (since) WHERE is_dead = 1;

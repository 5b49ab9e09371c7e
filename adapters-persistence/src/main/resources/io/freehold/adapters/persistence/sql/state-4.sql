-- Up to which second the requests of each signer were used, where the next start could not tell;
-- issued_at is seconds since 1970.
CREATE TABLE latest_uses (
  signer TEXT PRIMARY KEY,
  issued_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What a builder holds of one owner is looked up at each of its listings.
CREATE INDEX grants_by_both ON grants (owner, grantee, number);

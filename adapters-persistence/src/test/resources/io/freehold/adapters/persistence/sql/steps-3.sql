INSERT INTO pets SELECT name || '''s cat' FROM people;
CREATE INDEX pets_by_name ON pets (name);

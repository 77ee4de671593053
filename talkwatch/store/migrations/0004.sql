-- Who wrote an entry, as its feed says: an agency's byline tells whose copy it is.
ALTER TABLE items ADD COLUMN author TEXT NOT NULL DEFAULT '';

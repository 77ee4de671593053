-- What the user put right, as JSON (model.corrections); only ever added to. One that was undone counts no more from then.
CREATE TABLE corrections (
    key        INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    made       INTEGER NOT NULL,
    undone     INTEGER,
    correction TEXT NOT NULL
) STRICT;

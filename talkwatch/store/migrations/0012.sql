-- What a second reader, a model on a server of the user's own, found in a revision beside what we read. `claims` is NULL
-- and `number` 0 where nothing it said stands in the text, and `said` tells why where its answer was none.
CREATE TABLE seconds (
    key      INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL UNIQUE REFERENCES revisions (key) ON DELETE CASCADE,
    model    TEXT NOT NULL,
    said     TEXT NOT NULL,
    number   INTEGER NOT NULL,
    claims   TEXT
) STRICT;

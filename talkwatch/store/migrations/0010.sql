-- What an entry went by that was too old to keep, or one too many: served again, it is not new. `published` is UTC.
CREATE TABLE forgotten (
    feed      INTEGER NOT NULL REFERENCES feeds (key) ON DELETE CASCADE,
    name      INTEGER NOT NULL,
    words     INTEGER NOT NULL,
    published INTEGER NOT NULL,
    PRIMARY KEY (feed, name, words)
) STRICT, WITHOUT ROWID;
CREATE INDEX forgotten_by_words ON forgotten (feed, words);

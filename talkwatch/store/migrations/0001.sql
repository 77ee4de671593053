-- Times are UTC in microseconds since 1970.

CREATE TABLE feeds (
    key           INTEGER PRIMARY KEY,
    id            TEXT NOT NULL UNIQUE,
    url           TEXT NOT NULL,
    title         TEXT NOT NULL DEFAULT '',
    publisher     TEXT NOT NULL DEFAULT '',
    folder        TEXT NOT NULL DEFAULT '',
    language      TEXT NOT NULL DEFAULT '',
    etag          TEXT,
    last_modified TEXT,
    polled        INTEGER,
    next_poll     INTEGER,
    failures      INTEGER NOT NULL DEFAULT 0,
    error         TEXT NOT NULL DEFAULT '',
    hint          TEXT NOT NULL DEFAULT '',
    notice        TEXT NOT NULL DEFAULT '',
    paused        INTEGER NOT NULL DEFAULT 0,
    gone          INTEGER NOT NULL DEFAULT 0,
    removed       INTEGER NOT NULL DEFAULT 0,
    items         INTEGER NOT NULL DEFAULT 0
) STRICT;

-- What stays the same through an entry's revisions.
CREATE TABLE items (
    key        INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    feed       INTEGER NOT NULL REFERENCES feeds (key),
    link       TEXT NOT NULL,
    published  INTEGER NOT NULL,
    first_seen INTEGER NOT NULL,
    language   TEXT NOT NULL
) STRICT;
CREATE INDEX items_by_time ON items (published);
CREATE INDEX items_by_feed ON items (feed);

-- The words of an entry from `moment` on, until `superseded`. `reading` is the newest reading of these words, and
-- `reader` the extractor that made it (0: none yet).
CREATE TABLE revisions (
    key        INTEGER PRIMARY KEY,
    item       INTEGER NOT NULL REFERENCES items (key),
    revision   INTEGER NOT NULL,
    title      TEXT NOT NULL,
    text       TEXT NOT NULL,
    moment     INTEGER NOT NULL,
    superseded INTEGER,
    reading    INTEGER,
    reader     INTEGER NOT NULL DEFAULT 0,
    UNIQUE (item, revision)
) STRICT;
CREATE INDEX revisions_by_reader ON revisions (reader);

CREATE TABLE extractors (
    key     INTEGER PRIMARY KEY,
    version TEXT NOT NULL UNIQUE
) STRICT;

-- Only ever added to. `claims` is the reading as JSON, NULL where it holds no claim.
CREATE TABLE readings (
    key        INTEGER PRIMARY KEY AUTOINCREMENT,
    revision   INTEGER NOT NULL REFERENCES revisions (key),
    extractor  INTEGER NOT NULL REFERENCES extractors (key),
    relevance  REAL NOT NULL,
    skipped    TEXT NOT NULL,
    talks      INTEGER NOT NULL,
    attendance INTEGER NOT NULL,
    statements INTEGER NOT NULL,
    sticking   INTEGER NOT NULL,
    claims     TEXT
) STRICT;
CREATE INDEX readings_by_revision ON readings (revision);

-- One row a claim of the newest reading of an entry's newest words, for asking by kind.
CREATE VIEW claims AS
    SELECT items.id AS item, revisions.revision, kinds.kind, each.value AS claim
    FROM revisions
    JOIN items ON items.key = revisions.item
    JOIN readings ON readings.key = revisions.reading
    JOIN (
        SELECT 'talk' AS kind, '$.talks' AS path UNION ALL SELECT 'attendance', '$.attendance'
        UNION ALL SELECT 'statement', '$.statements' UNION ALL SELECT 'sticking', '$.sticking'
    ) AS kinds
    JOIN json_each(readings.claims, kinds.path) AS each
    WHERE revisions.superseded IS NULL AND readings.claims IS NOT NULL;

CREATE TABLE memory (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The newest words of each entry, for searching.
CREATE VIRTUAL TABLE words USING fts5 (
    title, text, content = 'revisions', content_rowid = 'key', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER words_come AFTER INSERT ON revisions BEGIN
    INSERT INTO words (rowid, title, text) VALUES (new.key, new.title, new.text);
END;
CREATE TRIGGER words_change AFTER UPDATE OF superseded ON revisions
WHEN old.superseded IS NULL AND new.superseded IS NOT NULL BEGIN
    INSERT INTO words (words, rowid, title, text) VALUES ('delete', old.key, old.title, old.text);
END;
CREATE TRIGGER words_go AFTER DELETE ON revisions WHEN old.superseded IS NULL BEGIN
    INSERT INTO words (words, rowid, title, text) VALUES ('delete', old.key, old.title, old.text);
END;

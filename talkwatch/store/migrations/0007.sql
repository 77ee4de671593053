-- Whether the user wants the whole articles of this feed.
ALTER TABLE feeds ADD COLUMN articles INTEGER NOT NULL DEFAULT 0;

-- Whether these words are those of the article's page, and not the feed's.
ALTER TABLE revisions ADD COLUMN article INTEGER NOT NULL DEFAULT 0;

-- What came of asking for an item's page when the feed's words were at `revision`; `next` is when to ask again.
CREATE TABLE articles (
    item     INTEGER PRIMARY KEY REFERENCES items (key) ON DELETE CASCADE,
    kind     TEXT NOT NULL,
    said     TEXT NOT NULL,
    moment   INTEGER NOT NULL,
    next     INTEGER,
    tries    INTEGER NOT NULL,
    revision INTEGER NOT NULL
) STRICT;
CREATE INDEX items_by_feed_and_sight ON items (feed, first_seen);

-- Hosts of articles: from when on they may be asked for a page again, and what their robots.txt says, until when.
CREATE TABLE sites (
    host         TEXT PRIMARY KEY,
    next         INTEGER NOT NULL,
    robots       BLOB,
    robots_until INTEGER
) STRICT, WITHOUT ROWID;

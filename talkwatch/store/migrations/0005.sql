-- What an entry goes by, as numbers (model.items.name_of): its guid, else its link, else its words; its link, if that is
-- its own; and its newest words. An old file only knows the first, which is what its id was made of.
ALTER TABLE items ADD COLUMN name INTEGER NOT NULL DEFAULT 0;
ALTER TABLE items ADD COLUMN place INTEGER;
ALTER TABLE items ADD COLUMN words INTEGER NOT NULL DEFAULT 0;
UPDATE items SET
    name = name_of_id(id),
    place = place_of((SELECT id FROM feeds WHERE key = feed), link),
    words = coalesce((
        SELECT words_of(feeds.id, revisions.title, revisions.text) FROM feeds, revisions
        WHERE feeds.key = items.feed AND revisions.item = items.key AND superseded IS NULL
    ), 0);
DROP INDEX items_by_feed;
CREATE INDEX items_by_name ON items (feed, name);
CREATE INDEX items_by_place ON items (feed, place);
CREATE INDEX items_by_words ON items (feed, words);

-- Words are indexed for searching many at a time, up to this revision; a search looks into later ones by itself.
CREATE TABLE indexed (upto INTEGER NOT NULL) STRICT;
DROP TRIGGER words_come;
DROP TRIGGER words_change;
DROP TRIGGER words_go;
DROP TABLE words;
CREATE VIRTUAL TABLE words USING fts5 (
    title, text, content = 'revisions', content_rowid = 'key', tokenize = 'unicode61 remove_diacritics 2',
    detail = none, columnsize = 0
);
INSERT INTO words (words) VALUES ('rebuild');
INSERT INTO indexed SELECT coalesce(max(key), 0) FROM revisions;
CREATE TRIGGER words_go AFTER DELETE ON revisions WHEN old.key <= (SELECT upto FROM indexed) BEGIN
    INSERT INTO words (words, rowid, title, text) VALUES ('delete', old.key, old.title, old.text);
END;

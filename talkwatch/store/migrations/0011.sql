-- Folders of other readers' lists that hold no feed, or of which a list says more than the name (`extra`, as of feeds).
CREATE TABLE folders (
    path  TEXT PRIMARY KEY,
    extra TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Whether the user takes any TLS certificate for this feed.
ALTER TABLE feeds ADD COLUMN insecure INTEGER NOT NULL DEFAULT 0;

-- What of a feed is read (JSON lists of words), and what other readers' lists said of it (a JSON list of pairs).
ALTER TABLE feeds ADD COLUMN include TEXT NOT NULL DEFAULT '[]';
ALTER TABLE feeds ADD COLUMN exclude TEXT NOT NULL DEFAULT '[]';
ALTER TABLE feeds ADD COLUMN extra TEXT NOT NULL DEFAULT '[]';

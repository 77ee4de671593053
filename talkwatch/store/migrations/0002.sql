-- A feed's own pace (seconds, hours and days as bits, Monday the lowest), where it moved to, and how long it is fresh.
ALTER TABLE feeds ADD COLUMN period REAL NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN gap REAL NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN fresh REAL NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN skip_hours INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN skip_days INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN fresh_until INTEGER;
ALTER TABLE feeds ADD COLUMN moved_to TEXT NOT NULL DEFAULT '';
ALTER TABLE feeds ADD COLUMN moving_to TEXT NOT NULL DEFAULT '';

-- Hosts that asked to be left alone, and until when.
CREATE TABLE hosts (
    host TEXT PRIMARY KEY,
    held INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

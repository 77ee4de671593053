"""The SQLite file, and the only SQL."""

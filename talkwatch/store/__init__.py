"""The SQLite file, and the only SQL."""

from talkwatch.store.store import Counts, Store

__all__ = ["Counts", "Store"]

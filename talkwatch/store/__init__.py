"""The SQLite file, and the only SQL."""

from talkwatch.store.rescue import Loss
from talkwatch.store.store import Counts, Store

__all__ = ["Counts", "Loss", "Store"]

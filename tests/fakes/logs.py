"""Logging that a test may turn upside down."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def logging_as_it_was() -> Iterator[None]:
    """Logging is as it was after the block, whatever a verb made of it."""
    root = logging.getLogger()
    kept, level, raising = root.handlers[:], root.level, logging.raiseExceptions
    try:
        yield
    finally:
        for handler in root.handlers:
            if handler not in kept:
                handler.close()
        root.handlers[:], logging.raiseExceptions = kept, raising
        root.setLevel(level)
        logging.captureWarnings(capture=False)

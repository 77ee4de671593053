"""Whether the screen is in a browser."""

from __future__ import annotations

import os


def is_served() -> bool:
    """Whether `talkwatch serve` started this process, so that what it draws goes to a browser (textual-serve's way)."""
    return os.environ.get("TEXTUAL_DRIVER", "").startswith("textual.drivers.web_driver:")

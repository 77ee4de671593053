"""Which extractor this is, in a module that costs nothing to import."""

from __future__ import annotations

EXTRACTOR = "5"
"""Stands in every reading; a change that alters what is read raises it, and `talkwatch reread` reads again."""

"""Files that leave talkwatch: written whole or not at all, under names that are safe everywhere."""

from __future__ import annotations

import os
import re
import tempfile
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from talkwatch.model.errors import UsageError

LONGEST = 60
"""Characters of a track's name that go into a file's name."""


def write_whole(path: Path, words: bytes | Iterable[bytes]) -> None:
    """The file holds the words, or what it held before: they go to a file beside it that takes its place.

    Raises UsageError where it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:LONGEST]}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.writelines([words] if isinstance(words, bytes) else words)
                file.flush()
                os.fsync(file.fileno())
            Path(beside).chmod(0o644)
            Path(beside).replace(path)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}", "choose another place with -o") from error


def safe_name(words: str) -> str:
    """A name for files made of letters, digits and hyphens: "US–China trade" is "us-china-trade".

    Nothing of it leaves its folder, hides, or stands for a device; words without a letter or digit are "track".
    """
    plain = unicodedata.normalize("NFKD", words.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    name = "-".join(re.findall(r"[^\W_]+", plain))[:LONGEST].strip("-")
    return name or "track"

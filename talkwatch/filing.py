"""Files that leave talkwatch: written whole or not at all, under names that are safe everywhere."""

from __future__ import annotations

import json
import os
import re
import tempfile
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from pathlib import Path

from talkwatch.model.errors import UsageError

LONGEST = 60
"""Characters of a track's name that go into a file's name."""
REMEMBERED = 2000
"""So many digests are remembered, the latest: five years of one a day."""


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


def digest_name(track: str, first: date, last: date, kind: str, at: str = "") -> str:
    """A digest's file name: "2024-08-15-gaza-ceasefire.md", with its first day before it if it has several days.

    `at` is the time of day at which a digest of 24 hours ends ("0700"), "" for one of whole days.
    """
    days = f"{last:%Y-%m-%d}" if first == last or at else f"{first:%Y-%m-%d}--{last:%Y-%m-%d}"
    return f"{days}{f'-{at}' if at else ''}-{safe_name(track)}.{kind}"


def latest(at: time, now: datetime, zone: tzinfo | None) -> tuple[datetime, datetime]:
    """The last 24 hours (UTC) that ended at that time of day of the zone (None: the machine's), by `now` (UTC)."""
    local = now.astimezone(zone)
    end = _moment(local.date(), at, zone)
    if end > now:
        end = _moment(local.date() - timedelta(days=1), at, zone)
    begin = _moment(end.astimezone(zone).date() - timedelta(days=1), at, zone)
    return begin, end


def _moment(day: date, at: time, zone: tzinfo | None) -> datetime:
    """A time of a day of the zone, in UTC."""
    naive = datetime.combine(day, at)
    return (naive.replace(tzinfo=zone) if zone else naive).astimezone(UTC)


def file_once(path: Path, words: bytes, sign: str, known: Path, *, force: bool = False) -> bool:
    """The file holds the words, unless it was written before from what says the same; whether it was written.

    `sign` stands for what the words say (digest.compose.fingerprint), and `known` is the file that remembers the signs
    of those written. A file that was changed or taken away meanwhile is written again. Raises UsageError.
    """
    signs = _signs(known)
    name = str(path.absolute())
    if not force and path.exists() and signs.get(name) == sign:
        return False
    write_whole(path, words)
    kept = dict([*((one, signs[one]) for one in signs if one != name), (name, sign)][-REMEMBERED:])
    write_whole(known, json.dumps(kept, ensure_ascii=False, indent=1).encode())
    return True


def _signs(known: Path) -> dict[str, str]:
    """What was written, by file; a file that cannot be read remembers nothing."""
    try:
        found = json.loads(known.read_bytes())
    except (OSError, ValueError):
        return {}
    return {str(name): str(sign) for name, sign in found.items()} if isinstance(found, dict) else {}

"""What tables and digests cost: memory of an export, CPU of a digest. `python -m tests.bench.exports [CLAIMS]`."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from talkwatch.model.claims import (
    AttendanceClaim,
    Position,
    Reading,
    Span,
    Stance,
    StatementClaim,
    StickingClaim,
    TalkClaim,
)
from talkwatch.model.items import Entry, Feed, FeedId, item_id
from talkwatch.settings.paths import paths
from talkwatch.store import Store

START = datetime(2024, 8, 1, tzinfo=UTC)
DAYS = 14
A_CLAIM = 5
"""Claims an item."""
FEEDS = [
    Feed(FeedId(f"https://{n}.example/rss"), f"https://{n}.example/rss", publisher=f"Outlet {n}") for n in range(20)
]
STANCES: tuple[Stance, ...] = ("confirmed", "likely", "uncertain", "declined")
PEOPLE = ("Ann Bell", "Karim Haddad", "Noa Levi", "Omar Saleh", "Ruth Meyer", "Sami Nasser")


def own(number: int) -> str:
    """A sentence that no other item has: news that is no copy shares few words."""
    choose = random.Random(number)
    return " ".join("".join(choose.choices("abdegiklmnoprstu", k=choose.randint(4, 8))) for _ in range(30)) + "."


def varied(number: int, words: str) -> str:
    """The words with strangers between them: reports that are no copies share no rows of words."""
    strangers = iter(own(number).split())
    return " ".join(f"{word} {next(strangers)}" if n % 2 else word for n, word in enumerate(words.split()))


def made(number: int) -> tuple[Entry, Reading]:
    """An item on the Gaza track with five claims, its words its own."""
    feed = FEEDS[number % len(FEEDS)]
    when = START + timedelta(minutes=number * DAYS * 1440 / 2000 % (DAYS * 1440))
    day = (START + timedelta(days=1 + number % DAYS)).date()
    meets = f"Israel and Hamas hold ceasefire talks in Doha on {day:%A}, report {number} of ours says."
    comes = f"Hamas will decide in round {number} whether it sends anybody to the Gaza talks."
    speaks = f"{PEOPLE[number % 6]} said truce plan {number} must end the war in Gaza for good."
    apart = f"They differ over prisoners and the border with Egypt, page {number}."
    meets, comes, speaks, apart = (varied(number + n, words) for n, words in enumerate((meets, comes, speaks, apart)))
    text = "\n".join((own(number), meets, comes, speaks, apart))
    spans = [Span("text", text.index(words), text.index(words) + len(words), words) for words in text.split("\n")[1:]]
    title = f"Gaza talks: {own(number)[:50]}"
    entry = Entry(f"guid:{number}", f"https://x.example/{number}", title, text, when)
    actor = "Hamas" if number % 2 else "Israel"
    talk = TalkClaim(
        spans[0], "r", 0.8, "Gaza ceasefire talks", "Doha", day, None, "day", "scheduled", ("Israel", "Hamas")
    )
    said = speaks.partition(" said ")[2] or speaks
    return entry, Reading(
        item=item_id(feed.id, f"guid:{number}"),
        revision=1,
        extractor="bench",
        talks=(talk,),
        attendance=(AttendanceClaim(spans[1], "r", 0.7, 0, actor, STANCES[number % 4]),),
        statements=(
            StatementClaim(spans[2], "r", 0.8, PEOPLE[number % 6], actor, "indirect", said),
            StatementClaim(spans[3], "r", 0.6, "Both sides", None, "indirect", apart),
        ),
        sticking=(StickingClaim(spans[3], "r", 0.7, "border with Egypt", "open", (Position(actor, "demands"),)),),
        relevance=0.9,
    )


def fill(home: Path, claims: int) -> None:
    """The home holds so many claims."""
    with Store.open(paths(home).database) as store:
        for start in range(0, claims // A_CLAIM, 2000):
            batch = [made(number) for number in range(start, min(start + 2000, claims // A_CLAIM))]
            for n, feed in enumerate(FEEDS):
                store.backfill(feed, [entry for k, (entry, _) in enumerate(batch) if k % len(FEEDS) == n])
            store.add_readings(reading for _, reading in batch)


def measured(home: Path, *words: str) -> Iterator[str]:
    """The verb's output size, CPU seconds and peak memory, in words."""
    command = [sys.executable, "-m", "talkwatch", "--home", str(home), *words]
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, stdout=out)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        size = out.tell() or os.fstat(out.fileno()).st_size
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    spent = usage.ru_utime + usage.ru_stime
    yield f"{' '.join(words):<52} {size / 1e6:8.1f} MB  {spent:7.2f} CPU s  {usage.ru_maxrss / unit:6.0f} MiB at most"


def main(claims: int = 10_000) -> None:
    """Prints what each costs at `claims` claims; digests, which hold a track's board, only up to 10,000."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        fill(home, claims)
        print(f"{claims:,} claims stored")
        for words in (("export", "claims"), ("export", "claims", "--format", "jsonl"), ("export", "statements")):
            print(*measured(home, *words))
        if claims <= 10_000:
            day = f"{(START + timedelta(days=DAYS - 1)).date()}"
            for kind in ("md", "html", "txt", "json", "ics"):
                print(*measured(home, "digest", "--track", "Gaza ceasefire", "--date", day, "--format", kind))
            print(*measured(home, "board", "--track", "Gaza ceasefire", "--as-of", day))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)

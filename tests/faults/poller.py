"""A poller to be killed: `python -m tests.faults.poller DATABASE`, or, with "migrate", only the opening.

Says a line for each round once it is stored; goes on from what the store knows.
"""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from pathlib import Path

from talkwatch.store import Store
from tests.faults.served import BEGIN, FEEDS, follow, outcome, rounds


def say(words: str) -> None:
    """The line has left this process."""
    os.write(1, f"{words}\n".encode())


def main() -> None:
    """Stores round after round until it is killed."""
    path = Path(sys.argv[1])
    if sys.argv[2:] == ["migrate"]:
        say("ready")
        Store.open(path).close()
        say("done")
        return
    with Store.open(path) as store:
        follow(store)
        say("ready")
        known = rounds(store)
        seen = int(store.recall("seen") or 0)
        for number in range(seen + 1, seen + 100_000):
            for feed in range(FEEDS):
                known[feed] += 1
                store.record(outcome(feed, known[feed], 4))
                say(f"stored {feed} {known[feed]}")
            store.remember("seen", number)
            say(f"seen {number}")
            if number % 7 == 3:
                store.back_up(BEGIN + timedelta(days=known[0]))


if __name__ == "__main__":
    main()

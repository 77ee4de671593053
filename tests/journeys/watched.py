"""A dashboard in a real terminal over a feed that the test writes on, its board read by the real reader."""

from __future__ import annotations

import random
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache
from html import escape
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from talkwatch.extract.pipeline import EXTRACTOR, Reader
from talkwatch.model.items import Entry, Feed, FeedId
from talkwatch.settings.paths import Paths, paths
from talkwatch.store import Store
from tests.fakes.loopback import Loopback, Page, answer, loopback
from tests.journeys.terminal import PYTHON, Terminal, terminal

SIZES = ((80, 24), (100, 30), (200, 50), (60, 15))
NOISE = "thrown-on-the-screen"
TOPICS = tuple(
    re.findall(
        r"\w+",
        """
amnesty bakery barley bridge canal cellar chapel clinic convoy dam depot dispensary embargo ferry fuel garage gravel
hangar hospital jetty kitchen lantern levee lighthouse market meadow mill mosque museum nursery orchard parcel pasture
pipeline plough quarry railway ration reservoir salary school seaport signal stadium tariff telegraph timber tunnel
university vaccine vineyard warehouse well wharf windmill wool workshop yard
""",
    )
)
FIRST = 30
"""Statements that the board shows from the start; each is about a topic of its own."""

CONFIG = """\
[board]
track = "Gaza ceasefire"
[screen]
theme = "catppuccin-latte"
[screen.keys]
"board.zoom" = "Z"
changes = "f7"
[poll]
allow_private = ["{place}"]
"""

NOISY = f"""
import logging, sys, warnings
from datetime import timedelta
from talkwatch.cli.app import run
from talkwatch.watch import Watcher
begin = Watcher.__init__

def often(self, store, settings, clock, told, **kwargs):
    def noisy(event):
        logging.getLogger("some.library").error("{NOISE} by a log")
        logging.getLogger("another").warning("{NOISE} by a log")
        warnings.warn(f"{NOISE} by a warning, {{id(event)}}")
        print("{NOISE} by print")
        print("{NOISE} by print", file=sys.stderr)
        told(event)

    begin(self, store, settings, clock, noisy, **kwargs, interval=timedelta(seconds=1), tick=1.0)

Watcher.__init__ = often
sys.argv = ["talkwatch", *sys.argv[1:]]
run()
"""
"""talkwatch asking its feeds each second, with a library in it that tells of each poll in every way libraries have."""


@dataclass(frozen=True, slots=True)
class Story:
    """An entry of the feed. `hours` is how long ago it was published."""

    name: str
    title: str
    text: str
    hours: float = 0.0

    @property
    def published(self) -> datetime:
        return datetime.now(UTC).replace(microsecond=0) - timedelta(hours=self.hours)


GIVEN = ("Ilya", "Dana", "Petra", "Omar", "Lena", "Ruth", "Sami", "Nora")
FAMILY = ("Moss", "Reef", "Lund", "Vale", "Holt", "Kade", "Birch", "Thorn")


STUCK = (
    "The Philadelphi corridor remains the main sticking point of the Gaza ceasefire talks, Egypt said.",
    "Hamas rejected Israel's demand to keep troops on the Philadelphi corridor, the main sticking point in the talks.",
    "The ceasefire talks are stuck over the Philadelphi corridor: Israel demands to stay there, Hamas refuses.",
)
SAID = (
    "Hamas spokesman {speaker} said that the {topic} must come before ceasefire talks on {others}.",
    "Ceasefire talks about {others} cannot leave out the {topic}, Hamas spokesman {speaker} said.",
    "Hamas spokesman {speaker} told reporters that {others} and the {topic} were left to the ceasefire talks.",
    "Without {others} nor the {topic} ceasefire talks make no sense, said Hamas spokesman {speaker}.",
)


def point(number: int, *, hours: float = 0.0) -> Story:
    """Somebody said something about a topic of the talks."""
    topic, speaker = TOPICS[number], f"{GIVEN[number % 8]} {FAMILY[number // 8]}"
    others = random.Random(number).sample(TOPICS, 9)  # else each would be another print of the same report
    said = SAID[number % len(SAID)].format(speaker=speaker, topic=topic, others=" ".join(others))
    return Story(f"point-{number}", f"{' '.join(others[:4])}: {speaker} on the {topic}", said, hours)


def first_stories() -> list[Story]:
    """What the store holds before the dashboard starts: a talk, who comes, a sticking point, and many statements."""
    day = f"{datetime.now(UTC) + timedelta(days=3):%A}"
    odd = "Hamas spokesman Amin Stone said that [/b] [@click=app.leave]here[/] the ceasefire talks go on."
    odd_letters = "東京会談 \U0001f468\u200d\U0001f469\u200d\U0001f467 e\u0301te\u0301 مرحبا"
    wide = f"Hamas spokesman Lina Field said that {odd_letters} is about the ceasefire talks."
    return [
        Story("talk", "Doha", f"Israel and Hamas will hold ceasefire talks in Doha on {day}, Qatar said.", 80),
        *(Story(f"stuck-{n}", "Corridor", words, 70 + n) for n, words in enumerate(STUCK)),
        Story("odd", "Talks [/b] [@click=app.leave]here[/]", odd, 70),
        Story("wide", "東京会談 \U0001f468\u200d\U0001f469\u200d\U0001f467 talks", wide, 71),
        *(point(number, hours=60 - number) for number in range(FIRST)),
    ]


@cache
def _reader() -> Reader:
    return Reader.load()


@dataclass
class Watched:
    """`stories` are what the feed serves; `gate` holds its answers back while it is shut."""

    it: Terminal
    columns: int
    lines: int
    home: Path
    server: Loopback
    pid: int = 0
    stories: list[Story] = field(default_factory=first_stories)
    said: int = FIRST
    """How many statements were made so far."""
    gate: threading.Event = field(default_factory=threading.Event)
    shown_first: str = ""
    """The screen with the board on it before the feed had answered once."""

    @property
    def is_wide(self) -> bool:
        return self.columns >= 100 and self.lines >= 30

    @property
    def record(self) -> Path:
        """All bytes that the terminal got."""
        return self.home.parent / "terminal.bytes"

    @property
    def paths(self) -> Paths:
        return paths(self.home)

    def feed(self) -> bytes:
        items = "".join(
            f"<item><title>{escape(one.title)}</title><guid>{one.name}</guid><link>https://news.example/{one.name}</link>"
            f"<pubDate>{format_datetime(one.published)}</pubDate><description>{escape(one.text)}</description></item>"
            for one in self.stories
        )
        return f'<rss version="2.0"><channel><title>Harbour Wire</title>{items}</channel></rss>'.encode()

    def serve(self, handler: BaseHTTPRequestHandler) -> None:
        self.gate.wait(60)
        answer(handler, Page(self.feed(), headers={"Content-Type": "application/rss+xml"}))

    def publish(self, *stories: Story) -> None:
        """The feed has these on top, and is asked within seconds."""
        self.stories[:0] = stories

    def arrive(self, number: int = 1) -> None:
        """So many new statements were polled, read and marked as new; nothing else is."""
        self.see()
        self.said += number
        self.publish(*(point(one) for one in range(self.said - number, self.said)))
        self.it.wait_until(lambda shown: self.new(shown) == number)

    def see(self) -> None:
        """All statements count as seen."""
        self.it.keys("m")
        self.it.wait_until(lambda shown: self.new(shown) == 0)

    # What is on the screen

    def new(self, shown: str) -> int:
        """How many statements are marked as new, by the title of their panel, which is in hand."""
        found = re.search(r"(?:━|\[) ?3 [^\]┓━]*•(\d+)", shown)
        return int(found[1]) if found else 0

    def rest(self) -> str:
        """The screen once it has been the same for a while."""
        seen: list[str] = []

        def is_still(shown: str) -> bool:
            seen.append(shown)
            return len(seen) > 6 and len(set(seen[-6:])) == 1

        return self.it.wait_until(is_still)

    def take(self, panel: int) -> str:
        """A panel is in hand, alone on the screen, with the cursor on its first row; gives the screen."""
        self.it.keys(str(panel), "g")
        self.it.wait_for(*self.mark(panel))
        self.it.wait_until(lambda _: 0 <= self.cursor()[0] <= 1)  # the first line, or that under a talk's name
        return self.rest()

    def mark(self, panel: int) -> tuple[str, ...]:
        """What says that a panel is in hand."""
        return (f"━ {panel} ",) if self.is_wide else (f"[{panel} ",)

    def leave(self, gone: str) -> None:
        """Back on the board; what was on the screen is gone. Else the next key would be one with alt."""
        self.it.keys("Escape")
        self.it.wait_for("q quit", without=gone)

    def narrow_down(self, words: str) -> str:
        """Only rows of the panel in hand that have these words; gives the screen."""
        self.it.keys("/")
        self.it.wait_for("words that a row must have"[: self.columns - 30])
        self.it.tmux("send-keys", "-t", "it", "-l", words)
        self.it.keys("Enter")
        self.it.wait_for("q quit", f"/{words}"[: self.columns - 50], without="words that a row")
        return self.rest()

    def body(self) -> list[str]:
        """The lines of the panel in hand, without frame, tabs, title and keys, the cursor's and the unseen mark."""
        lines = self.it.screen().split("\n")
        inside = lines[2 : self.lines - 2] if self.is_wide else lines[2 : self.lines - 1]
        return [re.sub("^[┃│]?..", "", line) for line in inside]

    def cursor(self) -> tuple[int, str]:
        """On which line of the panel in hand the cursor stands, -1 if on none, and what that line says."""
        lines = self.it.screen().split("\n")
        inside = lines[2 : self.lines - 1]
        at = next((number for number, line in enumerate(inside) if re.match("[┃│]?▸", line)), -1)
        return at, re.sub("^[┃│]?..", "", inside[at])

    # What is stored

    def items(self) -> int:
        with Store.open(self.paths.database, read_only=True) as store:
            return len(store.items(5000))

    def unread(self) -> int:
        with Store.open(self.paths.database, read_only=True) as store:
            return store.count_unread(EXTRACTOR)

    def has(self, title: str) -> bool:
        """Whether an item's headline has these words."""
        with Store.open(self.paths.database, read_only=True) as store:
            return any(title in item.title for item in store.items(5000))

    def until(self, is_so: Callable[[], bool]) -> None:
        """That is so; it is asked again and again, for another process brings it about."""
        self.it.wait_until(lambda _: is_so())


def _fill(watched: Watched, address: str) -> None:
    """The stories are stored and read, as if they had been polled when they were published."""
    with Store.open(watched.paths.database) as store:
        feed = Feed(FeedId(address), address, publisher="Harbour Wire")
        store.add_feed(feed)
        entries = [
            Entry(f"guid:{one.name}", f"https://news.example/{one.name}", one.title, one.text, one.published)
            for one in watched.stories
        ]
        store.backfill(feed, entries)
        store.add_readings(_reader().read(item) for item in store.unread(EXTRACTOR, 1000))


@contextmanager
def watching(folder: Path, columns: int, lines: int) -> Iterator[Watched]:
    """The dashboard is open on its board; what the feed serves was not asked for yet, but is about to be."""
    script = folder / "noisy.py"
    script.write_text(NOISY)
    with loopback() as server, terminal(folder, columns, lines) as it:
        watched = Watched(it, columns, lines, folder / "home", server)
        config = watched.paths.config_file
        config.parent.mkdir(parents=True)
        config.write_text(CONFIG.format(place=server.place), encoding="utf-8")
        server.pages["/feed"] = Page(serve=watched.serve)
        _fill(watched, server.url("/feed"))
        it.tmux("pipe-pane", "-t", "it", "-o", f"cat > {watched.record}")
        where = it.tmux("display-message", "-p", "-t", "it", "#{socket_path},#{pid},0").strip()
        watched.pid = it.start(f"env TMUX={where} {PYTHON} {script} --home {watched.home} watch")
        watched.shown_first = it.wait_for("Doha", "q quit")
        watched.gate.set()
        if watched.is_wide:
            it.keys("Z")
        it.wait_for(*watched.mark(1), without="╭─ 2 ")
        yield watched
        it.keys("q")
        it.wait_for("left-with-0")

"""Hostile feeds in a real terminal: nothing of theirs but text reaches it, no markup is understood, no action runs."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest

from tests.bench import testbench
from tests.fakes.loopback import Page, loopback
from tests.journeys.escapes import board_of, strange, walk
from tests.journeys.terminal import PROMPT, TALKWATCH, Terminal, terminal

SHOWN = ("items", "content", "format", "xml")
"""Groups of the testbench's behaviours that end in items to show; the others are about the way there."""

ODD = (
    "Talks \x1b[2J\x1b[31mred\x1b[0m go on",
    "Clipboard \x1b]52;c;ZXZpbA==\x07 talks",
    "Title \x1b]0;owned\x1b\\ talks",
    "Link \x1b]8;;https://evil.example\x07here\x1b]8;;\x07 talks",
    'Answer \x1bP$q"p\x1b\\ and \x1b[6n and \x1b[c talks',
    "Eight bits \x9b31m and \x9d0;x\x9c talks",
    "Bell \x07 back\x08\x08\x08 over\r written\x7f \x00nul talks",
    "Both ways \u202etuo dna\u202c in \u2066isolated\u2069 \u200etalks",
    "Zero \u200bwidth\u2060 \ufefftalks",
    "Zalgo t" + "\u0301\u0323\u0330" * 40 + "alks",
    "Rich [bold red]markup[/] and [/b] stray [/] talks",
    "Click [@click=app.leave]here[/] for talks",
    "Link [link=javascript:alert(1)]markup[/link] talks",
    "Emoji :bomb: and ${HOME} and $(reboot) talks",
    "Backslash at the end of talks \\",
    "Bracket at the end of talks [",
    "Wide 東京会談 👩‍👩‍👧‍👦 🇳🇴 talks",
    "<script>alert(1)</script><b>HTML</b> &lt;i&gt;twice&lt;/i&gt; talks",
)
"""Titles in our own words, each trying something of a terminal or of our screen's markup."""


def odd_rss(form: str) -> bytes:
    """The odd titles as a feed has them: raw, as references to characters, or in CDATA."""
    ways: dict[str, Callable[[str], str]] = {
        "raw": lambda words: escape(words, quote=False),
        "references": lambda words: "".join(f"&#{ord(one)};" if not one.isalnum() else one for one in words),
        "cdata": lambda words: f"<![CDATA[{words}]]>",
    }
    write = ways[form]
    items = "".join(
        f"<item><title>{write(title)} {form}</title><guid>{form}{n}{write(title)}</guid><author>{write(title)}</author>"
        f"<link>https://example.org/{n}</link><description>{write(title + ' ' + title)}</description></item>"
        for n, title in enumerate(ODD)
    )
    return f'<rss version="2.0"><channel><title>{write(ODD[0])}</title>{items}</channel></rss>'.encode(
        "utf-8", "replace"
    )


def look(folder: Path, home: Path, rows: list[str]) -> str:
    """All that a terminal gets while the whole dashboard over this home is walked, and its digest is shown after it."""
    record = folder / "terminal.bytes"
    with terminal(folder, 120, 40) as it:
        modes = it.modes()
        it.tmux("pipe-pane", "-t", "it", "-o", f"cat > {record}")
        it.start(f"{TALKWATCH} --home {home} watch --read-only")
        it.wait_until_settled("q quit", "1 Upcoming")
        walk(it, len(rows))
        click_all_actions(it)
        it.keys("q")
        it.wait_for("left-with-0", PROMPT)
        assert it.modes() == modes
        it.type(f"clear; {TALKWATCH} --home {home} digest; echo shown-$((6*7))")
        it.wait_for("shown-42")
        it.tmux("pipe-pane", "-t", "it")
    return record.read_bytes().decode("utf-8", "surrogateescape")


def click_all_actions(it: Terminal) -> None:
    """What looks like an action is clicked wherever it stands on the screen, which changes nothing but the cursor."""
    it.keys("3", "z", "/")
    it.wait_for("words that a row must have")
    it.keys("c", "l", "i", "c", "k", "Enter")
    shown = it.wait_for("/click")
    for y, line in enumerate(shown.splitlines(), 1):
        for found in re.finditer("here", line):
            press = f"\x1b[<0;{found.start() + 2};{y}M\x1b[<0;{found.start() + 2};{y}m"
            it.tmux("send-keys", "-t", "it", "-H", *(f"{byte:02x}" for byte in press.encode()))
    it.keys("Escape")
    it.wait_for("q quit", without="/click")


VERBS = (
    *(("digest", "--format", form) for form in ("md", "html", "json", "ics")),
    ("board", "--json"),
    ("changes", "--since", "2000-01-01", "--json"),
    ("items", "--limit", "1000"),
    ("items", "--limit", "1000", "--json"),
    ("feeds", "list"),
    ("feeds", "check"),
    ("feeds", "check", "--json"),
    ("feeds", "export"),
    ("groups", "--json"),
)


@pytest.fixture(params=["shared", "own"])
def made(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, list[str]]:
    """A home filled by the testbench's odd feeds, or by ours; and the words of its rows."""
    home = tmp_path / "home"
    if request.param == "own":
        with loopback() as server:
            for form in ("raw", "references", "cdata"):
                server.pages[f"/{form}"] = Page(odd_rss(form))
            return home, board_of(
                home, [server.place], [server.url(f"/{form}") for form in ("raw", "references", "cdata")]
            )
    request.getfixturevalue("shared")
    with testbench.testbench(tmp_path / "requests.jsonl", "--feeds", "1", "--max-seconds", "600") as bench:
        urls = [bench.odd(odd["name"]) for odd in bench.odds if odd["group"] in SHOWN]
        return home, board_of(home, bench.places, urls)


def test_only_text_of_hostile_feeds_reaches_the_terminal_and_nothing_in_it_runs(
    made: tuple[Path, list[str]], tmp_path: Path
) -> None:
    home, rows = made

    out = look(tmp_path, home, rows)

    assert len(rows) >= 15
    assert strange(out) == set()
    assert "Traceback" not in out
    assert "MarkupError" not in out


def test_no_verb_prints_a_control_byte_of_a_hostile_feed(made: tuple[Path, list[str]]) -> None:
    home, rows = made

    for verb in VERBS:
        asked = [sys.executable, "-m", "talkwatch", "--home", str(home), *verb]
        done = subprocess.run(asked, check=False, capture_output=True, timeout=120)
        said = (done.stdout + done.stderr).decode("utf-8")
        assert "\x1b" not in said, verb
        assert strange(said) == set(), verb
        assert "fault of its own" not in said, verb
        assert said, verb
    assert len(rows) >= 15


@pytest.mark.parametrize(
    "one", ["\x1b[2J", "\x1b[31m", "\x1b]0;owned\x07", "\x1bP+q\x1b\\", "\x9b31m", "\x07", "\x7f", "\u202e"]
)
def test_what_a_feed_could_do_to_a_terminal_would_be_seen(one: str) -> None:
    drawn = "\x1b[1;1H\x1b[38;2;1;2;3;48;2;4;5;6mTalks\x1b[0m\r\n\x1b]22;default\x07"

    assert strange(drawn) == set()
    assert strange(drawn + one + "talks") != set()

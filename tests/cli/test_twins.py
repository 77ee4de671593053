"""What the dashboard shows beside the board has a command that prints the same."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from textual.keys import _character_to_key

from talkwatch.cli.opening import open_store
from talkwatch.model.claims import Report
from talkwatch.settings.paths import paths
from talkwatch.tui.actions import ACTIONS, keys_of
from talkwatch.tui.state import KEY, ScreenState
from talkwatch.tui.views_saved import SavedView
from tests.cli.running import Talkwatch
from tests.fakes.reports import Claim, coming, report, talk
from tests.fakes.stores import keep

ASKED = ("--track", "gaza ceasefire", "--as-of", "2024-08-14T21:40Z")

LOG = """\
2024-08-14 21:40:00,250 WARNING talkwatch.feeds: ann \x1b[31mred\x07 says no
2024-08-14 21:40:01,000 ERROR talkwatch.tui: board failed
Traceback (most recent call last):
  File "board.py", line 1
"""


def test_the_log_is_printed_with_moment_level_and_writer_and_without_control_bytes(
    home: Path, talkwatch: Talkwatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = paths(home).log_file
    file.parent.mkdir(parents=True)
    file.write_text(LOG, encoding="utf-8")

    rows = json.loads(talkwatch("log", "--json").out)
    said = talkwatch("log", "-n", "3").out

    assert [row["level"] for row in rows] == ["WARNING", "ERROR", "ERROR", "ERROR"]
    assert [row["goes_on"] for row in rows] == [False, False, True, True]
    when = datetime.fromisoformat("2024-08-14T21:40:00.250").astimezone(UTC)
    assert (datetime.fromisoformat(rows[0]["when"]), rows[0]["source"]) == (when, "talkwatch.feeds")
    assert rows[0]["words"] == "ann red says no"
    assert said.splitlines()[2] == '  File "board.py", line 1'
    assert len(said.splitlines()) == 3


def test_saved_views_are_listed_by_name(home: Path, talkwatch: Talkwatch) -> None:
    state = ScreenState(views={"Mine": SavedView("Sudan", "statements", "port", zoom=True)})
    with open_store(home) as opened:
        opened.store.remember(KEY, state.to_json())

    listed = json.loads(talkwatch("views", "--json").out)

    assert listed == [{"name": "Mine", "track": "Sudan", "panel": "statements", "wanted": "port", "zoom": True}]
    assert talkwatch("views").out == "Mine: Sudan · Latest statements · /port · zoomed\n"


def test_keys_are_listed_as_the_user_changed_them(home: Path, talkwatch: Talkwatch) -> None:
    file = paths(home).config_file
    file.parent.mkdir(parents=True)
    file.write_text('[screen.keys]\npoll = "P"\n"rows.open" = "#"\n')
    listed = {row["id"]: row for row in json.loads(talkwatch("keys", "--json").out)}

    assert set(listed) == {action.id for action in ACTIONS}
    assert (listed["poll"]["keys"], listed["quit"]["keys"]) == (["P"], ["q"])
    assert listed["rows.open"]["keys"] == ["number_sign"]
    line = next(line for line in talkwatch("keys").out.splitlines() if line.endswith(" poll"))
    assert line.split()[0] == "P"


def test_a_key_is_named_as_textual_names_it() -> None:
    action = ACTIONS[0]
    letters = [chr(code) for code in range(0x21, 0x7F) if chr(code) != ","]

    named = [keys_of(action, {action.id: letter})[0] for letter in [*letters, "é", "§"]]

    assert named == [_character_to_key(letter) for letter in [*letters, "é", "§"]]


def test_what_moved_since_the_last_look_is_told_though_it_was_published_before_it(
    home: Path, talkwatch: Talkwatch
) -> None:
    now = datetime.now(UTC)

    def heard(hours: float, read: float, *claims: Claim, by: str) -> Report:
        made = report((now - timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M"), *claims, publisher=by)
        return replace(made, first_seen=now - timedelta(hours=read))

    talks = talk(start=(now + timedelta(days=3)).date().isoformat())
    with open_store(home) as opened:
        keep(
            opened.store,
            heard(30, 30, talks, coming("Hamas", "likely"), by="AP"),
            heard(6, 2, talks, coming("Hamas", "declined", by="Hamas"), by="AFP"),
            heard(1, 1, talks, by="Reuters"),
        )
        looked = now - timedelta(hours=4)
        state = ScreenState(looked=looked, baseline={"Gaza ceasefire": now - timedelta(hours=20)})
        opened.store.remember(KEY, state.to_json())

    moved = json.loads(talkwatch("changes", "--track", "gaza ceasefire", "--json").out)
    unseen = json.loads(talkwatch("unseen", "--track", "gaza ceasefire", "--json").out)

    assert [(row["panel"], row["after"].split(",")[0]) for row in moved] == [("attendance", "declined")]
    assert [(row["panel"], row["stance"]) for row in unseen] == [("attendance", "declined")]
    assert "Who will come: " in talkwatch("unseen", "--track", "gaza ceasefire").out
    since = talkwatch("changes", "--track", "gaza ceasefire", "--since", looked.isoformat(), "--json")
    assert json.loads(since.out) == []


def test_evidence_as_json_holds_the_row_the_claim_or_the_item_with_the_rows_that_rest_on_it(
    home: Path, talkwatch: Talkwatch
) -> None:
    with open_store(home) as opened:
        keep(opened.store, report("2024-08-14T08:00", talk(), coming("Hamas", "declined", by="Hamas")))
    board = json.loads(talkwatch("board", *ASKED, "--json").out)
    row = board["attendance"][0]
    claim = row["sources"][0]

    def told(key: str) -> dict[str, object]:
        found: dict[str, object] = json.loads(talkwatch("explain", key, *ASKED, "--json").out)
        return found

    assert told(row["id"])["row"] == row
    assert told(claim["claim"])["source"] == claim
    assert told(claim["claim"])["rows"] == [row["id"]]
    assert told(claim["item"])["rows"] == [board["talks"][0]["id"], row["id"]]
    item = told(claim["item"])["item"]
    assert isinstance(item, dict)
    assert item["title"] == claim["title"]
    assert f"  {row['id']}  Hamas" in talkwatch("explain", claim["item"], *ASKED).out
    assert {"label": "!", "meaning": "sources disagree"} in json.loads(talkwatch("explain", "--labels", "--json").out)

"""Putting the board right from a row: what can be done to it, and how it is done."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from talkwatch.ledger.correcting import Corrector
from talkwatch.model.claims import STANCES
from talkwatch.model.corrections import Correction
from talkwatch.model.errors import TalkwatchError
from talkwatch.model.items import ItemId
from talkwatch.tui import evidence
from talkwatch.tui.screens.choice import Choice, ChoiceScreen, SeveralScreen
from talkwatch.tui.screens.evidence import EvidenceScreen
from talkwatch.tui.screens.prompt import PromptScreen
from talkwatch.views.corrections import correction_words
from talkwatch.views.rows import AttendanceRow, BoardRow, SourceRow, StickingRow, TalkRow
from talkwatch.views.sources import origin, reports

if TYPE_CHECKING:
    from talkwatch.tui.app import TalkwatchApp

Make = Callable[[Corrector], Correction]


def begin(app: TalkwatchApp) -> None:
    """The menu of what can be put right about the row in hand, with what was put right so far."""
    row = app.row_in_hand()
    source = app.screen.source_in_hand() if isinstance(app.screen, EvidenceScreen) else None
    choices = [*(_choices(app, row, source) if row else ()), *_backs(app, row)]
    if not choices:
        app.say("nothing can be put right here, and nothing was", wrong=True)
        return
    title = f"Put right · {evidence.title(row)}" if row else "Take back"
    app.push_screen(ChoiceScreen(title, choices, partial(_go_on, app, row, source)))


def _choices(app: TalkwatchApp, row: BoardRow, source: SourceRow | None) -> list[Choice]:
    """What can be done to a row."""
    made: list[Choice] = []
    if isinstance(row, TalkRow | StickingRow):
        made.append(("rename", "Call it otherwise", ""))
    if isinstance(row, TalkRow) and app.drawn and len(app.drawn.view.talks) > 1:
        made.append(("merge", "It is the same talk as another", "choose which"))
    if isinstance(row, TalkRow) and len(_reports(app, row)) > 1:
        made.append(("split", "Some of it is about another talk", "choose which reports"))
    if isinstance(row, AttendanceRow):
        made.append(("stance", "Say whether they come", "your word weighs more than a day's news, and ages like it"))
    made.append(("pin", "Pin it", "it stands first in its panel on this track, and stays"))
    made.append(("hide", "Hide it", "it leaves this track's board"))
    if source is not None and not app.is_yours(source.item):
        if isinstance(row, AttendanceRow):
            made.append(("claim", f"{source.publisher} was misread", "choose what it says"))
        made.append(("irrelevant", f"{source.publisher}'s item says nothing that belongs here", source.title))
    elif any(not app.is_yours(each.item) for each in row.sources):
        made.append(("item", "An item behind it says nothing that belongs here", "choose which"))
    return made


def _backs(app: TalkwatchApp, row: BoardRow | None) -> list[Choice]:
    """What can be taken back: first what was done to the row, then all else, the newest first."""
    made = [each for each in (app.drawn.view.corrections if app.drawn else ()) if each.undone is None]
    own = {each.id for each in row.corrections} if row else set()
    made.sort(key=lambda each: (each.id in own, each.made), reverse=True)
    return [(f"undo:{each.id}", f"Take back: {each.words}", "") for each in made]


def _go_on(app: TalkwatchApp, row: BoardRow | None, source: SourceRow | None, chosen: str) -> None:
    """What was chosen is done, after asking for what is still open."""
    if chosen.startswith("undo:"):
        app.run_worker(_undo(app, chosen.removeprefix("undo:")), group="correct", exit_on_error=False)
    if row is None:
        return
    key = row.id
    match chosen:
        case "hide":
            _make(app, lambda corrector: corrector.hide(key))
        case "pin":
            _make(app, lambda corrector: corrector.pin(key))
        case "rename":
            name = row.name if isinstance(row, TalkRow) else row.issue if isinstance(row, StickingRow) else ""
            done = partial(_rename, app, key)
            app.push_screen(PromptScreen(f"What is “{name}” called?", name, done))
        case "split":
            _split(app, row, source)
        case "merge" | "stance" | "claim" | "item":
            _choose(app, row, source, chosen)
        case "irrelevant" if source is not None:
            _set_aside(app, row, source.item)


def _choose(app: TalkwatchApp, row: BoardRow, source: SourceRow | None, chosen: str) -> None:
    """The second list: which talk, which stance, which item."""
    key = row.id
    if chosen == "merge" and app.drawn:
        others = [
            (talk.id, talk.name, f"{talk.when}, {talk.place or 'no place yet'}")
            for talk in app.drawn.view.talks
            if talk.id != key
        ]
        app.push_screen(
            ChoiceScreen("Which talk is it?", others, lambda other: _make(app, lambda it: it.merge(key, other)))
        )
    elif chosen == "item":
        items = {each.item: each for each in row.sources if not app.is_yours(each.item)}
        found = [(each.item, each.title, origin(each)) for each in items.values()]
        app.push_screen(ChoiceScreen("Which item?", found, partial(_set_aside, app, row)))
    else:
        meant = source.claim if source is not None and chosen == "claim" else key
        stances = [(stance, stance, "") for stance in STANCES]
        app.push_screen(
            ChoiceScreen("Do they come?", stances, lambda stance: _make(app, lambda it: it.stance(meant, stance)))
        )


def _reports(app: TalkwatchApp, row: BoardRow) -> dict[str, tuple[SourceRow, tuple[str, ...]]]:
    """The reports behind a row by their group, each with all items that print it."""
    own = [each for each in row.sources if not app.is_yours(each.item)]
    return {
        first.group or first.item: (first, (first.item, *(copy.item for copy in copies)))
        for first, copies in reports(own)
    }


def _split(app: TalkwatchApp, row: BoardRow, source: SourceRow | None) -> None:
    """The list of reports, to choose those that are about another talk; that in hand is chosen already."""
    found, key = _reports(app, row), row.id
    choices = [(group, each.title, f"{origin(each)}: {each.says}") for group, (each, _) in found.items()]

    def done(groups: tuple[str, ...]) -> None:
        items = tuple(dict.fromkeys(item for group in groups for item in found[group][1]))
        _make(app, lambda corrector: corrector.split(key, items))

    def said(count: int) -> str:
        return f"Split: {count} of {len(found)} reports are about another talk"

    taken = [source.group or source.item] if source is not None else []
    app.push_screen(SeveralScreen("Which reports are about another talk?", choices, taken, said, done))


def _rename(app: TalkwatchApp, key: str, name: str) -> None:
    _make(app, lambda corrector: corrector.rename(key, name))


def _set_aside(app: TalkwatchApp, row: BoardRow, item: str) -> None:
    title = next(each.title for each in row.sources if each.item == item)
    _make(app, lambda corrector: corrector.irrelevant(ItemId(item), title))


def _make(app: TalkwatchApp, deed: Make) -> None:
    app.run_worker(_correct(app, deed), group="correct", exit_on_error=False)


async def _correct(app: TalkwatchApp, deed: Make) -> None:
    """The correction is made of the board of now and stored, and what was done is said."""
    try:
        made = await asyncio.to_thread(_stored, app, deed)
    except TalkwatchError as error:
        app.say(str(error), wrong=True)
        return
    app.say(f"{correction_words(made)}; e takes it back")
    app.want_board()


def _stored(app: TalkwatchApp, deed: Make) -> Correction:
    now = app.now()
    order = sum(one.made == now for one in app.store.corrections())
    made = deed(Corrector(app.desk.fold(app.track, now), now, order))
    app.store.add_corrections([made])
    return made


async def _undo(app: TalkwatchApp, correction: str) -> None:
    try:
        done = await asyncio.to_thread(app.store.undo_correction, correction, app.now())
    except TalkwatchError as error:
        app.say(str(error), wrong=True)
        return
    app.say("taken back" if done else "this was taken back already", wrong=not done)
    app.want_board()

"""Which of a sentence's cues names its issue, and what the issue is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from talkwatch.extract.sticking_cues import Mark
from talkwatch.extract.sticking_holders import BE, Told
from talkwatch.extract.sticking_issue import issue_after, issue_before, issue_of_breach, listed, words_of
from talkwatch.model.claims import IssueStatus

TURNS = BE | {"remain", "remains", "remained", "become", "became", "becomes", "as"}
"""Words between an issue and the cue that names it ("pay remains the main sticking point")."""
OPENS = frozenset((":", "include", "includes", "including", "included", "such", "like", "—", "–"))
NAMING = frozenset(("sticking", "hard", "left"))
"""Cues whose issue stands on either side."""
DISPUTES = frozenset(("differ", "stuck", "no-deal-on", "left", "sticking"))
OVER = frozenset(("over", "on", "about", "regarding", "concerning"))
FAR = 9
"""Words after a noun of dispute within which "over" belongs to it."""
ASKED = 3
"""Words between a demand and the agreement that is demanded."""
RANK = (
    ("sticking", 5.0),
    ("unsettled", 4.6),
    ("differ", 4.4),
    ("no-deal-on", 4.2),
    ("demand", 4.0),
    ("reject", 4.0),
    ("will-not", 3.6),
    ("left", 3.4),
    ("hard", 3.4),
    ("want", 3.2),
    ("press", 3.2),
    ("offer", 3.0),
    ("accept", 2.8),
    ("unless", 2.6),
    ("progress", 2.6),
    ("resolved", 2.6),
    ("must", 2.4),
    ("stuck", 2.4),
    ("hinges", 2.4),
    ("against", 2.0),
    ("breach", 2.0),
    ("concern", 2.0),
    ("on-the-table", 1.8),
)
"""How surely a cue's object is the issue."""
_RANK = dict(RANK)
_OTHER = 1.0
_THOUGHT = frozenset(("either", "than", "into", "without", "from"))
"""Words before a participle that is not done, or not by who is spoken of."""
_DONE = re.compile(
    r"(?<!\bbe )(?<!\bbeing )\b(?:released|freed|handed over|swapped)\b[^.;]{0,120}\bin (?:exchange|return)\b",
    re.IGNORECASE,
)
"""An exchange that was made is no condition: "freed ten men in exchange for", not "to be freed in exchange for"."""
MOST_ABOUT = 2
"""Matters in an issue beyond which more make it no surer."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The issues of a sentence, how they stand, the class that names them, how many matters the best is about,
    and whether it is called a sticking point outright.
    """

    issues: tuple[str, ...]
    status: IssueStatus
    rule: str
    about: int
    plain: bool


def choice(told: Told) -> Choice | None:
    """What a sentence is about by its best cue; None where no cue has an issue."""
    best: tuple[float, Mark, str, int] | None = None
    matters = [mark for mark in told.marks if mark.kind.kind == "matter"]
    done = _DONE.search(told.sentence.text) is not None
    cues = [
        mark
        for mark in told.marks
        if mark.kind.kind == "cue" and not (done and mark.kind.name == "unless") and not _only_thought_of(told, mark)
    ]
    for mark in sorted(cues, key=lambda mark: -_RANK.get(mark.kind.name, _OTHER)):
        if mark.kind.name == "resolved" and _asked_for(mark, cues):
            continue
        if best and _RANK.get(mark.kind.name, _OTHER) + MOST_ABOUT < best[0]:
            break
        for issue in _issues(told, mark):
            stems = words_of(issue)
            about = sum(bool(words_of(" ".join(told.words[one.first : one.last])) & stems) for one in matters)
            if not about and mark.kind.hold and " " not in issue:
                continue
            weight = (
                _RANK.get(mark.kind.name, _OTHER)
                + min(about, MOST_ABOUT)
                - 0.05 * len(issue.split())
                - 0.04 * mark.first
            )
            if best is None or weight > best[0]:
                best = weight, mark, issue, about
    if best is None:
        return None
    _, mark, issue, about = best
    text = told.sentence.text
    several = listed(text, 0, len(text)) if mark.kind.hold is None else ()
    return Choice(several or (issue,), _status(told, mark), mark.kind.name, about, plain(told, mark))


def _asked_for(mark: Mark, cues: Sequence[Mark]) -> bool:
    """Whether an agreement is only demanded ("called for an agreement on the dam")."""
    return any(one.kind.hold == "demands" and 0 <= mark.first - one.last <= ASKED for one in cues)


def _only_thought_of(told: Told, mark: Mark) -> bool:
    """Whether nobody does what a cue says ("a choice of either demanding …", "pressed into demanding …")."""
    before = told.words[mark.first - 1] if mark.first else ""
    return before in _THOUGHT and told.words[mark.first].endswith("ing")


def _issues(told: Told, mark: Mark) -> Iterator[str]:
    """The issue that a cue names, if it names one."""
    text, start = told.sentence.text, told.sentence.start
    tokens = told.sentence.tokens
    before = mark.kind.issue == "before" or _passive(told, mark)
    if mark.kind.name in NAMING:
        before = not _opens(told, mark) and _turns(told, mark)
    if before:
        at = mark.first
        while at and told.words[at - 1] not in TURNS and mark.first - at < 7:
            at -= 1
        at = at - 1 if at and told.words[at - 1] in TURNS else mark.first
        issue = issue_before(text, tokens[at].start - start)
    elif mark.kind.name == "breach":
        issue = issue_of_breach(text, tokens[mark.last - 1].end - start)
    else:
        issue = issue_after(text, tokens[_over(told, mark) - 1].end - start)
    if issue:
        yield issue


def _passive(told: Told, mark: Mark) -> bool:
    """Whether a cue's subject is the issue ("the text will not be reopened", "rights must be kept")."""
    at = mark.last if told.words[mark.last - 1] != "be" else mark.last - 1
    next_two = told.words[at : at + 2]
    return (
        len(next_two) > 1 and next_two[0] == "be" and next_two[1].endswith(("ed", "en", "ut", "pt", "ld", "de", "et"))
    )


def plain(told: Told, mark: Mark) -> bool:
    """Whether an issue is called a sticking point in so many words ("the main sticking point is pay")."""
    return mark.kind.name == "sticking" and (_opens(told, mark) or _turns(told, mark))


def _opens(told: Told, mark: Mark) -> bool:
    return any(word in OPENS or word in BE for word in told.words[mark.last : mark.last + 2])


def _turns(told: Told, mark: Mark) -> bool:
    return any(word in TURNS for word in told.words[max(0, mark.first - 7) : mark.first])


def _over(told: Told, mark: Mark) -> int:
    """The token after which a cue's issue begins: past "over" or "on" where a noun of dispute has one near."""
    if mark.kind.name in DISPUTES and told.words[mark.last - 1] not in OVER:
        for at in range(mark.last, min(mark.last + FAR, len(told.words))):
            if told.words[at] in OVER:
                return at + 1
            if told.words[at] in ("and", ",", ".", ";"):
                break
    return mark.last


def _status(told: Told, mark: Mark) -> IssueStatus:
    """How the issue stands: as the cue that names it says, or a cue of progress beside it."""
    if mark.kind.status != "open":
        return mark.kind.status
    names = {one.kind.name for one in told.marks}
    asked = any(one.kind.name == "resolved" and _asked_for(one, told.marks) for one in told.marks)
    if "resolved" in names and not asked and "differ" in names:
        return "resolved"
    return "narrowing" if "progress" in names and "no-deal-on" not in names else "open"

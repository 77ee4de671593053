"""Whether a named actor will be at a talk, as the text says it: one claim an actor and talk, the newest stance."""

from __future__ import annotations

import re
from collections.abc import Sequence

from talkwatch.extract.actors import Cast, Mention
from talkwatch.extract.attendance_findings import DOUBTS, OUTRIGHT, TITLE, Finding, settled
from talkwatch.extract.attendance_rules import StanceRule, cue, low_cue, stance_rules
from talkwatch.extract.attendance_subjects import subjects, teller
from talkwatch.extract.attendance_table import at_the_table, seated
from talkwatch.extract.talks_mentions import SessionMention
from talkwatch.extract.talks_phrases import Phrase
from talkwatch.extract.talks_scene import actors_in
from talkwatch.extract.talks_sessions import Session
from talkwatch.extract.talks_words import MARK, lexicon
from talkwatch.model.claims import AttendanceClaim
from talkwatch.text.document import Document, Sentence

_FARTHEST = 90
"""Characters from the words of coming to the session they speak of."""
Here = Sequence[tuple[int, SessionMention]]
"""The mentions of kept sessions in one sentence, each with its session's index."""


def attendance(
    document: Document, cast: Cast, sessions: Sequence[Session], named: Sequence[SessionMention]
) -> tuple[AttendanceClaim, ...]:
    """Who will be, is or was at each of the sessions, by index; one claim an actor and session.

    `named` are all sessions named in the document, kept or not.
    """
    if not sessions:
        return ()
    found: list[Finding] = []
    last = next((index for index, one in enumerate(sessions) if "gathering" in one.kinds), 0)
    spots: dict[int, list[Phrase]] = {}
    for mention in named:
        spots.setdefault(mention.sentence.index, []).append(mention.phrase)
    homes: dict[int, list[tuple[int, SessionMention]]] = {}
    for index, session in enumerate(sessions):
        for mention in session.mentions:
            homes.setdefault(mention.sentence.index, []).append((index, mention))
    for sentence in document.sentences:
        here = homes.get(sentence.index, [])
        if (here or low_cue("speaks of a session").search(sentence.text.lower())) and not cue("a page's foot").search(
            sentence.text
        ):
            actors = _guests(sentence, spots.get(sentence.index, []), actors_in(cast, sentence))
            found += _explicit(sentence, spots.get(sentence.index, []), here, actors, last)
            for index, mention in here:
                found += at_the_table(index, mention, actors)
                last = index
    for index, session in enumerate(sessions):
        found += seated(index, session, document, cast)
    return settled([one for one in found if not _hosts_itself(one, sessions[one.talk])])


def _hosts_itself(one: Finding, session: Session) -> bool:
    """Whether a body only comes to what is its own: its gathering, or talks that the United Nations run."""
    mention = one.mention
    if mention.kind != "body" or one.stance in DOUBTS:
        return False
    return mention.actor == "United Nations" or any(mention.text in named.phrase.name for named in session.mentions)


def _guests(sentence: Sentence, spots: Sequence[Phrase], actors: Sequence[Mention]) -> tuple[Mention, ...]:
    """The actors that may come or stay away: none that only names a gathering ("the UN summit") or a place left."""
    stops = lexicon().stops
    return tuple(
        one
        for one in actors
        if not any(spot.start <= one.start < spot.end and spot.kind == "gathering" for spot in spots)
        and one.kind != "medium"
        and not (one.actor is None and any(word.lower() in stops for word in one.text.split()))
        and not cue("left behind").search(sentence.text[: one.start])
    )


def _explicit(
    sentence: Sentence, spots: Sequence[Phrase], here: Here, actors: Sequence[Mention], last: int
) -> list[Finding]:
    """The stances that the rules read in a sentence; words that one rule has taken are left to it."""
    if not actors:
        return []
    text = sentence.text
    marked, at = _marked(text, [spot for spot in spots if not spot.verb])
    lowered = marked.lower()
    found: list[Finding] = []
    taken: list[tuple[int, int]] = []
    for rule in stance_rules():
        if not any(letters in lowered for letters in rule.cues):
            continue
        for match in rule.pattern.finditer(marked):
            start, end = at[match.start()], at[min(match.end(), len(at) - 1)]
            free = not any(start < stop and begin < end for begin, stop in taken)
            index = _which(text, here, (start, end), last, (rule, match[0])) if free else None
            who = subjects(text, actors, rule, match, at) if index is not None else []
            if index is None or not who:
                continue
            taken.append((start, end))
            weight = OUTRIGHT if sentence.field == "text" else TITLE
            found += [
                Finding(index, one, rule.stance, rule.name, sentence, _condition(match), by, weight)
                for one in who
                for by in (teller(text, actors, one, start),)
            ]
    return found


def _marked(text: str, nouns: Sequence[Phrase]) -> tuple[str, list[int]]:
    """The text with § for each session, and for each of its characters the place in the text."""
    out: list[str] = []
    offsets: list[int] = []
    at = 0
    for spot in nouns:
        out.append(text[at : spot.start] + MARK)
        offsets.extend(range(at, spot.start + 1))
        at = spot.end
    out.append(text[at:])
    offsets.extend(range(at, len(text) + 1))
    return "".join(out), offsets


def _which(text: str, here: Here, at: tuple[int, int], last: int, told: tuple[StanceRule, str]) -> int | None:
    """The session a rule's words speak of: the nearest in the sentence, else the one spoken of last."""
    (start, end), (rule, words) = at, told
    if not here:
        doubt = rule.stance in DOUBTS and cue("speaks of a session").search(words)
        return last if doubt or cue("outright coming").search(words) else None

    def distance(pair: tuple[int, SessionMention]) -> tuple[bool, int]:
        phrase = pair[1].phrase
        return phrase.verb, abs(phrase.start - end) if phrase.start >= start else 40 + start - phrase.end

    index, near = min(here, key=distance)
    gap = near.phrase.start - end
    elsewhere = gap > 0 and not words.endswith("attendance")
    if gap >= _FARTHEST or (elsewhere and cue("another occasion").search(text, end, near.phrase.start)):
        return None
    return index


def _condition(match: re.Match[str]) -> str | None:
    """The condition that a match names, verbatim, without its "only"; None where a session's name breaks it."""
    named = (words for name, words in match.groupdict().items() if name.startswith("condition") and words)
    found = next(named, None)
    return re.sub(r"^only ", "", found.strip().rstrip(",.")) if found and MARK not in found else None

"""What one sentence says of each session it names: its state, day, place and those around the table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from talkwatch.extract.actors import Cast, Mention
from talkwatch.extract.talks_phrases import Phrase, phrases
from talkwatch.extract.talks_places import longest, places, states
from talkwatch.extract.talks_words import MARK, Rule, lexicon
from talkwatch.model.claims import Precision, TalkStatus
from talkwatch.text.dates import DateMention, dates
from talkwatch.text.document import Document, Sentence

REMEMBERED = timedelta(days=7)
"""A session that ended longer ago than this is background (FORMAT.md)."""
_BREAK = re.compile(
    r"[;:—]|\s[–-]{1,2}\s|,? (?:but|while|whereas|although|though|because|as|when|if|since|that|before|after|until|despite|amid) "
)
_REPORTED = re.compile(
    r"(?:\b(?:said|says|told|announced|announcing|tweeted|reported|statement|confirmed|wrote|added|interview|warned|declared|insisted|speaking|briefing|reporters|conference|"
    r"cancel+ed|cancels|postponed|called off|scrapped|accused|demanded|urged|decided|agreed|rejected|declined|refused|invited|proposed|kicked off)\b[^,;.]{0,24}|\b(?:since|until|from|war|attacks?|last)\s*)$",
    re.IGNORECASE,
)
_OLD = re.compile(
    r"\b(?:last (?:year|month|spring|summer|autumn|fall|winter|decade)['’]s|previous|past|years? ago|ill-fated|[12]\d{3}(?!\d))",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
_BY = re.compile(
    r"\b(?:mediat\w+|broker\w+|facilitat\w+|host\w*|organi[sz]ed|sponsored|backed|convened|led|chaired|supervised)(?: by| §| the § | ~)?",
    re.IGNORECASE,
)
_OF_LED = re.compile(
    r"\b([A-Z][\w.]*)-(?:led|backed|brokered|mediated|sponsored|hosted|organi[sz]ed|facilitated|supervised|supported|run)\b"
)
_REACH = 100
"""Characters on either side of a session in which its state is told; five words and a verb fit in."""
_OLD_SPAN = 31


@dataclass(frozen=True, slots=True)
class SessionMention:
    """One naming of a session. `score` grows with what makes it a session in view; `old` marks the remembered."""

    sentence: Sentence
    phrase: Phrase
    status: TalkStatus | None = None
    rule: str = ""
    firmness: float = 0.0
    place: str | None = None
    first: date | None = None
    last: date | None = None
    precision: Precision = "unknown"
    parties: tuple[str, ...] = ()
    mediators: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    host: str | None = None
    old: bool = False
    absent: bool = field(default=False)


def mentions(document: Document, cast: Cast) -> tuple[SessionMention, ...]:
    """Every session named in a document, in its order."""
    found: list[SessionMention] = []
    for sentence in document.sentences:
        spots = phrases(sentence)
        if spots:
            days = dates(sentence.text, document.published)
            actors = actors_in(cast, sentence)
            found += [
                _mention(sentence, phrase, spots, days, actors, document.published.date(), cast) for phrase in spots
            ]
    return tuple(found)


_PONTIFF = re.compile(r"\b[Tt]he (?:Pope|pope|pontiff)\b|\b[Pp]ope\b(?: [A-Z]\w+)?|\b[Pp]ontiff\b")


def actors_in(cast: Cast, sentence: Sentence) -> tuple[Mention, ...]:
    """The cast's mentions in a sentence with offsets into it; a pope goes for the Vatican."""
    found = [
        replace(one, start=one.start - sentence.start, end=one.end - sentence.start) for one in cast.mentions(sentence)
    ]
    for match in _PONTIFF.finditer(sentence.text):
        if not any(match.start() < one.end and one.start < match.end() for one in found):
            found.append(Mention(match.start(), match.end(), match[0], "Vatican", "person"))
    for group, names in lexicon().groups:
        for match in group.finditer(sentence.text):
            found += [Mention(match.start(), match.end(), match[0], name, "state") for name in names]
    return tuple(sorted(found, key=lambda one: one.start))


def _mention(
    sentence: Sentence,
    phrase: Phrase,
    spots: Sequence[Phrase],
    days: Sequence[DateMention],
    actors: Sequence[Mention],
    today: date,
    cast: Cast,
) -> SessionMention:
    text = sentence.text
    marked = text[: phrase.start] + MARK + text[phrase.end :]
    rule = _state(marked, phrase)
    left, right = _clause(text, phrase)
    day = _day(text, phrase, spots, days, left, right)
    parties, persons = _parties(text, phrase, actors, left, right)
    mediators, host = _mediators(text, marked, phrase, actors)
    if phrase.kind == "visit":
        parties, persons = _travellers(phrase, actors, left, cast)
    if phrase.head == "deal" and day is None:
        day = DateMention("", 0, 0, today, today, "day", vague=False, part=None)
    return SessionMention(
        sentence=sentence,
        phrase=phrase,
        status=None if rule is None or rule.status == "none" else rule.status,
        rule=rule.name if rule else "named",
        firmness=rule.weight if rule else 0.0,
        place=_place(text, phrase, left),
        first=day.first if day else None,
        last=day.last if day else None,
        precision=day.precision if day else "unknown",
        parties=tuple(dict.fromkeys(name for name in parties if name not in mediators)),
        mediators=mediators,
        persons=persons,
        host=host,
        old=_is_old(phrase, text, day, today),
        absent=(rule is not None and rule.status == "none") or (phrase.kind == "visit" and len(parties) < 2),
    )


_ON_THE_WAY = frozenset(
    {
        "visits",
        "visiting",
        "arrives",
        "arrived",
        "arriving",
        "heads",
        "heading",
        "trip",
        "visit",
        "flies",
        "flying",
        "travels",
    }
)


def _travellers(
    phrase: Phrase, actors: Sequence[Mention], left: int, cast: Cast
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The state whose envoy travels and the state of the place; nothing where the traveller speaks for no state."""
    before = [
        one for one in actors if left <= one.start and one.end <= phrase.start and one.kind in ("person", "office")
    ]
    place = phrase.name.removeprefix("visit to ")
    host = cast.actor(place) or (place if place in states() else None)
    if not before or not before[0].actor or not host or before[0].actor == host or before[0].actor not in states():
        return (), ()
    return (before[0].actor, host), tuple(one.person for one in before[:1] if one.person)


def _state(marked: str, phrase: Phrase) -> Rule | None:
    """The firmest rule that takes, the earlier in the table on equal weight."""
    table = lexicon().meet if phrase.verb else lexicon().rules
    best: Rule | None = None
    at = marked.index(MARK)
    near = marked[max(0, at - _REACH) : at + _REACH]
    for rule in table:
        if best and rule.weight <= best.weight:
            continue
        if rule.classes and phrase.kind not in rule.classes:
            continue
        if rule.pattern.search(near):
            best = rule
    if best is None and phrase.verb:
        status: TalkStatus = (
            "scheduled"
            if phrase.head in ("heads", "heading", "headed")
            else "under_way"
            if phrase.head in _ON_THE_WAY
            else "concluded"
        )
        return Rule("met", status, 3 if phrase.head in ("met", "call", "deal") else 2, frozenset(), _BREAK, "", "")
    return best


def _clause(text: str, phrase: Phrase) -> tuple[int, int]:
    """The clause around a phrase; a dateline's dash parts nothing."""
    left = 0
    for match in _BREAK.finditer(text, 0, phrase.start):
        if not text[: match.start()].isupper() and not text[: match.start()].endswith(")"):
            left = match.end()
    after = _BREAK.search(text, phrase.end)
    return left, after.start() if after else len(text)


def _day(
    text: str, phrase: Phrase, spots: Sequence[Phrase], days: Sequence[DateMention], left: int, right: int
) -> DateMention | None:
    """The date that belongs to the session: inside its phrase, else after it in the clause, else close before it."""
    usable = [
        day
        for day in days
        if day.first
        and day.last
        and not day.vague
        and (day.last - day.first).days <= _OLD_SPAN
        or day.first
        and day.last
        and day.precision in ("week", "month")
    ]
    for day in usable:
        if phrase.start <= day.start < phrase.end:
            return day
    other = min((spot.start for spot in spots if spot.start >= phrase.end and not spot.verb), default=len(text))
    for day in usable:
        if text[day.end : day.end + 2] in ("'s", "’s"):
            continue
        if phrase.end <= day.start < min(right + 1, len(text)) and not _REPORTED.search(text[phrase.end : day.start]):
            if other < day.start and not re.search(r"\bfor\b|\bto\b", text[phrase.end : other]):
                continue
            return day
    for day in reversed(usable):
        if day.end <= phrase.start and day.start >= left and not _REPORTED.search(text[max(0, left) : day.start]):
            between = text[day.end : phrase.start]
            if (len(between) > 70 and day.start > 2) or re.search(
                r"\b(?:ahead of|before|after|amid|cancel\w*|call\w* off|announc\w+|postpon\w+|said|says|told|accus\w+|reject\w+|propos\w+|urg\w+|invit\w+|pull\w* out|declin\w+|refus\w+)\b",
                between,
                re.IGNORECASE,
            ):
                continue
            return day
    return None


_TO_COME = re.compile(r"\b(?:attend\w*|take part|taking part|join\w*|at|for)\b")


def _place(text: str, phrase: Phrase, left: int) -> str | None:
    """The place of a session: after its phrase, inside it, on the way to it, or at the sentence's head."""
    if phrase.kind == "visit":
        return phrase.name.removeprefix("visit to ")
    found = places(text)
    for start, _, name in found:
        if phrase.end <= start:
            gap = text[phrase.end : start]
            if len(gap) <= 60 and not re.search(
                r"[;:]|\b(?:war|conflict|fighting|crisis|ceasefire|cease-fire|truce|hostages?|aid|situation|violence|said|told|attack\w*|troops|forces|end|program\w*|elections?|from|back)\b[^,]*$",
                gap,
            ):
                if (
                    re.fullmatch(r"(?:[\w'’-]+[ ,]+){0,3}to (?:the )?", gap.lstrip())
                    and "trip" not in gap
                    and phrase.kind
                    not in (
                        "visit",
                        "meeting",
                    )
                ):
                    continue
                return name
    inside = _inside(text[phrase.start : phrase.end])
    if inside:
        return inside
    for start, end, name in reversed(found):
        between = text[end : phrase.start]
        if (
            end <= phrase.start
            and start >= left
            and re.fullmatch(
                r"(?:,? (?:[A-Z][\w.]+|this|next|last|on|early|late|in|week|month|and))*,? (?:for|to \w+|to take part in|attending|before|after|at|where|to hold|ahead of|on the sidelines of|to represent \w+ at|to) ",
                between,
            )
        ):
            return name
    if phrase.kind == "gathering":
        for _, end, name in reversed(found):
            if (
                end <= phrase.start
                and re.fullmatch(r"[^;:.]{0,45}", text[end : phrase.start])
                and _TO_COME.search(text, end, phrase.start)
            ):
                return name
    head = re.match(r"(?:In|At) ((?:[A-Z][\w'’.-]*)(?: [A-Z][\w'’.-]*)*),? ", text)
    if head and left == 0:
        return longest(head[1])
    return None


def _inside(phrase: str) -> str | None:
    """A city inside the phrase ("the Doha round", "Jeddah talks"); a state there is a party, not a place."""
    for match in re.finditer(r"[A-Z][\w.-]*(?: [A-Z][\w.-]*)*", phrase):
        words = match[0].split(" ")
        for at in range(len(words)):
            name = longest(" ".join(words[at:]))
            if (
                name
                and name not in states()
                and name not in ("Washington", "Brussels", "White House", "Kyiv", "Downing Street")
            ):
                return name
    return None


_NO_PARTY = frozenset({"medium"})


def _parties(
    text: str, phrase: Phrase, actors: Sequence[Mention], left: int, right: int
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Those who sit at the table, as actors and as persons: joined by the phrase, its "between" and "with", its verb."""
    named: list[Mention] = [
        one for one in actors if phrase.start <= one.start < phrase.end and phrase.kind != "gathering"
    ]
    after = text[phrase.end : right]
    link = re.match(r"(?: [\w,.'’-]+){0,6}? (?:between|with|among|involving|alongside) ", after)
    if phrase.verb:
        link = link or re.match(r" ", after)
    if not link and re.match(r" [^,.;]{3,60} (?:had|held) ", text[phrase.end :]):
        link = re.match(r" ", after)
    if link:
        stop = phrase.end + len(after)
        begin = phrase.end + link.end()
        reach = begin + 12
        for one in actors:
            if one.start >= begin and one.start <= reach and one.end <= stop + 1:
                named.append(one)
                reach = one.end + 30
    subjects = _subjects(text, phrase, actors, left)
    if (
        phrase.verb
        or link
        or subjects
        and re.search(
            r"\b(?:held|hold|holds|holding|had|resume[sd]?|have|begin|began|start(?:ed)?|conclude[sd]?|attend|end(?:ed)?|launch) (?:\w+ ){0,2}$",
            text[: phrase.start],
            re.IGNORECASE,
        )
    ):
        named = [*subjects, *named]
    if link and not subjects and not phrase.verb and phrase.kind != "gathering":
        named = [
            *[one for one in actors if one.end <= phrase.start and one.kind in ("person", "office", "state")][-1:],
            *named,
        ]
    fit = [one for one in named if one.actor and one.kind not in _NO_PARTY]
    names = tuple(dict.fromkeys(one.actor for one in fit if one.actor))
    if len(names) < 2:
        names = next(
            (held for pact, held in lexicon().pacts if pact.search(text[phrase.start : phrase.end + 20])), names
        )
    persons = tuple(dict.fromkeys(one.person or one.text for one in named if one.person))
    return names, persons


def _subjects(text: str, phrase: Phrase, actors: Sequence[Mention], left: int) -> list[Mention]:
    """The actors that are the subject of the clause before a phrase: its first one and those joined to it."""
    before = [one for one in actors if left <= one.start and one.end <= phrase.start]
    if not before:
        return []
    chosen = [before[0]]
    for one in before[1:]:
        gap = text[chosen[-1].end : one.start]
        if len(gap) <= 40 and re.search(
            r"^(?:,| and\b|, and\b|['’]s\b|\s*$|[^,]*(?:,| and) (?:the |his |her )?(?:\w+ ){0,4}$)", gap
        ):
            chosen.append(one)
        else:
            break
    return chosen


def _mediators(text: str, marked: str, phrase: Phrase, actors: Sequence[Mention]) -> tuple[tuple[str, ...], str | None]:
    """Those who mediate or host a session, and its host."""
    found: list[str] = []
    host: str | None = None
    for match in _OF_LED.finditer(text[phrase.start : phrase.end]):
        for one in actors:
            if one.actor and phrase.start <= one.start < phrase.end and one.text.startswith(match[1]):
                found.append(one.actor)
    for match in re.finditer(
        r"\b(?:mediated|brokered|facilitated|hosted|organi[sz]ed|sponsored|convened) by (?:the )?", text
    ):
        reach = match.end() + 6
        for one in actors:
            if match.end() <= one.start <= reach and one.actor:
                found.append(one.actor)
                reach = one.end + 12
    hosts = re.search(
        rf"\b(?:host|hosts|hosted|hosting|mediating|mediate|mediates|facilitating|brokering) (?:[\w'’-]+ ){{0,4}}?{MARK}",
        marked,
    )
    if hosts:
        before = [one for one in actors if one.end <= hosts.start() and one.actor]
        if before:
            found.append(before[0].actor or "")
            host = before[0].actor
    return tuple(dict.fromkeys(name for name in found if name)), host


def _is_old(phrase: Phrase, text: str, day: DateMention | None, today: date) -> bool:
    """Whether the session is only remembered."""
    if day and day.last and today - day.last > REMEMBERED:
        return True
    if day and day.first and (day.first - today).days > 500:
        return True
    piece = text[max(0, phrase.start - 12) : phrase.end + 12]
    if _OLD.search(text[phrase.start : phrase.end]) and not str(today.year) in piece:
        return True
    year = _YEAR.search(piece)
    return bool(year and int(year[1]) < today.year)

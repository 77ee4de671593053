"""Whether a named actor will be at a talk, as the text says it: one claim an actor and talk, the newest stance."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from talkwatch.extract.actors import Cast, Mention
from talkwatch.extract.attendance_rules import StanceRule, stance_rules
from talkwatch.extract.talks_sessions import Session, status_of
from talkwatch.extract.talks_mentions import SessionMention
from talkwatch.extract.talks_scene import actors_in
from talkwatch.extract.talks_phrases import Phrase
from talkwatch.extract.talks_words import MARK, lexicon
from talkwatch.model.claims import AttendanceClaim, Span, Stance
from talkwatch.text.document import Document, Sentence

DOUBTS = frozenset({"conditional", "uncertain", "unlikely", "declined"})
_PRONOUN = re.compile(
    r"\b(?:he|she|they|it|who|the (?:group|movement|president|pope|pontiff|premier|prime minister|minister|bloc|country|leader|government|union|company))\b[^,;]{0,24}$",
    re.IGNORECASE,
)
_SAYS = r"(?:said|says|say|announced|announces|confirmed|confirms|told|reported|reports|insisted|insists|claimed|claims|added|tweeted|wrote|stated)"
_JOINED = re.compile(
    r"^(?:,| and|, and| or|, or|, as well as| as well as|['’]s)?\s*(?:the |his |her |its )?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One stance read in one sentence."""

    talk: int
    mention: Mention
    stance: Stance
    rule: str
    sentence: Sentence
    condition: str | None = None
    by: str | None = None
    weight: float = 1.8


def attendance(
    document: Document, cast: Cast, sessions: Sequence[Session], named: Sequence[SessionMention]
) -> tuple[AttendanceClaim, ...]:
    """Who will be, is or was at each of the sessions, by index; one claim an actor and session.

    `named` are all sessions named in the document, kept or not.
    """
    if not sessions:
        return ()
    found: list[Finding] = []
    homes = {id(one): (index, one) for index, session in enumerate(sessions) for one in session.mentions}
    spoken: dict[int, list[SessionMention]] = {}
    for one in (*named, *(one for _, one in homes.values())):
        told = spoken.setdefault(one.sentence.index, [])
        if not any(other.phrase.start == one.phrase.start for other in told):
            told.append(one)
    last = _first_of(sessions)
    for sentence in document.sentences:
        spots = [one.phrase for one in spoken.get(sentence.index, ())]
        here = [pair for pair in homes.values() if pair[1].sentence is sentence]
        if not here and not _PLAIN.search(sentence.text):
            continue
        actors = _people(sentence, spots, actors_in(cast, sentence))
        found += _explicit(sentence, spots, here, actors, last)
        for index, one in here:
            found += _structural(index, one, actors)
            last = index
    for index, session in enumerate(sessions):
        found += _seated(index, session, document, cast)
    return _settled(found)


def _people(sentence: Sentence, spots: Sequence[Phrase], actors: Sequence[Mention]) -> tuple[Mention, ...]:
    """The actors that may come or stay away: none that only names a gathering ("the UN summit") or a place left."""
    stops = lexicon().stops
    return tuple(
        one
        for one in actors
        if not any(spot.start <= one.start < spot.end and spot.kind == "gathering" for spot in spots)
        and one.kind != "medium"
        and not (one.actor is None and any(word.lower() in stops for word in one.text.split()))
        and not re.search(r"\b(?:leave|leaving|left|from|in) $", sentence.text[: one.start])
    )


def _first_of(sessions: Sequence[Session]) -> int:
    """The session meant where the text has not yet named one: the only one, else the first gathering or talks."""
    return next((index for index, one in enumerate(sessions) if "gathering" in one.kinds), 0)


def _explicit(
    sentence: Sentence,
    spots: Sequence[Phrase],
    here: Sequence[tuple[int, SessionMention]],
    actors: Sequence[Mention],
    last: int,
) -> list[Finding]:
    """The stances that the rules read in a sentence."""
    if not actors:
        return []
    nouns = [spot for spot in spots if not spot.verb]
    marked, offsets = _marked(sentence.text, nouns)
    found: list[Finding] = []
    taken: list[tuple[int, int]] = []
    lowered = marked.lower()
    for rule in stance_rules():
        if not any(cue in lowered for cue in rule.cues):
            continue
        for match in rule.pattern.finditer(marked):
            start, end = offsets[match.start()], offsets[min(match.end(), len(offsets) - 1)]
            if any(start < stop and begin < end for begin, stop in taken):
                continue
            index = _which(sentence.text, here, (start, end), last, match[0], rule)
            if index is None:
                continue
            subjects = _subjects(sentence.text, actors, rule, start, end, match, offsets)
            if not subjects:
                continue
            taken.append((start, end))
            for one in subjects:
                found.append(
                    Finding(
                        index,
                        one,
                        rule.stance,
                        rule.name,
                        sentence,
                        _condition(match),
                        _by(sentence.text, actors, one, start),
                        2.0 if sentence.field == "text" else 1.7,
                    )
                )
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


_PLAIN = re.compile(
    r"attend|talks|negotiat|summit|conference|meeting|gathering|take part|taking part|boycott|absen|invit|participa|delegation|trip|delegate|no-show|send|sent|event",
    re.IGNORECASE,
)


def _which(
    text: str,
    here: Sequence[tuple[int, SessionMention]],
    at: tuple[int, int],
    last: int,
    words: str,
    rule: StanceRule,
) -> int | None:
    """The session a rule's words speak of: the nearest in the sentence, else the one spoken of last."""
    start, end = at
    if here:
        near = min(
            here,
            key=lambda pair: (
                pair[1].phrase.verb,
                abs(pair[1].phrase.start - end) if pair[1].phrase.start >= start else 40 + start - pair[1].phrase.end,
            ),
        )
        distance = near[1].phrase.start - end
        if distance > 0 and _AWAY.search(text, end, near[1].phrase.start):
            return None
        return near[0] if distance < 90 else None
    if rule.stance in DOUBTS and _PLAIN.search(words) or re.search(r"attend|delegation|take part", words):
        return last
    return None


_AWAY = re.compile(r"\b(?:ahead of|before|after|while|as|despite|amid|when)\b")


def _subjects(
    text: str,
    actors: Sequence[Mention],
    rule: StanceRule,
    start: int,
    end: int,
    match: re.Match[str],
    offsets: Sequence[int],
) -> list[Mention]:
    """Those whose coming a rule's words tell."""
    if rule.who == "inside":
        first, stop = (offsets[place] for place in match.span("who"))
        inside = [one for one in actors if first <= one.start and one.end <= stop + 1]
        pronoun = re.search(r"\b(?:he|she|it|they|the \w+)\b", text[first:stop])
        return inside[:2] or ([one for one in actors if one.end <= start][-1:] if pronoun else [])
    if rule.who == "after":
        return [one for one in actors if end - 1 <= one.start <= end + 30][:1]
    inside = [one for one in actors if start <= one.start < end and match[0].lower().startswith("neither")]
    return inside or _before(text, actors, start)


def _before(text: str, actors: Sequence[Mention], start: int) -> list[Mention]:
    """The subject before `start`: the nearest name, with those joined to it; a pronoun takes the sentence's first."""
    before = [one for one in actors if one.end <= start]
    if not before:
        return []
    gap = text[before[-1].end : start]
    if _PRONOUN.search(gap) and not re.match(r"\s*(?:,|who\b|\(|which\b)", gap):
        return _joined(text, before[:1], before[1:]) if re.search(r"\bthey\b", gap, re.IGNORECASE) else before[:1]
    if len(gap) > 110 or (_OTHER.search(gap) and not re.match(r",? (?:and|or|among|along with)\b", gap)):
        return []
    for one in before[:-1]:
        apposed = re.fullmatch(r", (?:an? |the )?[\w -]*", text[one.end : before[-1].start])
        if one.kind == "person" and apposed and "," in gap:
            return [one]
    chosen = [before[-1]]
    for one in reversed(before[:-1]):
        between = text[one.end : chosen[0].start]
        if one.start == chosen[0].start or (_JOINED.match(between) and not between.startswith(("'s", "’s"))):
            chosen.insert(0, one)
        else:
            break
    if text[start : start + 2] in ("'s", "’s") or gap.startswith(("'s", "’s")):
        return chosen
    if (
        len(chosen) == 1
        and len(before) > 1
        and re.search(
            r"\b(?:of|with|by|from|against|for|to|over|on) (?:the |his |her )?$", text[: chosen[0].start], re.IGNORECASE
        )
    ):
        return [before[0]] if before[0].kind == "person" or before[0].actor else chosen
    return chosen


_OTHER = re.compile(
    r";|\bthat the\b|\b(?:countries|leaders|officials|sides|parties|ministers|talks|negotiators|members|activists|people|"
    r"participants|services|companies|politicians|journalists)\b"
)


def _joined(text: str, chosen: list[Mention], rest: Sequence[Mention]) -> list[Mention]:
    """Names with those that follow them in a list."""
    for one in rest:
        if not _JOINED.match(text[chosen[-1].end : one.start]) and one.start != chosen[-1].start:
            break
        chosen.append(one)
    return chosen


def _condition(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    found = next((words for name, words in groups.items() if name.startswith("condition") and words), None)
    return re.sub(r"^only ", "", found.strip().rstrip(",.")) if found and MARK not in found else None


def _by(text: str, actors: Sequence[Mention], subject: Mention, start: int) -> str | None:
    """Who says so, where the sentence tells it."""
    for one in actors:
        after = text[one.end : one.end + 40]
        before = text[max(0, one.start - 16) : one.start]
        if re.match(rf"(?:,[^,]{{0,30}},)? ?(?:[\w ]{{0,20}})?\b{_SAYS}\b", after) or re.search(
            r"according to (?:the |an? )?$", before, re.IGNORECASE
        ):
            if one is subject and one.end > start:
                continue
            return one.person or one.text
    quoted = re.search(
        rf", (?:an? |the )?((?:\w+ ){{0,4}}(?:officials?|sources?|people|diplomats?|organi[sz]ers|spokes\w+|ministry)(?: familiar with the matter)?) {_SAYS}\b",
        text,
    )
    return quoted[1] if quoted else None


def _seated(index: int, session: Session, document: Document, cast: Cast) -> list[Finding]:
    """The parties of talks that are under way or over: where nothing else is said of them, they were at the table."""
    status, _ = status_of(session, document.published.date())
    if status not in ("concluded", "under_way") or "gathering" in session.kinds:
        return []
    found = []
    guests = _hosts_of_visit(session)
    for name in session.parties:
        if name in guests:
            continue
        home = next((one for one in session.mentions if name in one.parties), session.best)
        who = next(
            (one for one in actors_in(cast, home.sentence) if one.actor == name), Mention(0, 0, name, name, "other")
        )
        if who:
            found.append(Finding(index, who, "confirmed", "at the table", home.sentence, weight=0.4))
    return found


def _hosts_of_visit(session: Session) -> set[str]:
    """Those whom somebody comes to see ("arrived for talks with …"): of their coming nothing is said."""
    seen: set[str] = set()
    for one in session.mentions:
        coming = one.phrase.kind == "visit" or re.search(r"\bfor $", one.sentence.text[: one.phrase.start])
        if coming and one.status != "concluded" and len(one.parties) >= 2:
            seen.update(one.parties[1:])
    return seen


_AT = re.compile(r"\b(?:at|to|during|into)\s$", re.IGNORECASE)


def _structural(index: int, one: SessionMention, actors: Sequence[Mention]) -> list[Finding]:
    """The stances that the session's own state tells: who met, met; who is to meet, is likely to come."""
    phrase, text = one.phrase, one.sentence.text
    stance: Stance | None = None
    if one.status == "concluded" or one.status == "under_way":
        stance = "confirmed"
    elif one.status == "scheduled" and (phrase.verb or len(one.parties) >= 2):
        stance = (
            "confirmed"
            if re.search(r"\b(?:will|to)\W*(?:\w+\W+)?$", text[: phrase.start])
            and not re.search(
                r"(?:plan\w*|due|set|expected|scheduled|hop\w+|aim\w*|prepar\w+) to\W*$", text[: phrase.start]
            )
            else "likely"
        )
        if one.first is None and not phrase.verb:
            stance = None
    found: list[Finding] = []
    if stance and (phrase.verb or len(one.parties) >= 2 or phrase.kind in ("call", "visit")) and not phrase.named:
        found = [
            Finding(
                index,
                who,
                stance,
                f"{'met' if phrase.verb else 'at the table'}",
                one.sentence,
                None,
                _by(text, actors, who, phrase.start),
            )
            for who in _table(one, actors)
            if phrase.verb or who.end <= phrase.start or not re.search(r"\bfor \W*$", text[: phrase.start])
        ]
    elif phrase.kind in ("gathering", "talks", "round") and stance == "confirmed" and _AT.search(text[: phrase.start]):
        for who in _guests(text, actors, phrase):
            found.append(Finding(index, who, "confirmed", "at the session", one.sentence, None, None, 0.5))
    return found


def _guests(text: str, actors: Sequence[Mention], phrase: Phrase) -> list[Mention]:
    """The subject of a sentence about what somebody does at a session."""
    before = [one for one in actors if one.end <= phrase.start]
    return before[:1]


def _table(one: SessionMention, actors: Sequence[Mention]) -> list[Mention]:
    """One mention for each party of a session."""
    chosen: dict[str, Mention] = {}
    for who in actors:
        if one.phrase.kind == "visit" and who.actor != one.parties[0]:
            continue
        if who.actor in one.parties and who.actor not in chosen:
            chosen[who.actor or ""] = who
    return list(chosen.values())


def _settled(found: Sequence[Finding]) -> tuple[AttendanceClaim, ...]:
    """One claim an actor and session: an outright word over a mere presence, a doubt over a plain yes, the later over the earlier."""
    best: dict[tuple[int, str], Finding] = {}
    for one in _apart(found):
        name = one.mention.actor or one.mention.person or one.mention.text
        key = (one.talk, name)
        old = best.get(key)
        if old is None or _rank(one) >= _rank(old):
            kept = replace(one, condition=one.condition or (old.condition if old else None))
            best[key] = kept
        elif one.condition and not old.condition:
            best[key] = replace(old, condition=one.condition)
    return tuple(_claim(one, name) for (_, name), one in best.items())


def _rank(one: Finding) -> tuple[bool, float]:
    return one.stance in DOUBTS and one.weight > 1, one.weight


def _apart(found: Sequence[Finding]) -> list[Finding]:
    """The findings, where two persons of one actor differ with each person as its own actor (FORMAT.md)."""
    out = []
    for one in found:
        rivals = [
            other
            for other in found
            if other.talk == one.talk
            and other.mention.actor == one.mention.actor
            and one.mention.actor
            and other.mention.person
            and one.mention.person
            and other.mention.person != one.mention.person
            and (other.stance in DOUBTS) != (one.stance in DOUBTS)
            and min(other.weight, one.weight) > 1
        ]
        out.append(replace(one, mention=replace(one.mention, actor=one.mention.person)) if rivals else one)
    return out


def _claim(one: Finding, name: str) -> AttendanceClaim:
    sentence = one.sentence
    return AttendanceClaim(
        span=Span(sentence.field, sentence.start, sentence.end, sentence.text),
        rule=one.rule,
        confidence=0.8 if one.weight > 1 else 0.5,
        talk=one.talk,
        actor=name,
        stance=one.stance,
        condition=one.condition,
        by=one.by,
        person=one.mention.person,
    )

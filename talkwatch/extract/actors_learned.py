"""The organisations that a text introduces and no lexicon knows: "the Dockers Guild (DG)", "Nordfly, a carrier"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from talkwatch.extract.actors_lexicon import Kind, Name, Names, organisations, read_lexicon, roles, word_set
from talkwatch.extract.actors_phrases import ADJECTIVES, CONNECTORS, HEADLINE_VERBS, OPEN_CAPITALS, is_capital, join
from talkwatch.extract.talks_places import city_states
from talkwatch.text.document import Token

LONGEST = 10
"""Words of an organisation's name."""
SHORTEST, WIDEST = 2, 8
"""Letters of an abbreviation."""
TITLED = 3
"""Letters that a word of a headline has more than, and such words that a headline must have to be judged."""
APPOSED = 6
"""Words of "a carrier", "the country's biggest teachers' union"."""
ENDS = frozenset(
    (
        ",",
        ".",
        ";",
        ")",
        "–",
        "—",
        "that",
        "which",
        "whose",
        "of",
        "for",
        "based",
        "with",
        "in",
        "representing",
        "and",
        "to",
        "at",
    )
)
"""What may follow a noun that says what an organisation is; another noun makes a person of it ("a union leader")."""
PLACE_HEADS = word_set("place_heads")
OFFICERS = frozenset(("minister", "secretary", "commissioner", "ambassador", "director"))
"""Words that make a run of capitals somebody's office ("Minister for Industries")."""
PACTS = frozenset(("agreement", "treaty", "accord", "accords", "pact", "protocol", "convention", "act", "resolution"))
"""Last words of what is signed or passed, and never speaks."""
PEOPLES = ("ish", "ese", "ian", "ean", "ern", "an", "day", "ic", "ist", "i")
"""Endings of adjectives that say whence somebody is, not for whom he speaks."""
US_STATES = word_set("us_states")
SPOKES = word_set("spokes")
LEADS = word_set("leads")
"""Roles that only an organisation has."""
_OPENERS = OPEN_CAPITALS - word_set("name_openers")
"""Capitals that open a sentence but no name."""
_NO_OWNERS = OPEN_CAPITALS | ADJECTIVES | PLACE_HEADS | roles().people
_TITLES = roles().people | roles().courtesies
_INNER = frozenset(("of", "for", "&", "'", "’", "'s", "’s"))
OWNERS = ("'s", "’s")
FORMATS = frozenset(
    ("contact", "consultative", "support", "working", "coordination", "steering", "monitoring", "joint", "high-level")
)
"""Words that make a "group" a format of meeting."""
STATE_ORGANS = word_set("state_organs")
"""Words that make a name one of a state's or a body's own organs."""


@dataclass(frozen=True, slots=True)
class Table:
    """Which kind of organisation a word tells, in a name (`heads`) and beside one (`nouns`)."""

    heads: dict[str, Kind]
    nouns: dict[str, Kind]


@cache
def table() -> Table:
    """The words of actors_learned.toml."""
    heads: dict[str, Kind] = {}
    nouns: dict[str, Kind] = {}
    for name, entry in read_lexicon("actors_learned.toml").items():
        kind = cast("Kind", name)
        heads |= dict.fromkeys(entry["heads"].split(), kind)
        nouns |= dict.fromkeys(entry["nouns"].split(), kind)
    return Table(heads, nouns)


def learned(sentences: Iterable[Sequence[Token]]) -> Names:
    """The names of organisations that the sentences introduce, abbreviations with the actor of what they stand for."""
    found: dict[tuple[str, ...], Name] = {}
    runs: dict[str, Sequence[Token]] = {}
    short: set[str] = set()
    surnames: set[str] = set()
    owners: list[Name] = []
    for words in sentences:
        capitals = [at for at, word in enumerate(words) if word.text[0].isupper()]
        if titled(words, capitals):
            continue
        parts = list(_runs(words, capitals))
        surnames |= {part[-1].text for part in parts if len(part) > 1}
        owners += _owning(words, capitals)
        for name in (*_abbreviated(words, capitals), *_headed(parts), *_called(words)):
            found.setdefault(name.words, name)
        for part in parts:
            if len(part) == 1 and is_abbreviation(part[0].text):
                short.add(part[0].text)
            elif len(part) >= SHORTEST:
                runs.setdefault("".join(_initials(part)), part)
    for word in short:
        part = runs.get(word.lower(), ())
        if len(word) > SHORTEST and part and (word,) not in found:
            for name in _defined(part, word):
                found.setdefault(name.words, name)
    for name in owners:
        if name.words[-1] not in surnames:
            found.setdefault(name.words, name)
    speakers = [name for name in found.values() if not PACTS.intersection((name.actor or "").lower().split()[-1:])]
    shorter = [Name(name.words[1:], name.actor, name.kind) for name in speakers if name.words[0] == "The"]
    return Names([*speakers, *shorter])


def titled(words: Sequence[Token], capitals: Sequence[int]) -> bool:
    """Whether a sentence is a headline that capitalises nearly all of its longer words."""
    if 2 * len(capitals) < len(words) or words[-1].text == ".":
        return False
    longer = [word.text for word in words[1:] if len(word.text) > TITLED and word.text[0].isalpha()]
    return len(longer) >= TITLED and sum(not word[0].islower() for word in longer) * 4 >= 3 * len(longer)


def _abbreviated(words: Sequence[Token], capitals: Sequence[int]) -> Iterator[Name]:
    """A name before its abbreviation in brackets, and the abbreviation."""
    for at in capitals:
        if (
            not 1 < at < len(words) - 1
            or words[at - 1].text != "("
            or words[at + 1].text not in (")", "/", ",")
            or not is_abbreviation(words[at].text)
        ):
            continue
        first = _long_form(words, at - 1, words[at].text)
        if first is not None:
            yield from _defined(words[first : at - 1], words[at].text)


def _defined(long: Sequence[Token], short: str) -> Iterator[Name]:
    """A name and its abbreviation, with the actor of either if a lexicon knows it."""
    known = organisations().at(long, 0)
    if known and len(known.words) < len(long):
        known = None
    known = known or organisations().at([Token(short, 0, 0)], 0)
    if known and known.kind == "medium":
        return
    actor, kind = (known.actor, known.kind) if known else (join(long), _kind(long))
    yield Name(tuple(word.text for word in long), actor, kind)
    yield Name((short,), actor, kind)


def is_abbreviation(word: str) -> bool:
    """Whether a word is written like the letters of a name ("SPLM-N")."""
    if not SHORTEST <= len(word) <= WIDEST or word[1:].islower() or any(map(str.isdigit, word)):
        return False
    letters = [letter for letter in word if letter.isalpha()]
    return sum(map(str.isupper, letters)) >= max(2, len(letters) - 1)


def _long_form(words: Sequence[Token], stop: int, short: str) -> int | None:
    """Where the name begins whose abbreviation stands after it: in capitals, its initials those letters in order."""
    letters = [letter.lower() for letter in short if letter.isupper()]
    at = stop
    exact = None
    while at > 0 and stop - at < LONGEST:
        word = words[at - 1].text
        if is_capital(word) and word[0].isalpha():
            at -= 1
            if word[0].lower() == letters[0] and (exact is None or len(_initials(words[at:stop])) <= len(letters)):
                exact = at
        elif word.lower() in CONNECTORS or word in ("'s", "’s", "'", "’", ",", "-") or word.islower():
            at -= 1
            if word.islower() and word.lower() not in CONNECTORS:
                break
        else:
            break
    return exact if exact is not None and stop - exact > 1 else None


def _initials(words: Sequence[Token]) -> list[str]:
    return [word.text[0].lower() for word in words if is_capital(word.text)]


def _kind(words: Sequence[Token]) -> Kind:
    """What the words of a name say that it is; the last such word counts."""
    heads = table().heads
    first = next((at for at, word in enumerate(words) if word.text in ("of", "for")), len(words))
    words = words[:first]
    return next((heads[low] for word in reversed(words) if (low := word.text.lower()) in heads), "other")


def _owning(words: Sequence[Token], capitals: Sequence[int]) -> Iterator[Name]:
    """Single names that own somebody's role ("Samhold lawmakers", "a spokesman for Samhold", "Samhold's leader")."""
    people = roles().people
    cities = city_states()
    for at in capitals:
        text = words[at].text
        beside = words[at + 1].text if at + 1 < len(words) else ""
        if beside not in OWNERS and beside not in people and (not at or words[at - 1].text != "for"):
            continue
        short = is_abbreviation(text)
        if not (short or (at and text.isalpha())) or text in US_STATES or text in cities or text.lower() in _NO_OWNERS:
            continue
        before = words[at - 1].text if at else ""
        if (
            (before and before[0].isupper())
            or text.endswith(PEOPLES)
            or "-based" in text
            or organisations().at(words, at)
        ):
            continue
        after = [token.text.lower() for token in words[at + 1 : at + 4]]
        owned = bool(after) and after[0] in people and words[at + 1].text.islower()
        had = len(after) > 1 and after[0] in OWNERS and after[1] in LEADS
        spoken = before == "for" and at > 1 and words[at - 2].text.lower() in SPOKES
        if owned or had or spoken:
            yield Name((text,), text, "other")


def _runs(words: Sequence[Token], capitals: Sequence[int]) -> Iterator[Sequence[Token]]:
    """The runs of capitals of a sentence without what opens it, a role or an owner before the name."""
    stop = 0
    for at in capitals:
        if at < stop:
            continue
        stop = _run(words, at)
        first = at
        while first < stop and _opens(words, first) and not organisations().at(words, first):
            first += 1
        first += first < stop and words[first].text in OWNERS
        owner = next(
            (n for n in range(first, stop - 1) if words[n].text in OWNERS and organisations().at(words, n - 1)), -1
        )
        first = max(first, owner + 1)
        if first < stop:
            yield words[first:stop]


def _headed(parts: Iterable[Sequence[Token]]) -> Iterator[Name]:
    """Runs of capitals with a word that makes them an organisation."""
    heads = table().heads
    for part in parts:
        lows = [word.text.lower().rstrip(".") for word in part]
        if (
            len(part) < SHORTEST
            or set(lows) & (STATE_ORGANS | OFFICERS)
            or set(lows[:-1]) & FORMATS
            or not _ends_named(lows, heads)
        ):
            continue
        known = organisations().at(part, 0)
        if known and (
            len(known.words) == len(part) or known.kind in ("movement", "body", "party", "union", "company", "medium")
        ):
            continue
        yield Name(tuple(word.text for word in part), join(part), _kind(part))


def _ends_named(lows: Sequence[str], heads: dict[str, Kind]) -> bool:
    """Whether a run ends with what it is, or says it before "of" or "for" ("Association of Northern Pilots")."""
    if lows[-1] in heads or (lows[-2] in heads and lows[-1].capitalize() in city_states()):
        return True
    return any(word in heads and lows[at + 1] in ("of", "for") for at, word in enumerate(lows[:-1]))


def _run(words: Sequence[Token], at: int) -> int:
    """Where a run of capitals ends; small words join two capitals, "and" only a list within a name."""
    stop = at + 1
    while stop < len(words) and stop - at < LONGEST:
        text = words[stop].text
        ahead = words[stop + 1].text if stop + 1 < len(words) else ""
        if is_capital(text) and text[0].isalpha():
            if text.lower() in HEADLINE_VERBS:
                break
            stop += 1
        elif text in _INNER and ahead and is_capital(ahead) and ahead[0].isalpha():
            if text in OWNERS and ahead.lower() not in table().heads:
                break
            if text in ("of", "for") and words[stop - 1].text.lower() not in table().heads:
                break
            stop += 2
        elif text == "and" and ahead and is_capital(ahead) and _lists(words, at, stop):
            stop += 2
        else:
            break
    return min(stop, len(words))


def _lists(words: Sequence[Token], at: int, stop: int) -> bool:
    """Whether an "and" joins two parts of one name: after "of", or right before what the name is."""
    if any(word.text in ("of", "for") for word in words[at:stop]):
        return True
    known = organisations().at(words, at)
    if known and len(known.words) == stop - at:  # "the US and European Union" are two
        return False
    last = words[stop + 2].text.lower() if stop + 2 < len(words) else ""
    return last in table().heads or words[stop + 1].text.lower() in ("workers", "allied")


def _opens(words: Sequence[Token], at: int) -> bool:
    low = words[at].text.lower().rstrip(".")
    if at + 1 < len(words) and words[at + 1].text in OWNERS and low not in OPEN_CAPITALS:
        return False
    if low in ADJECTIVES and at + 1 < len(words) and organisations().at(words, at + 1):
        return True
    return low in _OPENERS or low in roles().people or low.endswith("-based")


def _called(words: Sequence[Token]) -> Iterator[Name]:
    """Names beside what the text calls them: "Nordfly, a carrier", "the union Samhold"."""
    nouns = table().nouns
    for at, word in enumerate(words):
        kind = nouns.get(word.text)
        if kind is None:
            continue
        after = words[at + 1].text if at + 1 < len(words) else "."
        start = at + 1
        if after in ("known", "called", "named", "dubbed") and at + 3 < len(words):
            start = at + (3 if words[at + 2].text == "as" else 2)
            after = words[start].text
        if is_capital(after) and after[0].isalpha() and at and words[at - 1].text not in OWNERS:
            part = _unknown(words, start, _run(words, start))
        elif after in ENDS or after[0] in ",.;)":
            part = _before_apposition(words, at)
        else:
            continue
        if part:
            yield Name(tuple(token.text for token in part), join(part), kind)


def _before_apposition(words: Sequence[Token], noun: int) -> Sequence[Token]:
    """The name whose apposition ends with a noun: "Nordfly, a carrier"; nothing where the comma belongs to else."""
    at = noun
    people = roles().people
    while at > 1 and noun - at < APPOSED and words[at - 1].text != ",":
        at -= 1
        if words[at].text == "of" or (words[at].text.lower() in people and words[at].text.lower() not in ADJECTIVES):
            return ()
    if at < 2 or words[at - 1].text != "," or words[at].text.lower() not in ("a", "an", "the", "its", "one"):
        return ()
    first = at - 1
    while first > 0 and is_capital(words[first - 1].text) and words[first - 1].text[0].isalpha() and at - first < 5:
        first -= 1
    return _unknown(words, first, at - 1)


def _unknown(words: Sequence[Token], first: int, stop: int) -> Sequence[Token]:
    """A run of capitals if it is nobody known and no role or place before a person."""
    while first < stop and words[first].text.lower() in OPEN_CAPITALS:
        first += 1
    part = words[first:stop]
    if not part or any(word.text.lower().rstrip(".") in _TITLES for word in part):
        return ()
    return () if any(organisations().at(words, at) for at in range(first, stop)) else part

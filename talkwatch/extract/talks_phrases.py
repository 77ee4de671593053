"""Where a sentence names a session: its noun phrases ("the second round of indirect talks") and its verbs "meet"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from talkwatch.extract.talks_places import longest
from talkwatch.extract.talks_words import Kind, Lexicon, lexicon
from talkwatch.text.document import Sentence, Token

TRIGGER = re.compile(
    r"(?i)\b(?:talks|negotiat|renegotiat|discussion|consultation|dialogue|summit|conference|forum|assembl|meet|met\b|session|"
    r"sit-down|gathering|bilateral|call\b|spoke|round|ceremony|visit|trip|travel|arriv|flew|fly|head|land|COP ?-?\d|G-?\d|"
    r"apec|asean|brics|davos|unga|congress|conversation|encounter|phone|host|tentative|preliminary|parley|huddle|welcomed)"
)
ORDINALS = {
    word: rank
    for rank, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1
    )
}
_SUFFIXES = (
    "-led",
    "-backed",
    "-brokered",
    "-mediated",
    "-sponsored",
    "-hosted",
    "-organised",
    "-organized",
    "-day",
    "-way",
    "-party",
    "-level",
    "-minute",
    "-hour",
    "-week",
    "-run",
    "-supported",
    "-supervised",
    "ly",
    "-wide",
)
_OF_HEADS = frozenset(
    {"round", "rounds", "series", "set", "session", "meeting", "summit", "conference", "day", "days", "gathering"}
)
_BODIES = frozenset(
    {"Committee", "Council", "Commission", "Group", "Team", "Center", "Centre", "Office", "Unit", "Department"}
)
"""Words that make a session's name a body's: the High Negotiations Committee."""
_TIMES = frozenset({"week", "month", "year", "today", "tomorrow", "weekend"})
"""Words that stand before the head with a possessive ("this week's talks")."""
_PARTICIPLES = frozenset(
    "resumed renewed continued delayed postponed planned proposed scheduled expected concluded stalled".split()
)
_ACTING = frozenset(
    "nations sides countries leaders parties they he she it we who have has had governments ministers negotiators officials also".split()
)
_LEFTMOST = 12
_PLURAL = frozenset({"meetings", "summits", "rounds", "calls"})
_MEET = re.compile(
    r"\b(?P<verb>meet|meets|met|meeting)\b"
    r"(?!\s+(?:(?:the|its|his|her|their|all|our|those|these|a|any|certain|such|strict|growing|rising|key)\s+)?(?:\w+\s+)?"
    r"(?:demands?|needs?|criteri\w+|deadlines?|targets?|goals?|conditions?|requirements?|standards?|challenges?|expectations?|"
    r"obligations?|commitments?|resistance|costs?|halfway|\w*payments?|threshold|test|objectives?|end|ends|climate goals?)\b)",
    re.IGNORECASE,
)


_SPOKE = re.compile(
    r"\b(?:spoke|talked|held a call|phoned)(?= (?:(?:today|yesterday|again|directly|separately|earlier|by|on|the|his|her|phone|telephone|video|"
    r"late|early|\w+day|morning|afternoon|evening|night) ){0,4}(?:with|to) (?:the )?(?:[A-Z]|his |her ))"
)
_DEAL = re.compile(
    r"\b(?:reach(?:es|ed)?|agreed?|agrees|struck|strikes?|hammer(?:s|ed) out|clinch(?:es|ed)) (?:(?:on|to|a|an|the|new) ){0,2}"
    r"(?:tentative|provisional|preliminary) (?:[\w-]+ ){0,4}?(?:deal|agreement|contract|pact|accord)s?\b"
)
_VISIT = re.compile(
    r"\b(?P<how>visit|visits|visited|visiting|travels?|travell?ed|travell?ing|arriv(?:es?|ed|ing)|flies|flew|flying|head(?:s|ed|ing)?|trip|visit|journey)"
    r"(?: (?:in|to|for))? (?:the )?(?P<place>[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){0,2})"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A session's noun phrase or verb at `start` to `end` of its sentence.

    `name` is the phrase without its determiner, `definite` tells "the talks" from "a meeting" (None: neither),
    `rank` is the ordinal of a round, `verb` is true where § stands for a verb.
    """

    start: int
    end: int
    kind: Kind
    name: str
    head: str
    definite: bool | None = None
    rank: int | None = None
    plural: bool = False
    verb: bool = False
    named: bool = False


def phrases(sentence: Sentence) -> tuple[Phrase, ...]:
    """The sessions a sentence names, in its order, none inside another. Offsets are into `sentence.text`."""
    text = sentence.text
    if not TRIGGER.search(text):
        return ()
    words = lexicon()
    found = [_named(match, text, words) for match in words.named.finditer(text)]
    found += [_named(match, text, words) for match in words.bare.finditer(text)]
    tokens, base = sentence.tokens, sentence.start
    at = 0
    while at < len(tokens):
        phrase = _noun(tokens, at, base, text, words)
        if phrase and not any(phrase.start < other.end and other.start < phrase.end for other in found):
            found.append(phrase)
        at += 1
    for match in _MEET.finditer(text):
        if not any(match.start() < other.end and other.start < match.end() for other in found):
            found.append(Phrase(match.start(), match.end(), "meeting", match[0], match[0].lower(), verb=True))
    found += [
        Phrase(match.start(), match.end(), "call", match[0], "call", verb=True)
        for match in _SPOKE.finditer(text)
        if not any(match.start() < other.end and other.start < match.end() for other in found)
    ]
    found += [
        Phrase(match.start(), match.end(), "talks", "contract talks", "deal", verb=True)
        for match in _DEAL.finditer(text)
    ]
    if all(phrase.verb for phrase in found):
        found += _visits(text)
    return tuple(sorted(found, key=lambda phrase: phrase.start))


def _visits(text: str) -> list[Phrase]:
    """Journeys to a known place; whether the traveller speaks for a state is for `talks_mentions` to ask."""
    found = []
    for match in _VISIT.finditer(text):
        place = longest(match["place"])
        if place:
            end = match.start("place") + len(place)
            found.append(Phrase(match.start(), end, "visit", f"visit to {place}", match["how"].lower(), verb=True))
    return found


def _named(match: re.Match[str], text: str, words: Lexicon) -> Phrase:
    """A standing gathering, with the determiner and modifiers before it."""
    start = match.start("name") if "name" in match.re.groupindex else match.start()
    before = re.search(
        r"(?:(?:the|this year['’]s|its|this week['’]s|upcoming|annual|global|latest|UN|U\.N\.|United Nations|climate|last|key|crucial) )+$",
        text[:start],
        re.IGNORECASE,
    )
    if before:
        start = before.start()
    name = re.sub(
        r"^(?:the|this year['’]s|its|this week['’]s|upcoming|latest|last|key|crucial) ",
        "",
        text[start : match.end()],
        flags=re.IGNORECASE,
    )
    name = (
        name.removeprefix("upcoming ").removeprefix("annual ")
        if name.lower().startswith(("upcoming", "annual"))
        else name
    )
    return Phrase(start, match.end(), "gathering", name, "summit", definite=True, named=True)


def _noun(tokens: Sequence[Token], at: int, base: int, text: str, words: Lexicon) -> Phrase | None:
    """The noun phrase whose head stands at `at`, if it is a session of ours."""
    head = tokens[at].text.lower()
    kind = words.heads.get(head)
    if kind is None or not _is_noun(tokens, at, head, words):
        return None
    if kind == "round" and (head == "rounds" or not _round_of_talks(tokens, at)):
        return None
    first = _left(tokens, at, words)
    if tokens[first].text.lower() in ("no", "any", "such"):
        return None
    lowered = [token.text.lower() for token in tokens[first:at]]
    before = tokens[first - 1].text.lower() if first else ""
    if words.alien.intersection(lowered) or before in words.alien:
        return None
    last = _right(tokens, at, words, kind)
    head = tokens[last].text.lower()
    kind = words.heads.get(head, kind) if kind != "round" else "round"
    if kind == "signing" and "signing" not in lowered:
        return None
    if (
        kind == "gathering"
        and head in ("assembly", "congress", "forum")
        and not any(word[0].isupper() for word in (token.text for token in tokens[first:at]))
    ):
        return None
    if kind == "call" and not _phone_call(tokens, at, lowered):
        return None
    definite = _definite(lowered)
    start = first + (1 if lowered and lowered[0] in words.determiners else 0)
    if "round" in lowered and kind == "talks":
        kind = "round"
    after = [token.text for token in tokens[last + 1 : last + 5]]
    if kind == "meeting" and (words.bodies.intersection(lowered) or _of_many(after)):
        kind = "gathering"
    rank = next((ORDINALS[word] for word in lowered if word in ORDINALS), None)
    return Phrase(
        start=tokens[first].start - base,
        end=tokens[last].end - base,
        kind=kind,
        name=text[tokens[start].start - base : tokens[last].end - base],
        head=head,
        definite=definite,
        rank=rank if kind == "round" or "day" not in lowered else None,
        plural=head in _PLURAL,
        named=bool(words.bodies.intersection(lowered)) and kind == "gathering",
    )


def _of_many(after: Sequence[str]) -> bool:
    """Whether "of the …" names those who gather ("a meeting of the Arab League", "of G20 leaders")."""
    if after[:1] != ["of"]:
        return False
    names = [word for word in after[1:] if word.lower() != "the"]
    return bool(names) and (
        names[0][0].isupper() or names[0].lower() in ("leaders", "ministers", "heads", "parties", "donors")
    )


def _is_noun(tokens: Sequence[Token], at: int, head: str, words: Lexicon) -> bool:
    """Whether an ambiguous head ("meeting", "call", "meet") is a noun here."""
    before = tokens[at - 1].text.lower() if at else ""
    if at + 1 < len(tokens) and tokens[at + 1].text in _BODIES:
        return False
    if head == "meet":
        return before in words.modifiers
    if head == "discussion":
        return before in words.modifiers and before not in words.determiners
    if head in ("meeting", "call", "gathering"):
        good = (
            before in words.determiners
            or before in ("'s", "’s")
            or before in words.modifiers
            or (at and tokens[at - 1].text[0].isupper() and before not in words.stops)
        )
        after = tokens[at + 1].text.lower() if at + 1 < len(tokens) else ""
        if head == "meeting" and not good:
            return after in ("with", "between", "in", "of", "on", "cancelled", "canceled") and before in (
                "",
                "holds",
                "hold",
                "held",
                "cancels",
                "cancel",
                "after",
                "before",
                "for",
                "of",
                "cancelling",
                "canceling",
                "cancelled",
                "declines",
                "skips",
                "in",
                "attend",
                "at",
            )
        return bool(good)
    if (
        head == "conference"
        and at + 1 < len(tokens)
        and tokens[at + 1].text.lower() in ("call", "room", "centre", "center", "area", "committee")
    ):
        return False
    return not (
        head in ("talks",)
        and at + 1 < len(tokens)
        and tokens[at + 1].text.lower() in ("to", "about", "of")
        and before in ("he", "she", "who", "and")
    )


def _round_of_talks(tokens: Sequence[Token], at: int) -> bool:
    """Whether "round" is one of talks: "round of … talks", "the next round", "the Doha round"."""
    after = [token.text.lower() for token in tokens[at + 1 : at + 8]]
    if after[:1] == ["of"]:
        return bool(
            {"talks", "negotiations", "discussions", "consultations", "meetings", "dialogue"}.intersection(after)
        )
    before = tokens[at - 1].text.lower() if at else ""
    return before in ORDINALS or before in ("next", "latest", "new", "final", "last", "previous")


def _phone_call(tokens: Sequence[Token], at: int, lowered: Sequence[str]) -> bool:
    """Whether "call" is a conversation by telephone and neither an appeal nor a conference call with reporters."""
    after = tokens[at + 1].text.lower() if at + 1 < len(tokens) else ""
    return (
        after in ("with", "between")
        or bool({"phone", "telephone", "video"}.intersection(lowered))
        or tokens[at].text.lower() != "call"
    )


def _definite(lowered: Sequence[str]) -> bool | None:
    if not lowered:
        return None
    if lowered[0] in ("a", "an", "another", "any", "no", "some", "new", "fresh"):
        return False
    return True if lowered[0] in ("the", "this", "these", "those", "that") else None


def _left(tokens: Sequence[Token], at: int, words: Lexicon) -> int:
    """The first token of the noun phrase whose head is at `at`."""
    first = at
    while first > 0 and at - first < _LEFTMOST:
        token = tokens[first - 1]
        low = token.text.lower()
        if low in words.determiners:
            first -= 1
            break
        if low == "of" and first > 1 and tokens[first - 2].text.lower() in _OF_HEADS:
            first -= 2
        elif _modifies(tokens, first - 1, low, words):
            first -= 1
        else:
            break
    if first > 1 and first <= at and _unknown_adjective(tokens, first - 1, words):
        first -= 2
    while first < at and (
        tokens[first].text in ("'s", "’s", ",")
        or (tokens[first].text.lower() in words.stops and tokens[first].text.lower() not in words.modifiers)
    ):
        first += 1
    return first


def _modifies(tokens: Sequence[Token], at: int, low: str, words: Lexicon) -> bool:
    """Whether the token at `at` can stand before the head inside its noun phrase."""
    token = tokens[at]
    if low in ("'s", "’s"):
        return at > 0 and (
            tokens[at - 1].text[0].isupper()
            or tokens[at - 1].text.lower() in ("year", "week", "month", "leaders", "ministers", "today", "tomorrow")
        )
    if low in ("’", "'"):
        return at > 0 and tokens[at - 1].text.lower().endswith("s")
    if low in _TIMES and at + 1 < len(tokens) and tokens[at + 1].text in ("'s", "’s"):
        return True
    if low in _PARTICIPLES and at > 0 and _acts(tokens[at - 1]):
        return False
    if low in words.modifiers or low.endswith(_SUFFIXES):
        return low != "family"
    if low in words.stops:
        return False
    if token.text[0].isupper() or token.text[0].isdigit():
        return True
    if low == "-" or low in ("–", "/"):
        return 0 < at < len(tokens) - 1 and tokens[at - 1].end == token.start
    return "-" in low and not low.startswith("-") and low[0].isalpha()


def _unknown_adjective(tokens: Sequence[Token], at: int, words: Lexicon) -> bool:
    """Whether an unlisted word between a determiner and the phrase belongs to it ("a fantastic phone call")."""
    low = tokens[at].text
    if not (low.isalpha() and low.islower()) or low in words.stops or low in words.determiners or low in words.heads:
        return False
    return tokens[at - 1].text.lower() in ("the", "a", "an", "this", "their", "its", "his", "her")


def _acts(token: Token) -> bool:
    """Whether a participle after this word is its verb ("the two nations resumed …") and modifies nothing."""
    return token.text.lower() in _ACTING or (token.text[0].isupper() and not token.text.isupper())


def _right(tokens: Sequence[Token], at: int, words: Lexicon, kind: Kind) -> int:
    """The last token of the phrase: heads in a row ("summit talks") and "round of … talks" are one."""
    last = at
    if kind == "round" and at + 1 < len(tokens) and tokens[at + 1].text.lower() == "of":
        for ahead in range(at + 2, min(at + 8, len(tokens))):
            if tokens[ahead].text.lower() in words.heads:
                return ahead
    while (
        last + 1 < len(tokens)
        and tokens[last + 1].text.lower() in words.heads
        and tokens[last + 1].text.lower() not in ("call", "round", "meet")
    ):
        last += 1
    return last

"""The noun phrase around a word for a session: how far it reaches, and what kind of session it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from talkwatch.extract.talks_places import city_states, states
from talkwatch.extract.talks_words import Kind, lexicon
from talkwatch.text.document import Token

ORDINALS = {
    word: rank
    for rank, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"), 1
    )
}
_LEFTMOST = 12
"""Tokens that a phrase may have before its head."""
_AHEAD = 8
"""Tokens from "round" to the talks it is one of."""
_OWN = frozenset(("its", "their", "his", "her", "our", "your", "my"))
"""Words after which "meeting" before them is a verb."""
_POSSESSIVE = ("'s", "’s")


@dataclass(frozen=True, slots=True)
class Noun:
    """Tokens `first` to `last` (included) of a sentence; `bare` is the first without the determiner."""

    first: int
    bare: int
    last: int
    kind: Kind
    head: str
    definite: bool | None
    rank: int | None
    named: bool


def noun_at(tokens: Sequence[Token], at: int) -> Noun | None:
    """The noun phrase whose head stands at `at`, None if it is no session of ours."""
    words = lexicon().words
    first, last = _left(tokens, at), _right(tokens, at)
    lowered = [token.text.lower() for token in tokens[first:at]]
    head = tokens[last].text.lower()
    kind = _kind(tokens, at, last, lowered)
    if kind is None or not _is_noun(tokens, at) or _alien(tokens, first, lowered):
        return None
    determined = bool(lowered) and lowered[0] in words["determiners"]
    ranks = [ORDINALS[word] for word in lowered if word in ORDINALS]
    return Noun(
        first=first,
        bare=first + determined,
        last=last,
        kind=kind,
        head=head,
        definite=_definite(lowered),
        rank=ranks[0] if ranks and (kind == "round" or "day" not in lowered) else None,
        named=kind == "gathering" and not words["bodies"].isdisjoint(lowered),
    )


def _kind(tokens: Sequence[Token], at: int, last: int, lowered: Sequence[str]) -> Kind | None:
    """The kind of session, None where the words before the head or after it tell of something else."""
    words, heads = lexicon().words, lexicon().heads
    head, end = tokens[at].text.lower(), tokens[last].text.lower()
    kind = heads[head]
    if kind == "round":
        return "round" if head == "round" and _round_of_talks(tokens, at) else None
    kind = heads.get(end, kind)
    if kind == "signing":
        return kind if "signing" in lowered else None
    if kind == "call":
        return kind if _phone_call(tokens, at, lowered) else None
    if kind == "gathering" and end in ("assembly", "forum"):
        return kind if any(token.text[0].isupper() for token in tokens[max(0, at - 3) : at]) else None
    if kind == "meeting" and (not words["bodies"].isdisjoint(lowered) or _of_many(tokens, last)):
        return "gathering"
    return "round" if kind == "talks" and "round" in lowered else kind


def _alien(tokens: Sequence[Token], first: int, lowered: Sequence[str]) -> bool:
    """Whether the words before the head make it no negotiation, or none at all ("no talks")."""
    words = lexicon().words
    before = tokens[first - 1].text.lower() if first else ""
    denied = not {before, tokens[first].text.lower()}.isdisjoint(("no", "any", "such"))
    return denied or before in words["alien"] or not words["alien"].isdisjoint(lowered)


def _of_many(tokens: Sequence[Token], last: int) -> bool:
    """Whether "of the …" names those who gather ("a meeting of the Arab League", "of G20 leaders")."""
    after = [token.text for token in tokens[last + 1 : last + 5]]
    names = [word for word in after[1:] if word.lower() != "the"]
    if after[:1] != ["of"] or not names:
        return False
    return names[0][0].isupper() or names[0].lower() in lexicon().words["many"]


def _is_noun(tokens: Sequence[Token], at: int) -> bool:
    """Whether an ambiguous head ("meeting", "call", "meet") is a noun here, and no part of a body's name."""
    words = lexicon().words
    head = tokens[at].text.lower()
    before = tokens[at - 1].text.lower() if at else ""
    after = tokens[at + 1].text.lower() if at + 1 < len(tokens) else ""
    compound = after in words["bargaining_after"] if head in ("bargaining", "mediation") else False
    if compound or (after in words["bodies_after"] and (head == "conference" or tokens[at + 1].text[0].isupper())):
        return False
    if head in ("meet", "discussion"):
        return before in words["modifiers"]
    if head == "talks":
        if _talks_of(tokens, at):
            return False
        speaks = after == "about" and at + 2 < len(tokens) and tokens[at + 2].text.lower() in words["spoken_of"]
        return not (speaks or (after in ("to", "about", "of") and before in ("he", "she", "who", "and")))
    if head not in ("meeting", "call", "gathering"):
        return not (head == "conference" and after == "call")
    return _is_meeting(tokens, at, before, after)


def _talks_of(tokens: Sequence[Token], at: int) -> bool:
    """Whether "talks" is what somebody does: a full name before it, and a title or an owner's thing after it."""
    if at < 2 or at + 2 >= len(tokens):
        return False
    last = tokens[at - 1].text
    named = tokens[at - 2].text[0].isupper() and last[0].isupper() and last.isalpha() and not last.isupper()
    known = last.lower() in lexicon().words["modifiers"] or last in city_states() or last in states()
    topic, after = tokens[at + 1].text, tokens[at + 2].text
    return named and not known and (topic[0] in "‘“'\"" or (topic[0].isupper() and after in (*_POSSESSIVE, "’", "'")))


def _is_meeting(tokens: Sequence[Token], at: int, before: str, after: str) -> bool:
    """Whether "meeting", "call" or "gathering" is a noun between these words."""
    words, head = lexicon().words, tokens[at].text.lower()
    if after in _OWN:  # "is Chad meeting its duties?"
        return False
    capital = bool(at) and tokens[at - 1].text[0].isupper() and before not in words["stops"]
    if capital or before in (*_POSSESSIVE, "’", "'") or before in words["determiners"] or before in words["modifiers"]:
        return True
    if at > 1 and tokens[at - 2].text.lower() in ("a", "an") and before.isalpha():  # "a daylong meeting"
        return True
    bare = before in words["meeting_before"] or (not before and after in words["meeting_after"])
    return head == "meeting" and bare


def _round_of_talks(tokens: Sequence[Token], at: int) -> bool:
    """Whether "round" is one of talks: "round of … talks", "the next round", "a third round"."""
    after = [token.text.lower() for token in tokens[at + 1 : at + _AHEAD]]
    if after[:1] == ["of"]:
        return any(lexicon().heads.get(word) in ("talks", "meeting") for word in after)
    before = tokens[at - 1].text.lower() if at else ""
    if at and tokens[at - 1].text in city_states():  # "the Cairo round"
        return True
    return before in ORDINALS or before in ("next", "latest", "new", "final", "last", "previous")


def _phone_call(tokens: Sequence[Token], at: int, lowered: Sequence[str]) -> bool:
    """Whether "call" is a conversation by telephone and neither an appeal nor a conference call with reporters."""
    after = tokens[at + 1].text.lower() if at + 1 < len(tokens) else ""
    spoken = not {"phone", "telephone", "video"}.isdisjoint(lowered)
    return spoken or after in ("with", "between") or tokens[at].text.lower() != "call"


def _definite(lowered: Sequence[str]) -> bool | None:
    """True for "the talks", False for "new talks", None for "talks"."""
    words = lexicon().words
    if not lowered or lowered[0] not in words["indefinite"] | words["definite"]:
        return None
    return lowered[0] in words["definite"]


def _left(tokens: Sequence[Token], at: int) -> int:
    """The first token of the noun phrase whose head is at `at`."""
    words = lexicon().words
    first = at
    while first > 0 and at - first < _LEFTMOST:
        low = tokens[first - 1].text.lower()
        if low in words["determiners"]:
            first -= 1
            break
        if low == "of" and first > 1 and tokens[first - 2].text.lower() in words["of_heads"]:
            first -= 2
        elif _modifies(tokens, first - 1, low):
            first -= 1
        else:
            break
    if first > 1 and _unlisted(tokens, first - 1):
        first -= 2
    while first < at and _idle(tokens[first].text):
        first += 1
    return first


def _idle(word: str) -> bool:
    """Whether a word at a phrase's left end is none of it: a loose possessive or a headline's verb."""
    words, low = lexicon().words, word.lower()
    return word in _POSSESSIVE or word == "," or (low in words["stops"] and low not in words["modifiers"])


def _modifies(tokens: Sequence[Token], at: int, low: str) -> bool:
    """Whether the token at `at` can stand before the head inside its noun phrase."""
    words = lexicon().words
    token, before = tokens[at], tokens[at - 1] if at else None
    owned = at + 1 < len(tokens) and tokens[at + 1].text in _POSSESSIVE
    if low in (*_POSSESSIVE, "’", "'"):
        return before is not None and _owns(before, plural=low in ("’", "'"))
    if owned and low in words["times"]:
        return True
    if low in words["participles"] and before is not None and _acts(before):
        return False
    if low in words["modifiers"] or low.endswith(lexicon().suffixes):
        return True
    hyphened = before is not None and before.text == "-" and before.end == token.start  # "U.N.-backed"
    return hyphened or (low not in words["stops"] and _looks_it(token, before))


def _looks_it(token: Token, before: Token | None) -> bool:
    """Whether a word that no list knows looks like a modifier: a name, a figure, a compound or the dash in one."""
    if token.text in ("-", "–", "/"):
        return before is not None and before.end == token.start
    return token.text[0].isupper() or token.text[0].isdigit() or ("-" in token.text and token.text[0].isalpha())


def _owns(token: Token, *, plural: bool) -> bool:
    """Whether a word before a possessive mark is a name, a time or, before a bare apostrophe, a plural."""
    low = token.text.lower()
    return low.endswith("s") if plural else token.text[0].isupper() or low in lexicon().words["times"]


def _acts(token: Token) -> bool:
    """Whether a participle after this word is its verb ("the two nations resumed …") and modifies nothing."""
    low, words = token.text.lower(), lexicon().words
    named = token.text[0].isupper() and not token.text.isupper() and low not in words["determiners"]
    return low in words["acting"] or named


def _unlisted(tokens: Sequence[Token], at: int) -> bool:
    """Whether an unlisted word between a determiner and the phrase belongs to it ("a fantastic phone call")."""
    words, word = lexicon().words, tokens[at].text
    plain = word.isalpha() and word.islower() and word not in words["stops"] and word not in words["determiners"]
    return plain and word not in lexicon().heads and tokens[at - 1].text.lower() in words["adjoining"]


def _right(tokens: Sequence[Token], at: int) -> int:
    """The last token of the phrase: heads in a row ("summit talks") and "round of … talks" are one."""
    heads, last = lexicon().heads, at
    if tokens[at].text.lower() == "round" and at + 1 < len(tokens) and tokens[at + 1].text.lower() == "of":
        ahead = range(at + 2, min(at + _AHEAD, len(tokens)))
        return next((place for place in ahead if tokens[place].text.lower() in heads), at)
    while last + 1 < len(tokens):
        following = tokens[last + 1].text.lower()
        if following not in heads or following in ("call", "round", "meet"):
            break
        last += 1
    return last

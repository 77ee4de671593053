"""What the sides of talks differ over: the issue, how it stands, and each side's position."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from talkwatch.extract.actors import LONGEST_SENTENCE, Cast, Mention
from talkwatch.extract.actors_phrases import lexicon_hits
from talkwatch.extract.sticking_issue import issue_after, issue_before, listed, words_of
from talkwatch.extract.sticking_rules import Rule, context_weight, rules, threshold
from talkwatch.model.claims import Position, Span, StickingClaim
from talkwatch.text.document import Document, Sentence

CONTRAST = re.compile(r"\b(?:while|whereas|but)\b")
PEOPLES = ("ians", "eans", "icans", "elis", "aqis", "anis", "Turks", "Britons")
"""How the names of peoples end."""
SHORT = 900
"""Characters of a feed item's text: it has to speak plainer than an article."""
SAME_ISSUE = 0.5
"""Share of the shorter issue's words from which two issues are one."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One rule's match in a sentence: the issue it gives ("" if none) and the positions it tells."""

    rule: Rule
    issue: str
    positions: tuple[Position, ...]
    weight: float
    at: int


def sticking(document: Document, cast: Cast) -> tuple[StickingClaim, ...]:
    """The sticking points of a document, the surest first cut to the threshold, in the order of the text."""
    sides = parties(document, cast)
    found: list[StickingClaim] = []
    for sentence in document.sentences:
        if len(sentence.tokens) > LONGEST_SENTENCE:
            continue
        signs = list(_signs(sentence, cast, sides))
        claim = _claim(sentence, signs, short=len(document.text) < SHORT) if signs else None
        if claim:
            several = listed(sentence.text, 0, len(sentence.text)) if not claim.positions else ()
            found += [replace(claim, issue=issue) for issue in several] or [claim]
    return _distinct(found)


def parties(document: Document, cast: Cast) -> frozenset[str]:
    """Who may be a side: those that the text names twice or its headline once."""
    counts: Counter[str] = Counter()
    for sentence in document.sentences:
        for mention in cast.mentions(sentence):
            if mention.actor and mention.kind != "medium":
                counts[mention.actor] += 2 if sentence.field == "title" else 1
    short = len(document.sentences) <= 6
    return frozenset(actor for actor, count in counts.items() if count >= 2 or short)


def _signs(sentence: Sentence, cast: Cast, sides: frozenset[str]) -> Iterator[Sign]:
    """What each rule reads in a sentence."""
    for rule in rules():
        for match in rule.cue.finditer(sentence.text):
            if sentence.text[match.end() - 1 : match.end() + 1].isalpha() and match.end() < len(sentence.text):
                continue
            positions = tuple(_positions(rule, match, sentence, cast, sides))
            if rule.party and not positions:
                continue
            issue = (
                issue_before(sentence.text, match.start())
                if rule.issue == "before"
                else issue_after(sentence.text, match.end())
            )
            yield Sign(rule, issue, positions, rule.weight if issue else rule.weight - 0.3, match.start())
            break


def _positions(
    rule: Rule, match: re.Match[str], sentence: Sentence, cast: Cast, sides: frozenset[str]
) -> Iterator[Position]:
    """The positions that a rule's match tells."""
    mentions = [mention for mention in cast.mentions(sentence) if mention.actor]
    start, end = sentence.start + match.start(), sentence.start + match.end()
    holders: tuple[str, ...] = ()
    if rule.holder == "before":
        holders = _before(mentions, start, sentence)
    elif rule.holder == "owner":
        holders = _owner(sentence, start)
    holders = tuple(holder for holder in holders if holder in sides)
    if rule.hold is None or not holders:
        return
    yield from (Position(holder, rule.hold) for holder in holders)
    owners = _inside(sentence, start, end) if rule.owner else ()
    if rule.owner:
        yield from (Position(owner, rule.owner) for owner in owners if owner not in holders and owner in sides)
    if rule.other and not owners:
        after = [mention for mention in mentions if mention.start >= end and not _people(mention)]
        others = {mention.actor for mention in after} - set(holders) - {None}
        if len(others) == 1:
            other = others.pop()
            if other in sides and other is not None:
                yield Position(other, rule.other)


def _people(mention: Mention) -> bool:
    """Whether a mention is of a people rather than its state ("displaced Norlandians")."""
    return mention.kind == "state" and mention.text != mention.actor and mention.text.endswith(PEOPLES)


def _before(mentions: Sequence[Mention], start: int, sentence: Sentence) -> tuple[str, ...]:
    """The subject of a cue: the nearest mention before it, with those that "and" joins to it."""
    before = [mention for mention in mentions if mention.end <= start]
    if not before:
        return ()
    holders = [before[-1].actor or ""]
    for earlier, later in zip(reversed(before[:-1]), reversed(before), strict=False):
        between = sentence.text[earlier.end - sentence.start : later.start - sentence.start]
        if between.strip().lower() not in ("and", ",", "and the", ", and"):
            break
        holders.append(earlier.actor or "")
    return tuple(dict.fromkeys(holders))


def _owner(sentence: Sentence, start: int) -> tuple[str, ...]:
    """Whose demand it is: the name right before a cue ("Israel's", "U.S.", "Russian")."""
    tokens = [token for token in sentence.tokens if token.end <= start][-5:]
    hits = [hit for hit in lexicon_hits(tokens) if hit.name.actor]
    if not hits:
        return ()
    gap = [token.text.lower() for token in tokens[hits[-1].last :] if token.text not in ("'s", "’s", "’", "'")]
    return (hits[-1].name.actor or "",) if len(gap) <= 1 else ()


def _inside(sentence: Sentence, start: int, end: int) -> tuple[str, ...]:
    """The names within a cue ("rejected Israel's demand")."""
    tokens = [token for token in sentence.tokens if start <= token.start and token.end <= end]
    return tuple(hit.name.actor for hit in lexicon_hits(tokens) if hit.name.actor)


def _claim(sentence: Sentence, signs: Sequence[Sign], *, short: bool) -> StickingClaim | None:
    """The sticking point of a sentence, if its signs together are strong enough."""
    best = max(signs, key=lambda sign: (bool(sign.issue), sign.weight))
    score = (
        best.weight + context_weight(sentence.text) + 0.1 * (len({sign.rule.name for sign in signs if sign.issue}) - 1)
    )
    if score < (threshold().short if short else threshold().least) or not best.issue:
        return None
    positions = _positions_on(best, signs, sentence.text)
    return StickingClaim(
        span=Span(sentence.field, sentence.start, sentence.end, sentence.text),
        rule=best.rule.name,
        confidence=round(min(score / 1.3, 0.99), 3),
        issue=best.issue,
        status=best.rule.status,
        positions=positions,
    )


def _positions_on(best: Sign, signs: Sequence[Sign], text: str) -> tuple[Position, ...]:
    """Each side's position on the best sign's issue; a rival's own demand after "while" or "but" rejects it."""
    held = {position.actor: position for position in best.positions}
    for sign in sorted(signs, key=lambda sign: -sign.weight):
        between = text[min(sign.at, best.at) : max(sign.at, best.at)]
        for position in sign.positions:
            if (
                held
                and position.hold == "demands"
                and CONTRAST.search(between)
                and "demands" in {p.hold for p in best.positions}
            ):
                held.setdefault(position.actor, Position(position.actor, "rejects"))
            held.setdefault(position.actor, position)
    return tuple(held.values())


def _distinct(found: Sequence[StickingClaim]) -> tuple[StickingClaim, ...]:
    """The surest claims, those on one issue made one with all its positions."""
    kept: list[StickingClaim] = []
    for claim in sorted(found, key=lambda claim: -claim.confidence):
        twin = next((at for at, other in enumerate(kept) if _same(claim, other)), None)
        if twin is None:
            kept.append(claim)
            continue
        held = {position.actor for position in kept[twin].positions}
        more = tuple(position for position in claim.positions if position.actor not in held)
        kept[twin] = replace(kept[twin], positions=kept[twin].positions + more)
    return tuple(sorted(kept[: threshold().most], key=lambda claim: (claim.span.field == "text", claim.span.start)))


def _same(one: StickingClaim, other: StickingClaim) -> bool:
    mine, theirs = words_of(one.issue), words_of(other.issue)
    shorter = min(len(mine), len(theirs))
    return shorter > 0 and len(mine & theirs) > max(SAME_ISSUE * shorter, min(1, shorter - 1))

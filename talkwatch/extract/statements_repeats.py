"""Which drafts say the same: a report around another report, and a headline that the text repeats."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from talkwatch.extract.actors import Described
from talkwatch.extract.actors_lexicon import word_set
from talkwatch.text.document import Document

if TYPE_CHECKING:
    from talkwatch.extract.statements import Draft

COPY = 0.8
"""Share of the words of two statements of one speaker from which they are one."""
SAME, UNSURE, OTHER = 0.3, 0.5, 0.7
"""Share of a headline's words that repeats it in the text: of one speaker, of speakers that may be one, of others."""
ITEM = 900
"""Characters of text up to which a document is a feed item, whose headline counts."""
_WORD = re.compile(r"[a-z0-9]+")
_SMALL = word_set("small")


def without_frames(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without those whose content is little more than another's statement ("AFP reported that X said …")."""
    near: dict[int, list[Draft]] = defaultdict(list)
    for draft in drafts:
        for sentence in range(draft.first, draft.last + 1):
            near[sentence].append(draft)
    return [
        draft for draft in drafts if not any(_frames(draft, other) for other in near[draft.first] if other is not draft)
    ]


def _frames(outer: Draft, inner: Draft) -> bool:
    if outer.field != inner.field or not inner.source:
        return False
    first, last = outer.parts[0][0], outer.parts[-1][1]
    within = (
        first <= inner.source[0]
        and inner.source[1] <= last
        and inner.parts[0][0] >= first
        and inner.parts[-1][1] <= last + 2
    )
    size = sum(end - start for start, end in inner.parts)
    return within and size > 0.5 * sum(end - start for start, end in outer.parts)


def without_repeats(document: Document, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without headlines that the text repeats, without an article's headlines, and without copies."""
    body = [draft for draft in drafts if draft.field == "text"]
    article = len(document.text) > ITEM and bool(body)
    kept = [
        draft for draft in drafts if draft.field == "title" and not article and not _repeated(document, draft, body)
    ]
    heard: dict[str, list[set[str]]] = {}
    for draft in body:
        said = words_of(document, draft)
        before = heard.setdefault(draft.who.speaker, [])
        if not any(len(said & other) > COPY * len(said | other) for other in before):
            kept.append(draft)
            before.append(said)
    return kept


def words_of(document: Document, draft: Draft) -> set[str]:
    """The words of a draft's content, folded, without the small ones."""
    text = document.field(draft.field)
    found = _WORD.findall(" ".join(text[start:end] for start, end in draft.parts).lower())
    return {word[:6] for word in found if word not in _SMALL}


def _repeated(document: Document, headline: Draft, body: Sequence[Draft]) -> bool:
    said = words_of(document, headline)
    for draft in body:
        if headline.rule == "headline" and draft.who.speaker == headline.who.speaker:
            return True
        shared = len(said & words_of(document, draft))
        if said and shared >= _needed(draft.who, headline.who) * len(said):
            return True
    return False


def _needed(one: Described, other: Described) -> float:
    """Share of a headline's words that the text must have, by how sure it is that both speakers are one."""
    if one.speaker == other.speaker or (one.actor is not None and one.actor == other.actor):
        return SAME
    return UNSURE if one.actor is None or other.actor is None else OTHER

"""A text as the extraction sees it: fields, paragraphs, sentences and tokens, all with offsets into the original."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from talkwatch.model.claims import Place


@dataclass(slots=True)
class Token:
    """A word or punctuation mark; `start`, `end` are characters of its field.

    Not frozen, which would make it four times as slow to make; a text has thousands.
    """

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of one field. `paragraph` counts from 0 within the field, `index` within the document.

    `lows` are the words of its tokens in small letters.
    """

    field: Place
    index: int
    paragraph: int
    start: int
    end: int
    text: str
    tokens: tuple[Token, ...]
    lows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A title and a text with the moment they were published (UTC); sentences of the title come first."""

    title: str
    text: str
    published: datetime
    sentences: tuple[Sentence, ...]

    def field(self, name: Place) -> str:
        """The whole of one field."""
        return self.title if name == "title" else self.text

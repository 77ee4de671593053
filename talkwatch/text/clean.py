"""Markup or plain text to clean plain text: what the screen, the store and the extraction may see.

HTML is read by selectolax (Lexbor, a real HTML5 parser): alive, typed, and 6,300 feed summaries of 780 characters a
CPU second with all that is done here. Text without tags never meets it: "a < b" and "AT&T" pass unharmed.
"""

from __future__ import annotations

import html
import re

from selectolax.lexbor import LexborHTMLParser


def clean(markup: str) -> str:
    """Plain text of HTML or of text: paragraphs parted by a newline each, spaces single, entities decoded once.

    Control bytes, terminal sequences, C1, bidi overrides, zero-width tricks and lone surrogates are gone.
    """
    return "\n".join(_paragraphs(markup))


def clean_line(markup: str) -> str:
    """The same on one line."""
    return " ".join(_paragraphs(markup))


def plain_line(text: str) -> str:
    """A text that is no markup on one line, without control bytes, bidi overrides and the like."""
    return " ".join(_plain(text).split())


BLOCKS = (
    "address|article|aside|blockquote|body|br|caption|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|"
    "h[1-6]|header|hr|html|li|main|nav|ol|option|p|pre|section|summary|table|tbody|td|tfoot|th|thead|title|tr|ul"
)
INLINE = (
    "a|abbr|acronym|audio|b|bdi|bdo|big|button|cite|code|data|del|dfn|em|embed|font|head|i|iframe|img|input|ins|kbd|label|"
    "link|mark|meta|noscript|object|picture|q|s|samp|script|small|source|span|strike|strong|style|sub|sup|svg|template|"
    "time|tt|u|var|video|wbr"
)
TAG = re.compile(rf"</?(?:{BLOCKS}|{INLINE})(?:\s[^<>]*)?/?>|<!--|<!\[CDATA\[|<!doctype", re.IGNORECASE)
BLOCK = re.compile(rf"</?(?:{BLOCKS})(?:[\s/][^<>]*)?>", re.IGNORECASE)
UNSEEN = ["script", "style", "template", "iframe", "object", "svg", "head", "noscript", "audio", "video"]
BREAK = "\ue000"
"""Marks a block's edge while the parser runs; private use, so `_plain` has taken it out of the text before."""


def _paragraphs(markup: str) -> list[str]:
    text = _plain(markup)
    if "<" in text and TAG.search(text):
        text = _plain(_rendered(text))
    elif "&" in text:
        text = _plain(html.unescape(text))
    lines = (text,) if "\n" not in text else text.split("\n")
    return [" ".join(words) for line in lines if (words := line.split())]


def _rendered(markup: str) -> str:
    """What a browser would show, a newline at the edges of blocks."""
    marked = BLOCK.sub(rf"{BREAK}\g<0>", markup)
    if BREAK not in marked:
        marked = BLANK_LINE.sub(BREAK, markup)
    plain = SIMPLE_INLINE.sub("", SIMPLE_BLOCK.sub("", marked))
    if "<" not in plain or _deep(marked):
        shown = html.unescape(plain if "<" not in plain else TAG.sub(" ", marked))
    else:
        shown = _by_parser(marked)
    return shown.replace("\n", " ").replace(BREAK, "\n")


def _by_parser(marked: str) -> str:
    """The text of HTML as a browser finds it."""
    tree = LexborHTMLParser(marked)
    tree.strip_tags(UNSEEN)
    root = tree.body or tree.root
    return root.text(deep=True) if root else ""


ATTRIBUTES = r"""(?:\s+[a-zA-Z-]+(?:=(?:"[^"<>]*"|'[^'<>]*'))?)*\s*/?>"""
SIMPLE_BLOCK = re.compile(rf"</?(?:p|br|div|ul|ol|li|h[1-6]|hr|blockquote)(?:>|{ATTRIBUTES})", re.IGNORECASE)
SIMPLE_INLINE = re.compile(rf"</?(?:a|b|strong|em|i|u|span|small|img|font|wbr)(?:>|{ATTRIBUTES})", re.IGNORECASE)
"""Tags that add nothing to the text and reorder nothing in it: where there are no others, no parser is needed."""

DEEPEST = 500
"""Elements within each other; a parser's work grows with the square of the depth (200,000 took 97 s)."""


def _deep(markup: str) -> bool:
    """True when elements nest deeper than any page's."""
    if markup.count("<") <= DEEPEST:
        return False
    depth = deepest = 0
    for match in OPENING.finditer(markup):
        depth = max(0, depth - 1) if match[0] == "</" else depth + (match[1] not in VOID)
        deepest = max(deepest, depth)
    return deepest > DEEPEST


OPENING = re.compile(r"</|<([a-zA-Z]+)")
VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "source", "wbr", "embed"})
BLANK_LINE = re.compile(r"\n[ \t]*\n")
ODD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202f\u205f-\u206f"
    "\u3164\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\U000e0000-\U000e0fff"
    "\U000f0000-\U0010ffff]|[\u0300-\u036f\u0483-\u0489\u20d0-\u20ff]{4}"
)
"""Something in the text needs `_plain`'s work; most texts do without."""
ODD_ASCII = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
"""The same in a text of ASCII, found ten times as fast."""
TERMINAL = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|"
    r"(?:\x1b[\]P^_X]|[\x9d\x90\x9e\x9f\x98])[^\x07\x1b\x9c]{0,4000}(?:\x07|\x1b\\|\x9c)|\x1b[ -/]*[0-~]?"
)
"""Escape sequences of terminals (ECMA-48), whole: without their first byte the rest would stand as noise."""
JOINERS = re.compile(
    "(?<![\u0600-\u0fff\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]|"
    "[\u200c\u200d](?![\u0600-\u0fff\u2600-\u27bf\U0001f000-\U0001faff])"
)
"""Joiners outside the scripts and emoji that need them."""
LOOSE_SELECTORS = re.compile("[\ufe00-\ufe0d]|(?<![\u00a9\u00ae\u203c-\u3299#*0-9\U0001f000-\U0001faff])[\ufe0e\ufe0f]")
STACKS = re.compile("([\u0300-\u036f\u0483-\u0489\u20d0-\u20ff]{3})[\u0300-\u036f\u0483-\u0489\u20d0-\u20ff]+")
"""More than three marks on one letter are a prank."""


DROPPED = (
    *range(0x20),
    *(0x7F, 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFEFF, 0xFFA0, 0xFFFE, 0xFFFF),
    *(0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2070), *range(0x180B, 0x1810)),
    *range(0xD800, 0xF900),
    *range(0xFDD0, 0xFDF0),
    *range(0xFFF0, 0xFFFD),
    *range(0xE0000, 0xE1000),
)
"""Controls, invisible fillers and formats, bidi marks and overrides, surrogates, private use, non-characters, tags."""


def _table() -> dict[int, str | None]:
    """What single characters turn into: None drops them."""
    table: dict[int, str | None] = dict.fromkeys(DROPPED)
    table |= {0x9: " ", 0xA: "\n", 0xB: "\n", 0xC: "\n", 0xA0: " ", 0x2028: "\n", 0x2029: "\n"}
    for byte in range(0x80, 0xA0):
        table[byte] = bytes((byte,)).decode("cp1252", "ignore") or None
    return table


TABLE = _table()
PLANES = re.compile("[\U000f0000-\U0010ffff]")


def _plain(text: str) -> str:
    """The text without a character that hides, reorders or commands; raw C1 bytes become Windows-1252's."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not (ODD_ASCII if text.isascii() else ODD).search(text):
        return text
    if "\x1b" in text or "\x9d" in text or "\x90" in text:
        text = TERMINAL.sub("", text)
    text = LOOSE_SELECTORS.sub("", JOINERS.sub("", PLANES.sub("", text.translate(TABLE))))
    return STACKS.sub(r"\1", text)

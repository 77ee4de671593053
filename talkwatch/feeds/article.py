"""From a page to the article in it; run as a child (`python -m talkwatch.feeds.article`), so that no page, and no
robots.txt, can hold up the rest.

In: a JSON line {"id", "kind", "bytes", …} and so many bytes. Of the kind "page" (with "content_type", "title" and
"summary" of the entry), they are a web page, and out comes {"id", "kind", "text", "said"} (see `Found`). Of the kind
"robots" (with "url" and "agent"), they are a robots.txt, and out comes {"id", "allowed", "delay"}.
"""

from __future__ import annotations

import html
import json
import logging
import re
import sys
from dataclasses import asdict, dataclass
from typing import Any, Literal

from talkwatch.bounded import allow_cpu
from talkwatch.feeds.charset import decoded
from talkwatch.feeds.parsed import MOST_TEXT
from talkwatch.text.clean import clean

CPU = 10.0
"""Seconds of processor time for one page."""

MOST_PAGE = 4 << 20
"""Characters of a page's markup that are looked at; the largest of news pages have about half."""

LEAST_WORDS = 60
"""Words from which a text is an article; shorter ones are notes on cookies, or what is left of a page of scripts."""

STUB_WORDS = 250
"""Words up to which the free part of an article behind a paywall is taken for its teaser."""

TITLE_SHARE = 0.25
"""The part of the headline's longer words that an article uses at least; else the page is about other things."""

TAIL = 400
"""Characters at the end of a text in which an invitation to subscribe stands."""

_LOCKED = re.compile(
    r""""isAccessibleForFree"\s*:\s*"?false|<meta[^>]{0,200}content_tier[^>]{0,200}content\s*=\s*["'](?:locked|paid|metered)""",
    re.IGNORECASE,
)
"""How pages say that they cost something (schema.org's isAccessibleForFree, Open Graph's content_tier)."""

_INVITING = re.compile(
    r"(?:subscribe|sign up|sign in|log in|register|create (?:a free|an) account)\b[^.\n]{0,60}"
    r"\b(?:to (?:continue|keep|finish|read|unlock|access)|for (?:full|unlimited) access)"
    r"|(?:continue reading|keep reading|read (?:the full|the rest|this|more)(?: of)?(?: this| the)?"
    r"(?: story| article)?)[^.\n]{0,60}(?:\b(?:subscri|member|account|(?:free|your) trial)"
    r"|\bfor (?:just |only )?[€$£]\s?\d)"
    r"|already a (?:subscriber|member)\b|(?:article|story|content) is (?:only |exclusively )?(?:available )?(?:for|to) "
    r"(?:our )?(?:paying |paid |premium |registered )*(?:subscribers|members)|to continue reading"
    r"|remaining free articles|(?:start|begin) your (?:free )?trial|unlock (?:this|the full) (?:article|story)"
    r"|reached your (?:\w+ )?(?:article )?limit"
    r"|(?:get|enjoy|buy) (?:full|unlimited) (?:digital )?access\b"
    r"|(?:[.?!]\s+|\n)(?:become|be) a (?:subscriber|member)(?: today| now)?\s*(?:[.!\n]|$)",
    re.IGNORECASE,
)
"""How a paywall words it. Takes "Subscribe to continue reading", leaves "the union subscribed to the accord"."""

_CONTROLS = dict.fromkeys((*range(9), 11, *range(14, 32), *range(127, 160), 0xFFFE, 0xFFFF))
"""Signs that no page needs and at which libxml2 ends a text."""

_REFERENCE = re.compile(
    r"&#(?:x0*(?:[01]?[0-9a-f]|[89][0-9a-f]|7f)(?![0-9a-f])|0*(?:\d|[12]\d|3[01]|12[7-9]|1[345]\d)(?!\d));?",
    re.IGNORECASE,
)
"""References to control signs; browsers take those from 128 to 159 for Windows-1252's quotation marks and dashes."""

_AMPERSAND = re.compile(r"&(?:amp|#0*38|#x0*26);", re.IGNORECASE)
"""An ampersand as markup writes it; trafilatura decodes entities once more than written, and gets one more."""

_WORD = re.compile(r"[^\W\d_]{5,}")


@dataclass(frozen=True, slots=True)
class Found:
    """What a page holds: an article, the teaser of one behind a paywall, or none. `said` is why it is none."""

    kind: Literal["read", "paywall", "none"]
    text: str = ""
    said: str = ""


def read_page(body: bytes, content_type: str, title: str, summary: str) -> Found:
    """The article of a page, as clean text with a newline between paragraphs.

    `title` and `summary` are the entry's: what the page holds must be about it, and be more than the feed had.
    """
    page = _REFERENCE.sub(_plain_sign, decoded(body, content_type)).translate(_CONTROLS)
    if len(page) > MOST_PAGE:
        return Found("none", said=f"a page of {len(page) >> 20} Mi characters, too large for an article")
    text = clean(html.escape(_extracted(page), quote=False))[:MOST_TEXT]
    words = len(text.split())
    if is_stub(page, text):
        return Found("paywall", said="behind a paywall; the summary stays")
    if words < LEAST_WORDS:
        return Found("none", said="no article was found in the page")
    if not is_about(text, title, summary):
        return Found("none", said="the page is about something else (a consent page or a list, perhaps)")
    if words <= len(summary.split()):
        return Found("none", said="the page has no more than the feed")
    return Found("read", text)


def _plain_sign(reference: re.Match[str]) -> str:
    """What a browser takes a reference to a control sign for, or a space."""
    sign = html.unescape(reference[0])
    return sign if ord(sign[:1] or " ") >= 160 else " "


def is_stub(page: str, text: str) -> bool:
    """Whether the text is only the beginning of an article that is kept for those who pay."""
    if _INVITING.search(text[-TAIL:]):
        return True
    if len(text.split()) >= STUB_WORDS:
        return False
    return bool(_LOCKED.search(page) or _INVITING.search(text) or _INVITING.search(_visible(page)))


def is_about(text: str, title: str, summary: str) -> bool:
    """Whether the text uses the longer words of the headline, or, where that has none, of the summary."""
    wanted = _words(title) or _words(summary)
    return not wanted or len(wanted & _words(text)) >= TITLE_SHARE * len(wanted)


def _words(text: str) -> set[str]:
    return {word.lower()[:6] for word in _WORD.findall(text)}


def _visible(page: str) -> str:
    """The page's words without its scripts and tags, roughly: enough to look for a phrase."""
    return re.sub(r"<[^>]*>", " ", re.sub(r"<(script|style)\b.*?</\1\s*>", " ", page, flags=re.IGNORECASE | re.DOTALL))


def _extracted(page: str) -> str:
    """The article's text as trafilatura finds it, or ""."""
    import trafilatura  # noqa: PLC0415 - takes 0.5 s and 60 MB, which no answer on robots.txt needs

    logging.disable(logging.CRITICAL)
    page = _AMPERSAND.sub("&amp;amp;", page)
    return trafilatura.extract(page, include_comments=False, include_tables=False) or ""


def may_ask(rules: bytes, url: str, agent: str) -> tuple[bool, float]:
    """Whether a robots.txt lets `agent` ask for `url`, and after how many seconds (Crawl-delay; 0 if it has none)."""
    from protego import Protego  # noqa: PLC0415 - same

    parsed = Protego.parse(decoded(rules, "text/plain; charset=utf-8"))
    delay = parsed.crawl_delay(agent) or 0.0
    rate = parsed.request_rate(agent)
    slow = rate.seconds / rate.requests if rate and rate.requests else 0.0
    return parsed.can_fetch(url, agent), max(0.0, delay, slow)


def answer(message: dict[str, Any], body: bytes) -> dict[str, Any]:
    """The reply to one message; whatever a page does to the reader is its own fault."""
    try:
        if message["kind"] == "robots":
            allowed, delay = may_ask(body, str(message["url"]), str(message["agent"]))
            return {"allowed": allowed, "delay": delay}
        return asdict(read_page(body, str(message["content_type"]), str(message["title"]), str(message["summary"])))
    except MemoryError:
        fault = "takes more memory to read than a page may"
    except Exception as error:  # noqa: BLE001 - the rim of the worker: a page must not end it
        fault = f"breaks the reader ({type(error).__name__})"
    if message.get("kind") == "robots":
        return {"allowed": False, "delay": 0.0, "said": f"its robots.txt {fault}"}
    return asdict(Found("none", said=f"the page {fault}"))


def main() -> None:
    """Answers until the input ends."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    while line := source.readline():
        message = json.loads(line)
        body = source.read(message.get("bytes", 0))
        allow_cpu(message.get("cpu", CPU))
        sink.write(
            json.dumps({"id": message["id"], **answer(message, body)}, ensure_ascii=False).encode("utf-8", "replace")
            + b"\n"
        )
        sink.flush()


if __name__ == "__main__":
    main()

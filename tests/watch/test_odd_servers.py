"""Servers and documents as nobody should send them: each ends as it should, twice, and the feed beside it is read."""

from __future__ import annotations

import gzip
import itertools
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler

import pytest

from talkwatch.feeds.fetch import Bounds
from talkwatch.model.items import Feed, FeedId
from talkwatch.model.polls import FeedHealth
from talkwatch.settings.config import Config
from talkwatch.store import Store
from talkwatch.watch import Watcher
from tests.fakes.loopback import Loopback, Page, rss

THREE = rss("Talks open", "Talks go on", "Talks end")
BOUNDS = Bounds(connect=2.0, first_byte=3.0, whole=8.0)
"""Less patience than usual, so that what hangs ends soon."""


@dataclass(frozen=True, slots=True)
class Odd:
    """An answer, and how many items it should end in: None is an error that says `said`."""

    page: Page
    items: int | None = 3
    said: str = ""


def raw(*parts: bytes | Iterable[bytes]) -> Page:
    """Bytes as they go over the wire, with no server's help."""

    def serve(handler: BaseHTTPRequestHandler) -> None:
        for part in parts:
            for piece in (part,) if isinstance(part, bytes) else part:
                handler.wfile.write(piece)

    return Page(serve=serve)


def head(*lines: str, status: str = "HTTP/1.1 200 OK") -> bytes:
    return "".join(f"{line}\r\n" for line in (status, *lines, "")).encode("latin-1")


def whole(body: bytes, *lines: str) -> Page:
    return raw(head(*lines, f"Content-Length: {len(body)}"), body)


def chunked(body: bytes, size: int, *lines: str) -> Page:
    def pieces() -> Iterable[bytes]:
        for start in range(0, len(body), size):
            piece = body[start : start + size]
            yield b"%x\r\n%s\r\n" % (len(piece), piece)
        yield b"0\r\n\r\n"

    return raw(head("Transfer-Encoding: chunked", *lines), *([pieces()] if size > 64 else [b"".join(pieces())]))


def item(inner: str) -> bytes:
    return f'<rss version="2.0"><channel><title>x</title><item>{inner}</item></channel></rss>'.encode(
        "utf-8", "surrogatepass"
    )


def in_json(**feed: object) -> Page:
    version = {"version": "https://jsonfeed.org/version/1.1", "title": "x"}
    return Page(json.dumps(version | feed).encode(), headers={"Content-Type": "application/feed+json"})


def entries(count: int, **said: object) -> list[dict[str, object]]:
    return [{"id": str(n), "content_text": f"Talks {n}"} | said for n in range(count)]


def encoded(name: str, codec: str = "") -> bytes:
    text = THREE.decode()
    return f'<?xml version="1.0" encoding="{name}"?>{text}'.encode(codec or name)


HTTP = {
    "early hints before the answer": Odd(
        raw(head("Link: </a>", status="HTTP/1.1 103 Early Hints"), head(f"Content-Length: {len(THREE)}"), THREE)
    ),
    "a hundred times continue": Odd(raw(head(status="HTTP/1.1 100 Continue") * 100, head("Connection: close"), THREE)),
    "continue without an end": Odd(raw(head(status="HTTP/1.1 100 Continue") for _ in itertools.repeat(0)), None, "no"),
    "a part that nobody asked for": Odd(
        raw(head("Content-Range: bytes 0-9/999", status="HTTP/1.1 206 Partial"), b"<rss"), None, "206"
    ),
    "two lengths that differ": Odd(
        raw(head("Content-Length: 5", "Content-Length: 500"), THREE), None, "not proper HTTP"
    ),
    "a length and chunks": Odd(
        raw(head("Transfer-Encoding: chunked", "Content-Length: 5"), b"%x\r\n%s\r\n0\r\n\r\n" % (len(THREE), THREE))
    ),
    "a length below nought": Odd(raw(head("Content-Length: -5"), THREE), None, "not proper HTTP"),
    "a length of thirty digits": Odd(raw(head(f"Content-Length: {'9' * 30}"), THREE), None, ""),
    "no words after the status": Odd(raw(head("Connection: close", status="HTTP/1.1 200"), THREE)),
    "lines that end without a return": Odd(raw(b"HTTP/1.1 200 OK\nConnection: close\n\n", THREE)),
    "an answer of HTTP/1.0 without a length": Odd(raw(head(status="HTTP/1.0 200 OK"), THREE)),
    "HTTP of another age": Odd(raw(THREE), None, "not proper HTTP"),
    "the banner of another protocol": Odd(raw(b"SSH-2.0-OpenSSH_9.6\r\n" * 3), None, "not proper HTTP"),
    "a status line of fifty thousand signs": Odd(raw(b"HTTP/1.1 200 " + b"\x1b[2J" * 10_000), None, ""),
    "a NUL in a header": Odd(raw(head("X-Odd: a\0b", "Connection: close"), THREE), None, "not proper HTTP"),
    "a folded header": Odd(raw(head("X-Odd: a", " b", "Connection: close"), THREE)),
    "one byte a chunk": Odd(chunked(THREE, 1)),
    "half a million chunks of one byte": Odd(chunked(THREE + b" " * 500_000, 1), None, "pieces"),
    "plain bytes that say they are packed": Odd(whole(THREE, "Content-Encoding: gzip"), None, "packed"),
    "packed twice": Odd(whole(gzip.compress(gzip.compress(THREE)), "Content-Encoding: gzip, gzip"), None, "packed"),
    "packed, and cut": Odd(
        whole(gzip.compress(THREE + b"<!--%s-->" % str(list(range(999))).encode())[:-700], "Content-Encoding: gzip"),
        3,
    ),
    "packed, with something after it": Odd(whole(gzip.compress(THREE) + b"\0" * 99, "Content-Encoding: gzip")),
    "packed in members": Odd(whole(gzip.compress(THREE[:99]) + gzip.compress(THREE[99:]), "Content-Encoding: x-gzip")),
    "an unknown charset in the header": Odd(whole(THREE, "Content-Type: text/xml; charset=" + "x" * 9000)),
    "a codec of Python's as charset": Odd(whole(THREE, "Content-Type: text/xml; charset=zlib_codec")),
    "a redirect to itself": Odd(
        raw(head("Location: /odd", "Content-Length: 0", status="HTTP/1.1 302 Found")), None, "redirects"
    ),
    "a redirect into a mail program": Odd(
        raw(head("Location: mailto:a@b", "Content-Length: 0", status="HTTP/1.1 301 Moved")), None, "address"
    ),
    "a redirect to an address with a line break": Odd(
        raw(head("Location: /three%0d%0aX: y", "Content-Length: 0", status="HTTP/1.1 302 Found")), None, "404"
    ),
    "a redirect to letters outside of ASCII": Odd(
        raw(b"HTTP/1.1 302 Found\r\nLocation: /dr\xc3\xa9i\r\nContent-Length: 0\r\n\r\n")
    ),
    "a redirect by a page": Odd(
        whole(b"<html><meta http-equiv=refresh content='0;url=/three'></html>", "Refresh: 0; url=/three"),
        None,
        "web page",
    ),
    "a wish to wait for ages": Odd(
        raw(head("Retry-After: 99999999999999999999", "Content-Length: 0", status="HTTP/1.1 503 No")), None, "503"
    ),
    "a wish to wait that is no time": Odd(
        raw(head("Retry-After: \x1b[2J soon", "Content-Length: 0", status="HTTP/1.1 429 No")), None, "429"
    ),
    "a status of no class": Odd(raw(head("Content-Length: 0", status="HTTP/1.1 999 Odd")), None, "999"),
}

XML = {
    "elements within each other without an end": Odd(Page(b"<rss><channel>" + b"<a>" * 200_000), None),
    "closed elements within each other": Odd(
        Page(item("<title>T</title><description>" + "<a>" * 50_000 + "</a>" * 50_000 + "</description>")), 1
    ),
    "a title of eight million letters": Odd(Page(item(f"<title>{'talks ' * 1_300_000}</title><guid>1</guid>")), 1),
    "an attribute of five million letters": Odd(Page(item(f"<title x='{'a' * 5_000_000}'>T</title><guid>1</guid>")), 1),
    "a guid of a million letters": Odd(Page(item(f"<title>T</title><guid>{'g' * 1_000_000}</guid>")), 1),
    "half a million instructions": Odd(Page(b"<?a b?>" * 500_000 + THREE)),
    "a million items of nothing before the first": Odd(
        Page(b"<rss version='2.0'><channel>" + b"<item/>" * 1_000_000 + THREE[THREE.index(b"<item") :]), 0
    ),
    "three items and a million of nothing": Odd(
        Page(THREE.replace(b"</channel>", b"<item/>" * 1_000_000 + b"</channel>"))
    ),
    "forty thousand namespaces": Odd(
        Page(
            b"<rss version='2.0' "
            + b" ".join(b'xmlns:a%d="u:%d"' % (n, n) for n in range(40_000))
            + THREE[4:].replace(b' version="2.0"', b"", 1)
        )
    ),
    "a section of data that never ends": Odd(Page(item("<title><![CDATA[Talks</title>")), None, "CDATA"),
    "XML of version 1.1": Odd(Page(b'<?xml version="1.1"?>' + THREE)),
    "empty lines before the declaration": Odd(Page(b"\n\n\t \n" + encoded("utf-8"))),
    "two byte order marks": Odd(Page(b"\xef\xbb\xbf\xef\xbb\xbf" + encoded("utf-8"))),
    "NULs behind the end": Odd(Page(THREE + b"\0" * 5000)),
    "a page of an ad behind the end": Odd(Page(THREE + b"<html><script>x</script></html>")),
    "UTF-32": Odd(Page(encoded("utf-32"))),
    "UTF-16 that says UTF-8": Odd(Page(encoded("utf-8", "utf-16"))),
    "UTF-8 that says UTF-16": Odd(Page(encoded("utf-16", "utf-8"))),
    "UTF-7": Odd(Page(encoded("utf-7"))),
    "EBCDIC": Odd(Page(encoded("cp037"))),
    "a codec of Python's as encoding": Odd(Page(encoded("unicode_escape"))),
    "a codec that takes forever": Odd(Page(encoded("punycode", "utf-8") + b"a" * 300_000)),
    "a stylesheet and an inclusion": Odd(
        Page(
            b'<?xml-stylesheet href="/three"?>'
            + THREE.replace(
                b"<channel>", b'<channel><x:include xmlns:x="http://www.w3.org/2001/XInclude" href="/three"/>'
            )
        )
    ),
    "years that no calendar has": Odd(
        Page(item("<title>T</title><guid>1</guid><pubDate>Fri, 31 Dec 99999 23:59:60 +9999</pubDate>")), 1
    ),
    "a day before all days": Odd(
        Page(item("<title>T</title><guid>1</guid><pubDate>0001-01-01T00:00:00+14:00</pubDate>")), 1
    ),
    "a feed that is never to be asked": Odd(
        Page(
            THREE.replace(
                b"<channel>",
                b"<channel><ttl>99999999999</ttl><skipHours>"
                + b"".join(b"<hour>%d</hour>" % n for n in range(24))
                + b"</skipHours>",
            )
        )
    ),
    "a base that is a script": Odd(Page(THREE.replace(b"<rss ", b'<rss xml:base="javascript:alert(1)//" '))),
}

JSON = {
    "lists within each other": Odd(
        Page(
            b'{"version":"https://jsonfeed.org/version/1","items":' + b"[" * 500_000,
            headers={"Content-Type": "application/json"},
        ),
        None,
    ),
    "halves of letters everywhere": Odd(
        in_json(
            title="\ud800",
            language="\udfff",
            items=entries(
                3, title="\ud800", url="https://e.org/\ud800", language="\ud83d", authors=[{"name": "\udc00"}]
            ),
        ),
        3,
    ),
    "a number of ten thousand digits": Odd(
        Page(
            b'{"version":"https://jsonfeed.org/version/1","items":[{"id":1' + b"0" * 10_000 + b',"content_text":"T"}]}'
        ),
        None,
    ),
    "items that are none": Odd(in_json(items=[None, 1, "x", [], {}, {"id": None}, *entries(3)]), 3),
    "a list of items that is none": Odd(in_json(items={"id": "1"}), None),
    "dates that are none": Odd(in_json(items=entries(3, date_published="-9999-99-99T99:99:99Z", date_modified=5)), 3),
    "ids that are numbers, and objects as titles": Odd(
        in_json(items=[{"id": 1, "title": {"a": 1}, "content_html": ["x"], "content_text": "T"}]), 1
    ),
    "no number": Odd(Page(b'{"version":"https://jsonfeed.org/version/1","items":[{"id":NaN,"content_text":"T"}]}'), 1),
}

ALL = {**HTTP, **XML, **JSON}


async def polled_twice(odd: Odd, store: Store, server: Loopback) -> tuple[FeedHealth, FeedHealth]:
    """How a good feed and the odd one beside it stand after two polls."""
    server.pages |= {"/odd": odd.page, "/three": Page(THREE), "/dr%C3%A9i": Page(THREE)}
    good, url = server.rss("/good", "One", "Two"), server.url("/odd")
    for each in (url, good):
        store.add_feed(Feed(FeedId(each), each))
    watcher = Watcher(store, Config(), lambda: datetime.now(UTC), allow_private=[server.place], bounds=BOUNDS)
    for _ in range(2):
        await watcher.poll_once(force=True, read=False)
    await watcher.close()
    feeds = {health.feed.url: health for health in store.feeds()}
    return feeds[good], feeds[url]


@pytest.mark.parametrize("name", ALL)
async def test_an_odd_answer_ends_as_it_should_at_every_poll_beside_a_good_feed(
    name: str, store: Store, server: Loopback
) -> None:
    odd = ALL[name]

    good, health = await polled_twice(odd, store, server)

    assert (good.items, good.error) == (2, "")
    assert (health.items, bool(health.error)) == (odd.items or 0, odd.items is None), health.error
    assert odd.said in health.error
    assert len(health.error) < 300
    assert (health.error + health.notice + health.feed.title).isprintable()
    assert store.items(search="") == tuple(sorted(store.items(), key=lambda item: item.published, reverse=True))

from __future__ import annotations

import asyncio
import contextlib
import gzip
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler

import brotli
import pytest

from talkwatch.feeds.fetch import Answer, Bounds, Fetcher
from talkwatch.model.errors import FeedRefused, FeedUnreachable
from talkwatch.model.polls import Validators
from tests.fakes.loopback import Loopback, Page, answer, loopback, rss

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

SHORT = Bounds(connect=0.5, first_byte=0.4, whole=0.8)

Get = Callable[..., Awaitable[Answer]]


def until_the_end(server: Loopback) -> Callable[[BaseHTTPRequestHandler], None]:
    def hang(_: BaseHTTPRequestHandler) -> None:
        server.stopping.wait(5)

    return hang


def ssh(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"SSH-2.0-OpenSSH_9.9\r\n\r\n")


@asynccontextmanager
async def fetching(server: Loopback, bounds: Bounds | None = None, **options: str) -> AsyncIterator[Get]:
    fetcher = Fetcher(allow_private=[server.place], bounds=bounds or Bounds(), **options)

    async def get(url: str, validators: Validators | None = None) -> Answer:
        async with fetcher.place(url):
            return await fetcher.get(url, validators or Validators())

    try:
        yield get
    finally:
        await fetcher.close()


async def test_validators_are_sent_back_byte_for_byte_and_an_unchanged_feed_has_no_body(server: Loopback) -> None:
    url = server.rss("/feed", "One", ETag='W/"an  odd\xe9"', Last_Modified="some day in May")

    async with fetching(server) as get:
        first = await get(url)
        second = await get(url, first.validators)

    assert first.body == rss("One")
    assert second.body is None
    assert second.validators == first.validators
    assert server.asked("/feed")[1]["if-none-match"] == 'W/"an  odd\xe9"'
    assert server.asked("/feed")[1]["if-modified-since"] == "some day in May"


async def test_a_request_says_who_asks_and_carries_nothing_else_about_us(server: Loopback) -> None:
    url = server.rss("/feed", "One", Set_Cookie="a=b; Path=/")

    async with fetching(server, contact="desk@example.org") as get:
        await get(url)
        await get(url)

    for headers in server.asked("/feed"):
        assert headers["user-agent"].startswith("talkwatch/")
        assert "desk@example.org" in headers["user-agent"]
        assert "gzip" in headers["accept-encoding"]
        assert headers.keys().isdisjoint({"cookie", "referer", "authorization", "if-none-match", "if-modified-since"})


async def test_an_answer_that_drips_is_ended_by_the_clock(server: Loopback) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        with contextlib.suppress(OSError):
            while not server.stopping.wait(0.1):
                handler.wfile.write(b"<!-- -->")

    server.pages["/slow"] = Page(serve=drip)

    async with fetching(server, SHORT) as get:
        with pytest.raises(FeedUnreachable, match="no whole answer"):
            await get(server.url("/slow"))


async def test_headers_that_drip_are_ended_by_the_clock(server: Loopback) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        with contextlib.suppress(OSError):
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Pad: ")
            while not server.stopping.wait(0.1):
                handler.wfile.write(b"a")

    server.pages["/slow"] = Page(serve=drip)

    async with fetching(server, SHORT) as get:
        with pytest.raises(FeedUnreachable, match=r"no (whole )?answer within"):
            await get(server.url("/slow"))


async def test_a_server_that_never_answers_is_given_up(server: Loopback) -> None:
    server.pages["/hang"] = Page(serve=until_the_end(server))

    async with fetching(server, SHORT) as get:
        with pytest.raises(FeedUnreachable, match=r"no answer within 0\.4 s"):
            await get(server.url("/hang"))


async def test_a_host_that_never_answers_is_asked_one_feed_at_a_time_for_a_while(server: Loopback) -> None:
    server.pages["/hang"] = Page(serve=until_the_end(server))
    hanging, fetcher = server.url("/hang"), Fetcher(allow_private=[server.place], bounds=SHORT)

    for _ in range(2):
        with pytest.raises(FeedUnreachable):
            async with fetcher.place(hanging):
                await fetcher.get(hanging)
    async with fetcher.place(hanging):
        none_is_left = fetcher._places.is_full(server.place)
    fetcher._places.rested(server.place)
    async with fetcher.place(hanging):
        one_is_left = not fetcher._places.is_full(server.place)
    await fetcher.close()

    assert none_is_left
    assert one_is_left


async def test_a_gzip_bomb_is_refused(server: Loopback) -> None:
    server.pages["/bomb"] = Page(gzip.compress(bytes(64 << 20)), headers={"Content-Encoding": "gzip"})

    async with fetching(server) as get:
        with pytest.raises(FeedRefused, match="unpacks to more than"):
            await get(server.url("/bomb"))


async def test_a_packed_feed_is_unpacked(server: Loopback) -> None:
    server.pages["/feed"] = Page(gzip.compress(rss("One")), headers={"Content-Encoding": "gzip"})

    async with fetching(server) as get:
        assert (await get(server.url("/feed"))).body == rss("One")


async def test_an_answer_that_says_it_is_too_large_is_not_read(server: Loopback) -> None:
    server.pages["/big"] = Page(bytes(2000))

    async with fetching(server, replace(Bounds(), wire=1000)) as get:
        with pytest.raises(FeedRefused, match="larger than"):
            await get(server.url("/big"))


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:1/", "http://localhost:1/", "http://[::1]:1/", "http://10.0.0.1/"]
)
async def test_private_addresses_are_refused_unless_opened(server: Loopback, address: str) -> None:
    async with fetching(server) as get:
        with pytest.raises(FeedRefused, match="private or local") as refusal:
            await get(address)

    assert "allow_private" in refusal.value.hint


async def test_a_redirect_to_a_private_address_is_refused_before_it_is_asked(server: Loopback) -> None:
    for path, target in (("/metadata", "http://169.254.169.254/latest/"), ("/name", "http://localhost:9/x")):
        server.pages[path] = Page(status=302, headers={"Location": target})

    async with fetching(server) as get:
        for path in ("/metadata", "/name"):
            with pytest.raises(FeedRefused, match="private or local"):
                await get(server.url(path))


async def test_a_redirect_to_a_file_is_refused(server: Loopback) -> None:
    server.pages["/file"] = Page(status=302, headers={"Location": "file:///etc/passwd"})

    async with fetching(server) as get:
        with pytest.raises(FeedRefused, match="only http and https"):
            await get(server.url("/file"))


async def test_redirects_are_followed_to_the_feed_and_permanent_ones_are_told(server: Loopback) -> None:
    server.rss("/new", "One")
    server.pages["/old"] = Page(status=301, headers={"Location": "/new"})
    server.pages["/for-now"] = Page(status=302, headers={"Location": "/old"})

    async with fetching(server) as get:
        moved, kept = await get(server.url("/old")), await get(server.url("/for-now"))

    assert (moved.body, moved.url, moved.moved_to) == (rss("One"), server.url("/new"), server.url("/new"))
    assert (kept.body, kept.moved_to) == (rss("One"), "")


async def test_a_redirect_loop_ends_after_five_hops(server: Loopback) -> None:
    server.pages["/loop"] = Page(status=301, headers={"Location": "/loop"})

    async with fetching(server) as get:
        with pytest.raises(FeedRefused, match="more than 5 redirects"):
            await get(server.url("/loop"))

    assert len(server.requests) == 6


async def test_a_secret_handed_out_by_a_redirect_is_neither_sent_nor_shown(server: Loopback) -> None:
    server.rss("/feed", "One")
    target = server.url("/feed").replace("http://", "http://user:secret@")
    server.pages["/old"] = Page(status=302, headers={"Location": target})

    async with fetching(server) as get:
        answer = await get(server.url("/old"))

    assert "secret" not in answer.url
    assert "authorization" not in server.asked("/feed")[0]


@pytest.mark.parametrize(
    ("status", "words"),
    [(401, "login is needed"), (404, "no such page"), (410, "gone"), (429, "too often"), (500, "fault"), (204, "204")],
)
async def test_a_refusal_is_told_in_words_with_its_status(server: Loopback, status: int, words: str) -> None:
    server.pages["/no"] = Page(status=status, headers={"Retry-After": "90"})

    async with fetching(server) as get:
        with pytest.raises(FeedRefused, match=words) as refusal:
            await get(server.url("/no"))

    assert refusal.value.status == status
    assert refusal.value.retry_after == 90


async def test_nothing_there_and_nothing_http_are_told_in_words(server: Loopback) -> None:
    server.pages["/ssh"] = Page(serve=ssh)
    server.pages["/silent"] = Page(serve=lambda _: None)

    async with fetching(server) as get:
        for path in ("/ssh", "/silent"):
            with pytest.raises(FeedUnreachable, match="not proper HTTP"):
                await get(server.url(path))
    fetcher = Fetcher(allow_private=["127.0.0.1"])
    with pytest.raises(FeedUnreachable, match="no connection"):
        await fetcher.get("http://127.0.0.1:1/")
    await fetcher.close()


async def test_a_host_is_asked_twice_at_a_time_at_most(server: Loopback) -> None:
    busy, most = [0], [0]

    def count(handler: BaseHTTPRequestHandler) -> None:
        busy[0] += 1
        most[0] = max(most[0], busy[0])
        time.sleep(0.02)  # long enough that a third request, if there were one, would overlap
        busy[0] -= 1
        handler.send_response(200)
        handler.end_headers()

    server.pages["/feed"] = Page(serve=count)

    async with fetching(server) as get:
        await asyncio.gather(*(get(server.url("/feed")) for _ in range(8)))

    assert len(server.requests) == 8
    assert most[0] == 2


async def test_a_redirect_to_another_host_takes_a_place_of_that_host_and_leaves_its_own(server: Loopback) -> None:
    seen: list[tuple[bool, bool]] = []
    with loopback() as other:
        server.pages["/old"] = Page(status=302, headers={"Location": other.url("/feed")})
        fetcher = Fetcher(allow_private=[server.place, other.place], bounds=replace(Bounds(), per_host=1))

        def look(handler: BaseHTTPRequestHandler) -> None:
            seen.append((fetcher._places.is_full(server.place), fetcher._places.is_full(other.place)))
            answer(handler, Page(rss("One")))

        other.pages["/feed"] = Page(serve=look)
        async with fetcher.place(server.url("/old")):
            found = await fetcher.get(server.url("/old"))
        await fetcher.close()

    assert found.body == rss("One")
    assert seen == [(False, True)]
    assert not fetcher._places.is_full(other.place)


async def test_a_login_that_the_user_wrote_outlives_a_redirect_within_its_host_only(server: Loopback) -> None:
    server.rss("/feed", "One")
    server.pages["/old"] = Page(status=302, headers={"Location": "/feed"})
    server.pages["/away"] = Page(
        status=302, headers={"Location": server.url("/feed").replace("127.0.0.1", "localhost")}
    )
    fetcher = Fetcher(allow_private=[server.place, f"localhost:{server.port}"])

    for path in ("/old", "/away"):
        await fetcher.get(server.url(path).replace("http://", "http://user:p%40ss@"))
    await fetcher.close()

    assert ["authorization" in headers for headers in server.asked("/feed")] == [True, False]


@pytest.fixture
def self_signed() -> Iterator[Loopback]:
    with loopback(tls=True) as running:
        yield running


async def test_a_certificate_that_nobody_signed_is_refused_unless_the_user_opted_out(self_signed: Loopback) -> None:
    url = self_signed.rss("/feed", "One", ETag='"1"')
    fetcher = Fetcher(allow_private=[self_signed.place])

    with pytest.raises(FeedUnreachable, match="not to be trusted: certificate verify failed: self-signed") as refused:
        await fetcher.get(url)
    first = await fetcher.get(url, insecure=True)
    second = await fetcher.get(url, first.validators, insecure=True)
    with pytest.raises(FeedUnreachable, match="certificate"):  # no connection of the other kind is used
        await fetcher.get(url)
    await fetcher.close()

    assert "--insecure" in refused.value.hint
    assert (first.body, second.body) == (rss("One"), None)


async def test_whoever_opted_out_for_one_host_has_not_for_those_it_redirects_to(self_signed: Loopback) -> None:
    with loopback(tls=True) as other:
        self_signed.pages["/feed"] = Page(status=302, headers={"Location": other.rss("/feed", "One")})
        fetcher = Fetcher(allow_private=[self_signed.place, other.place])

        with pytest.raises(FeedUnreachable, match="certificate"):
            await fetcher.get(self_signed.url("/feed"), insecure=True)
        await fetcher.close()

    assert other.requests == []


@pytest.mark.parametrize("coding", ["br", "zstd"])
async def test_the_newer_codings_are_asked_for_and_undone(server: Loopback, coding: str) -> None:
    packed = {"br": brotli.compress, "zstd": zstd.compress}[coding](rss("One"))
    server.pages["/feed"] = Page(packed, headers={"Content-Encoding": coding})

    async with fetching(server) as get:
        answer = await get(server.url("/feed"))

    assert answer.body == rss("One")
    assert {coding, "gzip"} <= set(server.asked("/feed")[0]["accept-encoding"].split(", "))


async def test_what_is_cut_short_as_packed_is_taken_and_asked_for_whole_next_time(server: Loopback) -> None:
    body = rss(*(f"Talks {n}" for n in range(99)))
    headers = {"Content-Encoding": "gzip", "ETag": '"a"'}
    server.pages |= {
        "/cut": Page(gzip.compress(body)[:-9], headers=headers),
        "/ok": Page(gzip.compress(body), 200, headers),
    }

    async with fetching(server) as get:
        cut, whole = await get(server.url("/cut")), await get(server.url("/ok"))

    assert cut.body is not None
    assert body.startswith(cut.body)
    assert (cut.validators.etag, whole.validators.etag) == (None, '"a"')


async def test_a_validator_too_long_for_a_request_is_not_kept(server: Loopback) -> None:
    server.pages["/feed"] = Page(rss("One"), headers={"ETag": '"' + "e" * 9000 + '"', "Last-Modified": "yesterday"})

    async with fetching(server) as get:
        answer = await get(server.url("/feed"))

    assert (answer.validators.etag, answer.validators.last_modified) == (None, "yesterday")


async def test_a_kept_connection_that_the_server_closed_without_a_word_is_made_anew_once(server: Loopback) -> None:
    def leave(handler: BaseHTTPRequestHandler) -> None:
        body = rss("One")
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))

    def say_nothing(_: BaseHTTPRequestHandler) -> None:
        """The connection is closed without an answer."""

    server.pages |= {"/leaves": Page(serve=leave), "/silent": Page(serve=say_nothing)}

    async with fetching(server) as get:
        answers = [await get(server.url("/leaves")) for _ in range(5)]
        with pytest.raises(FeedUnreachable, match="not proper HTTP"):
            await get(server.url("/silent"))

    assert [answer.body for answer in answers] == [rss("One")] * 5
    assert len(server.asked("/leaves")) == 5
    assert len(server.asked("/silent")) <= 2

"""Connections that a server ends, or writes to, when nobody asked."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import httpcore
import pytest

from talkwatch.feeds.fetch import Fetcher, HostSpared
from talkwatch.feeds.wire import LONGEST_HEAD, connect
from talkwatch.model.errors import FeedRefused, FeedUnreachable
from tests.fakes.loopback import Loopback, Page, rss
from tests.feeds.test_fetch import fetching

ONE = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\none"
TWO = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\ntwo"

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def serving(serve: Serve, tls: ssl.SSLContext | None = None) -> AsyncIterator[str]:
    """The place of a server, each of whose connections is served and ended before the block is left."""
    conversations: list[asyncio.Task[None]] = []

    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            await serve(reader, writer)
        writer.transport.abort()

    def begin(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        conversations.append(asyncio.create_task(converse(reader, writer)))

    async with await asyncio.start_server(begin, "127.0.0.1", 0, ssl=tls) as server:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        await asyncio.gather(*conversations)
        await asyncio.sleep(0)


async def test_a_tls_connection_that_the_server_lost_first_is_closed_without_a_word() -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(Path(__file__).parents[1] / "fakes" / "self_signed.pem")

    async def hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.transport.abort()

    async with serving(hang_up, context) as place:
        wire = await connect("127.0.0.1", int(place.partition(":")[2]), 5, None)
        trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        await wire.start_tls(trusting, "127.0.0.1")
        with suppress(httpcore.ReadError):
            assert await wire.read(1) == b""
        await wire.aclose()
        await wire.aclose()

        assert wire.get_extra_info("is_readable")


@pytest.mark.parametrize("surplus", [TWO, b"x", TWO[:20]], ids=["an answer", "a letter", "half an answer"])
async def test_what_a_server_says_beyond_its_answer_is_no_answer_to_the_next_question(surplus: bytes) -> None:
    asked = 0

    async def too_much(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal asked
        while await reader.readuntil(b"\r\n\r\n"):
            asked += 1
            writer.write(ONE + surplus)

    async with serving(too_much) as place:
        fetcher = Fetcher(allow_private=[place])
        bodies = []
        for path in "ab":
            async with fetcher.place(f"http://{place}/{path}"):
                bodies.append((await fetcher.get(f"http://{place}/{path}")).body)
        await fetcher.close()

    assert bodies == [b"one", b"one"]
    assert asked >= 2


async def test_interim_answers_without_an_end_are_given_up_and_let_others_work_meanwhile() -> None:
    flood = b"HTTP/1.1 102 Processing\r\n\r\n" * 4000
    turns = 0

    async def flooding(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        while not writer.is_closing():
            writer.write(flood)
            await writer.drain()

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    async with serving(flooding) as place:
        url, fetcher = f"http://{place}/", Fetcher(allow_private=[place])
        meanwhile = asyncio.create_task(others())
        async with fetcher.place(url):
            with pytest.raises(FeedUnreachable, match="no end of the headers"):
                await fetcher.get(url)
        meanwhile.cancel()
        await fetcher.close()

    assert turns > LONGEST_HEAD // (4 << 10)


async def test_a_redirect_into_a_host_that_wants_to_be_left_alone_is_not_followed(server: Loopback) -> None:
    elsewhere = server.url("/feed").replace("127.0.0.1", "localhost")
    server.rss("/feed", "One")
    server.pages["/moved"] = Page(rss(), 302, {"Location": elsewhere})
    fetcher = Fetcher(allow_private=[server.place, f"localhost:{server.port}"])

    async with fetcher.place(server.url("/moved")):
        with pytest.raises(HostSpared, match="localhost"):
            await fetcher.get(server.url("/moved"), spared=lambda host: host.startswith("localhost"))
    await fetcher.close()

    assert [path for path, _ in server.requests] == ["/moved"]


async def test_unchanged_moved_and_refused_answers_all_come_over_one_connection(server: Loopback) -> None:
    url = server.rss("/feed", "One", ETag='"1"')
    server.pages["/old"] = Page(b"<p>It moved.</p>", 301, {"Location": "/feed"})

    async with fetching(server) as get:
        tags = (await get(url)).validators
        await get(url, tags)
        await get(server.url("/old"), tags)
        with pytest.raises(FeedRefused):
            await get(server.url("/missing"))
        await get(url, tags)

    assert len(server.requests) == 6
    assert len(server.connections) == 1

"""One polite, bounded GET: the only place that speaks HTTP.

Proxies are taken from the environment as usual (HTTP_PROXY, HTTPS_PROXY, ALL_PROXY, NO_PROXY). A proxied connection
goes to the proxy, which resolves the name itself; only addresses written out in the URL can be refused then.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy
from importlib import import_module
from ipaddress import ip_address
from urllib.parse import unquote
from urllib.request import getproxies, proxy_bypass

import httpcore
import httpx

from talkwatch import __version__
from talkwatch.feeds.addresses import Allowed, host_of, is_public, masked
from talkwatch.feeds.answers import NO_WAY_OUT, STATUS_WORDS, Answer, Bounds, HostSpared, bounds_of
from talkwatch.feeds.decode import CODINGS, Inflater, TooLarge, Unreadable
from talkwatch.feeds.due import fresh_for, retry_after
from talkwatch.feeds.guard import AddressRefused, GuardedNetwork
from talkwatch.feeds.places import Places
from talkwatch.feeds.wire import Wire
from talkwatch.feeds.wishes import A_FEED, Wish
from talkwatch.model.errors import FeedRefused, FeedUnreachable, Reach
from talkwatch.model.polls import Validators
from talkwatch.text.clean import clean_line

__all__ = ["Answer", "Bounds", "Fetcher", "HostSpared", "bounds_of"]

for _late in ("sniffio", "anyio.lowlevel", "anyio.streams.tls", "anyio._backends._asyncio"):
    # httpcore imports these at the first request, on the event loop: 50 ms, 200 ms on a busy machine.
    with suppress(ImportError):
        import_module(_late)

HOME = "https://pypi.org/project/talkwatch/"
"""Where a publisher finds out what asks, if the user gave no contact."""

SMALL = 64 << 10
"""Bytes of an answer that nobody wants and that are still taken, so that its connection can be used again."""

AT_A_TIME = 16 << 10
"""Bytes from the wire that are unpacked between two looks at the rest: 3 MiB unpacked at most, some 5 ms."""

LONGEST_TAG = 4096
"""Bytes of an ETag or a Last-Modified that are sent back; servers refuse requests with headers of 8 KiB and more."""

FEW_PIECES = 20_000
SMALL_PIECE = 64
"""An answer may come in so many pieces; one in more, of so few bytes each or less, is made to keep us busy."""

STALLED = "the body stopped"  # what a timeout says that came between two pieces of a body
REDIRECTS = {301, 302, 303, 307, 308}


def _nobody(_: str) -> bool:
    return False


class _GuardedTransport(httpx.AsyncHTTPTransport):
    """httpx's own transport over a network that checks each address before it connects."""

    def __init__(self, allowed: Allowed, tls: ssl.SSLContext, at_once: int) -> None:
        super().__init__(verify=tls)
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=tls,
            max_connections=2 * at_once,
            max_keepalive_connections=at_once,
            keepalive_expiry=30.0,
            network_backend=GuardedNetwork(allowed),
        )


INSECURE = "talkwatch_insecure"
"""The extension of a request whose server may show any TLS certificate."""


class _Router(httpx.AsyncBaseTransport):
    """Goes through the environment's proxy where there is one for the address, else through the guarded network.

    Connections under any certificate are kept apart from the others.
    """

    def __init__(self, allowed: Allowed, at_once: int) -> None:
        self._allowed, self._at_once = allowed, at_once
        self._proxies = getproxies()
        self._open: dict[tuple[str, bool], httpx.AsyncHTTPTransport] = {}
        self._make("", insecure=False)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The answer, from wherever the environment sends the request."""
        proxy = self._proxies.get(request.url.scheme) or self._proxies.get("all") or ""
        if proxy and proxy_bypass(request.url.host):
            proxy = ""
        insecure = bool(request.extensions.get(INSECURE))
        transport = self._open.get((proxy, insecure)) or self._make(proxy, insecure=insecure)
        return await transport.handle_async_request(request)

    def _make(self, proxy: str, *, insecure: bool) -> httpx.AsyncHTTPTransport:
        tls = httpx.create_ssl_context(verify=not insecure)
        try:
            made = (
                httpx.AsyncHTTPTransport(verify=tls, proxy=proxy)
                if proxy
                else _GuardedTransport(self._allowed, tls, self._at_once)
            )
        except (ImportError, ValueError) as error:
            raise httpx.ProxyError(f"the proxy {masked(proxy)} cannot be used: {error}") from error
        self._open[proxy, insecure] = made
        return made

    async def aclose(self) -> None:
        """Every connection is closed."""
        for transport in self._open.values():
            await transport.aclose()


class Fetcher:
    """Asks servers for feeds, at most `bounds.at_once` at a time and `bounds.per_host` of one host.

    GET only, no cookies, no referrer. `contact` goes into the User-Agent.
    """

    def __init__(self, *, allow_private: Iterable[str] = (), contact: str = "", bounds: Bounds | None = None) -> None:
        self.bounds = bounds or Bounds()
        self._allowed = Allowed.of(allow_private)
        self._places = Places(self.bounds.at_once, self.bounds.per_host)
        self._client = self._open(f"talkwatch/{__version__} (+{contact or HOME})")

    def _open(self, agent: str) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            transport=_Router(self._allowed, self.bounds.at_once),
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
            headers={"User-Agent": agent, "Accept-Encoding": CODINGS},
            timeout=httpx.Timeout(self.bounds.first_byte, connect=self.bounds.connect, pool=None),
        )

    async def close(self) -> None:
        """All connections are closed."""
        await self._client.aclose()
        await asyncio.sleep(0)  # asyncio lets go of a closed socket in its next turn, which may be the loop's last

    @asynccontextmanager
    async def place(self, url: str) -> AsyncIterator[None]:
        """A place in the queue is ours: one of its host's and one of all. To hold it while the answer is read bounds
        the memory too; a host that hangs keeps no place of another's.
        """
        async with self._places.take(host_of(url)):
            yield

    async def get(
        self,
        url: str,
        validators: Validators = Validators(),  # noqa: B008 - frozen
        *,
        insecure: bool = False,
        wish: Wish = A_FEED,
        spared: Callable[[str], bool] = _nobody,
    ) -> Answer:
        """The server's answer, after at most `hops` redirects. Raises FeedUnreachable or FeedRefused.

        To be called while holding `place(url)`. `insecure`, the host of `url` may show any TLS certificate; others, to
        which it may redirect, may not. Raises HostSpared where it redirects to a host of which `spared` is true.
        """
        try:
            async with asyncio.timeout(self.bounds.whole):
                return await self._follow(url, validators, wish, spared, insecure=insecure)
        except TimeoutError as error:
            self._places.late()
            raise FeedUnreachable(
                masked(url), f"no whole answer within {self.bounds.whole:g} s", "the server may be overloaded"
            ) from error
        except AddressRefused as error:
            raise _private(url, error) from error
        except (TooLarge, Unreadable) as error:
            raise FeedRefused(masked(url), str(error)) from error
        except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError) as error:
            raise FeedRefused(masked(url), f"not an address that can be asked: {error}") from error
        except httpx.HTTPError as error:
            if isinstance(error, httpx.ReadTimeout):
                self._places.late()
            raise FeedUnreachable(masked(url), *_in_words(error, self.bounds), reach=_reach(error)) from error

    async def _follow(
        self, url: str, validators: Validators, wish: Wish, spared: Callable[[str], bool], *, insecure: bool
    ) -> Answer:
        here, permanent, moved_to = httpx.URL(url), True, ""
        for hop in range(self.bounds.hops + 1):
            self._check(url, here)
            if hop and spared(host_of(str(here))):
                raise HostSpared(host_of(str(here)))
            await self._places.move(host_of(str(here)))
            trusting = insecure and host_of(str(here)) == host_of(url)
            async with self._ask(here, validators, wish, trusting=trusting) as response:
                if response.status_code not in REDIRECTS:
                    return await self._read(url, response, validators, wish, moved_to)
                permanent = permanent and response.status_code in {301, 308}
                here = _next(url, here, response)
                if wish.told:
                    return Answer(masked(str(response.url)), None, "", Validators(), None, str(here))
                moved_to = str(here) if permanent else moved_to
        raise FeedRefused(masked(url), f"more than {self.bounds.hops} redirects", "open the address in a browser")

    def _check(self, url: str, here: httpx.URL) -> None:
        if here.scheme not in {"http", "https"} or not here.host:
            raise FeedRefused(
                masked(url), f"leads to a {here.scheme or 'relative'} address; only http and https are read"
            )
        port = here.port or (443 if here.scheme == "https" else 80)
        try:
            written = ip_address(here.host)
        except ValueError:
            return
        if not is_public(written) and not self._allowed.opens(here.host, port):
            raise AddressRefused(here.host, port, str(written))

    @asynccontextmanager
    async def _ask(
        self, here: httpx.URL, validators: Validators, wish: Wish, *, trusting: bool
    ) -> AsyncIterator[httpx.Response]:
        extensions = {INSECURE: True} if trusting else {}
        headers = [*_conditions(validators), (b"Accept", wish.accept.encode())]
        request = self._client.build_request("GET", here, headers=headers, extensions=extensions)
        try:
            async with asyncio.timeout(self.bounds.first_byte + self.bounds.connect):
                response = await self._send(request)
        except TimeoutError as error:
            raise httpx.ReadTimeout("headers too slow", request=request) from error
        try:
            yield response
            await _drained(response)
        except FeedRefused:
            await _drained(response)
            raise
        finally:
            await response.aclose()

    async def _send(self, request: httpx.Request) -> httpx.Response:
        """The beginning of the answer. A connection that was kept, and that the server meanwhile closed or wrote to,
        is made anew, once (RFC 9112, 9.3.1).
        """
        made: list[str] = []

        async def trace(event: str, _: object) -> None:
            made.extend([event] if event == "connection.connect_tcp.started" else [])

        request.extensions["trace"] = trace
        try:
            return await self._begun(request)
        except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError):
            if made:
                raise
            return await self._begun(request)

    async def _begun(self, request: httpx.Request) -> httpx.Response:
        """The beginning of an answer to this request, and not of one that the server sent before it was asked."""
        response = await self._client.send(request, stream=True)
        wire = response.extensions.get("network_stream")
        if isinstance(wire, Wire) and not wire.answered():
            await wire.aclose()
            await response.aclose()
            raise httpx.RemoteProtocolError("an answer to no question", request=request)
        return response

    async def _read(self, url: str, response: httpx.Response, asked: Validators, wish: Wish, moved_to: str) -> Answer:
        status, headers = response.status_code, response.headers
        conditional = asked != Validators()
        if status != httpx.codes.OK and not (status == httpx.codes.NOT_MODIFIED and conditional):
            raise _refusal(url, response)
        fresh = fresh_for(headers.get("cache-control", ""), headers.get("age", ""))
        where = masked(str(response.url))
        if status == httpx.codes.NOT_MODIFIED:
            return Answer(where, None, "", asked, fresh, moved_to)
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        if wish.kinds and kind not in wish.kinds:
            raise FeedRefused(masked(url), f"not a web page ({clean_line(kind)[:60]})", status=status)
        length = headers.get("content-length", "")
        if length.isascii() and length.isdigit() and int(length[:20]) > self.bounds.wire:
            raise TooLarge(f"the answer is larger than {self.bounds.wire >> 20} MiB")
        inflater = Inflater(headers.get("content-encoding", ""), wire=self.bounds.wire, decoded=self.bounds.decoded)
        pieces = taken = 0
        async for piece in _pieces(response):
            pieces, taken = pieces + 1, taken + len(piece)
            if pieces > FEW_PIECES and taken < SMALL_PIECE * pieces:
                raise TooLarge(f"the answer comes in more than {FEW_PIECES} pieces of a few bytes each")
            for start in range(0, len(piece), AT_A_TIME):
                inflater.feed(piece[start : start + AT_A_TIME])
                await asyncio.sleep(0)
        tags = (_raw(response, name) for name in (b"etag", b"last-modified"))
        # What may be cut short is asked for whole next time.
        kept = Validators(*(tag if tag and len(tag) <= LONGEST_TAG and inflater.is_whole else None for tag in tags))
        return Answer(where, inflater.finish(), headers.get("content-type", ""), kept, fresh, moved_to)


async def _pieces(response: httpx.Response) -> AsyncIterator[bytes]:
    """The body as it comes. Raises httpx.ReadTimeout where it stops before its end."""
    try:
        async for piece in response.aiter_raw():
            yield piece
    except httpx.ReadTimeout as error:
        raise httpx.ReadTimeout(STALLED, request=response.request) from error


async def _drained(response: httpx.Response) -> None:
    """A small body that nobody read is taken, and the connection can be used again; a large one costs it."""
    length = response.headers.get("content-length", "")
    is_empty = response.status_code in {httpx.codes.NO_CONTENT, httpx.codes.NOT_MODIFIED}
    is_small = length.isascii() and length.isdigit() and int(length[:20]) <= SMALL
    if (is_empty or is_small) and not response.is_stream_consumed:
        with suppress(httpx.HTTPError):
            async for _ in response.aiter_raw():
                pass


def _conditions(validators: Validators) -> list[tuple[bytes, bytes]]:
    """The conditional headers, with the very bytes that the server once sent."""
    pairs = ((b"If-None-Match", validators.etag), (b"If-Modified-Since", validators.last_modified))
    return [(name, value.encode("latin-1")) for name, value in pairs if value]


def _raw(response: httpx.Response, name: bytes) -> str | None:
    """A header's value byte for byte, as Latin-1 text."""
    for key, value in response.headers.raw:
        if key.lower() == name:
            return value.decode("latin-1") or None
    return None


def _next(url: str, here: httpx.URL, response: httpx.Response) -> httpx.URL:
    """Where a redirect leads; a name and password in it are dropped, those that the user wrote stay."""
    location = _raw(response, b"location")
    if not location:
        raise FeedRefused(masked(url), f"redirects to nowhere ({response.status_code})", status=response.status_code)
    with suppress(UnicodeError):  # many a server writes its letters as UTF-8 (RFC 9110 leaves no others than ASCII)
        location = location.encode("latin-1").decode("utf-8")
    target = here.join(location.strip())
    own = here.userinfo if (target.scheme, target.netloc) == (here.scheme, here.netloc) else b""
    return target if target.userinfo == own else _with_userinfo(target, own)


def _with_userinfo(url: httpx.URL, userinfo: bytes) -> httpx.URL:
    name, _, password = userinfo.decode("ascii").partition(":")
    return url.copy_with(username=unquote(name) or None, password=unquote(password) or None)


def _private(url: str, error: AddressRefused) -> FeedRefused:
    return FeedRefused(
        masked(url), f"{error}, which is not asked", f'if you trust it: allow_private = ["{error.place}"] under [poll]'
    )


def _refusal(url: str, response: httpx.Response) -> FeedRefused:
    status = response.status_code
    fault = ("the server has a fault", "nothing to do: it is asked later") if status >= 500 else ("no feed came", "")
    words, hint = STATUS_WORDS.get(status, fault)
    wait = retry_after(response.headers.get("retry-after", ""), datetime.now(UTC))
    host = host_of(str(response.url))
    return FeedRefused(masked(url), f"{words} ({status})", hint, status=status, retry_after=wait, host=host)


def _reach(error: httpx.HTTPError) -> Reach:
    """How far we came, by what the failure was made of. A TLS handshake that fails was heard."""
    if not isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
        return "heard"
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return "heard"
        if isinstance(cause, OSError) and cause.errno in NO_WAY_OUT:
            return "none"
        cause = cause.__cause__
    return "silent"


def _in_words(error: httpx.HTTPError, bounds: Bounds) -> tuple[str, str]:
    """What went wrong and what to do, for each kind of failure on the way."""
    said = str(error)
    if isinstance(error, httpx.ConnectTimeout):
        return f"no connection within {bounds.connect:g} s", "is the network up?"
    if isinstance(error, httpx.TimeoutException):
        what = "no end of the answer: nothing more" if said == STALLED else "no answer"
        return f"{what} within {bounds.first_byte:g} s", "the server may be overloaded"
    if "CERTIFICATE_VERIFY_FAILED" in said:
        reason = said.partition("CERTIFICATE_VERIFY_FAILED] ")[2].partition(" (_ssl")[0]
        hint = "is the machine's clock right? `talkwatch feeds add --insecure` takes any certificate of a feed's host"
        return f"its TLS certificate is not to be trusted: {reason or said}", hint
    if isinstance(error, httpx.ConnectError):
        words = said if said.startswith("no address") else f"no connection: {said or 'refused'}"
        return words, "is the network up, and the address spelt right?"
    if isinstance(error, httpx.RemoteProtocolError):
        return f"the answer is not proper HTTP: {said or 'it broke off'}", ""
    return f"the connection broke: {said or type(error).__name__}", ""

"""Undoing a content coding piece by piece, so that a small answer cannot grow without bound."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Iterator
from typing import Protocol

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

CODINGS = "gzip, deflate, br, zstd"
"""What we say we accept."""

RATIO = 200
"""How many times its wire size an answer may grow once it is past `RATIO_FROM` bytes."""
RATIO_FROM = 1 << 20

STEP = 1 << 16
"""Bytes that are unpacked at a time (brotli ends its block): what a hostile answer can hold before it is looked at."""
SLICE = 1 << 10
"""Bytes from the wire that a coding is given at a time, so that what it grew from is known that closely."""

ZSTD_WINDOW = 23
"""Two to this many bytes of window at most, as RFC 9659 asks of zstd on the web; the format itself allows 2 GiB."""


class TooLarge(Exception):
    """The answer is past a bound; the words say which."""


class Unreadable(Exception):
    """The coding is unknown or its bytes are damaged; the words say which."""


class Inflater:
    """Collects an answer's body: `feed` it the bytes from the wire, then `finish`. Raises `TooLarge`, `Unreadable`.

    `coding` is the Content-Encoding; `wire` and `decoded` are the bounds in bytes.
    """

    def __init__(self, coding: str, *, wire: int, decoded: int) -> None:
        self._coding = coding.strip().lower()
        self._wire_bound, self._decoded_bound = wire, decoded
        self._wire = self._spent = 0
        self._body = bytearray()
        self._undo = _undoing(self._coding)

    def feed(self, piece: bytes) -> None:
        """Takes the next bytes from the wire."""
        self._wire += len(piece)
        if self._wire > self._wire_bound:
            raise TooLarge(f"the answer is larger than {self._wire_bound >> 20} MiB")
        if self._undo is None:
            self._keep(piece)
            return
        try:
            for start in range(0, len(piece), SLICE):
                part = piece[start : start + SLICE]
                self._spent += len(part)
                for unpacked in self._undo.unpack(part):
                    self._keep(unpacked)
        except (zlib.error, brotli.error, zstd.ZstdError) as error:
            raise Unreadable(f"the answer says it is packed as {self._coding}, and its bytes are not") from error

    def _keep(self, piece: bytes) -> None:
        self._body += piece
        size = len(self._body)
        if size > self._decoded_bound:
            raise TooLarge(f"the answer unpacks to more than {self._decoded_bound >> 20} MiB")
        if self._undo is not None and size > RATIO_FROM and size > RATIO * self._spent:
            raise TooLarge(f"the answer unpacks to more than {RATIO} times its size")

    def finish(self) -> bytes:
        """The body, as far as it came."""
        return bytes(self._body)

    @property
    def is_whole(self) -> bool:
        """Whether the coding came to its end; some servers leave the last bytes out, others broke off."""
        return self._undo is None or not self._wire or self._undo.is_whole


class _Undoing(Protocol):
    """A coding as it is undone."""

    @property
    def is_whole(self) -> bool:
        """Whether the coding came to its end."""

    def unpack(self, piece: bytes) -> Iterator[bytes]:
        """What these bytes unpack to, at most `STEP` bytes at a time."""


def _undoing(coding: str) -> _Undoing | None:
    """What undoes `coding`, None where there is nothing to undo. Raises `Unreadable` for one we did not ask for."""
    match coding:
        case "" | "identity":
            return None
        case "gzip" | "x-gzip":
            return _Gzip()
        case "deflate":
            return _Deflate()
        case "br":
            return _Brotli()
        case "zstd":
            return _Zstd()
    raise Unreadable(f"the answer is packed as {coding!r}, which was not asked for")


class _Gzip:
    """RFC 1952: several members may follow one another; anything else after one is padding."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(zlib.MAX_WBITS | 16)

    @property
    def is_whole(self) -> bool:
        """See `_Undoing`."""
        return self._member.eof

    def unpack(self, piece: bytes) -> Iterator[bytes]:
        """See `_Undoing`."""
        while piece:
            if self._member.eof:
                if not b"\x1f\x8b".startswith(piece[:2]):
                    return
                self._member = zlib.decompressobj(zlib.MAX_WBITS | 16)
            yield self._member.decompress(piece, STEP)
            piece = self._member.unused_data if self._member.eof else self._member.unconsumed_tail


class _Deflate:
    """RFC 9110 means the zlib format (RFC 1950); some servers send it without that wrapper, and two bytes tell."""

    def __init__(self) -> None:
        self._head = b""
        self._stream: zlib._Decompress | None = None

    @property
    def is_whole(self) -> bool:
        """See `_Undoing`."""
        return self._stream is not None and self._stream.eof

    def unpack(self, piece: bytes) -> Iterator[bytes]:
        """See `_Undoing`."""
        if self._stream is None:
            self._head += piece
            if len(self._head) < 2:
                return
            piece = self._head
            wrapped = piece[0] & 0x0F == zlib.DEFLATED and int.from_bytes(piece[:2], "big") % 31 == 0
            self._stream = zlib.decompressobj(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)
        while piece and not self._stream.eof:
            yield self._stream.decompress(piece, STEP)
            piece = self._stream.unconsumed_tail


class _Brotli:
    """RFC 7932."""

    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    @property
    def is_whole(self) -> bool:
        """See `_Undoing`."""
        return bool(self._stream.is_finished())

    def unpack(self, piece: bytes) -> Iterator[bytes]:
        """See `_Undoing`."""
        if self._stream.is_finished():  # padding
            return
        yield self._stream.process(piece, output_buffer_limit=STEP)
        while not self._stream.can_accept_more_data():
            yield self._stream.process(b"", output_buffer_limit=STEP)


class _Zstd:
    """RFC 8878: several frames may follow one another."""

    def __init__(self) -> None:
        self._frame = self._start()

    @staticmethod
    def _start() -> zstd.ZstdDecompressor:
        return zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: ZSTD_WINDOW})

    @property
    def is_whole(self) -> bool:
        """See `_Undoing`."""
        return self._frame.eof

    def unpack(self, piece: bytes) -> Iterator[bytes]:
        """See `_Undoing`."""
        while True:
            if self._frame.eof:
                if not piece:
                    return
                self._frame = self._start()
            yield self._frame.decompress(piece, STEP)
            if self._frame.eof:
                piece = self._frame.unused_data
            elif self._frame.needs_input:
                return
            else:
                piece = b""

"""Undoing a content coding piece by piece, so that a small answer cannot grow without bound."""

from __future__ import annotations

import zlib

CODINGS = "gzip, deflate"
"""What we say we accept."""

RATIO = 200
"""How many times its wire size an answer may grow once it is past `RATIO_FROM` bytes."""
RATIO_FROM = 1 << 20

STEP = 1 << 16
"""Bytes that are inflated at a time: the most that a hostile answer can hold before it is looked at."""


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
        self._wire = 0
        self._body = bytearray()
        self._undo = self._start() if self._coding not in {"", "identity"} else None
        self._first = True

    def _start(self) -> zlib._Decompress:
        if self._coding in {"gzip", "x-gzip"}:
            return zlib.decompressobj(zlib.MAX_WBITS | 16)
        if self._coding == "deflate":
            return zlib.decompressobj()
        raise Unreadable(f"the answer is packed as {self._coding!r}, which was not asked for")

    def feed(self, piece: bytes) -> None:
        """Takes the next bytes from the wire."""
        self._wire += len(piece)
        if self._wire > self._wire_bound:
            raise TooLarge(f"the answer is larger than {self._wire_bound >> 20} MiB")
        if self._undo is None:
            self._keep(piece)
            return
        try:
            self._inflate(piece)
        except zlib.error as error:
            raise Unreadable(f"the answer says it is packed as {self._coding}, and its bytes are not") from error

    def _inflate(self, piece: bytes) -> None:
        assert self._undo is not None
        while piece:
            step = self._undo_step(piece)
            self._keep(step, unspent=len(self._undo.unconsumed_tail))
            if self._undo.eof:  # several gzip members may follow one another
                piece = self._undo.unused_data if self._coding != "deflate" else b""
                self._undo = self._start()
                self._first = True
                if piece and not piece.startswith(b"\x1f\x8b"):
                    return
            else:
                piece = self._undo.unconsumed_tail

    def _undo_step(self, piece: bytes) -> bytes:
        """Some servers send deflate without the zlib wrapper; the first bytes tell."""
        assert self._undo is not None
        first, self._first = self._first, False
        try:
            return self._undo.decompress(piece, STEP)
        except zlib.error:
            if not (first and self._coding == "deflate"):
                raise
        self._undo = zlib.decompressobj(-zlib.MAX_WBITS)
        return self._undo.decompress(piece, STEP)

    def _keep(self, piece: bytes, *, unspent: int = 0) -> None:
        self._body += piece
        if len(self._body) > self._decoded_bound:
            raise TooLarge(f"the answer unpacks to more than {self._decoded_bound >> 20} MiB")
        if len(self._body) > RATIO_FROM and self._undo is not None and len(self._body) > RATIO * (self._wire - unspent):
            raise TooLarge(f"the answer unpacks to more than {RATIO} times its size")

    def finish(self) -> bytes:
        """The whole body."""
        return bytes(self._body)

from __future__ import annotations

import gzip
import random
import sys
import zlib
from collections.abc import Callable

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwatch.feeds.decode import Inflater, TooLarge, Unreadable

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PACK: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd.compress,
}


def inflated(coding: str, packed: bytes, step: int = 7) -> bytes:
    inflater = Inflater(coding, wire=1 << 22, decoded=1 << 22)
    for start in range(0, len(packed), step):
        inflater.feed(packed[start : start + step])
    return inflater.finish()


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


@given(st.binary(max_size=3000), st.integers(1, 500))
def test_every_coding_comes_back_to_the_bytes_that_went_in_however_it_is_cut(body: bytes, step: int) -> None:
    assert inflated("", body, step) == body
    assert inflated("gzip", gzip.compress(body), step) == body
    assert inflated("deflate", zlib.compress(body), step) == body
    assert inflated("deflate", raw_deflate(body), step) == body
    assert inflated("br", brotli.compress(body), step) == body
    assert inflated("zstd", zstd.compress(body), step) == body


@pytest.mark.parametrize("step", [1, 4096])
def test_several_members_are_read_one_after_another(step: int) -> None:
    assert inflated("gzip", gzip.compress(b"one ") + gzip.compress(b"two"), step) == b"one two"
    assert inflated("zstd", zstd.compress(b"one ") + zstd.compress(b"two"), step) == b"one two"
    assert inflated("gzip", gzip.compress(b"one") + bytes(512), step) == b"one"


@pytest.mark.parametrize("coding", PACK)
def test_a_small_answer_that_unpacks_without_end_is_stopped(coding: str) -> None:
    inflater = Inflater(coding, wire=8 << 20, decoded=16 << 20)

    with pytest.raises(TooLarge, match="times its size"):
        inflater.feed(PACK[coding](bytes(64 << 20)))

    assert len(inflater.finish()) <= (1 << 20) + (1 << 18)


@pytest.mark.parametrize("coding", PACK)
def test_an_answer_may_fill_the_bound_and_not_pass_it(coding: str) -> None:
    body = random.Random(1).randbytes(1 << 20)
    whole, over = (Inflater(coding, wire=2 << 20, decoded=1 << 20) for _ in range(2))
    whole.feed(PACK[coding](body))

    with pytest.raises(TooLarge, match="unpacks to more than 1 MiB"):
        over.feed(PACK[coding](body + b"x"))

    assert whole.finish() == body


def test_a_zstd_answer_that_asks_for_a_window_beyond_the_webs_is_refused() -> None:
    level: dict[int, int] = {zstd.CompressionParameter.window_log: 27, zstd.CompressionParameter.content_size_flag: 0}
    packer = zstd.ZstdCompressor(options=level)
    packed = packer.compress(b"talks " * 500) + packer.flush()

    with pytest.raises(Unreadable, match="zstd"):
        inflated("zstd", packed)


def test_an_answer_larger_than_the_wire_bound_is_stopped() -> None:
    inflater = Inflater("", wire=1 << 20, decoded=1 << 22)
    inflater.feed(bytes(1 << 20))

    with pytest.raises(TooLarge, match="1 MiB"):
        inflater.feed(b"x")


def test_bytes_that_are_not_what_they_say_are_named_so() -> None:
    for coding in PACK:
        with pytest.raises(Unreadable, match=coding):
            inflated(coding, b"<rss/>" * 10)
    with pytest.raises(Unreadable, match="sdch"):
        Inflater("sdch", wire=1, decoded=1)

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwatch.feeds.decode import Inflater, TooLarge, Unreadable


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


def test_deflate_without_its_wrapper_is_read_too() -> None:
    assert inflated("deflate", raw_deflate(b"talks " * 500), 4096) == b"talks " * 500


def test_several_gzip_members_are_read_one_after_another() -> None:
    assert inflated("gzip", gzip.compress(b"one ") + gzip.compress(b"two")) == b"one two"


def test_a_small_answer_that_unpacks_without_end_is_stopped() -> None:
    bomb = gzip.compress(bytes(64 << 20))
    inflater = Inflater("gzip", wire=8 << 20, decoded=16 << 20)

    with pytest.raises(TooLarge):
        inflater.feed(bomb)

    assert len(inflater.finish()) <= (1 << 20) + (1 << 16)


def test_an_answer_larger_than_the_wire_bound_is_stopped() -> None:
    inflater = Inflater("", wire=1 << 20, decoded=1 << 22)
    inflater.feed(bytes(1 << 20))

    with pytest.raises(TooLarge, match="1 MiB"):
        inflater.feed(b"x")


def test_bytes_that_are_not_what_they_say_are_named_so() -> None:
    with pytest.raises(Unreadable, match="gzip"):
        inflated("gzip", b"<rss/>" * 10)
    with pytest.raises(Unreadable, match="sdch"):
        Inflater("sdch", wire=1, decoded=1)

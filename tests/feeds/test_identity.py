from __future__ import annotations

from talkwatch.feeds.identity import identity


def test_the_guid_outranks_the_link_and_the_link_the_words() -> None:
    assert identity(" g1 ", "https://example.org/a", "T", "x") == "guid:g1"
    assert identity("", "https://example.org/a", "T", "x") == "link:https://example.org/a"
    assert identity("", "", "T", "x").startswith("hash:")


def test_words_alone_make_an_identity_that_spacing_does_not_change() -> None:
    assert identity("", "", "Talks  open", "in\nDoha") == identity("", "", "Talks open", "in Doha")
    assert identity("", "", "Talks open", "in Doha") != identity("", "", "Talks open", "in Cairo")


def test_a_front_page_that_every_entry_has_for_a_link_is_no_identity() -> None:
    first, second = (identity("", "http://www.example.org/?utm_source=x", title, "") for title in ("Rain", "Sun"))

    assert first.startswith("hash:")
    assert first != second


def test_a_guid_of_spaces_is_none() -> None:
    assert identity(" \n", "https://example.org/a", "T", "x") == "link:https://example.org/a"

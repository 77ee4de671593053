from __future__ import annotations

import html
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwatch.text.clean import SIMPLE_BLOCK, SIMPLE_INLINE, _by_parser, clean, clean_line


def test_blocks_become_lines_and_inline_tags_vanish() -> None:
    assert clean("<p>One <b>bold</b> word.</p><p>Two &amp; three<br>four</p>") == "One bold word.\nTwo & three\nfour"
    assert clean("<ul><li>a</li><li>b</li></ul>c") == "a\nb\nc"
    assert clean("<div><div>a</div>b</div>") == "a\nb"


def test_source_newlines_within_a_block_are_spaces() -> None:
    assert clean("<p>One\nline\tonly</p>\n\n<p>Two</p>") == "One line only\nTwo"


def test_lines_of_plain_text_stay_lines() -> None:
    assert clean("First.\r\n\r\nSecond  one.\n") == "First.\nSecond one."
    assert clean("First.\n\nSecond <i>one</i>.") == "First.\nSecond one."


@pytest.mark.parametrize(
    "text", ["a < b", "AT&T", "1 <2 and 3> 2", "List<String> x", "x & y", "if a<b then", "<3", "5 > 4"]
)
def test_plain_text_passes_unharmed(text: str) -> None:
    assert clean(text) == text


def test_entities_are_decoded_once() -> None:
    assert clean("Q&amp;A") == "Q&A"
    assert clean("&amp;lt;b&amp;gt;") == "&lt;b&gt;"
    assert clean("<p>&amp;amp;</p>") == "&amp;"
    assert clean("caf&eacute; &#8217; &#146;") == "café ’ ’"


def test_what_a_reader_never_sees_is_gone() -> None:
    assert clean("<style>p{}</style><script>alert('x')</script>Seen<!-- not --><iframe src=x>no</iframe>") == "Seen"
    assert clean('<img src="x.gif" alt="ad" onerror="y">Seen') == "Seen"


def test_a_line_has_no_newline() -> None:
    assert clean_line("<p>One</p><p>two</p>\nthree") == "One two three"


@pytest.mark.parametrize(
    ("odd", "plain"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07shown", "shown"),
        ("\x9b31mred", "›31mred"),
        ("a\x00b\x07c\x08", "abc"),
        ("it\x92s \x93so\x94", "it’s “so”"),
        ("safe\u202egpj.exe\u202c", "safegpj.exe"),
        ("\u2066isolated\u2069 \u200emark\u200f", "isolated mark"),
        ("pay\u200bpal \ufeffbom so\u00adft wor\u2060d", "paypal bom soft word"),
        ("a\u200db and fi\u200cx", "ab and fix"),
        ("no\u00a0break", "no break"),
        ("hidden\U000e0041\U000e0042", "hidden"),
        ("lone\ud800 half", "lone half"),
        ("e" + "\u0301" * 20, "e\u0301\u0301\u0301"),
    ],
)
def test_characters_that_hide_reorder_or_command_are_out(odd: str, plain: str) -> None:
    assert clean(odd) == plain
    assert clean(f"<p>{odd}</p>") == plain


@pytest.mark.parametrize(
    "text", ["👨\u200d👩\u200d👧 home", "❤️ peace", "می\u200cخواهم", "क्\u200dष", "naïve café", "日本語"]
)
def test_scripts_and_emoji_keep_what_they_need(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    "piece", ["<", "[", "<div>", "<a ", "&", "\x1b]", "<b>", "</", "<!--", "\u202e😀", "&lt;", "<p "]
)
def test_a_megabyte_of_anything_is_cleaned(piece: str) -> None:
    assert isinstance(clean(piece * (300_000 // len(piece))), str)


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("<>&/ab \n\x1b\x9b\u202e\u200d"))))
def test_nothing_that_controls_a_screen_comes_through(text: str) -> None:
    cleaned = clean(text)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f\ufeff]", cleaned)
    assert not any(unicodedata.category(character) in {"Cs", "Co", "Cc"} for character in cleaned.replace("\n", ""))
    cleaned.encode()


PIECES = [
    *("<p>", "</p>", "<br/>", "<br />", "</br>", "<div class='a'>", "</div>", "<li>", "</li>", "<H2>", "</h2>", "<hr>"),
    *('<a href="x">', "</a>", "<b>", "</b>", "<i>", "</i>", "<img alt='q' src=\"a\">", "<span style='a:b'>", "</span>"),
    *(
        "&amp;",
        "&lt;",
        "&notit;",
        "&eacute",
        "&#x80;",
        "&#0;",
        "&#x1;",
        "&nbsp;",
        "&#xD800;",
        "&#x110000;",
        "&",
        "&#39;",
    ),
    *("x ", "talk", "\n", " ", "\t", ">", "caf\u00e9", "'", '"', "="),
]


@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_simple_markup_reads_the_same_without_a_parser(pieces: list[str]) -> None:
    markup = "".join(pieces)
    plain = SIMPLE_INLINE.sub("", SIMPLE_BLOCK.sub("", markup))

    assert "<" not in plain
    assert clean(html.unescape(plain)) == clean(_by_parser(f"<p>{markup}"))

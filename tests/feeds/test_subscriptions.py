from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwatch.feeds import opml
from talkwatch.feeds.opml import read_opml, write_opml
from talkwatch.model.errors import ConfigError
from talkwatch.model.filters import Filter
from talkwatch.model.items import GRADES, Feed, FeedId, Folder, Listed, Subscription
from talkwatch.text.clean import plain_line

LIST = Path("list.opml")


def shown(words: str) -> bool:
    """Whether words pass as they are where outside text is cleaned."""
    return plain_line(words) == words != ""


PLAIN = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn", "Co"))
WORDS = st.text(PLAIN, min_size=1, max_size=8).filter(shown)
NAMES = st.just("") | WORDS
FOLDERS = st.lists(WORDS, max_size=3).map(lambda names: "/".join(map(opml._escaped, names)))
LETTERS = st.text("abcß東*", min_size=1, max_size=5)
EXTRA = st.dictionaries(
    st.sampled_from(["htmlUrl", "description", "language", "version"]), st.text(PLAIN, max_size=9), max_size=3
)
FEEDS = st.builds(
    lambda n, title, publisher, folder, insecure, words, extra, grade, articles: Feed(
        FeedId(f"https://example.org/{n}?a=1&b=<2>"),
        f"https://example.org/{n}?a=1&b=<2>",
        title,
        publisher,
        folder,
        insecure,
        filter=Filter(tuple(words[:1]), tuple(words[1:])),
        extra=tuple(extra.items()),
        grade=grade,
        articles=articles,
    ),
    st.integers(0, 999),
    NAMES,
    NAMES,
    FOLDERS,
    st.booleans(),
    st.lists(LETTERS, max_size=3),
    EXTRA,
    st.sampled_from([None, *GRADES]),
    st.booleans(),
)
LISTED = st.builds(Subscription, FEEDS, st.booleans())


@given(
    st.lists(LISTED, unique_by=lambda listed: listed.feed.id, max_size=6),
    st.dictionaries(FOLDERS.filter(bool), EXTRA.filter(bool), max_size=3),
)
def test_subscriptions_come_back_from_opml_as_they_went_out(
    feeds: list[Subscription], folders: dict[str, dict[str, str]]
) -> None:
    listed = Listed(tuple(feeds), tuple(Folder(path, tuple(extra.items())) for path, extra in folders.items()))

    back = read_opml(write_opml(listed).encode(), LIST)

    assert {each.feed.id: each for each in back.feeds} == {each.feed.id: each for each in feeds}
    assert {each.path: dict(each.extra) for each in back.folders} == folders


def outline(folder: int, n: int) -> str:
    """A feed of another reader's list, with what readers like to add."""
    paused = ' isComment="true"' if n % 50 == 0 else ""
    return (
        f'<outline text="Feed {n} &amp; söns" title="The “{n}”" type="{"atom" if n % 3 else "rss"}" '
        f'xmlUrl="https://host{folder}.example/{n}?a=1&amp;b={n}" htmlUrl="https://host{folder}.example/" '
        f'description="line one&#10;line two" frss:cssFullContent="div &gt; p" fz:options=\'{{"n":{n}}}\'{paused}/>'
    )


def five_hundred(encoding: str) -> bytes:
    """Five hundred feeds in folders three deep, as another reader would write them."""
    groups = "".join(
        f'<outline text="Region {a}" title="Region {a}" frss:opmlUrl="/{a}"><outline text="A/B &#92; {b}">'
        + "".join(outline(a, 50 * a + 10 * b + c) for c in range(10))
        + "</outline></outline>"
        for a in range(10)
        for b in range(5)
    )
    spaces = 'xmlns:frss="https://freshrss.org/opml" xmlns:fz="urn:forumzilla:"'
    groups += '<outline text="Later" frss:category="1"><outline text="none yet" title="None, yet"/></outline>'
    groups += '<outline text="a list of others" type="include" url="https://host.example/others.opml"/>'
    document = f'<?xml version="1.0" encoding="{encoding}"?><opml version="1.1" {spaces}><body>{groups}</body></opml>'
    return document.encode(encoding, "xmlcharrefreplace")


def outlines(document: bytes) -> list[tuple[tuple[str, ...], dict[str, str]]]:
    """Every feed and every folder of which more is said, or that is empty, with the folders around it and its
    attributes, each once, read by another parser than ours.
    """
    found: list[tuple[tuple[str, ...], dict[str, str]]] = []

    def walk(element: ET.Element, around: tuple[str, ...]) -> None:
        for child in element:
            said = {name: value for name, value in child.attrib.items() if "talkwatch" not in name}
            if "xmlUrl" in said:
                found.append((around, said))
            else:
                named = {name: value for name, value in said.items() if name != "title" or value != said["text"]}
                if (around, named) not in found and (len(named) > 1 or len(child) == 0):
                    found.append((around, named))
                walk(child, (*around, said["text"]))

    body = ET.fromstring(document).find("body")
    assert body is not None
    walk(body, ())
    return found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_five_hundred_feeds_of_another_reader_lose_nothing_on_the_way_through(encoding: str) -> None:
    document = five_hundred(encoding)

    listed = read_opml(document, LIST)

    assert sum(each.paused for each in listed.feeds) == 10
    assert outlines(write_opml(listed).encode()) == outlines(document)
    assert len(listed.feeds) == 500


def test_another_readers_list_is_read_with_its_folders_and_its_faults() -> None:
    document = b"""<?xml version="1.0" encoding="iso-8859-1"?>
    <!DOCTYPE opml SYSTEM "opml.dtd">
    <OPML version="1.1"><head><title>Mine</title></head><body>
      <outline text="Asia &amp; more"><outline text="Ev\xe9nements&nbsp;!" xmlurl="http://example.org/a?x=1&y=2"/>
        <outline text="Deep" title="Deep"><outline title="Two" xmlUrl="http://example.org/b"></outline></outline>
      </outline>
      <outline text="Three" title="The third" xmlUrl="http://example.org/c"/>
      <outline text="Again" xmlUrl="http://example.org/c"/>
      <outline text="http://example.org/d" xmlUrl="http://example.org/d" category="/Tech/Old,/Other"/>
      <outline text="not a feed" url="http://example.org/list.opml"/>
    </body></OPML>"""

    feeds = [each.feed for each in read_opml(document, LIST).feeds]

    assert [(feed.url, feed.publisher, feed.title, feed.folder) for feed in feeds] == [
        ("http://example.org/a?x=1&y=2", "Evénements !", "", "Asia & more"),
        ("http://example.org/b", "", "Two", "Asia & more/Deep"),
        ("http://example.org/c", "Three", "The third", ""),
        ("http://example.org/d", "", "", "Tech/Old"),
    ]


def test_a_list_without_a_declaration_is_read_as_utf_8_or_as_windows_writes() -> None:
    for encoding in ("utf-8", "utf-8-sig", "cp1252"):
        document = '<opml><outline text="Événements – “là”" xmlUrl="http://example.org/a"/></opml>'.encode(encoding)
        (each,) = read_opml(document, LIST).feeds
        assert each.feed.publisher == "Événements – “là”"


def test_a_commented_folder_holds_feeds_that_are_not_asked() -> None:
    document = b"""<opml><body><outline text="Off" isComment="true"><outline text="a" xmlUrl="http://example.org/a"/></outline>
    <outline text="b" xmlUrl="http://example.org/b"/></body></opml>"""

    assert [each.paused for each in read_opml(document, LIST).feeds] == [True, False]


def test_names_bring_no_control_bytes_nor_overrides_and_nobody_elses_list_turns_verification_off() -> None:
    document = (
        """<opml><outline text="a&#x202e;b&#x9b;2J" talkwatch:insecure="true" xmlUrl="http://example.org/a"/></opml>"""
    )

    (each,) = read_opml(document.encode(), LIST).feeds

    assert (each.feed.publisher, each.feed.insecure) == ("ab›2J", False)


HEAD = "<opml>\n<body>\n"
BROKEN = [
    ("", 1, "ends too early"),
    ("{}", 1, "not well-formed XML"),
    ("\n\n<html><body>no</body></html>", 3, "begins with <opml>"),
    (f"{HEAD}<outline text='a'>", 3, "ends too early"),
    (f"{HEAD}<outline text='a", 3, "within a tag"),
    (f"{HEAD}<outline>\n</body></opml>", 4, "not the open one"),
    (f"{HEAD}<outline text='a' text='b'/></body></opml>", 3, "twice"),
    (f"{HEAD}<outline text='&#0;'/></body></opml>", 3, "XML does not have"),
    (f"{HEAD}<outline text='\x1b[2J'/></body></opml>", 3, "not well-formed"),
    ('<!DOCTYPE opml [\n<!ENTITY a "aaa"><!ENTITY b "&a;&a;">]><opml/>', 1, "entities of its own"),
    (HEAD + "<outline text='a'>\n" * 200, 54, "folders within each other"),
    (f"{HEAD}\n<outline text='{'a' * 30_000}'/></body></opml>", 4, "more than 20000 characters"),
    (HEAD + "\n".join(f"<outline xmlUrl='http://a/{n}'/>" for n in range(20_001)), 20_003, "more than 20000 feeds"),
]


@pytest.mark.parametrize(("document", "line", "words"), BROKEN)
def test_a_broken_or_hostile_list_is_refused_with_its_line(document: str, line: int, words: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read_opml(document.encode(), LIST)

    assert caught.value.line == line
    assert caught.value.message.startswith(f"list.opml:{line}: ")
    assert words in caught.value.message


def test_a_huge_list_is_refused_unread() -> None:
    with pytest.raises(ConfigError, match="larger than 16 MiB"):
        read_opml(b"<opml>" + b" " * (16 << 20), LIST)

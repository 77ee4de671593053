"""Feeds whose guids, links and dates cannot be believed, polled over loopback: an item appears once, none is lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from html import escape

import pytest

from talkwatch.store import Store
from tests.fakes.loopback import Loopback, Page
from tests.watch.polls import Desk, desk

HOUR = timedelta(hours=1)
BODY = "The delegations met for two hours in the old harbour house and will meet again."
DAY = "Thu, 15 Aug 2024 {:02}:00:00 GMT"


@dataclass(frozen=True, slots=True)
class Said:
    """An item as a feed writes it; None is no such element."""

    title: str | None
    guid: str | None = None
    link: str | None = None
    date: str | None = None
    body: str | None = BODY
    permalink: str = "false"

    def xml(self) -> str:
        parts = {"title": self.title, "link": self.link, "pubDate": self.date, "description": self.body}
        written = "".join(f"<{name}>{escape(words)}</{name}>" for name, words in parts.items() if words is not None)
        guid = "" if self.guid is None else f'<guid isPermaLink="{self.permalink}">{escape(self.guid)}</guid>'
        return f"<item>{written}{guid}</item>"


def rss(items: Iterable[Said]) -> bytes:
    return f'<rss version="2.0"><channel><title>A</title>{"".join(map(Said.xml, items))}</channel></rss>'.encode()


async def polled(here: Desk, server: Loopback, *documents: list[Said], path: str = "/feed") -> list[int]:
    """Items in the store after each document."""
    counts = []
    for document in documents:
        server.pages[path] = Page(rss(document))
        await here.poll(later=HOUR, force=True)
        counts.append(here.store.counts().items)
    return counts


def titles(store: Store) -> list[str]:
    return sorted(item.title for item in store.items(limit=1000))


TOPICS = ("Prisoners", "Borders", "Ships")


def three(**change: str | None) -> list[Said]:
    """Three items with nothing in common; {n} in what changes them stands for their number."""
    made = []
    for n, topic in enumerate(TOPICS):
        fields: dict[str, str | None] = {
            "guid": f"g{n}",
            "link": f"https://a.example/{n}",
            "date": DAY.format(n),
            "title": f"{topic} discussed",
            "body": f"{topic} came first, {topic.lower()} last, and nobody left the {topic.lower()} out.",
        }
        fields |= {name: words and words.replace("{n}", str(n)) for name, words in change.items()}
        made.append(Said(fields["title"], fields["guid"], fields["link"], fields["date"], fields["body"]))
    return made


STEADY: dict[str, list[list[Said]]] = {
    "guids new at every fetch": [three(guid=f"{poll}-{{n}}") for poll in range(4)],
    "guids new, no links": [three(guid=f"{poll}-{{n}}", link=None) for poll in range(4)],
    "guids new, no links, dates of the fetch": [
        three(guid=f"{poll}-{{n}}", link=None, date=DAY.format(poll + 4)) for poll in range(4)
    ],
    "guids and dates new": [three(guid=f"{poll}-{{n}}", date=DAY.format(poll + 4)) for poll in range(4)],
    "guids new and titles edited": [three(guid=f"{poll}-{{n}}", title=f"Talk {{n}}, {poll}") for poll in range(4)],
    "guids new and sessions in links": [
        three(guid=f"{poll}-{{n}}", link=f"https://a.example/{{n}}?visit={poll}") for poll in range(4)
    ],
    "guids are the links with a count of edits": [
        three(guid=f"https://a.example/{{n}}#{poll}", title="Whole new words {n}"[: 8 + 8 * poll]) for poll in range(3)
    ],
    "the guid is empty": [three(guid="")] * 3,
    "the guid is spaces": [three(guid=" \n ")] * 3,
    "one guid for all": [three(guid="same")] * 3,
    "one guid and link for all": [three(guid="same", link="https://a.example/talks")] * 3,
    "one guid for all and no links": [three(guid="same", link=None)] * 3,
    "one guid for all, said to be a link": [[*three(guid="/", link=None)]] * 3,
    "the front page is the link of all": [three(guid=None, link="https://a.example/")] * 3,
    "one link for all and no guids": [three(guid=None, link="https://a.example/talks")] * 3,
    "one link for all with guids": [three(link="https://a.example/talks")] * 3,
    "links that differ in the fragment": [three(guid=None, link="https://a.example/live#post-{n}")] * 3,
    "links with tracking": [three(guid=None, link=f"https://a.example/{{n}}?utm_id={poll}") for poll in range(3)],
    "links with sessions": [three(guid=None, link=f"https://a.example/{{n}};jsessionid={poll}A") for poll in range(3)],
    "links with an unknown count": [three(guid=None, link=f"https://a.example/{{n}}?hit={poll}") for poll in range(3)],
    "links over http, then https with www and a slash": [
        three(guid=None, link="http://a.example/{n}"),
        three(guid=None, link="https://www.a.example/{n}/"),
        three(guid=None, link="https://amp.a.example/{n}/amp"),
    ],
    "guids that are links over http, then https": [
        three(guid="http://a.example/{n}", link="http://a.example/{n}"),
        three(guid="https://www.a.example/{n}", link="https://www.a.example/{n}"),
    ],
    "guids come, and go again": [three(guid=None), three(), three(guid=None)],
    "links come, and go again": [three(link=None), three(), three(link=None)],
    "links move under one guid": [three(link=f"https://a.example/{poll}/{{n}}") for poll in range(4)],
    "titles and texts alone": [three(guid=None, link=None)] * 3,
    "titles and texts alone, dates of the fetch": [
        three(guid=None, link=None, date=DAY.format(poll + 4)) for poll in range(4)
    ],
    "titles alone": [three(guid=None, link=None, body=None, date=None)] * 3,
    "texts alone, edited": [
        three(guid=None, link=None, title=None, body="{n} " + TOPICS[0] + " of one and the other side were told" + more)
        for more in ("", " again", " again so")
    ],
    "the order changes": [three(), three()[::-1], [three()[1], three()[0], three()[2]]],
    "each entry twice": [three() + three()] * 3,
    "each entry twice under another guid": [three() + three(guid="again {n}")] * 3,
    "relative guids said to be links": [
        [Said(each.title, f"/talks/{n}", permalink="true") for n, each in enumerate(three())]
    ]
    * 3,
    "no dates": [three(date=None)] * 3,
    "dates in the future": [three(date="Thu, 15 Aug 2199 10:00:00 GMT")] * 3,
}


@pytest.mark.parametrize("name", STEADY)
async def test_three_items_stay_three_at_every_poll(store: Store, server: Loopback, name: str) -> None:
    async with desk(store, server, server.url("/feed")) as here:
        counts = await polled(here, server, *STEADY[name])

    assert counts == [3] * len(counts)


async def test_guids_that_go_from_place_to_place_lose_no_item(store: Store, server: Loopback) -> None:
    stories = [Said(f"{word} is the matter", link=f"https://a.example/{word}") for word in "abcdefgh"]
    documents = [
        [Said(each.title, f"place-{n}", each.link) for n, each in enumerate(stories[poll : poll + 3][::-1])]
        for poll in range(6)
    ]

    async with desk(store, server, server.url("/feed")) as here:
        counts = await polled(here, server, *documents)

    assert counts == [3, 4, 5, 6, 7, 8]
    assert titles(store) == sorted(str(each.title) for each in stories)
    assert all(item.revision == 1 for item in store.items())


async def test_a_guid_that_is_used_again_for_another_story_makes_another_item(store: Store, server: Loopback) -> None:
    first = Said("Envoys reach the island", "latest", "https://a.example/island", DAY.format(3), "By boat, at night.")
    second = Said("Fuel price falls", "latest", "https://a.example/fuel", DAY.format(9), "A tenth less than in May.")

    async with desk(store, server, server.url("/feed")) as here:
        counts = await polled(here, server, [first], [second], [second])

    assert counts == [1, 2, 2]
    assert titles(store) == ["Envoys reach the island", "Fuel price falls"]


async def test_a_new_edition_of_a_column_under_one_link_is_a_new_item(store: Store, server: Loopback) -> None:
    def edition(day: int, words: str) -> list[Said]:
        return [Said("Daily briefing", f"edition-{day}", "https://a.example/briefing", DAY.format(day), words)]

    async with desk(store, server, server.url("/feed")) as here:
        counts = await polled(
            here, server, edition(1, "Rain and prisoners, says the host."), edition(2, "Ships wait; nobody speaks now.")
        )

    assert counts == [1, 2]


async def test_a_moved_link_with_edited_words_is_a_revision_with_its_former_title(
    store: Store, server: Loopback
) -> None:
    first = Said("Talks open on Thursday", "g", "https://a.example/talks-open-thursday", DAY.format(3))
    second = Said("Talks open on Friday instead", "g", "https://a.example/talks-open-friday", DAY.format(7))

    async with desk(store, server, server.url("/feed")) as here:
        assert await polled(here, server, [first], [second], [second]) == [1, 1, 1]

    (item,) = store.items()
    assert [each.title for each in store.revisions(item.id)] == [first.title, second.title]
    assert len({each.first_seen for each in store.revisions(item.id)}) == 1


async def test_an_edit_of_a_story_without_guid_and_link_is_a_revision(store: Store, server: Loopback) -> None:
    first, second = Said("Talks open in Doha"), Said("Talks open in Doha at noon")

    async with desk(store, server, server.url("/feed")) as here:
        assert await polled(here, server, [first], [second]) == [1, 1]

    (item,) = store.items()
    assert (item.title, item.revision) == ("Talks open in Doha at noon", 2)


async def test_words_that_change_in_spacing_alone_are_no_revision(store: Store, server: Loopback) -> None:
    async with desk(store, server, server.url("/feed")) as here:
        await polled(here, server, [Said("Talks open", "g", body="At noon. In Doha.")])
        await polled(here, server, [Said("Talks  open ", "g", body="<p>At noon.</p>\n<p>In Doha.</p>")])

    assert store.items()[0].revision == 1


async def test_two_servers_that_take_turns_make_no_revision_for_ever(store: Store, server: Loopback) -> None:
    one, other = [Said("Talks open", "g")], [Said("Talks open in Doha", "g")]

    async with desk(store, server, server.url("/feed")) as here:
        await polled(here, server, *[one, other] * 6)

    assert store.items()[0].revision <= 5


async def test_what_left_the_feed_and_comes_back_is_the_same_item(store: Store, server: Loopback) -> None:
    first, second, third = three()

    async with desk(store, server, server.url("/feed")) as here:
        counts = await polled(here, server, [first, second], [third], [], [first, third])

    assert counts == [2, 3, 3, 3]


async def test_a_feed_that_moved_for_good_keeps_its_items(store: Store, server: Loopback) -> None:
    relative = [Said("Talks open", "/talks/1", "/talks/1", permalink="true"), Said("Talks end", link="/talks/2")]
    server.pages["/old"] = Page(rss(relative))

    async with desk(store, server, server.url("/old")) as here:
        await here.poll(later=HOUR, force=True)
        server.pages["/old"] = Page(b"", 301, {"Location": server.url("/new/feed")})
        counts = await polled(here, server, *[relative] * 4, path="/new/feed")

    assert counts == [2, 2, 2, 2]
    assert here.feed(server.url("/old")).address == server.url("/new/feed")


async def test_items_without_anything_end_no_poll_and_hide_no_other(store: Store, server: Loopback) -> None:
    empty = [Said(None, body=None)] * 3

    async with desk(store, server, server.url("/feed")) as here:
        counts = await polled(here, server, *[[*empty, *three()]] * 3)

    assert counts[0] == counts[-1]
    assert set(titles(store)) >= {each.title for each in three()}


async def test_a_date_in_the_future_sorts_as_the_moment_it_was_first_seen(store: Store, server: Loopback) -> None:
    async with desk(store, server, server.url("/feed")) as here:
        await polled(here, server, *[[Said("Talks open", "g", date="Thu, 15 Aug 2199 10:00:00 GMT")]] * 2)
        seen = here.now - HOUR

    (item,) = store.items()
    assert item.published == item.first_seen == seen

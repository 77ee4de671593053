"""From a feed's summary to the claims of the whole article: the loop with its real children."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from talkwatch.model.board import AnyClaim
from talkwatch.model.items import Feed, FeedId
from talkwatch.settings.config import Config
from talkwatch.store import Store
from talkwatch.watch import Watcher
from tests.articles.newsroom import page
from tests.fakes.loopback import Loopback, Page

TITLE = "Israel and Hamas truce talks to resume in Doha on Thursday"
ARTICLE = (
    "Negotiators from Israel and Hamas will meet in Doha on Thursday for a round of ceasefire talks, mediators said.",
    "Hamas will not send a delegation to the ceasefire talks in Doha, its spokesman Osama Hamdan said on Wednesday.",
    "“We will not sit down at a table under the raids,” Hamdan told reporters in Beirut.",
    "Qatar and Egypt have carried drafts between the two sides since the spring, and both said they would go on.",
    "The sides still differ over the withdrawal of Israeli troops from the corridor along the border with Egypt.",
)
FEED = """<rss version="2.0"><channel><title>Paper</title><item><title>{title}</title><guid>1</guid><link>{link}</link>
<description>{summary}</description><pubDate>Wed, 14 Aug 2024 11:00:00 GMT</pubDate></item></channel></rss>"""


def serve(server: Loopback) -> str:
    """A feed with one item, and its page; the feed's address."""
    summary = "Mediators hope for a truce before the weekend."
    feed = FEED.format(title=TITLE, link=server.url("/truce"), summary=summary)
    server.pages["/rss"] = Page(feed.encode(), headers={"Content-Type": "application/rss+xml"})
    server.pages["/truce"] = Page(page(*ARTICLE), headers={"Content-Type": "text/html"})
    return server.url("/rss")


async def test_the_claims_of_an_article_point_into_its_text(tmp_path: Path, server: Loopback) -> None:
    url, now = serve(server), datetime(2024, 8, 14, 12, tzinfo=UTC)
    with Store.open(tmp_path / "talkwatch.db") as store:
        store.add_feed(Feed(FeedId(url), url, articles=True))
        moments = [now]
        watcher = Watcher(store, Config(), lambda: moments[-1], allow_private=[server.place])
        before = await watcher.poll_once()
        moments.append(now + timedelta(seconds=10))
        after = await watcher.poll_once(force=True)
        await watcher.close()

        (report,) = store.reports()
        (item,) = store.items()
        assert (before.read, after.read) == (1, 1)
        assert after.claims > before.claims
        assert (item.revision, item.title) == (2, TITLE)
        claims: list[AnyClaim] = [*report.reading.talks, *report.reading.attendance, *report.reading.statements]
        inside = [claim.span for claim in claims if claim.span.field == "text"]
        assert inside
        assert all(item.text[span.start : span.end] == span.words for span in inside)
        assert any(claim.actor == "Hamas" and claim.stance == "declined" for claim in report.reading.attendance)
        assert report.revised == moments[-1]
    assert [path for path, _ in server.requests if path != "/rss"] == ["/robots.txt", "/truce"]


async def test_a_feed_whose_articles_nobody_wants_costs_not_one_request_more(tmp_path: Path, server: Loopback) -> None:
    url = serve(server)
    with Store.open(tmp_path / "talkwatch.db") as store:
        store.add_feed(Feed(FeedId(url), url))
        clock = lambda: datetime(2024, 8, 14, 12, tzinfo=UTC)  # noqa: E731 - a clock is a function
        watcher = Watcher(store, Config(), clock, allow_private=[server.place])
        await watcher.poll_once()
        await watcher.close()

    assert [path for path, _ in server.requests] == ["/rss"]

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from talkwatch.cli.app import root
from talkwatch.model.errors import ConfigError, UsageError
from tests.fakes.loopback import Loopback, Page, loopback

Run = Callable[..., Result]


@pytest.fixture
def server() -> Iterator[Loopback]:
    with loopback() as running:
        yield running


@pytest.fixture
def run(tmp_path: Path, server: Loopback) -> Run:
    """Runs a verb under a home of its own, where the test's server is an allowed address."""
    home = tmp_path / "home"
    (home / "config").mkdir(parents=True)
    (home / "config" / "config.toml").write_text(f'[poll]\nallow_private = ["{server.place}"]\n', encoding="utf-8")

    def run(*words: str) -> Result:
        return CliRunner().invoke(root, ["--home", str(home), *words], standalone_mode=False)

    return run


def listed(run: Run) -> list[dict[str, str]]:
    rows = json.loads(run("feeds", "list", "--json").stdout)
    assert isinstance(rows, list)
    return rows


def test_a_feed_is_looked_at_and_its_five_newest_items_are_shown(run: Run, server: Loopback) -> None:
    url = server.rss("/feed", *(f"Item {n}" for n in range(8)))

    result = run("feeds", "add", url, "--publisher", "The Paper", "--folder", "World/Asia")

    assert result.return_value == 0
    assert "added A feed (8 items)" in result.stdout
    assert [line.split()[-1] for line in result.stdout.splitlines()[1:]] == ["7", "6", "5", "4", "3"]
    (row,) = listed(run)
    assert (row["url"], row["publisher"], row["title"], row["folder"]) == (url, "The Paper", "A feed", "World/Asia")


def test_a_page_is_not_added_and_the_feeds_it_names_are_listed(run: Run, server: Loopback) -> None:
    link = b'<link rel="alternate" type="application/rss+xml" title="World" href="/world.xml">'
    server.pages["/"] = Page(b"<!doctype html><html><head>" + link + b"</head></html>")

    result = run("feeds", "add", server.url("/"))

    assert result.return_value == 1
    assert f"{server.url('/world.xml')}  World" in result.stderr
    assert listed(run) == []


def test_what_is_no_feed_is_only_added_without_a_look(run: Run, server: Loopback) -> None:
    url = server.url("/missing")

    looked, unlooked = run("feeds", "add", url), run("feeds", "add", url, "--no-check")

    assert (looked.return_value, unlooked.return_value) == (1, 0)
    assert "no such page (404)" in looked.stderr
    assert [row["url"] for row in listed(run)] == [url]


def test_a_look_is_a_poll_whose_items_are_read_and_nobody_is_asked_twice_for_it(run: Run, server: Loopback) -> None:
    url = server.rss("/feed", "Talks between Ruritania and Graustark are set for Thursday in Geneva")
    run("feeds", "add", url)

    polled = json.loads(run("poll", "--once", "--json").stdout)
    again = run("feeds", "add", url)

    assert (polled["feeds"], polled["read"]) == (0, 1)
    assert [path for path, _ in server.requests] == ["/feed"] * 2
    assert again.stdout.startswith("already there: A feed (1 items)")
    assert json.loads(run("feeds", "check", "--json").stdout)["rows"][0]["items"] == 1


def test_a_host_that_asked_to_be_left_alone_is_not_looked_at_nor_polled(run: Run, server: Loopback) -> None:
    server.pages["/busy"] = Page(status=429, headers={"Retry-After": "600"})
    other = server.rss("/other", "Botanists name an orchid")

    refused, left_alone = run("feeds", "add", server.url("/busy")), run("feeds", "add", other)
    run("feeds", "add", other, "--no-check")
    run("poll", "--once")

    assert "we ask too often (429)" in refused.stderr
    assert f"{server.place} asked to be left alone until " in left_alone.stderr
    assert (refused.return_value, left_alone.return_value) == (1, 1)
    assert [path for path, _ in server.requests] == ["/busy"]


@pytest.mark.parametrize("word", ["ftp://example.org/feed", "example.org", "http://", "http://[x"])
def test_an_address_that_is_none_is_a_usage_error(run: Run, word: str) -> None:
    assert isinstance(run("feeds", "add", word).exception, UsageError)


def test_the_feeds_of_a_track_are_added_by_its_name_and_the_dashboard_opens_on_it(run: Run) -> None:
    added, other = run("feeds", "add", "--track", "gaza ceasefire"), run("feeds", "add", "--track", "sudan")

    assert (added.return_value, other.return_value) == (0, 0)
    assert "the dashboard opens on Gaza ceasefire" in added.stdout
    assert "opens on" not in other.stdout
    rows = listed(run)
    assert len(rows) >= 8
    assert all(row["publisher"] for row in rows)


def test_subscriptions_go_out_and_come_back_with_their_folders(run: Run, server: Loopback, tmp_path: Path) -> None:
    urls = [server.rss(f"/{n}", "One") for n in range(3)]
    for n, url in enumerate(urls):
        run("feeds", "add", url, "--no-check", "--publisher", f"P{n}", "--folder", "A/B" if n else "")
    before = listed(run)

    written = run("feeds", "export", str(tmp_path / "out.opml"))
    for url in urls:
        run("feeds", "remove", url, "--purge")
    read = run("feeds", "import", str(tmp_path / "out.opml"))

    assert (written.return_value, read.return_value) == (0, 0)
    assert listed(run) == before
    assert run("feeds", "export").stdout == (tmp_path / "out.opml").read_text(encoding="utf-8")


def test_a_broken_list_is_refused_whole_and_its_line_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "cut.opml").write_text('<opml><body>\n<outline xmlUrl="https://example.org/a"/>\n', encoding="utf-8")

    error = run("feeds", "import", str(tmp_path / "cut.opml")).exception

    assert isinstance(error, ConfigError)
    assert f"{tmp_path}/cut.opml:3: " in error.message
    assert listed(run) == []


def test_addresses_that_are_none_are_left_out_and_named(run: Run, tmp_path: Path) -> None:
    urls = ("https://example.org/a", "feed://example.org/b", "javascript:alert(1)", "https://u:pw@", "/c")
    lines = "".join(f'<outline xmlUrl="{url}"/>' for url in urls)
    (tmp_path / "odd.opml").write_text(f"<opml>{lines}</opml>", encoding="utf-8")

    result = run("feeds", "import", str(tmp_path / "odd.opml"))

    assert result.return_value == 1
    assert [row["url"] for row in listed(run)] == ["https://example.org/a"]
    assert result.stderr.count("not a web address, left out") == 4
    assert "pw@" not in result.stderr


def test_a_file_without_feeds_is_a_usage_error(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.opml").write_text("<opml/>", encoding="utf-8")

    for name in ("empty.opml", "missing.opml"):
        assert isinstance(run("feeds", "import", str(tmp_path / name)).exception, UsageError)


def test_a_poll_says_in_json_what_it_came_to_and_ends_with_1_for_a_failure(run: Run, server: Loopback) -> None:
    good, bad = server.rss("/feed", "Botanists name an orchid"), server.url("/missing")
    run("feeds", "add", good, bad, "--no-check")

    result = run("poll", "--once", "--json")

    summary = json.loads(result.stdout)
    assert result.return_value == 1
    assert {name: summary[name] for name in ("feeds", "answered", "unchanged", "new", "revised", "read")} == {
        "feeds": 2,
        "answered": 1,
        "unchanged": 0,
        "new": 1,
        "revised": 0,
        "read": 1,
    }
    assert [failure["feed"] for failure in summary["failed"]] == [bad]
    assert f"{bad}: there is no such page (404)" in result.stderr


def test_a_poll_without_feeds_says_how_to_add_some(run: Run) -> None:
    result = run("poll", "--once")

    assert result.return_value == 0
    assert "talkwatch feeds add" in result.stdout


def test_check_shows_how_each_feed_stands_with_failing_ones_first(run: Run, server: Loopback) -> None:
    good, bad = server.rss("/feed", "Botanists name an orchid"), server.url("/missing")
    run("feeds", "add", good, bad, "--no-check")
    run("poll", "--once")

    result = run("feeds", "check")
    view = json.loads(run("feeds", "check", "--json").stdout)

    assert result.return_value == 1
    lines = result.stdout.splitlines()
    assert lines[1].startswith("failing")
    assert "no such page (404)" in lines[1]
    assert lines[2].startswith("ok      A feed")
    assert (view["feeds"], view["failing"], [row["state"] for row in view["rows"]]) == (2, 1, ["failing", "ok"])


def test_a_feed_that_is_gone_says_how_to_ask_it_again(run: Run, server: Loopback) -> None:
    url = server.url("/feed")
    server.pages["/feed"] = Page(status=410)
    run("feeds", "add", url, "--no-check")
    run("poll", "--once")

    words = run("feeds", "check").stdout.splitlines()[1]
    run("poll", "--once", "--force")
    asked_while_gone = len(server.requests)
    server.rss("/feed", "Botanists name an orchid")
    run("feeds", "resume", url)
    run("poll", "--once")

    assert words.startswith("gone")
    assert f"gone for good (410); not asked again until: talkwatch feeds resume {url}" in words
    assert asked_while_gone == 1
    assert run("feeds", "check").return_value == 0


def test_a_feed_that_moved_is_listed_under_its_subscribed_address_with_the_new_one(run: Run, server: Loopback) -> None:
    url, new = server.url("/old"), server.rss("/new", "Botanists name an orchid")
    server.pages["/old"] = Page(status=301, headers={"Location": "/new"})
    run("feeds", "add", url, "--no-check")

    run("poll", "--once")
    once = run("feeds", "list").stdout
    run("poll", "--once", "--force")

    assert "moved" not in once
    assert run("feeds", "list").stdout == f"{url}  A feed  moved to {new}\n"
    assert f"moved to {new}" in run("feeds", "check").stdout


def test_a_poll_without_a_network_says_so_and_charges_no_feed(run: Run, tmp_path: Path) -> None:
    with ExitStack() as servers:
        gone = [servers.enter_context(loopback()) for _ in range(3)]
    allowed = json.dumps([server.place for server in gone])
    (tmp_path / "home" / "config" / "config.toml").write_text(f"[poll]\nallow_private = {allowed}\n", encoding="utf-8")
    run("feeds", "add", *(server.url("/feed") for server in gone), "--no-check")

    result = run("poll", "--once", "--json")
    summary = json.loads(result.stdout)
    check = run("feeds", "check")

    assert (result.return_value, summary["failed"], summary["unreached"]) == (1, [], 3)
    assert summary["offline_since"]
    assert "talkwatch: offline since" in result.stderr
    assert "offline since" in check.stdout
    assert check.return_value == 0


def test_a_forced_poll_leaves_a_host_alone_that_asked_for_it_and_says_so(run: Run, server: Loopback) -> None:
    url = server.url("/feed")
    server.pages["/feed"] = Page(status=503, headers={"Retry-After": "600"})
    run("feeds", "add", url, "--no-check")
    run("poll", "--once")

    result = run("poll", "--once", "--force")

    assert result.stdout == "none of 1 feeds is due\n1 left alone, as their servers asked\n"
    assert len(server.requests) == 1


def test_a_paused_feed_is_left_alone_until_it_is_resumed(run: Run, server: Loopback) -> None:
    url = server.rss("/feed", "Botanists name an orchid")
    run("feeds", "add", url, "--no-check")

    run("feeds", "pause", url)
    run("poll", "--once", "--force")
    asked_while_paused = len(server.requests)
    run("feeds", "resume", url)
    run("poll", "--once")

    assert (asked_while_paused, len(server.requests)) == (0, 1)
    assert isinstance(run("feeds", "pause", "https://example.org/other").exception, UsageError)


def test_a_password_in_an_address_is_not_shown(run: Run) -> None:
    run("feeds", "add", "https://me:secret@example.org/feed", "--no-check")

    for words in (("feeds", "list"), ("feeds", "check"), ("feeds", "list", "--json"), ("feeds", "check", "--json")):
        assert "secret" not in run(*words).output
        assert "example.org/feed" in run(*words).output


def test_a_feed_with_a_password_is_named_as_the_list_shows_it(run: Run) -> None:
    for user in ("me", "you"):
        run("feeds", "add", f"https://{user}:secret@example.org/feed", "--no-check")
    run("feeds", "add", "https://me:secret@example.org/other", "--no-check")
    shown = [row["url"] for row in listed(run)]

    assert isinstance(run("feeds", "remove", shown[0]).exception, UsageError)
    assert run("feeds", "remove", shown[2]).return_value == 0
    assert run("feeds", "remove", "https://you:secret@example.org/feed").return_value == 0
    assert run("feeds", "pause", shown[0]).return_value == 0
    assert [row["url"] for row in listed(run)] == ["https://example.org/feed"]


def test_a_password_stands_in_no_message_of_a_poll_or_a_removal(run: Run, server: Loopback) -> None:
    url = server.url("/none").replace("http://", "http://me:secret@")
    run("feeds", "add", url, "--no-check")

    for words in (
        ("poll", "--once", "--json"),
        ("feeds", "add", url),
        ("feeds", "pause", url),
        ("feeds", "remove", url),
    ):
        result = run(*words)

        assert "secret" not in result.output
        assert server.place in result.output


def test_a_feed_whose_certificate_is_not_verified_says_so_in_the_list(run: Run) -> None:
    with loopback(tls=True) as secure:
        url = secure.rss("/feed", "One")
        run("feeds", "add", url, "--no-check", "--insecure")
        run("feeds", "add", "https://example.org/feed", "--no-check")

    assert [bool(row["insecure"]) for row in listed(run)] == [True, False]
    first, second = run("feeds", "list").stdout.splitlines()
    assert ("TLS not verified" in first, "TLS not verified" in second) == (True, False)
    assert "TLS not verified" in run("feeds", "check").stdout

"""`talkwatch feeds`: subscriptions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from talkwatch.feeds.addresses import is_web, masked
from talkwatch.model.errors import UsageError
from talkwatch.model.items import GRADES

if TYPE_CHECKING:
    from talkwatch.cli.opening import Opened
    from talkwatch.model.filters import Filter


@click.group(epilog="Example: talkwatch feeds list")
def command() -> None:
    """Add, list, remove, import, export and check feeds."""


@command.command(epilog='Example: talkwatch feeds add --track "Gaza ceasefire"')
@click.argument("urls", nargs=-1, metavar="URL...")
@click.option("--publisher", default="", help="The name shown beside its items; by default the feed's title.")
@click.option("--folder", default="", help='A folder for it, as "World/Europe".')
@click.option("--track", "track", help="Add the feeds that come with this track.")
@click.option("--include", multiple=True, metavar="WORD", help="Read only items that have this word, or another such.")
@click.option("--exclude", multiple=True, metavar="WORD", help="Read no items that have this word.")
@click.option("--insecure", is_flag=True, help="Take any TLS certificate of its host; the list says so.")
@click.option("--articles", is_flag=True, help="Read the whole articles behind its items, too; see feeds articles.")
@click.option("--no-check", is_flag=True, help="Add without looking at the address first.")
@click.pass_obj
def add(  # noqa: PLR0917 - click names each
    home: Path | None,
    urls: tuple[str, ...],
    publisher: str,
    folder: str,
    track: str | None,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    insecure: bool,
    articles: bool,
    no_check: bool,
) -> int:
    """Subscribe to feeds. Each URL is looked at first; for a web page, the feeds that it names are listed."""
    import asyncio

    from talkwatch.cli.opening import open_store
    from talkwatch.model.filters import Filter
    from talkwatch.model.items import Feed, FeedId
    from talkwatch.text.filtering import words_of

    if not urls and not track:
        raise UsageError("neither an address nor a track is named", hint="talkwatch feeds add URL, or --track NAME")
    chosen = Filter(words_of(include), words_of(exclude))
    wanted = [
        Feed(FeedId(_web(url)), _web(url), "", publisher, folder, insecure, filter=chosen, articles=articles)
        for url in urls
    ]
    with open_store(home) as opened:
        if track:
            from talkwatch.settings.tracks import find_track, load_tracks

            found = find_track(load_tracks(opened.paths), track)
            folder_of = folder or found.name
            come = [
                Feed(FeedId(feed.url), feed.url, "", feed.publisher, folder_of, filter=_both(chosen, feed.filter))
                for feed in found.feeds
            ]
            click.echo(_added(sum(map(opened.store.add_feed, come)), len(come)))
            if _opens_on(opened, found.name):
                click.echo(f"the dashboard opens on {found.name}; t there, or `track` in config.toml, follows another")
        if no_check:
            click.echo(_added(sum(map(opened.store.add_feed, wanted)), len(wanted)))
            return 0
        if not wanted:
            return 0
        from talkwatch.cli.feeds_add import look_and_add

        return asyncio.run(look_and_add(opened.store, opened.config, wanted))


def _web(url: str) -> str:
    """`url`, which must be a web address."""
    if not is_web(url.strip()):
        raise UsageError(f"{masked(url)}: not a web address", hint="it begins with https://")
    return url.strip()


def _both(chosen: Filter, comes: Filter) -> Filter:
    """The user's words, and those that come with the feed."""
    from talkwatch.model.filters import Filter

    return Filter(chosen.include or comes.include, tuple(dict.fromkeys((*chosen.exclude, *comes.exclude))))


def _opens_on(opened: Opened, track: str) -> bool:
    """The dashboard opens on the track, unless another was ever chosen there or in config.toml."""
    from talkwatch.tui import state

    kept = state.from_json(opened.store.recall(state.KEY))
    if kept.track or "track" in opened.config.board.model_fields_set:
        return False
    kept.track = track
    opened.store.remember(state.KEY, kept.to_json())
    return True


def _added(added: int, named: int) -> str:
    """How many feeds were new, in words."""
    words = f"added {added} feed{'s' if added != 1 else ''}"
    return words + (f"; {named - added} there already" if named > added else "")


@command.command("list", epilog="Example: talkwatch feeds list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def list_(home: Path | None, as_json: bool) -> int:
    """List the subscriptions, in the order in which they were added."""
    from talkwatch.cli.opening import open_store
    from talkwatch.views.health import feed_row

    with open_store(home, read_only=True) as opened:
        feeds = opened.store.feeds()
    rows = [feed_row(feed).model_dump(mode="json") | {"folder": feed.feed.folder} for feed in feeds]
    rows = [row | {"id": masked(row["id"])} for row in rows]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    for row in rows if not as_json else []:
        name = row["publisher"] or row["title"]
        words = [row["url"], name, f"[{row['folder']}]" if row["folder"] else ""]
        words += [f"moved to {row['moved_to']}"] if row["moved_to"] else []
        words += ["TLS not verified"] if row["insecure"] else []
        words += [f"grade {row['grade']}"] if row["grade"] else []
        words += ["whole articles"] if row["articles"] else []
        click.echo("  ".join(filter(None, words)))
    if not rows and not as_json:
        click.echo("no feeds yet: talkwatch feeds add URL")
    return 0


@command.command(epilog="Example: talkwatch feeds remove https://news.example/rss")
@click.argument("url")
@click.option("--purge", is_flag=True, help="Delete its items and what was read in them, too.")
@click.pass_obj
def remove(home: Path | None, url: str, purge: bool) -> int:
    """Unsubscribe from a feed. What it said stays on the board's record, unless --purge."""
    from talkwatch.cli.naming import feed_named
    from talkwatch.cli.opening import open_store

    with open_store(home) as opened:
        if not opened.store.remove_feed(feed_named(opened.store, url), purge=purge):
            raise _unknown(url)
    click.echo(f"removed {masked(url)}" + (" with all its items" if purge else "; its items stay"))
    return 0


def _unknown(url: str) -> UsageError:
    return UsageError(f"{masked(url)}: no such subscription", hint="talkwatch feeds list names them")


@command.command(epilog="Example: talkwatch feeds pause https://news.example/rss")
@click.argument("url")
@click.pass_obj
def pause(home: Path | None, url: str) -> int:
    """Leave a feed alone until it is resumed."""
    return _pause(home, url, paused=True)


@command.command(epilog="Example: talkwatch feeds resume https://news.example/rss")
@click.argument("url")
@click.pass_obj
def resume(home: Path | None, url: str) -> int:
    """Ask a feed again that was paused, or that said it is gone."""
    return _pause(home, url, paused=False)


def _pause(home: Path | None, url: str, *, paused: bool) -> int:
    from talkwatch.cli.naming import feed_named
    from talkwatch.cli.opening import open_store

    with open_store(home) as opened:
        if not opened.store.pause_feed(feed_named(opened.store, url), paused):
            raise _unknown(url)
    click.echo(f"{'paused' if paused else 'resumed'} {masked(url)}")
    return 0


@command.command(epilog="Example: talkwatch feeds articles https://news.example/rss on")
@click.argument("url")
@click.argument("state", type=click.Choice(["on", "off"]))
@click.pass_obj
def articles(home: Path | None, url: str, state: str) -> int:
    """Read the whole articles of a feed (on), or only what the feed itself carries (off, as by default).

    The page of an item about talks is asked for within a day after the item came, as the robots.txt of its host allows
    and once in ten seconds at most; the article in it is read in place of the feed's summary.
    """
    from talkwatch.cli.naming import feed_named
    from talkwatch.cli.opening import open_store

    with open_store(home) as opened:
        if not opened.store.want_articles(feed_named(opened.store, url), state == "on"):
            raise _unknown(url)
    click.echo(f"{'whole articles' if state == 'on' else 'only the feed itself'}: {masked(url)}")
    return 0


@command.command(epilog="Example: talkwatch feeds grade https://news.example/rss b")
@click.argument("url")
@click.argument("grade", type=click.Choice([*GRADES, "none"], case_sensitive=False))
@click.pass_obj
def grade(home: Path | None, url: str, grade: str) -> int:
    """Grade a feed by how reliable it is, on the Admiralty code's scale; "none" takes the grade away.

    A completely, B usually, C fairly reliable (as without a grade), D not usually, E not reliable, F cannot be judged.
    What it says weighs 1.2, 1.1, 1, 0.8, 0.6 and 0.8 on the board, the boards of before included.
    """
    from talkwatch.cli.naming import feed_named
    from talkwatch.cli.opening import open_store

    given = next((each for each in GRADES if each == grade.upper()), None)
    with open_store(home) as opened:
        if not opened.store.grade_feed(feed_named(opened.store, url), given):
            raise _unknown(url)
    click.echo(f"{f'grade {given}' if given else 'no grade'}: {masked(url)}")
    return 0


@command.command("import", epilog="Example: talkwatch feeds import subscriptions.opml")
@click.argument("source", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def import_(home: Path | None, source: Path) -> int:
    """Subscribe to all feeds of an OPML file. Folders, names and what else it says of them are kept for the export."""
    from talkwatch.cli.feeds_file import subscribe_to

    return subscribe_to(home, source)


@command.command(epilog="Example: talkwatch feeds export subscriptions.opml")
@click.argument("target", metavar="[FILE]", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def export(home: Path | None, target: Path | None) -> int:
    """Write the subscriptions as OPML, to FILE or to stdout."""
    from talkwatch.cli.feeds_file import write_to

    return write_to(home, target)


@command.command("filter", epilog="Example: talkwatch feeds filter https://news.example/rss --exclude football")
@click.argument("url")
@click.option("--include", multiple=True, metavar="WORD", help="An item must have this word, or another such.")
@click.option("--exclude", multiple=True, metavar="WORD", help="An item must not have this word.")
@click.option("--none", is_flag=True, help="Take all of the feed's own words away.")
@click.pass_obj
def filter_(home: Path | None, url: str, include: tuple[str, ...], exclude: tuple[str, ...], *, none: bool) -> int:
    """Read only items of a feed that have, or do not have, certain words; without options, show its words.

    Words given here take the place of those before. Items left out are kept and can be read again later;
    `talkwatch items --left-out` lists them with the reason.
    """
    from talkwatch.cli.filtering import filter_feed

    return filter_feed(home, url, include, exclude, none=none)


@command.command(epilog="Example: talkwatch feeds check --json")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def check(home: Path | None, as_json: bool) -> int:
    """Show how each feed stands: last and next poll (UTC), items, what is wrong. Ends with 1 if one fails."""
    from talkwatch.cli.feeds_table import table
    from talkwatch.cli.opening import open_store
    from talkwatch.views.health import SECOND, health_view, second_words

    with open_store(home, read_only=True) as opened:
        second = second_words(opened.store.recall(SECOND))
        view = health_view(opened.store.feeds(), offline_since=opened.store.offline_since(), second=second)
    view = view.model_copy(update={"rows": tuple(row.model_copy(update={"id": row.url}) for row in view.rows)})
    click.echo(view.model_dump_json(indent=2) if as_json else "\n".join(table(view)))
    return 1 if view.failing else 0

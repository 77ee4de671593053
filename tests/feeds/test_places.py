from __future__ import annotations

import asyncio

from talkwatch.feeds.places import Places


async def settled() -> None:
    """Every task that can go on has gone on."""
    for _ in range(10):
        await asyncio.sleep(0)


class Guest:
    """A task that takes a place of a host, moves on to others as it is told, and leaves."""

    def __init__(self, places: Places, host: str) -> None:
        self.places, self.at = places, ""
        self.way: asyncio.Queue[str] = asyncio.Queue()
        self.task = asyncio.create_task(self.stay(host))

    async def stay(self, host: str) -> None:
        async with self.places.take(host):
            self.at = host
            while then := await self.way.get():
                if then == "late":
                    self.places.late()
                else:
                    await self.places.move(then)
                    self.at = then
        self.at = "left"

    async def told(self, *words: str) -> None:
        for word in words:
            self.way.put_nowait(word)
        await settled()


async def guests(places: Places, *hosts: str) -> list[Guest]:
    found = [Guest(places, host) for host in hosts]
    await settled()
    return found


async def test_a_host_has_two_places_and_all_hosts_together_no_more_than_there_are() -> None:
    places = Places(3, 2)

    all_ = await guests(places, "a", "a", "a", "b", "b")
    before = [guest.at for guest in all_]
    await all_[3].told("")
    after = [guest.at for guest in all_]
    for guest in all_:
        await guest.told("")
    await asyncio.gather(*(guest.task for guest in all_))

    assert before == ["a", "a", "", "b", ""]
    assert after == ["a", "a", "", "left", "b"]


async def test_who_waits_for_another_hosts_place_keeps_none_of_the_former() -> None:
    places = Places(9, 1)
    first, second = await guests(places, "a", "b")

    await first.told("b")
    waiting, free = first.at, not places.is_full("a")
    await second.told("a")
    swapped = second.at, first.at
    for guest in (first, second):
        await guest.told("")
    await asyncio.gather(first.task, second.task)

    assert (waiting, free, swapped) == ("a", True, ("a", "b"))
    assert not places.is_full("a")
    assert not places.is_full("b")


async def test_who_is_cancelled_while_it_waits_leaves_every_place_free() -> None:
    places = Places(9, 1)
    first, second = await guests(places, "a", "b")
    await first.told("b")

    first.task.cancel()
    await settled()
    await second.told("")
    await asyncio.gather(first.task, second.task, return_exceptions=True)

    assert not places.is_full("a")
    assert not places.is_full("b")


async def test_a_host_that_was_late_has_one_place_less_until_it_has_rested() -> None:
    places = Places(9, 2)
    late, other = await guests(places, "a", "a")

    await late.told("late", "")
    only_one_is_left = places.is_full("a")
    await other.told("late", "")
    (third,) = await guests(places, "a")
    still_one = third.at
    places.rested("a")
    both = not places.is_full("a")
    await third.told("")
    await asyncio.gather(late.task, other.task, third.task)

    assert (only_one_is_left, still_one, both) == (True, "a", True)


async def test_a_host_with_a_single_place_does_not_rest() -> None:
    places = Places(9, 1)
    (late,) = await guests(places, "a")

    await late.told("late", "")
    await late.task

    assert not places.is_full("a")

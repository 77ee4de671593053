from __future__ import annotations

from talkwatch.feeds.moving import answered, failed
from talkwatch.model.polls import Moving

HOME = "http://old.example/feed"
NEW = "http://new.example/feed"
NEWER = "http://newer.example/feed"


def test_a_permanent_redirect_is_kept_when_it_is_seen_again() -> None:
    once = answered(Moving(), NEW, HOME)
    twice = answered(once, NEW, HOME)

    assert once == Moving(seen=NEW)
    assert twice == Moving(kept=NEW)
    assert answered(twice, "", HOME) == twice


def test_a_redirect_that_changes_its_mind_or_ends_is_not_kept() -> None:
    once = answered(Moving(), NEW, HOME)

    assert answered(once, NEWER, HOME) == Moving(seen=NEWER)
    assert answered(once, "", HOME) == Moving()


def test_a_new_address_that_moves_on_is_followed_at_the_second_sight_too_and_home_again() -> None:
    once = answered(Moving(kept=NEW), NEWER, HOME)

    assert once == Moving(kept=NEW, seen=NEWER)
    assert answered(once, NEWER, HOME) == Moving(kept=NEWER)
    assert answered(Moving(kept=NEW, seen=HOME), HOME, HOME) == Moving()


def test_where_the_new_address_fails_the_subscribed_one_is_asked_next() -> None:
    assert failed(Moving(kept=NEW)) == Moving()
    assert failed(Moving(kept=NEW), is_down=True) == Moving(kept=NEW)
    assert failed(Moving(seen=NEW)) == Moving(seen=NEW)

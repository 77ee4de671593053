"""The names in a sentence: organisations, principals and other people, with the descriptions beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from talkwatch.extract.actors_apposition import is_title, left_of, right_of
from talkwatch.extract.actors_lexicon import (
    Kind,
    Name,
    Names,
    capitals,
    opposition,
    organisations,
    principals,
    roles,
    word_set,
)
from talkwatch.extract.actors_phrases import (
    ADJECTIVES,
    HEADLINE_VERBS,
    OPEN_CAPITALS,
    ORGANISATION_HEADS,
    Hit,
    capital_runs,
    hits,
    is_capital,
    join,
    role_ends,
)
from talkwatch.extract.talks_places import known_places
from talkwatch.text.document import Token

PLACE_HEADS = word_set("place_heads")
"""Last words of capitalised names that are places, papers and days rather than people."""
FIRST_NAMES = word_set("first_names")
"""States and cities that are also given names."""
NONE = Names(())
"""The names of a text that introduces nobody."""
COMPASS = frozenset(("New", "Latin", "South", "Central", "North"))
"""Words before a state's name that make it another place ("a South American official")."""
PORTFOLIOS = word_set("portfolios") | {"department", "ministry", "relations", "board", "day", "market"}
"""Words before which a party's name is only a subject ("Labour Minister")."""
PRIVATE_HEADS = word_set("private_heads")
"""Heads of bodies that do not speak for the state whose name they carry."""


_NO_SURNAMES = OPEN_CAPITALS | HEADLINE_VERBS
_NO_FAMILIES = ORGANISATION_HEADS | PLACE_HEADS
AT = word_set("at")
"""Words after which a state or city is a place."""
AROUND = AT | {"on", "to", "from", "for", "with", "this", "next", "last", "before", "after", "during", "where", "when"}
"""Words after a place, where somebody who acts would have a verb."""
_LISTS = frozenset((",", ".", ";", ")", "and", "or"))
TRAVEL = word_set("travel")
SENT = word_set("sent")
MEETING = word_set("meeting")
ARTICLES = frozenset({"the", "a", "an"})
POSSESSIVES = frozenset(("'s", "’s", "'", "’", "special"))
POSTS = frozenset(("envoy", "mediator", "representative", "rapporteur", "coordinator", "mission", "observers"))
"""Those who are sent to a state by another."""
HEADED = frozenset(("to", "for", "back", "home", "into", "off"))
"""Words after "heads" that make it a verb."""
RIVALS = word_set("rivals")
"""Words for those in a state who do not speak for it."""
INNER = frozenset({"the", "and", "for", "with"})
"""Small words that, with a capital inside of a run, show that it is a headline and no name."""
OFFICES = word_set("offices_of")
"""What a minister or secretary is of, before a name ("Secretary of State John Kerry")."""
NO_SURNAMES = frozenset(
    ("ambassador", "minister", "president", "secretary", "spokesman", "spokeswoman", "spokesperson", "envoy", "officer")
) | frozenset(("official", "chief", "director", "negotiator", "representative", "adviser", "advisor", "commissioner"))
"""Roles that nobody has for a surname ("a Goodwill Ambassador")."""
MINISTRIES = frozenset(("minister", "ministers", "ministry", "ministries", "secretary", "department"))
TITLES = word_set("titles")
"""Titles before a name that are no part of it, and no name alone."""


@dataclass(slots=True)
class Spot:
    """A person's name at tokens `first` to `last` of a sentence, with the descriptions left and right of it."""

    first: int
    last: int
    name: str
    principal: Name | None
    left: tuple[int, int]
    right: tuple[int, int]


def names_in(words: Sequence[Token], published: datetime, local: Names = NONE) -> tuple[Hit, ...]:
    """All names of a sentence that the lexicons or the text itself (`local`) know, principals among them.

    The longer name wins where two begin together.
    """
    known, people = organisations(), principals(published.year)
    own = local.starts

    def find(words: Sequence[Token], at: int) -> Name | None:
        mine = local.at(words, at) if words[at].text in own else None
        group, person = known.at(words, at), people.at(words, at)
        if mine and len(mine.words) > max((len(name.words) for name in (group, person) if name), default=0):
            return mine
        if group and person:
            return person if len(person.words) > len(group.words) else group
        if group and group.words[0] == "The" and at + 1 < len(words):
            inner = local.at(words, at + 1) or known.at(words, at + 1)
            group = None if inner and len(inner.words) >= len(group.words) else group
        if person and len(person.words) == 1 and _part_of_longer(words, at):
            return None
        if group and len(group.words) == 1 and (_given_name(words, at) or _heads_organisation(words, at)):
            return None
        if group and _in_another(words, at, group):
            return None
        return group or person

    return hits(words, (starts(published.year), own), find)


def _in_another(words: Sequence[Token], at: int, group: Name) -> bool:
    """Whether a name is only a piece of another: of a region or state ("South American"), of a portfolio."""
    if group.kind in ("state", "demonym"):
        return at > 0 and words[at - 1].text in COMPASS
    if group.kind == "medium":  # a ministry "of Foreign Affairs" is no magazine
        return at > 1 and words[at - 1].text == "of" and words[at - 2].text.lower() in MINISTRIES
    return group.kind == "party" and at + 1 < len(words) and words[at + 1].text.lower() in PORTFOLIOS


@cache
def starts(year: int) -> frozenset[str]:
    """The words that can begin a name as of a year."""
    return frozenset(organisations().starts | principals(year).starts)


def _part_of_longer(words: Sequence[Token], at: int) -> bool:
    """Whether a lone surname belongs to somebody else's full name ("Ivan Kerry", "Kerry Smith")."""
    before = words[at - 1].text if at else ""
    after = words[at + 1].text if at + 1 < len(words) else ""
    left = bool(before) and is_capital(before) and not _titles(words, at - 1) and before.lower() not in OPEN_CAPITALS
    if left and at > 1 and words[at - 1].text in roles().former:
        left = False
    right = (
        bool(after)
        and after[0].isupper()
        and after.isalpha()
        and after.lower() not in _NO_SURNAMES
        and not after.isupper()
    )
    return (left and organisations().at(words, at - 1) is None) or (
        right and len(after) > 2 and not _titles(words, at + 1)
    )


def _titles(words: Sequence[Token], at: int) -> bool:
    """Whether a capitalised word is a title rather than a given name."""
    word = words[at].text.lower().rstrip(".")
    table = roles()
    return word in table.people or word in table.courtesies or word in ADJECTIVES


def _given_name(words: Sequence[Token], at: int) -> bool:
    """Whether a state's name is somebody's given name ("Chad Bown")."""
    if words[at].text not in FIRST_NAMES or at + 1 == len(words):
        return False
    after = words[at + 1].text
    return is_capital(after) and after.isalpha() and not _titles(words, at + 1) and after.lower() not in _NO_FAMILIES


def _heads_organisation(words: Sequence[Token], at: int) -> bool:
    """Whether a state's or city's name begins the name of a private body ("London School of Economics")."""
    for word in words[at + 1 : at + 5]:
        low = word.text.lower()
        if low in PRIVATE_HEADS and word.text[0].isupper():
            return True
        if not is_capital(word.text) and low not in ("of", "&"):
            return False
    return False


def spots(words: Sequence[Token], found: Sequence[Hit]) -> tuple[Spot, ...]:
    """The people named in a sentence, known and unknown, in order."""
    places: list[tuple[int, int, Name | None]] = [
        (hit.first, hit.last, hit.name) for hit in found if hit.name.kind == "person"
    ]
    for first, last in capital_runs(words, found):
        start = _name_start(words, first, last)
        if start < last and _like_person(words, start, last) and join(words[start:last]) not in known_places():
            places.append((start, last, None))
    made: list[Spot] = []
    for first, last, name in sorted(places, key=lambda place: place[0]):
        start, stop = left_of(words, first)
        own = made[-1].last + 1 if made and words[made[-1].last].text == "and" else start
        if start < own and any(own <= hit.first < stop for hit in found):
            start = own  # who has an owner of his own needs none of him whom the list names before
        made.append(Spot(first, last, join(words[first:last]), name, (start, stop), right_of(words, last)))
    return tuple(made)


def _name_start(words: Sequence[Token], first: int, last: int) -> int:
    """Where, in a run of capitals, the titles end and the name begins."""
    ends = role_ends(words[first:last])
    start = first
    if ends:
        of = {word.text.lower() for word in words[first : first + ends[-1]]}
        office = join(words[max(first, last - 2) : last]).lower() in roles().people  # "the Crown Prince"
        surname = words[last - 1].text.lower() not in NO_SURNAMES and not office
        is_surname = ends[-1] == last - first > 1 and not of & ADJECTIVES and len(ends) == 1 and surname
        start = first if is_surname else first + ends[-1]
    while start < last and words[start].text.lower().rstrip(".") in TITLES:
        start += 1
    if first > 1 and words[first - 1].text == "of" and words[first - 2].text.lower() in roles().people:
        while start < last - 1 and words[start].text.lower() in OFFICES:
            start += 1
    affairs = next((at for at in range(start, last - 2) if words[at].text == "Affairs"), start - 1)
    return affairs + 1  # "Commissioner for Budgetary Affairs Ana Bell"


def _like_person(words: Sequence[Token], first: int, last: int) -> bool:
    """Whether a run of capitals may be somebody's name."""
    names = [word.text for word in words[first:last]]
    saint, inner = names[0].rstrip(".") == "St", any(name.lower() in INNER for name in names[1:-1])
    titles = all(map(is_title, words[first:last]))  # "Sheikh" before a name that the table knows
    if titles or saint or inner or (names[-1].rstrip(".") in ("Jr", "Sr") and len(names) == 1):
        return False
    if names[-1].endswith("day") and names[-1].lower() in OPEN_CAPITALS:
        return False
    if len(names) > 6 or any(
        not name.replace("-", "").replace(".", "").replace("'", "").replace("’", "").isalpha() for name in names
    ):
        return False
    if {name.lower() for name in names} & ORGANISATION_HEADS or names[-1].lower() in PLACE_HEADS:
        return False
    if any(len(name) > 3 and name.isupper() for name in names):
        return False
    return len(names) > 1 or (len(names[0]) > 2 and names[0].lower() not in OPEN_CAPITALS)


def is_place(words: Sequence[Token], hit: Hit) -> bool:
    """Whether a state's or city's name stands for a place ("in Qatar", "the Doha talks", "flew to Egypt")."""
    city = hit.name.kind == "body" and hit.name.words[0] in capitals()  # "Brussels" for the Union
    if hit.name.kind not in ("state", "seat") and not city:
        return False
    seat = city or hit.name.kind == "seat"
    before = hit.first - 1
    while before >= 0 and words[before].text.lower() in ARTICLES:
        before -= 1
    word = words[before].text.lower() if before >= 0 else ""
    after = words[hit.last].text.lower() if hit.last < len(words) else ""
    if word in AT:
        return True
    if word in ("to", "for"):
        recent = {token.text.lower() for token in words[max(0, before - 4) : before]}
        return (
            (seat and word == "to") or bool(recent & TRAVEL) or (seat and bool(recent & {"left", "leave", "leaving"}))
        )
    if word == "from":
        return not (before and words[before - 1].text.lower() in SENT) and (
            seat or bool({t.text.lower() for t in words[max(0, before - 4) : before]} & TRAVEL)
        )
    return seat and after in MEETING


def acting(words: Sequence[Token], found: Sequence[Hit]) -> Iterator[Hit]:
    """The names of a sentence that are no places, nor in a list with one, nor where another's envoy is sent."""
    place, last = -1, -1
    for hit in found:
        if is_place(words, hit) or _joins_place(words, place, hit):
            place = hit.last
        elif not _post(words, last, hit):
            yield hit
        last = hit.last


def _post(words: Sequence[Token], last: int, hit: Hit) -> bool:
    """Whether a state right after a name only tells for what its envoy is ("the U.N. Syria envoy")."""
    between = {word.text for word in words[last : hit.first]} if 0 < last <= hit.first else {"?"}
    after = words[hit.last].text.lower() if hit.last < len(words) else ""
    return hit.name.kind == "state" and between <= POSSESSIVES and after in POSTS


def _joins_place(words: Sequence[Token], last: int, hit: Hit) -> bool:
    """Whether a city is the next of a list of places whose last name ended at a token ("in Beijing and Ankara")."""
    city = hit.name.kind == "seat" or hit.name.words[0] in capitals()
    between = [word.text for word in words[last : hit.first]]
    after = words[hit.last].text if hit.last < len(words) else "."
    return city and between in ([","], ["and"], ["or"], [",", "and"]) and (after in _LISTS or after in AROUND)


def head_of(words: Sequence[Token], hit: Hit) -> tuple[int, Kind]:
    """Where a phrase that begins with a name ends ("Israel's negotiating team"), and its kind."""
    heads = roles().heads
    at, stop = hit.last, hit.last
    if at < len(words) and words[at].text in ("'s", "’s"):
        at += 1
    while at < len(words) and at - hit.last < 6:
        low = words[at].text.lower()
        if low == "heads" and at + 1 < len(words) and words[at + 1].text.lower() in HEADED:
            break  # "U.N. Envoy Heads to Oslo"
        if low in heads:
            stop = at + 1
        elif at + 1 < len(words) and f"{low} {words[at + 1].text.lower()}" in heads:
            at += 1
            stop = at + 1
        elif low not in ADJECTIVES and "-" not in low:
            break
        at += 1
    return stop, ("office" if stop > hit.last else hit.name.kind)


def owner_of(words: Sequence[Token], hit: Hit, stop: int, movement: str | None) -> str | None:
    """Whom a group speaks for that begins with a name and ends at a token: not a state's rivals at home for it.

    Armed ones are the `movement` that the text names.
    """
    inside = {word.text for word in words[hit.last : stop]}
    if hit.name.actor and hit.name.kind in ("state", "demonym") and inside & RIVALS and "government" not in inside:
        return opposition(hit.name.actor) if "opposition" in inside else movement
    return hit.name.actor


def before_shared_head(words: Sequence[Token], hit: Hit, found: Sequence[Hit]) -> bool:
    """Whether an adjective shares the head of the next ("Israeli and Palestinian negotiators")."""
    at = hit.last
    while at < len(words) and words[at].text.lower() in ("and", "or", ",", "&", "-"):
        at += 1
    following = next((other for other in found if other.first == at), None)
    if at == hit.last or following is None:
        return False
    return head_of(words, following)[0] > following.last or before_shared_head(words, following, found)

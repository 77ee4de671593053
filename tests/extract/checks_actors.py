"""What it means for a line to take an entry of the actors' lexicons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache

from talkwatch.extract.actors import Cast, Mention
from talkwatch.extract.actors_lexicon import read_lexicon
from talkwatch.extract.statements_sound import says
from talkwatch.extract.sticking import sticking
from talkwatch.extract.sticking_issue import issue_after
from talkwatch.text.sentences import document
from tests.extract.telling import told
from tests.frames import Check, Entry

YEARS = range(2012, 2027)
"""What the table of principals is made for."""
PERSON = "Ana Ionescu"
HEARD = {
    "state": "Moldova",
    "movement": "Hamas",
    "body": "African Union",
    "party": "Likud",
    "union": "Teamsters",
    "company": "Boeing",
    "medium": "Reuters",
    "other": "Northern Policy Centre",
}
"""A name of each kind of speaker."""


def cast_of(text: str, year: int = 2024) -> Cast:
    """The cast of a text of a year."""
    return Cast.of(document("", text, datetime(year, 3, 4, 12, tzinfo=UTC)))


def mentions(text: str, year: int = 2024) -> list[Mention]:
    """All that speak for somebody in a text of a year."""
    cast = cast_of(text, year)
    return [mention for sentence in cast.document.sentences for mention in cast.mentions(sentence)]


def speaks_for_its_owner(entry: Entry, line: str) -> bool:
    """A mention with the entry speaks for the key it stands under, by the name that the news gives that."""
    owner = cast_of("").actor(entry.owner) or entry.owner
    return any(one.actor == owner and entry.text in one.text for one in mentions(line))


def a_person_who_speaks_for_its_owner(entry: Entry, line: str) -> bool:
    """The person that the line names speaks for the key it stands under."""
    return cast_of(line).actor(entry.text.split()[-1]) == entry.owner


def reports_of_its_own(entry: Entry, line: str) -> bool:
    """The entry is a medium that speaks for nobody."""
    return any((one.kind, one.actor, one.text) == ("medium", None, entry.text) for one in mentions(line))


def in_its_years(entry: Entry, line: str) -> bool:
    """A principal speaks for the side it stands under; "In another year" asks for one out of office, if any."""
    person, years = parsed(entry.text)
    if line.startswith("In another year"):
        asked = [year for year in YEARS if year not in years][-1:]
    else:
        alone = [year for year in YEARS if year in years and holders()[person, year] == {entry.owner}]
        asked = alone[:1] or [year for year in YEARS if year in years][:1]
    return bool(asked) and all(
        any((one.actor, one.person) == (entry.owner, person) for one in mentions(line, year)) for year in asked
    )


def parsed(entry: str) -> tuple[str, frozenset[int]]:
    """A principal's name and years of an entry ("Ana Ionescu 2013-2017 2021-")."""
    words = entry.split()
    spans = [word.partition("-") for word in words if word[:4].isdigit()]
    years = {
        year
        for first, dash, last in spans
        for year in range(int(first), int(last or (9999 if dash else first)) + 1)
        if year < YEARS.stop
    }
    return " ".join(words[: len(words) - len(spans)]), frozenset(years if spans else YEARS)


@cache
def holders() -> Mapping[tuple[str, int], set[str]]:
    """The sides that the table gives a name in a year."""
    found: dict[tuple[str, int], set[str]] = defaultdict(set)
    for side, entries in read_lexicon("actors_people.toml")["people"].items():
        for person, years in map(parsed, entries):
            for year in years:
                found[person, year].add(side)
    return found


def an_official_of_moldova(entry: Entry, line: str) -> bool:
    """A mention holds the entry as a word and speaks for Moldova."""
    return any(
        one.actor == "Moldova" and one.kind in ("office", "person") and f" {entry.text}" in one.text.lower()
        for one in mentions(line)
    )


def a_minister_of_moldova(_: Entry, line: str) -> bool:
    """A mention reaches as far as the minister."""
    return any(one.actor == "Moldova" and one.text.endswith("minister") for one in mentions(line))


def kerry_is_the_principal(_: Entry, line: str) -> bool:
    """A surname after the entry is that of the principal of its time."""
    return any(one.actor == "United States" for one in mentions(line, 2014))


def ana_speaks_for(side: str | None) -> Check:
    """A check that the person introduced in a line speaks for a side."""
    return lambda _, line: cast_of(line).actor(PERSON) == side


def a_fellow_speaks_for(side: str | None) -> Check:
    """A check that a description by itself speaks for a side."""
    return lambda _, line: cast_of("").actor(line) == side


def owned_by_one_named_before(entry: Entry, line: str) -> bool:
    """The person is that of the organisation named before, of whichever kind the entry can mean."""
    kinds = [kind for kind in read_lexicon("actors_roles.toml")["points"].get(entry.text, ()) if kind != "other"]
    return bool(kinds) and all(
        cast_of(line.replace("The  met", f"The {HEARD[kind]} met")).actor(PERSON) == HEARD[kind] for kind in kinds
    )


def owned_by_one_with_the_word(entry: Entry, line: str) -> bool:
    """The person is that of the organisation named before that has the entry in its name."""
    word = entry.text.capitalize()
    name = f"Baltic Dockers {word}"
    return cast_of(line.replace("The  met", f"The {name} (BD{word[0]}) met")).actor(PERSON) == name


def of_its_kind(name: str) -> Check:
    """A check that a name in the line is an organisation of the kind that the entry stands under."""
    return lambda entry, line: any(one.kind == entry.owner and one.text.startswith(name) for one in mentions(line))


def no_organisation(_: Entry, line: str) -> bool:
    """Nothing in the line is an organisation of its own."""
    return not any((one.actor or "").startswith("Baltic") for one in mentions(line))


def begins_an_organisation(entry: Entry, line: str) -> bool:
    """An organisation's name begins with the entry."""
    return any((one.actor or "").lower() == f"{entry.text} dockers guild" for one in mentions(line))


def names_nobody(entry: Entry, line: str) -> bool:
    """Nothing that begins with the entry speaks for itself."""
    return not any((one.actor or "").startswith(entry.text) for one in mentions(line))


def points_back(entry: Entry, line: str) -> bool:
    """The words point back to an earlier speaker of each of the entry's kinds and to one of no other kind."""
    source, said = line.rstrip(".").split(" said ")
    for kind, name in sorted(HEARD.items(), key=lambda heard: heard[0] not in entry.value):
        text = f"The {name} denied the false report. {line}"
        claims = told(text, (f"The {name}", "denied", "the false report"), (source, "said", said))
        if [claim.speaker for claim in claims][1:] == [name] and kind not in entry.value:
            return False
        if [claim.speaker for claim in claims][1:] != [name] and kind in entry.value:
            return False
    return True


def speaks_for_no_state(entry: Entry, line: str) -> bool:
    """No mention speaks for the state whose word the entry is in the generated table; the state's own name does."""
    states = [state for state, words in read_lexicon("states.toml").items() if entry.text in words]
    lines = [line.replace(f"The state of {entry.text}", state) for state in states]
    return bool(lines) and not any(
        one.kind != "person" and one.actor in states for said in lines for one in mentions(said)
    )


def speaks_for_all_that_is_named(_: Entry, line: str) -> bool:
    """A description speaks for an organisation of several words, the small one among them."""
    return cast_of("").actor(line) == line.removeprefix("a fellow at the ")


def one_person(entry: Entry, line: str) -> bool:
    """Both capitals and the entry between them are one person's name."""
    return any(one.person == f"Ana {entry.text} Ionescu" for one in mentions(line))


def no_person(_: Entry, line: str) -> bool:
    """Nobody is named in the line."""
    return not any(one.person for one in mentions(line))


def names_no_principal(entry: Entry, line: str) -> bool:
    """A surname alone is nobody's; that of a principal told in full is."""
    owned = next((person for person in principals() if entry.text in person.split()), None)
    asked = line.replace(f"The principal {entry.text}", owned or "")
    return owned is not None and not any(one.person in principals() for one in mentions(asked))


@cache
def principals() -> frozenset[str]:
    """The names of the table."""
    return frozenset(person for person, _ in holders())


def the_person_is_ana(_: Entry, line: str) -> bool:
    """The person's name is neither longer nor shorter."""
    return any(one.person == PERSON for one in mentions(line))


def a_person_and_no_state(entry: Entry, line: str) -> bool:
    """The entry is a given name."""
    return [(one.person, one.actor) for one in mentions(line)] == [(f"{entry.text} Morrow", None)]


def a_woman(_: Entry, line: str) -> bool:
    """The person is read as a woman."""
    person = cast_of(line).person(PERSON)
    return person is not None and person.female


def a_place(_: Entry, line: str) -> bool:
    """Nobody in the line speaks for Qatar."""
    return not qatar_speaks(_, line)


def qatar_speaks(_: Entry, line: str) -> bool:
    """Somebody in the line speaks for Qatar."""
    return any(one.actor == "Qatar" for one in mentions(line))


def oslo_in_a_name(_: Entry, line: str) -> bool:
    """Nobody in the line speaks for Norway."""
    return not any(one.actor == "Norway" for one in mentions(line))


def says_nothing(_: Entry, line: str) -> bool:
    """The words are too few to tell something."""
    return not says(line, [(0, len(line))])


def no_issue(_: Entry, line: str) -> bool:
    """No sticking point is read."""
    cast = cast_of(f"Moldova and Norway differ.\n{line}")
    return all(claim.span.words != line for claim in sticking(cast.document, cast))


def not_for_moldova(_: Entry, line: str) -> bool:
    """A group is named that does not speak for Moldova."""
    return [one.actor for one in mentions(line) if one.text.endswith("group")] not in ([], ["Moldova"])


def a_title_and_no_name(_: Entry, line: str) -> bool:
    """Ana Ionescu is named without it, and it names nobody."""
    return [one.person for one in mentions(line)] == [PERSON]


def no_issue_to_warn_of(_: Entry, line: str) -> bool:
    """What somebody "warned" against is no issue."""
    return not issue_after(line, line.index("warned") + len("warned"))


CHECKS: Mapping[str, Check] = {
    "speaks for its owner": speaks_for_its_owner,
    "a person who speaks for its owner": a_person_who_speaks_for_its_owner,
    "reports of its own": reports_of_its_own,
    "speaks for its side in its years": in_its_years,
    "an official of Moldova": an_official_of_moldova,
    "a minister of Moldova": a_minister_of_moldova,
    "Kerry is the principal": kerry_is_the_principal,
    "Ana Ionescu speaks for Moldova": ana_speaks_for("Moldova"),
    "Ana Ionescu speaks for nobody": ana_speaks_for(None),
    "Ana Ionescu speaks for the guild": ana_speaks_for("Northern Dockers Guild"),
    "Ana Ionescu speaks for the forum": ana_speaks_for("Baltic Peace Forum"),
    "Ana Ionescu speaks for Samhold": ana_speaks_for("Samhold"),
    "owned by one named before": owned_by_one_named_before,
    "owned by one with the word in its name": owned_by_one_with_the_word,
    "Lowland is of its kind": of_its_kind("Lowland"),
    "Nordfly is of its kind": of_its_kind("Nordfly"),
    "no organisation of its own": no_organisation,
    "an organisation that begins with it": begins_an_organisation,
    "names nobody": names_nobody,
    "points back": points_back,
    "speaks for no state": speaks_for_no_state,
    "speaks for the Northern Policy Centre": a_fellow_speaks_for("Northern Policy Centre"),
    "speaks for all that is named": speaks_for_all_that_is_named,
    "one person": one_person,
    "no person": no_person,
    "names no principal": names_no_principal,
    "the person is Ana Ionescu": the_person_is_ana,
    "a person and no state": a_person_and_no_state,
    "Ana Ionescu is a woman": a_woman,
    "Qatar is a place": a_place,
    "Qatar speaks": qatar_speaks,
    "Oslo is in a name": oslo_in_a_name,
    "speaks for nobody": a_fellow_speaks_for(None),
    "says nothing": says_nothing,
    "no issue": no_issue,
    "speaks not for Moldova": not_for_moldova,
    "a title and no name": a_title_and_no_name,
    "no issue to warn of": no_issue_to_warn_of,
}

"""What it means for a line to take an entry of the lexicon of sessions."""

from __future__ import annotations

from collections.abc import Mapping

from talkwatch.extract.sessions import sessions
from talkwatch.extract.talks_mentions import mentions
from talkwatch.extract.talks_merge import merged
from talkwatch.extract.talks_phrases import Phrase, phrases
from talkwatch.extract.talks_places import city_states, known_places, places
from talkwatch.extract.talks_scene import actors_in
from talkwatch.extract.talks_sessions import status_of
from talkwatch.extract.talks_words import lexicon
from talkwatch.text.document import Sentence
from tests.extract.checks_actors import cast_of
from tests.frames import Check, Entry


def sentence_of(line: str) -> Sentence:
    """A line as the sentence it is."""
    return cast_of(line).document.sentences[0]


def named(line: str) -> list[Phrase]:
    """The sessions that a line names by a noun."""
    return [phrase for phrase in phrases(sentence_of(line)) if not phrase.verb]


def a_session_of_its_class(entry: Entry, line: str) -> bool:
    """A session with the entry in its name is of the class that it stands under."""
    return any(entry.text in one.name.lower().split() and one.kind == entry.owner for one in named(line))


def part_of_the_name(entry: Entry, line: str) -> bool:
    """The session's name is the entry and its head."""
    return [one.name for one in named(line)] == [f"{entry.text} talks"]


def before_the_name(entry: Entry, line: str) -> bool:
    """The entry belongs to the phrase and not to the name, or denies that there is a session."""
    return all((line[one.start : one.end], one.name) == (f"{entry.text} talks", "talks") for one in named(line))


def ends_with(name: str) -> Check:
    """A check that a line names one session, by these words and no more."""
    return lambda entry, line: [one.name for one in named(line)] == [name.format(entry.text)]


def whole(phrase: str) -> Check:
    """A check that a session's phrase is these words, "{}" for the entry."""
    return lambda entry, line: phrase.format(entry.text) in [line[one.start : one.end] for one in named(line)]


def begins_with(words: str) -> Check:
    """A check that a session's phrase begins with these words, "{}" for the entry."""
    return lambda entry, line: any(line[one.start :].startswith(words.format(entry.text)) for one in named(line))


def of_kind(kind: str) -> Check:
    """A check that a line names a session of a class."""
    return lambda _, line: kind in [one.kind for one in named(line)]


def definite(*, value: bool) -> Check:
    """A check that a session is one known or, where `value` is False, a new one."""
    return lambda _, line: [one.definite for one in named(line)] == [value]


def people_who_gather(_: Entry, line: str) -> bool:
    """A verb in the line tells of a session."""
    return any(one.verb for one in phrases(sentence_of(line)))


def its_states_act(entry: Entry, line: str) -> bool:
    """The states of the group that the entry names are in the line."""
    cast = cast_of(line)
    return {one.actor for one in actors_in(cast, cast.document.sentences[0])} >= set(entry.value)


def its_parties_talk(entry: Entry, line: str) -> bool:
    """The parties of the talks are those of the pact that the entry names."""
    cast = cast_of(line)
    talks, _ = sessions(cast.document, cast)
    return [set(one.parties) for one in talks] == [set(entry.value)]


def where_they_meet(entry: Entry, line: str) -> bool:
    """The one place of the line is the entry."""
    return [name for _, _, name in places(line)] == [entry.text]


def no_place_of_talks(entry: Entry, line: str) -> bool:
    """A city or state that is known by name, but is no place of the line."""
    known = entry.text in city_states() or entry.text in known_places() or cast_of("").actor(entry.text) is not None
    return known and not places(line)


def in_its_state(entry: Entry, line: str) -> bool:
    """A session of the line stands as the key says that the entry stands under."""
    cast = cast_of(line)
    return [one.status for one in mentions(cast.document, cast)] == [entry.owner]


def over_within_the_day(_: Entry, line: str) -> bool:
    """What was told at the session of the line is over."""
    cast = cast_of(line)
    found = merged(mentions(cast.document, cast))
    return [status_of(one, cast.document.published.date())[0] for one in found] == ["concluded"]


CHECKS: Mapping[str, Check] = {
    "over within the day": over_within_the_day,
    "a session of its class": a_session_of_its_class,
    "part of the name": part_of_the_name,
    "part of the name, with an ending": ends_with("zz{} talks"),
    "before the name": before_the_name,
    "before any name": ends_with("Talks"),
    "no session": lambda _, line: not named(line),
    "the name goes on before it": begins_with("The {}"),
    "owns the talks": whole("This {}'s talks"),
    "a verb after one who acts": ends_with("talks"),
    "acts": ends_with("talks"),
    "makes it indefinite": definite(value=False),
    "makes it definite": definite(value=True),
    "the name begins with an unlisted word": ends_with("fantastic summit"),
    "a meeting": of_kind("meeting"),
    "a gathering": of_kind("gathering"),
    "people who gather": people_who_gather,
    "a session in its state": in_its_state,
    "in the calendar": lambda _, line: lexicon().calendar.name.search(line) is not None,
    "its states act": its_states_act,
    "its parties talk": its_parties_talk,
    "where they meet": where_they_meet,
    "a city, but no place of talks": no_place_of_talks,
}

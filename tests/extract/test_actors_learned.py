from __future__ import annotations

from datetime import UTC, datetime

import pytest

from talkwatch.extract.actors import Cast
from talkwatch.extract.actors_learned import learned
from talkwatch.extract.actors_lexicon import read_lexicon
from talkwatch.text.sentences import document
from talkwatch.text.tokens import tokens

MONDAY = datetime(2024, 3, 4, 12, tzinfo=UTC)


def cast(text: str) -> Cast:
    return Cast.of(document("", text, MONDAY))


def names(sentence: str) -> set[str | None]:
    found = learned([tokens(sentence)])
    return {name.actor for start in found.starts if (name := found.at(tokens(sentence), _at(sentence, start)))}


def _at(sentence: str, start: str) -> int:
    return next(at for at, word in enumerate(tokens(sentence)) if word.text == start)


@pytest.mark.parametrize("kind", read_lexicon("actors_learned.toml"))
def test_each_kind_of_organisation_takes_and_leaves_its_examples(kind: str) -> None:
    examples = read_lexicon("actors_learned.toml")[kind]

    for sentence in examples["takes"]:
        assert len(names(sentence)) == 1, sentence
    for sentence in examples["leaves"]:
        assert names(sentence) == set(), sentence


@pytest.mark.parametrize(
    ("text", "name", "actor"),
    [
        ("The Northern Dockers Guild (NDG) met. NDG president Ana Brandt said no.", "Brandt", "Northern Dockers Guild"),
        ("The Northern Dockers Guild met. NDG said no.", "NDG", "Northern Dockers Guild"),
        (
            "The Northern Dockers Guild met. Ana Brandt, the union's lawyer, said no.",
            "Brandt",
            "Northern Dockers Guild",
        ),
        ("The Northern Dockers Guild met. Its spokesman Tom Avery said no.", "Avery", "Northern Dockers Guild"),
        ("Nordfly, a carrier, met them. Company spokeswoman Ana Brandt said no.", "Brandt", "Nordfly"),
        ("They met. Ana Brandt, who leads the Baltic Peace Forum, said no.", "Brandt", "Baltic Peace Forum"),
        ("They met. Ana Brandt of Climate Justice Bergen said no.", "Brandt", "Climate Justice Bergen"),
        ("They met, and Samhold leader Ana Brandt said no.", "Samhold", "Samhold"),
        ("They met in Oslo. A spokesman for Samhold, Tom Avery, said no.", "Samhold", "Samhold"),
        ("Norway met Chile, and Norway won. Jobs Minister Ana Brandt said no.", "Brandt", "Norway"),
        ("Norway met them in Lima. Tom Avery, a Norwegian economist, said no.", "Avery", None),
        ("They met. Sen. Tom Avery of Ohio said no.", "Avery", None),
    ],
)
def test_a_person_speaks_for_the_organisation_that_the_text_introduces(text: str, name: str, actor: str | None) -> None:
    assert cast(text).actor(name) == actor


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("They met.", "a South American official"),
        ("They met.", "the Labour Minister"),
        ("They met.", "a delegate from a Gulf nation"),
    ],
)
def test_part_of_another_name_owns_nobody(text: str, description: str) -> None:
    assert cast(text).actor(description) is None


def test_a_headline_in_capitals_introduces_nobody() -> None:
    assert names("Northern Studios Return To Dock Workers Union Talks") == set()


def test_the_last_words_of_a_full_name_are_the_same_person() -> None:
    assert cast("Ali Berg Sandvik met them. Berg Sandvik said no.").full("Berg Sandvik") == "Ali Berg Sandvik"


@pytest.mark.parametrize(
    ("text", "name", "actor"),
    [
        ("Chile met Norway's envoy. Its spokesman Tom Avery said no.", "Avery", "Chile"),
        ("Norway won. In Chile, foreign minister Ana Vidal said no.", "Vidal", "Chile"),
        ("They met. Tom Avery, an adviser to Norway's premier, said no.", "Avery", "Norway"),
        ("They met. Former Norwegian water minister Tom Avery said no.", "Avery", None),
        ("They met, and an alliance known as Samhold won. Samhold leader Tom Avery said no.", "Avery", "Samhold"),
        ("Jens Stoltenberg, the United Nations envoy, said no.", "Jens Stoltenberg", "United Nations"),
    ],
)
def test_the_texts_own_words_say_for_whom_somebody_speaks(text: str, name: str, actor: str | None) -> None:
    assert cast(text).actor(name) == actor


@pytest.mark.parametrize("source", ["Norway and its allies", "Ana Brandt and a Chilean official"])
def test_somebody_joined_with_others_speaks_for_no_one_side(source: str) -> None:
    described = cast("Norway met Ana Brandt, a Norwegian minister.").describe(source)

    assert (described.speaker, described.actor) == (source, None)


def test_a_name_that_nobody_knows_is_an_actor_of_its_own() -> None:
    assert cast("They met.").actor("SUD-Rail") == "SUD-Rail"
    assert cast("They met.").actor("Officials") is None

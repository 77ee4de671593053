from __future__ import annotations

from datetime import UTC, datetime

import pytest

from talkwatch.extract.actors import Cast, Mention
from talkwatch.extract.actors_lexicon import GROUPS, organisations, read_lexicon
from talkwatch.extract.actors_phrases import lexicon_hits
from talkwatch.text.sentences import document
from talkwatch.text.tokens import tokens

MONDAY = datetime(2024, 3, 4, 12, tzinfo=UTC)


def cast(text: str, published: datetime = MONDAY) -> Cast:
    return Cast.of(document("", text, published))


def mentions(text: str) -> list[Mention]:
    found = cast(text)
    return [mention for sentence in found.document.sentences for mention in found.mentions(sentence)]


def parties(text: str) -> list[str | None]:
    return [mention.actor for mention in mentions(text)]


@pytest.mark.parametrize(
    ("description", "actor"),
    [
        ("Kyiv", "Ukraine"),
        ("the Kremlin", "Russia"),
        ("Downing Street", "United Kingdom"),
        ("a White House spokesman", "United States"),
        ("Moldovan officials", "Moldova"),
        ("Turkey's U.N. ambassador", "Turkey"),
        ("Russia’s ambassador to Israel", "Russia"),
        ("a senior Hamas official", "Hamas"),
        ("the Lebanese Hezbollah movement", "Hezbollah"),
        ("head of the International Atomic Energy Agency", "International Atomic Energy Agency"),
        ("the UAW", "United Auto Workers"),
        ("a spokesman for the Houthis", "Houthis"),
        ("Norway's foreign ministry", "Norway"),
        ("the African Union's envoy", "African Union"),
        ("Sudan's army", "Sudanese Armed Forces"),
        ("state broadcaster CCTV", "China"),
        ("Reuters", None),
        ("a diplomat", None),
        ("residents", None),
        ("Israel and Hamas", None),
    ],
)
def test_a_description_speaks_for_its_owner(description: str, actor: str | None) -> None:
    assert cast("Nothing is said.").actor(description) == actor


@pytest.mark.parametrize(
    ("text", "name", "actor"),
    [
        ("Hamas representative Karim Nassar said no.", "Nassar", "Hamas"),
        ("Karim Nassar, a senior Hamas official, said no. Nassar left.", "Nassar", "Hamas"),
        ("Moldovan Deputy Foreign Minister Ana Ionescu said no.", "Ana Ionescu", "Moldova"),
        ("State Department spokesman Paul Delaney said no.", "Delaney", "United States"),
        ("Estonia's first lady, Mari Tamm, said no.", "Tamm", "Estonia"),
        ("The head of Chile's trade office, Rosa Vidal, said no.", "Vidal", "Chile"),
        (
            "Lena Brandt, a senior fellow at the Baltic Institute for Peace, said no.",
            "Brandt",
            "Baltic Institute for Peace",
        ),
        ("Tom Avery of the Northern Policy Centre said no.", "Avery", "Northern Policy Centre"),
        ("Sen. Bill Marsden (R-Ohio) said no.", "Marsden", "Republicans"),
        ("The Russian-installed governor, Oleg Tarasov, said no.", "Tarasov", "Russia"),
        ("Verdi negotiator Frank Vogel said no.", "Vogel", "Verdi"),
        ("Former Greek finance minister Nikos Pappas said no.", "Pappas", None),
        ("Stanislav Horak said no.", "Horak", None),
    ],
)
def test_a_person_speaks_for_whom_the_text_introduces_it_with(text: str, name: str, actor: str | None) -> None:
    assert cast(text).actor(name) == actor


def test_a_surname_becomes_the_full_name_that_the_text_gives() -> None:
    found = cast("Ana Ionescu arrived. Ionescu said no.")

    assert found.full("Ionescu") == "Ana Ionescu"
    assert found.full("Petrescu") == "Petrescu"


def test_a_principal_speaks_for_its_state_in_office_and_for_nobody_after() -> None:
    assert cast("Obama spoke.", datetime(2014, 5, 1, tzinfo=UTC)).actor("Obama") == "United States"
    assert cast("Obama spoke.", datetime(2021, 5, 1, tzinfo=UTC)).actor("Obama") is None


def test_a_full_name_is_never_forced_onto_a_principal_with_the_same_surname() -> None:
    found = cast("Miroslav Lavrov, a retired baker, said no.")

    assert found.full("Lavrov") == "Miroslav Lavrov"
    assert found.actor("Miroslav Lavrov") is None


@pytest.mark.parametrize(
    "text",
    [
        "They met in Qatar.",
        "He flew to Egypt.",
        "The Doha talks begin soon.",
        "Troops crossed into Lebanon.",
        "She returned from Cairo.",
    ],
)
def test_a_state_or_city_as_a_place_is_no_actor(text: str) -> None:
    assert parties(text) == []


def test_a_city_as_a_subject_speaks_for_its_state() -> None:
    assert parties("Cairo said that Doha must answer.") == ["Egypt", "Qatar"]


def test_an_adjective_alone_is_no_actor_but_with_an_office_it_is() -> None:
    assert parties("The Israeli proposal is old.") == []
    assert parties("Israeli and Qatari negotiators met.") == ["Israel", "Qatar"]


def test_a_mention_covers_the_title_and_names_the_person() -> None:
    (mention,) = mentions("Moldovan Foreign Minister Ana Ionescu arrived.")

    assert (mention.text, mention.person) == ("Moldovan Foreign Minister Ana Ionescu", "Ana Ionescu")


def test_a_mention_lies_where_its_words_stand() -> None:
    text = "Nothing yet.\nThe Kremlin and Ana Ionescu, the Moldovan premier, met."

    for mention in mentions(text):
        assert text[mention.start : mention.end] == mention.text


def test_a_given_name_that_is_also_a_state_names_no_state() -> None:
    assert parties("Chad Morrow, an economist, said no.") == [None]


@pytest.mark.parametrize("table", ["actors_states.toml", "actors_media.toml"])
def test_each_table_takes_and_leaves_its_examples(table: str) -> None:
    examples = read_lexicon(table)

    for sentence in examples["takes"]:
        assert lexicon_hits(tokens(sentence)), sentence
    for sentence in examples["leaves"]:
        assert not lexicon_hits(tokens(sentence)), sentence


@pytest.mark.parametrize("kind", GROUPS)
def test_each_group_takes_and_leaves_its_examples(kind: str) -> None:
    examples = read_lexicon("actors_groups.toml")[kind]

    for sentence in examples["takes"]:
        assert kind in {hit.name.kind for hit in lexicon_hits(tokens(sentence))}, sentence
    for sentence in examples["leaves"]:
        assert not lexicon_hits(tokens(sentence)), sentence


def test_the_principals_take_and_leave_their_examples() -> None:
    examples = read_lexicon("actors_people.toml")

    assert [cast(text).mentions(cast(text).document.sentences[0])[0].actor for text in examples["takes"]] == [
        "Russia",
        "Israel",
    ]
    for sentence in examples["leaves"]:
        assert {mention.actor for mention in mentions(sentence)} <= {None}


def test_the_roles_take_and_leave_their_examples() -> None:
    examples = read_lexicon("actors_roles.toml")

    assert [
        mention.actor for text in examples["takes"] for mention in mentions(f"{text} spoke.") if mention.person
    ] == [
        "Moldova",
        "M23",
    ]
    assert all(mention.actor is None or not mention.person for text in examples["leaves"] for mention in mentions(text))


def test_every_state_of_the_generated_table_is_a_name() -> None:
    known = organisations()
    dropped = set(read_lexicon("actors_states.toml")["drop"])

    for state in read_lexicon("states.toml"):
        if state not in dropped:
            assert known.at(tokens(state), 0) is not None, state


@pytest.mark.parametrize(
    ("text", "name", "actor"),
    [
        ("Egypt hosted the envoys and Egypt was glad. President Biden said it was near.", "Biden", "United States"),
        ("The United Arab Emirates is host. Vice President Harris said it was near.", "Harris", "United States"),
        ("Greece welcomed him. King Charles said it was near.", "King Charles", "United Kingdom"),
    ],
)
def test_a_principal_speaks_for_his_own_state_wherever_he_is(text: str, name: str, actor: str) -> None:
    assert cast(text).actor(name) == actor


def test_a_militant_group_of_a_people_is_the_movement_of_the_text_and_not_the_state() -> None:
    assert cast("Hamas met the envoys.").actor("the Palestinian militant group") == "Hamas"
    assert "Palestinian Authority" not in parties("Hamas, the Palestinian militant group, said no.")


@pytest.mark.parametrize(
    ("description", "actor"),
    [("the Hamas-run health ministry", "Hamas"), ("the father of a girl abducted by Hamas", None)],
)
def test_who_did_a_thing_does_not_own_the_one_described(description: str, actor: str | None) -> None:
    assert cast("Nothing is said.").actor(description) == actor


def test_an_administration_is_heard_under_its_heads_name() -> None:
    found = cast("Joe Biden met the envoys.").describe("the Biden administration")

    assert (found.speaker, found.actor) == ("Biden administration", "United States")


def test_a_name_with_a_capital_particle_is_the_person_named_in_full() -> None:
    text = "The UN envoy Staffan de Mistura met the sides. De Mistura said it was over."

    assert cast(text).full("De Mistura") == "Staffan de Mistura"


def test_the_only_principal_of_a_state_is_its_premier() -> None:
    found = cast("Benjamin Netanyahu went to Egypt.")

    assert found.describe("the Israeli PM").speaker == "Benjamin Netanyahu"
    assert found.describe("the Israeli deputy prime minister").speaker == "Israeli deputy prime minister"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Armenia and Turkey will meet in Brussels on Saturday.", ["Armenia", "Turkey"]),
        ("Brussels said no.", ["European Union"]),
        ("Envoys of Chad arrived in Beijing and Ankara.", ["Chad"]),
        ("In Doha, Qatar said no.", ["Qatar"]),
        ("Kenya's main opposition group will come.", ["Kenyan opposition"]),
        ("Kenya's government and opposition will meet.", ["Kenya"]),
        ("Kenya's main rebel group will come.", [None]),
        ("Yemeni rebels came. The Houthis said no.", ["Houthis", "Houthis"]),
        ("The Serbian president met Montenegro's.", ["Serbia", "Montenegro"]),
        ("The U.N. Syria envoy and Syria's envoy said no.", ["United Nations", "Syria"]),
        ("U.N. Envoy Heads to Oslo.", ["United Nations"]),
        ("S Korea and Chad agree.", ["South Korea", "Chad"]),
        ("The Punjab Caretaker Minister for Industries came.", []),
        ("Now a UNICEF Goodwill Ambassador, she will come.", ["United Nations"]),
        ("Tackling Health Impacts of Warming in the Spotlight at Oslo Summit", []),
        ("Chad voted. Ana Bell, represents a change at the Oslo Climate Summit.", ["Chad", None]),
        ("The North American Free Trade Agreement (NAFTA) holds. NAFTA lets goods pass.", []),
        ("Chad will host the summit at Camp David.", ["Chad"]),
        ("The Crown Prince was absent. The Sheikh spoke.", []),
        ("Envoys of Chad will arrive in St. John's on Thursday.", ["Chad"]),
        ("Environment The Big Story Bell to attend.", []),
    ],
)
def test_places_titles_and_headlines_speak_for_nobody_and_an_opposition_for_itself(text: str, named: list[str]) -> None:
    assert parties(text) == named


def test_what_a_commissioner_is_for_is_none_of_her_name() -> None:
    assert cast("Commissioner for Budgetary Affairs Ana Bell said no. Bell left.").full("Bell") == "Ana Bell"


def test_a_sheikh_is_known_again_by_his_given_name() -> None:
    found = cast("Qatar's prime minister, Sheikh Mohammed bin Abdulrahman Al Thani, spoke. Sheikh Mohammed said no.")

    assert found.describe("Sheikh Mohammed").speaker == "Mohammed bin Abdulrahman Al Thani"


@pytest.mark.parametrize(
    ("text", "name", "actor"),
    [
        ("U.S. Secretary of State Ana Bell said no.", "Ana Bell", "United States"),
        ("Kenya voted. Minister of Foreign Affairs Ana Bell said no.", "Ana Bell", "Kenya"),
        ("Kenya voted. Ana Bell, a spokeswoman for the national security council, said no.", "Ana Bell", "Kenya"),
        ("Yemen's Houthi-run state news agency said no.", "Yemen's Houthi-run state news agency", "Houthis"),
        ("NPR's Ana Bell said no.", "Ana Bell", None),
        ("Kenyan premier Ana Bell and her team said no.", "Kenyan premier Ana Bell and her team", "Kenya"),
        ("Kenyan premier Ana Bell and her rivals said no.", "Kenyan premier Ana Bell and her rivals", None),
    ],
)
def test_whom_an_office_a_team_and_a_reporter_speak_for(text: str, name: str, actor: str | None) -> None:
    assert cast(text).describe(name).actor == actor


def test_the_foreign_minister_is_known_by_his_letters() -> None:
    found = cast("Kenyan Foreign Minister Ana Bell came.")

    assert found.describe("Kenyan FM").speaker == "Ana Bell"
    assert found.describe("Kenyan PM").speaker == "Kenyan PM"

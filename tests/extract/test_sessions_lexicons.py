"""Every rule of the session lexicons takes its example and leaves the other."""

from __future__ import annotations

import pytest

from talkwatch.extract.attendance_moods import mood_names
from talkwatch.extract.attendance_rules import Mood, StanceRule, Verb, attendance_cues, moods, stance_rules, verbs
from talkwatch.extract.gate import Group, _fired, _gate, groups
from talkwatch.extract.talks_acts import Act, acts
from talkwatch.extract.talks_words import Cue, Rule, Sign, cues, lexicon

ALL_CUES = {**cues(), **attendance_cues()}


def named(one: Rule | StanceRule | Verb | Mood | Group | Sign | Act) -> str:
    return one.name


def marked(line: str) -> str:
    return line if "§" in line else f"{line} §"


@pytest.mark.parametrize("rule", [*lexicon().rules, *lexicon().meet], ids=named)
def test_a_rule_of_state_takes_its_line_and_leaves_the_other(rule: Rule) -> None:
    assert rule.pattern.search(rule.takes.lower())
    assert not rule.pattern.search(rule.leaves.lower())


@pytest.mark.parametrize("act", acts(), ids=named)
def test_an_act_takes_its_line_and_leaves_the_other(act: Act) -> None:
    assert act.pattern.search(act.takes)
    assert not act.pattern.search(act.leaves)


@pytest.mark.parametrize("act", acts(), ids=named)
def test_the_words_that_save_time_stand_in_what_an_act_takes(act: Act) -> None:
    assert not act.words.isdisjoint(act.takes.lower().replace(",", "").split())


@pytest.mark.parametrize("sign", lexicon().signs, ids=named)
def test_a_sign_takes_its_line_and_leaves_the_other(sign: Sign) -> None:
    assert sign.pattern.search(sign.takes.lower())
    assert not sign.pattern.search(sign.leaves.lower())


@pytest.mark.parametrize("rule", stance_rules(), ids=named)
def test_a_rule_of_stance_takes_its_line_and_leaves_the_other(rule: StanceRule) -> None:
    assert rule.pattern.search(rule.takes)
    assert not rule.pattern.search(rule.leaves)


@pytest.mark.parametrize("rule", stance_rules(), ids=named)
def test_a_rule_of_stance_is_the_first_to_take_its_line(rule: StanceRule) -> None:
    assert next(one.name for one in stance_rules() if one.pattern.search(rule.takes)) == rule.name


@pytest.mark.parametrize("verb", verbs(), ids=named)
def test_a_verb_of_coming_takes_its_line_and_leaves_the_other(verb: Verb) -> None:
    assert verb.pattern.search(verb.takes)
    assert not verb.pattern.search(verb.leaves)
    assert any(letters in verb.takes for letters in verb.cues)


@pytest.mark.parametrize("mood", moods(), ids=named)
def test_a_mood_takes_its_words_and_leaves_the_others(mood: Mood) -> None:
    assert mood_names(mood.takes)[-1] == mood.name
    assert mood.name not in mood_names(mood.leaves)


@pytest.mark.parametrize("rule", stance_rules(), ids=named)
def test_the_letters_that_save_time_stand_in_what_the_rule_takes(rule: StanceRule) -> None:
    assert any(letters in rule.takes.lower() for letters in rule.cues)


@pytest.mark.parametrize("name", ALL_CUES)
def test_a_cue_takes_its_piece_and_leaves_the_other(name: str) -> None:
    cue: Cue = ALL_CUES[name]

    assert cue.pattern.search(cue.takes)
    assert not cue.pattern.search(cue.leaves)


@pytest.mark.parametrize("group", groups(), ids=named)
def test_a_group_of_the_gate_fires_on_its_line_and_not_on_the_other(group: Group) -> None:
    gate, index = _gate(), groups().index(group)

    assert index in _fired(gate, group.takes.lower())
    assert index not in _fired(gate, group.leaves.lower())


def test_standing_gatherings_are_told_from_the_words_beside_them() -> None:
    assert lexicon().named.search("The minister flew to COP31 climate summit")
    assert not lexicon().named.search("A cop stood at the corner")
    assert lexicon().bare.search("The premier will skip the G20 this year")
    assert not lexicon().bare.search("Ministers of the G20 want lower tariffs")


def test_the_calendar_names_its_gatherings_and_its_days_are_in_order() -> None:
    calendar = lexicon().calendar

    assert calendar.name.search(calendar.takes)
    assert not calendar.name.search(calendar.leaves)
    assert all(first <= last for first, last in calendar.days.values())

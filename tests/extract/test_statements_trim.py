from __future__ import annotations

import pytest

from talkwatch.extract.statements_trim import Cut, cut, cuts
from talkwatch.text.quotes import quotations


def kept(text: str, *, headline: bool = False) -> str:
    start, end = cut(text, (0, len(text)), quotations(text), headline=headline)
    return text[start:end]


@pytest.mark.parametrize("rule", cuts(), ids=lambda rule: rule.name)
def test_a_cut_takes_its_example_and_leaves_the_other(rule: Cut) -> None:
    whole, said = rule.takes
    assert kept(whole, headline=rule.headline) == said
    assert kept(rule.leaves, headline=rule.headline) == rule.leaves


@pytest.mark.parametrize(
    "said",
    [
        "the army will stay while talks are held",
        "it would wait as long as it took",
        "“a truce as the guns are silenced”",
        "an accord, while short, that will hold",
    ],
)
def test_a_clause_and_a_quotation_keep_their_own_words(said: str) -> None:
    assert kept(said) == said

"""Log odds and what they come to."""

from __future__ import annotations

from talkwatch.extract.odds import chance, log_odds


def test_even_odds_are_a_half_and_far_ones_stay_within_nought_and_one() -> None:
    assert chance(0.0) == 0.5
    assert 0.0 < chance(-1e9) < 1e-9
    assert 1 - 1e-9 < chance(1e9) < 1.0


def test_a_trait_without_a_weight_counts_nothing() -> None:
    assert log_odds({"known": 2.0, "unknown": 5.0}, {"known": 0.5, "absent": 9.0}) == 1.0

"""The seventh never: a slow start because much is stored; in processor seconds, which other work leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench import screen

TRIES = 3
"""A machine under load may take more for the one and less for the other."""


def test_07_no_start_with_ten_thousand_items_costs_twice_one_with_a_hundred(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, items in (("many", 10_000), ("few", 100)):
        monkeypatch.setattr(screen, "ITEMS", items)
        screen.fill(tmp_path / name)

    def cost(name: str) -> float:
        return screen.first_paint("tests.bench.screen", "--paint", str(tmp_path / name))[1]

    assert any(cost("many") < 2 * cost("few") for _ in range(TRIES))

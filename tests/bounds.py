"""Both ends of what pyproject.toml allows, installed and tried: `python -m tests.bounds [lowest] [newest]`.

Each end gets an environment of its own, made by uv: every dependency at its lower bound, or the newest of each that its
upper bound lets in. The rooms' tests run in both. Then pip-audit looks through the newest end, where the registry
answers it. Ends with 1 if a test failed or a known hole was found.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENDS = {"lowest": "lowest-direct", "newest": "highest"}
"""The ends, each with uv's word for it."""
ROOMS = ("settings", "store", "feeds", "text", "digest", "views", "watch", "cli", "tui")
"""Those whose code meets the dependencies; the journeys and the faults take minutes and meet no others."""


def wanted() -> list[str]:
    """The names of what the package and its tests ask for in pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    return [re.split(r"[><=;\s]", line)[0] for line in asked]


def installed(folder: Path, end: str) -> str:
    """The interpreter of a new environment that has the project and what its tests need, at that end."""
    python = str(folder / end / "bin" / "python")
    _uv("venv", "-q", "--python", sys.executable, str(folder / end))
    _uv("pip", "install", "-q", "--python", python, "--resolution", ENDS[end], "-e", f"{ROOT}[test]")
    return python


def _uv(*words: str) -> str:
    """What uv, which the `dev` extra brings, says."""
    argv = [sys.executable, "-m", "uv", *words]
    return subprocess.run(argv, check=True, stdout=subprocess.PIPE, text=True).stdout


def versions(python: str) -> dict[str, str]:
    """What is installed, by the plain name."""
    lines = _uv("pip", "freeze", "--python", python).splitlines()
    return {_plain(name): version for name, _, version in (line.partition("==") for line in lines)}


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def tried(python: str) -> tuple[bool, str]:
    """Whether the rooms' tests pass there, and pytest's last line."""
    rooms = [f"tests/{room}" for room in ROOMS]
    argv = [python, "-m", "pytest", "-p", "no:cacheprovider", "-n", "2", *rooms, "tests/test_imports.py"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "CI": "true"}
    done = subprocess.run(argv, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    lines = done.stdout.strip().splitlines() or [done.stderr[-500:]]
    failed = [line for line in lines if line.startswith(("FAILED", "ERROR"))]
    return not done.returncode, "\n".join(failed) or lines[-1]


def audited(python: str) -> bool:
    """Whether no package there is known to have a hole; said where the registry does not answer."""
    _uv("pip", "install", "-q", "--python", python, "pip-audit")
    argv = [python, "-m", "pip_audit", "--skip-editable", "--progress-spinner", "off"]
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    last = (done.stderr.strip().splitlines() or ["nothing said"])[-1]
    unknown = done.stdout.count("could not be audited")
    looked_at = len(versions(python)) - unknown
    is_answered = looked_at > 1 and ("Found" in last or "No known" in last)  # itself is skipped, too
    print(
        f"pip-audit: {last}; {looked_at} packages looked at"
        if is_answered
        else "pip-audit: the registry does not answer"
    )
    if done.returncode:
        print(done.stdout.strip())
    return not done.returncode or not is_answered


def main() -> int:
    """Prints what was installed at each end, and how the tests went."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("ends", nargs="*", help="lowest, newest or both")
    ends = words.parse_args().ends or list(ENDS)
    with tempfile.TemporaryDirectory() as folder:
        made = {end: installed(Path(folder), end) for end in ends}
        found = {end: versions(python) for end, python in made.items()}
        print(f"{'':<20}", *(f"{end:<12}" for end in ends))
        for package in wanted():
            print(f"{package:<20}", *(f"{found[end].get(_plain(package), '-'):<12}" for end in ends), flush=True)
        came = {end: tried(python) for end, python in made.items()}
        for end, (passed, words_) in came.items():
            print(f"{end}: {'passed' if passed else 'FAILED'}\n{words_}", flush=True)
        is_safe = audited(made["newest"]) if "newest" in made else True
    return int(not (is_safe and all(passed for passed, _ in came.values())))


if __name__ == "__main__":
    sys.exit(main())

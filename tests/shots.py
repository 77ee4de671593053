"""Draws screenshots/ from the demo: the same week, the same moment, in two sizes and two themes. `poe shots`."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from talkwatch.cli.demo import TRACK, _clock, _Scene, _scene
from talkwatch.tui.app import TalkwatchApp
from talkwatch.tui.ink import SHIPPED
from talkwatch.tui.state import KEY

FOLDER = Path(__file__).resolve().parents[1] / "screenshots"
MOMENT = "2024-08-14T21:40"
SIZES = ((80, 24), (160, 48))
THEMES = {"dark": SHIPPED[0], "light": SHIPPED[1]}
SCREENS: dict[str, tuple[str, ...]] = {
    "demo": (),
    "evidence": ("2", "enter"),
    "changes": ("c",),
    "feeds": ("f",),
    "help": ("question_mark",),
    "talk": ("1", "v"),
    "actor": ("3", "w", "enter"),
    "items": ("i",),
    "item": ("2", "enter", "j", "j", "enter"),
    "correct": ("1", "e"),
    "past": ("left_square_bracket",),
}
"""Each picture's name and the keys that lead to it."""

PATIENCE = 120.0
"""Seconds for the demo's feeds to be polled and read."""


def main() -> None:
    """All pictures are drawn anew."""
    os.environ["TZ"] = "UTC"
    time.tzset()
    FOLDER.mkdir(exist_ok=True)
    if shutil.which("rsvg-convert") is None:
        sys.exit("rsvg-convert is missing: apt-get install librsvg2-bin fonts-firacode")
    with _scene(_clock(3600.0, MOMENT, fast=True)) as scene:
        asyncio.run(_draw_all(scene))


async def _draw_all(scene: _Scene) -> None:
    for size in SIZES:
        for tone, theme in THEMES.items():
            for name, keys in SCREENS.items():
                if name == "demo" or size == SIZES[1]:
                    await _draw(scene, f"{name}-{size[0]}x{size[1]}-{tone}", size, theme, keys)


async def _draw(scene: _Scene, name: str, size: tuple[int, int], theme: str, keys: Iterable[str]) -> None:
    scene.store.remember(KEY, {"panel": "statements" if size == SIZES[0] else "talks"})
    app = TalkwatchApp(
        scene.desk,
        scene.store,
        scene.watcher,
        scene.clock,
        scene.config,
        scene.paths,
        TRACK,
        scene.desk.tracks,
    )
    app.theme = theme
    async with app.run_test(size=size) as pilot:
        end = time.monotonic() + PATIENCE
        while not _is_read(app):
            if time.monotonic() > end:
                sys.exit(f"the demo was not read within {PATIENCE:.0f} s")
            await pilot.pause(0.2)
        await pilot.press(*keys)
        await pilot.pause(0.5)
        svg = app.export_screenshot(title="talkwatch")
        await app.action_leave()
    _write(FOLDER / f"{name}.svg", svg)


def _is_read(app: TalkwatchApp) -> bool:
    health = app.health
    waits = health is None or health.polled is None or health.unread or app._busy or app._wanted
    return not waits and app.watcher is not None and bool(app.drawn and app.drawn.view.talks)


def _write(path: Path, svg: str) -> None:
    """The picture as SVG, without a font from the net and with its blanks kept, and as PNG."""
    svg = re.sub(r"@font-face\s*\{[^}]*\}", "", svg)
    svg = svg.replace("<svg ", '<svg xml:space="preserve" ', 1)
    path.write_text(svg, encoding="utf-8")
    subprocess.run(["rsvg-convert", "-z", "1", "-o", str(path.with_suffix(".png")), str(path)], check=True)
    print(path.with_suffix(".png"))


if __name__ == "__main__":
    main()

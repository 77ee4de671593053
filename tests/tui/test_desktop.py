"""Copying and opening: what is said is what happened."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from talkwatch.tui import desktop
from tests.tui.stage import staged


def program(folder: Path, name: str, script: str) -> dict[str, str]:
    """An environment in which a program of that name is the clipboard or the browser."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return {"PATH": f"{folder}:{os.environ['PATH']}", "DISPLAY": ":9"}


async def test_copied_is_said_only_when_a_program_took_the_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environ = program(tmp_path, "xclip", f"cat > {tmp_path}/held")
    monkeypatch.setenv("PATH", environ["PATH"])
    told: list[str] = []

    said = await desktop.copy("they leave at dawn", told.append, environ)

    assert said == "copied with xclip"
    assert (tmp_path / "held").read_text() == "they leave at dawn"
    assert told == []


async def test_a_clipboard_program_that_fails_leaves_it_to_the_terminal_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environ = program(tmp_path, "xclip", "exit 1")
    program(tmp_path, "xsel", "exit 1")
    monkeypatch.setenv("PATH", environ["PATH"])
    told: list[str] = []

    said = await desktop.copy("they leave at dawn", told.append, environ)

    assert "copied" not in said
    assert "OSC 52" in said
    assert told == ["they leave at dawn"]


@pytest.mark.parametrize("link", ["", "javascript:alert(1)", "file:///etc/passwd", "-https://x.example"])
async def test_only_web_addresses_are_opened(tmp_path: Path, link: str) -> None:
    assert await desktop.open_link(link, {"DISPLAY": ":9"}) == "there is no web address behind this row"


async def test_without_a_desktop_the_link_is_shown_instead_of_opened() -> None:
    assert await desktop.open_link("https://news.example/1", {}) == (
        "no browser can be reached from here: https://news.example/1"
    )


async def test_the_copied_words_carry_publisher_time_and_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[str] = []

    async def take(text: str, terminal: object) -> str:
        taken.append(text)
        return "copied"

    monkeypatch.setattr(desktop, "copy", take)
    async with staged(tmp_path) as stage:
        await stage.press("1", "y", "Y")

    assert taken[0].startswith(
        "The ceasefire round opens in Port Alder.\n— Northern Post, 2031-05-07 15:40 UTC, https://"
    )
    assert taken[1] == "https://news.example/1"

"""What the user chose in config.toml. The docstring of each key is its manual."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from talkwatch.model.filters import Filter
from talkwatch.settings.paths import Paths
from talkwatch.settings.tomlfile import read_toml

Yardstick = Literal["icd203", "phia"]


class Section(BaseModel):
    """A table of config.toml: frozen, strict about types, and no key that nobody reads."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, use_attribute_docstrings=True)


class PollSection(Section):
    """How the feeds are asked."""

    every: Annotated[int, Field(ge=5, le=1440)] = 30
    """Minutes between two polls of any feed that does not itself ask for longer, 5 to 1440. Unless this is set, each
    feed has its own pace: half the time between its entries, 15 minutes to 6 hours, and 30 minutes where unknown."""
    timeout: Annotated[int, Field(ge=1, le=120)] = 60
    """Seconds that a feed has for its whole answer, 1 to 120; it has 10 to connect and 20 for the first byte."""
    at_once: Annotated[int, Field(ge=1, le=32)] = 16
    """How many feeds are asked at the same time, 1 to 32; never more than two of the same host."""
    largest: Annotated[int, Field(ge=1, le=64)] = 16
    """The largest answer that is read, unpacked, in mebibytes, 1 to 64; packed, half of it may travel."""
    allow_private: list[str] = []
    """Hosts of your own network that may be asked, as "127.0.0.1:8000" or "nas.local"; others there are refused."""
    contact: str = ""
    """A web or mail address that publishers can reach you under; it is added to the User-Agent."""

    @field_validator("allow_private")
    @classmethod
    def _places(cls, value: list[str]) -> list[str]:
        """Each a host, or a host and its port."""
        for word in value:
            try:
                known = urlsplit(f"//{word.strip()}")
                good = bool(known.hostname) and (known.port is None or known.port > 0)
            except ValueError:
                good = False
            if not good:
                raise ValueError(f'"{word}" names no host: "127.0.0.1:8000", "nas.local" or "[::1]:8000" is wanted')
        return value

    @property
    def wish(self) -> timedelta | None:
        """The interval that the user set, None for each feed's own pace."""
        return timedelta(minutes=self.every) if "every" in self.model_fields_set else None

    @field_validator("contact")
    @classmethod
    def _one_line(cls, value: str) -> str:
        """No line breaks: the words go into a header."""
        if not value.isprintable():
            raise ValueError("one line of text is wanted")
        return value


class FilterSection(Section):
    """Which items are read at all, of any feed; a feed and a track may have words of their own beside these."""

    include: list[str] = []
    """An item must have one of these words to be read; [] for any item. "negotiat*" takes what begins so."""
    exclude: list[str] = []
    """An item that has one of these words is not read; `talkwatch items --left-out` lists what was left out."""

    @property
    def value(self) -> Filter:
        """The same as the rest of talkwatch knows it."""
        return Filter(tuple(self.include), tuple(self.exclude))

    @field_validator("include", "exclude")
    @classmethod
    def _with_letters(cls, value: list[str]) -> list[str]:
        """Words that have something to look for."""
        if not all(any(letter.isalnum() for letter in word) for word in value):
            raise ValueError("words with letters or digits are wanted")
        return value


class BoardSection(Section):
    """How the board words what it believes."""

    track: str = "any"
    """The track that is shown first, by name; `talkwatch tracks` lists them."""
    yardstick: Yardstick = "icd203"
    """The words for a probability: "icd203" (US intelligence) or "phia" (UK)."""


class ScreenSection(Section):
    """How the dashboard looks and listens."""

    theme: str = ""
    """A theme's name, as `T` in the dashboard lists them; "terminal" for its own colours, "" for the built-in one."""
    mouse: bool = True
    """Whether the mouse works; false leaves it to the terminal, for selecting text."""
    zone: str = ""
    """The time zone that times are shown in, as "Europe/Berlin"; "" for the machine's."""
    keys: dict[str, str] = {}
    """Other keys for actions, by the action's id as help (`?`) shows it: `poll = "p"`; several parted by commas."""

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        """A zone that the machine's time zone database has."""
        if value:
            try:
                ZoneInfo(value)
            except (ZoneInfoNotFoundError, ValueError, OSError):
                raise ValueError('a time zone as "Europe/Berlin" is wanted') from None
        return value


class AlertsSection(Section):
    """What the dashboard tells when something moves: at most one notice a poll, and none of old news."""

    on: list[Literal["attendance", "date", "speaks"]] = ["attendance", "date"]
    """What is told: "attendance" (somebody's coming flips), "date" (a talk gets or changes its day), "speaks"."""
    actors: list[str] = []
    """Whose words are told where `on` has "speaks", by name."""
    toast: bool = True
    """Whether a notice stands on the screen for ten seconds."""
    bell: bool = False
    """Whether the terminal's bell rings."""
    osc: Literal["", "9", "777"] = ""
    """How the terminal is asked for a desktop notice: "9" (iTerm2, WezTerm), "777" (urxvt, foot), "" not at all."""
    command: list[str] = []
    """A program with its arguments that gets the notice as JSON on its standard input, as ["notify.sh"]."""
    quiet: str = ""
    """Hours without bell, desktop notice and command, in the screen's zone, as "22:00-07:00"."""

    @field_validator("quiet")
    @classmethod
    def _two_times(cls, value: str) -> str:
        """Two times of day, or nothing."""
        if value and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d", value):
            raise ValueError('two times as "22:00-07:00" are wanted')
        return value


class DigestSection(Section):
    """What digests are written, and where."""

    folder: str = ""
    """The folder that digests go to, by `d` in the dashboard too; "" for the folder it was started in."""
    format: Literal["md", "html", "json", "txt", "ics"] = "md"
    """What a digest is written as where nothing else is asked for."""
    auto: str = ""
    """A time of day, as "07:00", at which the dashboard writes the digest of the 24 hours before; "" for none."""

    @field_validator("auto")
    @classmethod
    def _time_of_day(cls, value: str) -> str:
        """A time of day, or nothing."""
        if value and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
            raise ValueError('a time as "07:00" is wanted')
        return value


class ReaderSection(Section):
    """A second reader: a language model on a server of your own, which reads what is about talks after us."""

    url: str = ""
    """Where its OpenAI chat API is, as "http://127.0.0.1:11434/v1" (Ollama; llama.cpp has 8080, LM Studio 1234); "" for
    no second reader. Only your own machine or network can be named."""
    model: str = "default"
    """The model's name, as that server calls it."""
    seconds: Annotated[int, Field(ge=5, le=600)] = 60
    """Seconds that it has for an item, 5 to 600."""

    @field_validator("url")
    @classmethod
    def _own_server(cls, value: str) -> str:
        """An address of one's own machine or network."""
        if value and not _is_near(value):
            raise ValueError('a server of your own is wanted, as "http://127.0.0.1:11434/v1"')
        return value


def _is_near(url: str) -> bool:
    """Whether an address is of this machine or of a private network, as far as its words tell."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        known = parts.scheme in {"http", "https"} and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
    try:
        return known and (ip_address(host).is_loopback or ip_address(host).is_private)
    except ValueError:
        return (
            known and bool(host) and ("." not in host or host.endswith((".local", ".lan", ".internal", ".home.arpa")))
        )


class StoreSection(Section):
    """How much is kept. What goes is remembered by name, so that a feed that serves it again brings nothing new."""

    days: Annotated[int, Field(ge=0, le=36_500)] = 0
    """Days for which items are kept after they were published, 30 at least; 0 keeps them for ever."""
    megabytes: Annotated[int, Field(ge=0, le=1_000_000)] = 2000
    """Megabytes that the store may hold, 50 at least; beyond them, the oldest items go. 0 sets no bound. Each of the
    seven daily backups takes as much."""

    @field_validator("days", "megabytes")
    @classmethod
    def _not_by_mistake(cls, value: int, info: ValidationInfo) -> int:
        """Neither so little that a board would be empty."""
        least = 30 if info.field_name == "days" else 50
        if 0 < value < least:
            raise ValueError(f"0, or {least} at least, is wanted")
        return value


class Config(Section):
    """All of config.toml; without a file, the defaults."""

    poll: PollSection = PollSection()
    """How the feeds are asked."""
    filter: FilterSection = FilterSection()
    """Which items are read at all, of any feed."""
    board: BoardSection = BoardSection()
    """How the board words what it believes."""
    screen: ScreenSection = ScreenSection()
    """How the dashboard looks and listens."""
    alerts: AlertsSection = AlertsSection()
    """What the dashboard tells when something moves."""
    digest: DigestSection = DigestSection()
    """What digests are written, and where."""
    reader: ReaderSection = ReaderSection()
    """A second reader: a language model on a server of your own."""
    store: StoreSection = StoreSection()
    """How much is kept."""

    @property
    def whole(self) -> Config:
        """All of it: these settings. What stands in for them at the dashboard's first paint reads the file for it."""
        return self


def load_config(paths: Paths) -> Config:
    """What config.toml says over the defaults. Raises ConfigError for a file that is off."""
    if not paths.config_file.exists():
        return Config()
    return read_toml(paths.config_file, Config)


def sample() -> str:
    """A config.toml with every key at its default, commented out under its manual."""
    lines = ["# talkwatch's settings. Take away a `#` before a key to change it."]
    for name, section in Config.model_fields.items():
        model = section.annotation
        assert isinstance(model, type)
        assert issubclass(model, Section)
        lines += ["", f"[{name}]"]
        for key, field in model.model_fields.items():
            lines += [f"# {_one_line(field.description or '')}"]
            lines += [f"# {key} = {json.dumps(field.default)}" if field.default != {} else f"# {key} = {{}}"]
    return "\n".join(lines) + "\n"


def _one_line(words: str) -> str:
    """A docstring on one line."""
    return re.sub(r"\s+", " ", words).strip()


def digest_folder(config: Config) -> Path:
    """The folder that digests are written to."""
    return Path(config.digest.folder).expanduser() if config.digest.folder else Path.cwd()

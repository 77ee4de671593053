"""Every entry of every word list tried in frames: sentences with a gap that an entry must be taken in, or left in.

A room's frames stand in TOML files beside its tests. A `[[frame]]` names the lexicon `file`, the `list` (its keys
parted by "/", "*" for any), the `check` that tells whether a line takes an entry, and the lines: `takes`, of which one
must take the entry, and `leaves`, of which none may. In a line {} is the entry, {Cap} the same with a capital, {Title}
with several, {joined} without spaces, {s} as a verb after "she", {owner} the key it stands under, {name} an entry
without years and {last} the last word of that. `except` gives single entries lines of their own; `dead` names entries
that nothing takes (a finding to mend; one that comes to life fails). `[[rules]]` names tables whose rows have takes and
leaves themselves, `[[plain]]` values that are no words. A list without any of these fails, and so does a frame without
a list.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from importlib.resources import files
from pathlib import Path
from typing import Any

from tests.samples import samples

ROOT = Path(__file__).resolve().parents[1]
SPARE = ("takes", "leaves")
"""Keys of a lexicon that hold examples."""
_GAP = re.compile(r"\{(Cap|Title|joined|s|owner|name|last)?\}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list: `owner` is the key or "*" it stands under, `value` what a table holds for it."""

    text: str
    owner: str = ""
    value: Any = None


Check = Callable[[Entry, str], bool]
Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Own:
    """Lines of a single entry's own; empty where the frame's hold."""

    takes: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """One `[[frame]]`; `split` is "keys", "values", "both", "firsts", "names" or "patterns": see `_entries`."""

    file: str
    path: str
    check: str
    takes: tuple[str, ...]
    leaves: tuple[str, ...]
    split: str = "values"
    less: str = ""
    own: Mapping[str, Own] = field(default_factory=dict)
    dead: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return f"{self.file} {self.path}: {self.check}"


@dataclass(frozen=True, slots=True)
class Room:
    """The lexicons of one package with the frames that try them."""

    lexicons: Mapping[str, Any]
    frames: tuple[Frame, ...]
    rules: tuple[Mapping[str, str], ...]
    plain: tuple[Mapping[str, str], ...]

    def entries(self, frame: Frame) -> list[Entry]:
        """The entries of a frame's lists, each once, without those of the list it is `less`."""
        file, _, path = frame.less.partition(" ")
        less = {entry.text for keys, node in _found(self.lexicons[file], path) for entry in _entries(keys, node)}
        found: dict[tuple[str, str], Entry] = {}
        pattern = frame.path.split("/")
        for keys, node in _found(self.lexicons[frame.file], frame.path):
            owner = next((key for key, part in zip(reversed(keys), reversed(pattern), strict=True) if part == "*"), "")
            for entry in _entries(keys, node, frame.split, owner):
                if entry.text not in less:
                    found.setdefault((entry.text, entry.owner), entry)
        return list(found.values())

    def failures(self, frame: Frame, check: Check) -> list[str]:
        """What a frame's entries do wrong, each with its line; a frame with no entries is itself wrong."""
        entries = self.entries(frame)
        if not entries:
            return [f"{frame}: there is no such list"]
        strays = (frame.own.keys() | frame.dead) - {entry.text for entry in entries}
        wrong = [f"{frame}: {stray!r} is named here but stands in no list" for stray in sorted(strays)]
        for entry in entries:
            wrong += (f"{frame}: {entry.owner} {entry.text!r} {what}" for what in _tried(frame, entry, check))
        return wrong

    def bare(self) -> list[str]:
        """The lists, as "file keys", that no frame, rule table or plain value covers."""
        covered = [(frame.file, frame.path) for frame in self.frames]
        covered += [(row["file"], row["list"]) for row in (*self.rules, *self.plain)]
        return [
            f"{file} {'/'.join(keys)}"
            for file, table in self.lexicons.items()
            for keys in _leaves(table)
            if not any(file == name and _begins(keys, path) for name, path in covered)
        ]

    def bare_rules(self) -> list[str]:
        """The rows of rule tables that lack a line they take or one they leave, and rule tables that are not there."""
        wrong = []
        for row in self.rules:
            found = list(_found(self.lexicons[row["file"]], row["list"]))
            rules = [one for _, node in found for one in (node if isinstance(node, list) else [node])]
            wrong += [] if rules else [f"{row['file']} {row['list']}: there is no such table"]
            wrong += [f"{row['file']} {row['list']}: {rule}" for rule in rules if not all(map(rule.get, SPARE))]
            if not (ROOT / row["run"]).is_file():
                wrong.append(f"{row['run']}: there is no such test")
        return wrong


def room(package: str, *tables: Path) -> Room:
    """The lexicons of a package (`talkwatch.extract`), with the frames of some files."""
    folder = files(package) / "lexicons"
    lexicons: dict[str, Any] = {"": {}}
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".toml"):
            lexicons[file.name] = tomllib.loads(file.read_text(encoding="utf-8"))
        elif file.name.endswith(".txt"):
            lines = file.read_text(encoding="utf-8").splitlines()
            lexicons[file.name] = {"lines": dict(line.split("\t") for line in lines if line and line[0] != "#")}
    read = [tomllib.loads(table.read_text(encoding="utf-8")) for table in tables]
    return Room(
        lexicons,
        tuple(_frame(row) for table in read for row in table.get("frame", ())),
        tuple(row for table in read for row in table.get("rules", ())),
        tuple(row for table in read for row in table.get("plain", ())),
    )


def _frame(row: Mapping[str, Any]) -> Frame:
    own = {entry: Own(*(tuple(lines.get(key, ())) for key in SPARE)) for entry, lines in row.get("except", {}).items()}
    return Frame(
        file=row["file"],
        path=row["list"],
        check=row["check"],
        takes=tuple(row["takes"]),
        leaves=tuple(row["leaves"]),
        split=row.get("split", "values"),
        less=row.get("less", ""),
        own=own,
        dead=frozenset(row.get("dead", ())),
    )


def _tried(frame: Frame, entry: Entry, check: Check) -> Iterator[str]:
    own = frame.own.get(entry.text, Own())
    takes, leaves = (
        [filled(line, entry) for line in lines] for lines in (own.takes or frame.takes, own.leaves or frame.leaves)
    )
    taken = any(check(entry, line) for line in takes)
    if entry.text in frame.dead:
        yield from [f"is called dead, but is taken in {takes}"] * taken
        return
    yield from [] if taken else [f"is not taken in {takes}"]
    yield from (f"is not left in {line!r}" for line in leaves if check(entry, line))


def filled(line: str, entry: Entry) -> str:
    """A frame's line with the entry in its gaps."""
    name = " ".join(word for word in entry.text.split() if not word[:4].isdigit())
    words = {
        None: entry.text,
        "Cap": entry.text[:1].upper() + entry.text[1:],
        "Title": " ".join(word[:1].upper() + word[1:] for word in entry.text.split()),
        "joined": entry.text.replace(" ", ""),
        "s": _third(entry.text),
        "owner": entry.owner,
        "name": name,
        "last": name.rpartition(" ")[2],
    }
    return _GAP.sub(lambda gap: words[gap[1]], line)


def _third(verb: str) -> str:
    """A verb's form after "she"."""
    if verb[-1:] == "y" and verb[-2:-1] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(("s", "sh", "ch", "x")) else f"{verb}s"


def _entries(keys: Keys, node: Any, split: str = "values", owner: str = "") -> Iterator[Entry]:
    """The entries of one list.

    A text is split at its spaces. Of a table, "keys" are entries with their values, "values" those under each key,
    "both" the key among them, "firsts" that and the first; of a list of rows, "names" are. "patterns" are regular
    expressions, of which each way through is an entry.
    """
    if split == "patterns":
        for pattern in node if isinstance(node, (list, dict)) else [node]:
            value = node[pattern] if isinstance(node, dict) else pattern
            yield from (Entry(sample, owner, value) for sample in samples(pattern))
    elif isinstance(node, str):
        yield from (Entry(word, owner) for word in node.split())
    elif isinstance(node, list):
        yield from [Entry(owner, owner)] if split in ("both", "firsts") else []
        listed = node[:1] if split == "firsts" else node
        yield from (Entry(one["name"], owner, one) if split == "names" else Entry(one, owner) for one in listed if one)
    else:
        for key, value in node.items():
            if split == "keys":
                yield Entry(key, value if isinstance(value, str) else owner, value)
                continue
            yield from [Entry(key, key)] if split == "both" else []
            yield from (Entry(one, key) for one in ([value] if isinstance(value, str) else value) if one)


def _found(table: Mapping[str, Any], path: str) -> Iterator[tuple[Keys, Any]]:
    """The nodes of a lexicon at a path of keys, "*" for any; rows of a list go by their name, kind or number."""
    nodes: list[tuple[Keys, Any]] = [((), table)]
    for part in path.split("/") if path else ():
        nodes = [((*keys, key), one) for keys, node in nodes for key, one in _within(node) if fnmatchcase(key, part)]
    yield from nodes if path else ()


def _within(node: Any) -> Iterable[tuple[str, Any]]:
    if isinstance(node, dict):
        return node.items()
    if isinstance(node, list) and node and isinstance(node[0], dict):
        return ((str(row.get("name") or row.get("kind") or number), row) for number, row in enumerate(node))
    return ()


def _leaves(node: Any, keys: Keys = ()) -> Iterator[Keys]:
    """The paths of all that is no table and no example."""
    inner = list(_within(node))
    for key, one in inner:
        if key not in SPARE:
            yield from _leaves(one, (*keys, key))
    if not inner and keys and node not in ({}, []):
        yield keys


def _begins(keys: Sequence[str], path: str) -> bool:
    parts = path.split("/")
    return len(parts) <= len(keys) and all(map(fnmatchcase, keys, parts))

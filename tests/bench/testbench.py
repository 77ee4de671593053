"""The feed server of ../shared/testbench, with the one page added that its redirects lead to and it does not have."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "testbench"

_SERVE = f"""
import sys
sys.path.insert(0, {str(FOLDER)!r})
import feedserver, oddfeeds
if "ok" not in oddfeeds.ODD:
    oddfeeds.content("ok", "a good feed, where redirects lead", "3 items", oddfeeds.GOOD)
feedserver.main()
"""


@dataclass(frozen=True, slots=True)
class Testbench:
    """The running server: its `ports`, of which each is a host, and the catalogue of odd behaviours."""

    ports: tuple[int, ...]
    canary: int
    odds: tuple[dict[str, str], ...]

    @property
    def places(self) -> list[str]:
        """Hosts and ports, as `allow_private` wants them; the canary is none of them."""
        return [f"127.0.0.1:{port}" for port in self.ports]

    def odd(self, name: str, port: int = 0) -> str:
        """The address of an odd behaviour on the port of that number."""
        return f"http://127.0.0.1:{self.ports[port]}/odd/{name}"

    def feeds(self) -> list[str]:
        """The addresses of the benign feeds, spread over the ports."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.ports[0]}/urls.txt") as reply:
            words: str = reply.read().decode()
        return words.split()

    def truth(self) -> dict[str, int]:
        """The wire story that an item copies, by guid; items that copy none are missing."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.ports[0]}/truth.json") as reply:
            found: dict[str, int] = json.load(reply)
        return found


@contextmanager
def testbench(log: Path, *words: str) -> Iterator[Testbench]:
    """The server runs with these words of its command line until the block ends, and writes its requests to `log`."""
    argv = [sys.executable, "-u", "-c", _SERVE, "--port", "0", "--log", str(log), *words]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        ready = json.loads(server.stdout.readline())
        with urllib.request.urlopen(f"{ready['url']}/odd/index.json") as reply:
            yield Testbench(tuple(ready["ports"]), ready["canary"], tuple(json.load(reply)))
        server.terminate()


def requests(log: Path) -> list[dict[str, object]]:
    """What the server was asked, in order."""
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]

"""A program at a terminal of its own: when it painted something, and what it used by then. Needs Linux's /proc."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

SIZE = (160, 48)
"""Columns and lines."""
PATIENCE = 60.0
"""Seconds for which something is waited for."""


@dataclass(slots=True)
class Running:
    """A program whose terminal we hold. `began` is on the monotonic clock, in seconds."""

    pid: int
    terminal: int
    began: float
    written: bytes = b""

    def wait_for(self, words: str) -> None:
        """The program wrote the words after those that were waited for last."""
        end = time.monotonic() + PATIENCE
        while words.encode() not in self.written:
            if time.monotonic() > end or not self.read(0.5):
                raise TimeoutError(f"{words!r} never came: {self.written[-2000:]!r}")
        self.written = self.written.partition(words.encode())[2]

    def read(self, seconds: float) -> bool:
        """What the program writes is taken, at most so long; false once it has ended."""
        try:
            if select.select([self.terminal], [], [], seconds)[0]:
                self.written = self.written[-(1 << 18) :] + os.read(self.terminal, 1 << 16)
        except OSError:
            return False
        return True

    def read_on(self, seconds: float) -> None:
        """What the program writes is taken for so long, or until it ends, and forgotten."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and self.read(left):
            self.written = b""

    def press(self, keys: str) -> None:
        """Keys arrive."""
        os.write(self.terminal, keys.encode())

    def since(self) -> float:
        """Milliseconds since the start."""
        return (time.monotonic() - self.began) * 1000

    def cpu(self) -> float:
        """Milliseconds of CPU that its threads have used, to the nanosecond where Linux tells."""
        tasks = Path(f"/proc/{self.pid}/task").iterdir()
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e6

    def memory(self) -> float:
        """Megabytes of it in memory now."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="utf-8")
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024


@contextlib.contextmanager
def running(words: Sequence[str]) -> Iterator[Running]:
    """`python WORDS` at a terminal, as an installed talkwatch runs: from compiled modules. It is killed at the end."""
    clean = {key: value for key, value in os.environ.items() if key not in {"NO_COLOR", "PYTHONDONTWRITEBYTECODE"}}
    compiled = {"PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "talkwatch-bench-compiled")}
    began = time.monotonic()
    pid, terminal = pty.fork()
    if not pid:
        size = struct.pack("HHHH", SIZE[1], SIZE[0], 0, 0)
        fcntl.ioctl(0, termios.TIOCSWINSZ, size)
        os.execve(sys.executable, [sys.executable, *words], clean | compiled | {"TERM": "xterm-256color"})
    try:
        yield Running(pid, terminal, began)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(terminal)


def painted(words: Sequence[str], *signs: str) -> tuple[float, float]:
    """A new process from its start until the signs stand on the screen: milliseconds, and milliseconds of CPU."""
    with running(words) as program:
        for sign in signs:
            program.wait_for(sign)
        return program.since(), program.cpu()

"""A child process that answers JSON lines: one message, one reply, in a bounded time, and a new one after a death.

A message may have a body, whose bytes follow its line and are counted in it as "bytes". A reply may come in several
lines, so that none holds up the screen: while one says "more", the next one's lists go on where its own end.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
import tempfile
from collections.abc import Sequence
from typing import IO, Any

from talkwatch.model.errors import Shortage, TalkwatchError

LONGEST_LINE = 128 << 20
"""Bytes of one line of a reply: beyond any entry of a 16 MiB document."""

OUT_OF_TIME = "used up its processor time"

PIECE = 1 << 16
"""Bytes of a body that are written at a time: no more of it is copied than the pipe takes."""

TAIL = 2000
"""Bytes of the child's last words that are looked at."""


class ChildLost(TalkwatchError):
    """The child died or missed its deadline over a message; the next message finds a new one.

    `late` is whether it took too long, by the clock or (see talkwatch.bounded) in processor time.
    """

    def __init__(self, name: str, how: str, *, late: bool) -> None:
        super().__init__(f"the {name} {how}", "it was restarted")
        self.name = name
        self.how = how
        self.late = late


def module(name: str, *, mebibytes: int = 0) -> tuple[str, ...]:
    """The command that runs a module of ours as a bounded child (see talkwatch.bounded)."""
    return (sys.executable, "-m", "talkwatch.bounded", name, str(mebibytes))


class Child:
    """A child under `argv`, started on the first message. Each message has `deadline` seconds; `name` is for words.

    The child ends when its input closes, at the latest with this process. Its standard error never reaches the
    terminal. Not for use from two event loops.
    """

    def __init__(self, argv: Sequence[str], *, deadline: float, name: str = "child") -> None:
        self.name = name
        self.starts = 0
        self._argv = tuple(argv)
        self._deadline = deadline
        self._turn = asyncio.Lock()
        self._running: asyncio.subprocess.Process | None = None
        self._errors: IO[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """The running child's process, if it runs."""
        return self._running.pid if self._running else None

    async def ask(self, message: dict[str, Any], body: bytes = b"") -> dict[str, Any]:
        """The reply to `message`. Raises ChildLost when the child died or was killed at the deadline, and
        Shortage where none can be started.
        """
        async with self._turn:
            running = await self._start()  # raises Shortage
            try:
                async with asyncio.timeout(self._deadline):
                    return await self._exchange(running, message, body)
            except TimeoutError as error:
                await self._kill()
                raise ChildLost(self.name, f"gave no answer within {self._deadline:g} s", late=True) from error
            except (OSError, ValueError) as error:  # a broken pipe, a line too long, a line that is not JSON
                how = await self._last_words()
                raise ChildLost(self.name, how, late=how == OUT_OF_TIME) from error
            except BaseException:
                # Cancelled half-way: its reply would be taken for the next message's.
                await asyncio.shield(self._kill())
                raise

    async def _start(self) -> asyncio.subprocess.Process:
        if self._running is not None and self._running.returncode is None:
            return self._running
        await self._kill()
        pipe = asyncio.subprocess.PIPE
        self._errors = _scratch()
        try:
            self._running = await asyncio.create_subprocess_exec(
                *self._argv, stdin=pipe, stdout=pipe, stderr=self._errors, limit=LONGEST_LINE
            )
        except OSError as error:
            raise Shortage.of(error) or error from error
        self.starts += 1
        return self._running

    @staticmethod
    async def _exchange(running: asyncio.subprocess.Process, message: dict[str, Any], body: bytes) -> dict[str, Any]:
        assert running.stdin is not None
        assert running.stdout is not None
        line = json.dumps({**message, "bytes": len(body)} if body else message)
        running.stdin.write(line.encode() + b"\n")
        for start in range(0, len(body), PIECE):
            running.stdin.write(body[start : start + PIECE])
            await running.stdin.drain()
        await running.stdin.drain()
        reply = await _line(running.stdout)
        while reply.pop("more", False):
            for name, value in (await _line(running.stdout)).items():
                reply[name] = reply[name] + value if isinstance(value, list) else value
        return reply

    async def _last_words(self) -> str:
        """How the child ended, once it has; it is gone afterwards."""
        running, errors = self._running, self._errors
        self._errors = None
        code = await self._kill()
        if errors is None or running is None:
            return "ended"
        with errors:
            errors.seek(max(0, errors.seek(0, 2) - TAIL))
            lines = errors.read().decode("utf-8", "replace").strip().splitlines()
        if code == -signal.SIGPROF:
            return OUT_OF_TIME
        if lines:
            return f"ended: {lines[-1].strip()}"
        with contextlib.suppress(ValueError, TypeError):
            return f"was killed ({signal.Signals(-code).name})" if code and code < 0 else f"ended ({code})"
        return f"ended ({code})"

    async def _kill(self) -> int | None:
        """The child is gone, and reaped; its exit code."""
        running, errors = self._running, self._errors
        self._running = self._errors = None
        if errors is not None:
            errors.close()
        if running is None:
            return None
        if running.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(running.pid, signal.SIGKILL)  # not by Popen, which would take the exit code from asyncio
        await _drained(running)
        return running.returncode

    async def close(self) -> None:
        """The child's input is closed and it ends; one that does not end within a second is killed."""
        async with self._turn:
            running = self._running
            if running is not None and running.returncode is None and running.stdin is not None:
                running.stdin.close()
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(1.0):
                        await running.wait()
            await self._kill()


async def _line(replies: asyncio.StreamReader) -> dict[str, Any]:
    """The next line that the child writes, as a value."""
    line = await replies.readline()
    if not line.endswith(b"\n"):
        raise BrokenPipeError("the child closed its output")
    reply = json.loads(line)
    if not isinstance(reply, dict):
        raise ValueError("the child's reply is no object")  # noqa: TRY004 - as a line that is not JSON
    return reply


async def _drained(running: asyncio.subprocess.Process) -> None:
    """The child is reaped and its pipes are closed, so that nothing is left for the loop's end to complain of."""
    if running.stdin is not None:
        running.stdin.close()
    if running.stdout is not None:
        with contextlib.suppress(ValueError, OSError):
            while await running.stdout.read(1 << 16):
                pass
    await running.wait()
    if running.stdin is not None:
        with contextlib.suppress(OSError):
            await running.stdin.wait_closed()


def _scratch() -> IO[bytes]:
    """A file for a child's last words. Raises Shortage."""
    try:
        return tempfile.TemporaryFile()
    except FileNotFoundError as error:  # Python tried to write into every folder for temporary files
        raise Shortage("no temporary file can be made", "free some space in /tmp, or set TMPDIR") from error
    except OSError as error:
        raise Shortage.of(error) or error from error

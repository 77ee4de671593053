"""Runs a module as a child that cannot outlive us, outgrow its memory or get in the way of the screen.

`python -m talkwatch.bounded MODULE [MIB]`: the module runs as if by `python -m MODULE`, with at most MIB mebibytes
more than the bare interpreter has; it is killed when its parent dies, deaf to Ctrl-C (it ends when its input does), and
yields the processor to the screen.
"""

from __future__ import annotations

import contextlib
import os
import resource
import runpy
import signal
import sys
from pathlib import Path

PR_SET_PDEATHSIG = 1
"""prctl(2): the signal that a process gets when its parent dies; Linux only."""

NICENESS = 5


def bind(mebibytes: int) -> None:
    """Our process is bound as the module's docstring says; 0 leaves the memory alone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _die_with_parent()
    with contextlib.suppress(OSError):
        os.nice(NICENESS)
    if mebibytes:
        most = data_size() + (mebibytes << 20)
        with contextlib.suppress(OSError, ValueError):  # where the system refuses, the deadline still holds
            resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def data_size() -> int:
    """Bytes of memory that this process has for itself (as RLIMIT_DATA counts since Linux 4.7), 0 if that is not told.

    Unlike the address space, which libraries reserve by the gigabyte, this is memory that can really be used up.
    """
    with (
        contextlib.suppress(OSError, ValueError, StopIteration),
        Path("/proc/self/status").open(encoding="ascii") as lines,
    ):
        return int(next(line for line in lines if line.startswith("VmData:")).split()[1]) << 10
    return 0


def allow_cpu(seconds: float) -> None:
    """From now on this process has `seconds` of processor time; past them the kernel ends it (SIGPROF).

    Unlike a deadline by the clock, this does not blame a document for a busy machine.
    """
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, seconds)


def _die_with_parent() -> None:
    """The kernel kills us when our parent dies, where it can (Linux); elsewhere the closed input ends us."""
    if not sys.platform.startswith("linux"):
        return
    import ctypes  # noqa: PLC0415 - a start-up cost that other systems need not pay

    parent = os.getppid()
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died between the two calls
        os._exit(1)


if __name__ == "__main__":
    module, *rest = sys.argv[1:]
    bind(int(rest[0]) if rest else 0)
    sys.argv = [module]
    runpy.run_module(module, run_name="__main__", alter_sys=True)

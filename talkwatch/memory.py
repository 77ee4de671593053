"""Memory that is free again goes back to the system."""

from __future__ import annotations

import ctypes


def give_back() -> None:
    """What was freed is the system's, where the C library would keep it for later: 3 MB a day of a hundred feeds.

    Only glibc does; elsewhere nothing happens. Takes milliseconds, in which other threads run.
    """
    try:
        trim = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):  # no glibc
        return
    trim(0)


_ARENAS, _MAPPED_FROM, _TRIMMED_FROM = -8, -3, -1
"""The C library's M_ARENA_MAX, M_MMAP_THRESHOLD and M_TRIM_THRESHOLD (malloc.h)."""


def hold_together() -> None:
    """All threads allot from one place, and large blocks are apart, so that they are the system's once they are free.

    By default glibc has a place for each thread and raises its thresholds to 32 MB: after a day of news the dashboard
    then takes 10 MB more. For the start, before there are threads; elsewhere nothing happens.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):  # no glibc
        return
    for name, value in ((_ARENAS, 1), (_MAPPED_FROM, 1 << 16), (_TRIMMED_FROM, 1 << 17)):
        mallopt(name, value)

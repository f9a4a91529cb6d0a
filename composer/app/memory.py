"""Memory let go of goes back to the system, instead of being held for what may come."""

from __future__ import annotations

import ctypes
import gc
import sys

from PySide6.QtCore import QTimer

# Of glibc's <malloc.h>. A block of this size or more is given back when it is freed; so much may lie unused on top.
_MMAP_THRESHOLD, _LARGE = -3, 256 * 1024
_TRIM_THRESHOLD, _UNUSED = -1, 1024 * 1024
_REST = 500  # ms
_ROUNDS = 4


def give_back() -> None:
    """Have it so from now on, where the C library is one that can be told.

    By itself it raises both limits with the largest block freed: pictures and pages come and go, and what lay between
    them is never given back. An hour of edits then holds twice what it needs.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if mallopt is not None:
        mallopt(_MMAP_THRESHOLD, _LARGE)
        mallopt(_TRIM_THRESHOLD, _UNUSED)


def collect_soon() -> None:
    """Let go of what a closed window leaves, in a moment when it is off the screen.

    Its parts hold each other. To Python they are few and small objects, for which it would not look before dozens of
    windows were closed; what hangs on them outside Python is large, and lies scattered over the memory by then.
    """
    QTimer.singleShot(_REST, collect)


def collect() -> None:
    """Let go of what nobody holds. What one round lets go of may be the last that held more."""
    for _ in range(_ROUNDS):
        if not gc.collect():
            break


def leave_out() -> None:
    """Look no more for garbage in what is loaded by now, which stays for good: one look takes a tenth of the time."""
    gc.freeze()

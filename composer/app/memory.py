"""Memory let go of goes back to the system, instead of being held for what may come."""

from __future__ import annotations

import ctypes
import sys

# Of glibc's <malloc.h>. A block of this size or more is given back when it is freed; so much may lie unused on top.
_MMAP_THRESHOLD, _LARGE = -3, 256 * 1024
_TRIM_THRESHOLD, _UNUSED = -1, 1024 * 1024


def give_back() -> None:
    """Have it so from now on, where the C library is one that can be told.

    By itself it raises both limits with the largest block freed: pictures and pages come and go, and what lay between
    them is never given back. An hour of edits then holds twice what it needs.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if mallopt is not None:
        mallopt(_MMAP_THRESHOLD, _LARGE)
        mallopt(_TRIM_THRESHOLD, _UNUSED)

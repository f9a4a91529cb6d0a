"""How often a test tries: a few times on every run, and the whole promised number where SOAK is set."""

from __future__ import annotations

import os


def figure(quick: int, full: int) -> int:
    """`full` under SOAK, else `quick`."""
    return full if os.environ.get("SOAK") else quick

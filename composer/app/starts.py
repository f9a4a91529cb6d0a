"""Starts that came to no good end: after several in a short time the next one is in safe mode."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable
from pathlib import Path

from composer.library.places import user_state

CRASHES, WITHIN = 3, 300.0  # seconds


class Starts:
    """When each start was that has not ended yet, in `starts.json`."""

    def __init__(self, path: Path | None = None, clock: Callable[[], float] = time.time) -> None:
        self._path = path or user_state() / "starts.json"
        self._clock = clock

    def begin(self) -> bool:
        """Note a start; whether so many of late came to no good end that care should be taken."""
        now = self._clock()
        lately = [at for at in self._read() if 0 <= now - at <= WITHIN]
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text(json.dumps([*lately, now]), "utf-8")
        return len(lately) >= CRASHES

    def end(self) -> None:
        """A good end; what was before it counts no more."""
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _read(self) -> list[float]:
        try:
            found = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return []
        return [float(at) for at in found if isinstance(at, int | float)] if isinstance(found, list) else []

"""The claims of one window on the issues it works on. Safe to use from any thread, and meant for jobs."""

from __future__ import annotations

import threading
from pathlib import Path

from composer.files.claims import Claim, Holder, claim

_PATIENCE = 1.0  # seconds


class Claims:
    """By the path of the issue; each is taken once and kept until it is released."""

    def __init__(self) -> None:
        self._held: dict[Path, Claim] = {}
        self._mutex = threading.Lock()
        self._closed = False

    def take(self, path: Path, *, take_over: bool = False) -> Holder | None:
        """Claim the issue at `path`, or see that this window still holds it; gives who has it instead."""
        path = path.resolve()  # by whatever name, it is one issue
        with self._mutex:
            mine = self._held.get(path)
            if self._closed or (mine and not mine.taken_by()):
                return None
            found = claim(path, take_over=take_over)
            if isinstance(found, Holder):
                self._held.pop(path, None)
                return found
            self._held[path] = found
            return None

    def release(self, path: Path) -> None:
        """Let others have one issue."""
        with self._mutex:
            if mine := self._held.pop(path.resolve(), None):
                mine.release()

    def close(self) -> None:
        """Let others have them all; none is taken any more. A drive that does not answer is not waited for."""
        self._closed = True
        if self._mutex.acquire(timeout=_PATIENCE):
            try:
                while self._held:
                    self._held.popitem()[1].release()
            finally:
                self._mutex.release()

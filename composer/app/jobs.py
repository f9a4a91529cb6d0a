"""Work off the GUI thread: one runner, each result delivered on the GUI thread as `Ok` or `Err`."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from composer.errors import ComposerError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ok(Generic[T]):
    """What the work gave."""

    value: T


@dataclass(frozen=True, slots=True)
class Err:
    """What the work raised."""

    error: Exception

    @property
    def sentence(self) -> str:
        """What to tell the person: a ComposerError's own words, or that something unforeseen went wrong."""
        if isinstance(self.error, ComposerError):
            return str(self.error)
        return f"Something unforeseen went wrong ({type(self.error).__name__}: {self.error}). Your issue is untouched."


Done = Callable[[Any], None]


class Jobs(QObject):
    """Runs work in threads of its own. With `threads=0` nothing runs before `crank()`: for tests."""

    _finished = Signal(object, object)

    def __init__(self, threads: int = 2) -> None:
        super().__init__()
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="job") if threads else None
        self._waiting: deque[tuple[Callable[[], Any], Done]] = deque()
        self._open = True
        self.unforeseen: Callable[[Exception], None] = _log  # told of what is no ComposerError, in the job's thread
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(self, work: Callable[[], T], done: Callable[[Ok[T] | Err], None]) -> None:
        """Do `work` off the GUI thread, then call `done` on it; not after `close`."""
        if not self._open:
            return
        if self._pool is None:
            self._waiting.append((work, done))
        else:
            self._pool.submit(lambda: self._finished.emit(done, self._outcome(work)))

    def crank(self) -> int:
        """Run all that waits, and what it starts, at once; how many jobs that was."""
        count = 0
        while self._waiting:
            work, done = self._waiting.popleft()
            done(self._outcome(work))
            count += 1
        return count

    def close(self) -> None:
        """Wait for what runs, drop what waits; nothing is delivered any more."""
        self._open = False
        self._waiting.clear()
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def _deliver(self, done: Done, outcome: Any) -> None:
        if self._open:
            done(outcome)

    def _outcome(self, work: Callable[[], Any]) -> Ok[Any] | Err:
        try:
            return Ok(work())
        except ComposerError as error:
            return Err(error)
        except Exception as error:  # noqa: BLE001  handed on to who tells of it
            self.unforeseen(error)
            return Err(error)


def _log(error: Exception) -> None:
    logging.getLogger(__name__).error("a job failed", exc_info=error)

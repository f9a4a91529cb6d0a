"""Coming to a bad end on purpose, in each way there is, once something was changed: to try what is left then."""

from __future__ import annotations

import ctypes
import os
import threading
import time
from collections.abc import Callable

from PySide6.QtCore import QTimer

from composer.app.faults import Faults
from composer.app.recorder import BEHIND
from composer.app.window import Window

_AT_ONCE = ("slot", "thread", "worker")  # what the exception's way itself must keep; else the journal has its time
_HANG = 1.0  # seconds after which a wanted hang is written down


def plan(kind: str, window: Window, faults: Faults) -> None:
    """Crash after the first change in a window: `slot`, `thread`, `worker`, `segv`, `abort` or `hang`."""
    ways: dict[str, Callable[[], object]] = {
        "slot": _fail,
        "thread": lambda: threading.Thread(target=_fail).start(),
        "worker": lambda: window.desk.jobs.run(_fail, lambda _: None),
        "segv": lambda: ctypes.string_at(0),
        "abort": _abort,
        "hang": lambda: _hang(faults),
    }
    crash = ways[kind]
    wait = 0 if kind in _AT_ONCE else 2 * BEHIND

    def begin(change: object) -> None:
        leave()
        QTimer.singleShot(wait, crash)

    leave = window.desk.session.subscribe(begin)


def _fail() -> None:
    raise RuntimeError("wanted by --debug-crash")


def _abort() -> None:
    os.abort()


def _hang(faults: Faults) -> None:
    faults.watch(_HANG)
    while True:
        time.sleep(1)

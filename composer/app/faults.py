"""Ends that no exception announces: a trace of crashes and of hangs, kept in a file for the next start."""

from __future__ import annotations

import contextlib
import faulthandler
import os
from io import FileIO
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from composer.app.ask import Ask
from composer.app.diagnostics import clean_trace, system
from composer.app.trouble import COPY, copy
from composer.library.places import user_state

PATIENCE = 10.0  # seconds without an answer from the window before a hang is written down
_MOST = 64 * 1024  # bytes of traces that are kept
_SHOWN = 12  # lines in the dialog
DISMISS = "Dismiss"


class Faults(QObject):
    """Writes traces into `faults.txt`; what was there before waits in `faults-before.txt` until somebody saw it."""

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__()
        home = folder or user_state()
        self._path, self._before = home / "faults.txt", home / "faults-before.txt"
        self._file: FileIO | None = None
        self._patience = PATIENCE
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._alive)
        with contextlib.suppress(OSError):
            home.mkdir(parents=True, exist_ok=True)
            self._set_aside()
            self._file = FileIO(os.fspath(self._path), "ab")
            faulthandler.enable(self._file, all_threads=True)

    def watch(self, patience: float = PATIENCE) -> None:
        """Write down where every thread is when the event loop does not come round for that many seconds."""
        self._patience = patience
        self._timer.start(round(patience * 1000 / 5))
        self._alive()

    def offer(self, ask: Ask) -> None:
        """Show what an earlier run left, once."""
        trace = clean_trace(_read(self._before))
        if trace:
            hung = trace.startswith("Timeout")
            sentence = f"Newsletter Composer {'stopped answering' if hung else 'ended unexpectedly'} the last time."
            if ask.choice(sentence, f"This is where it was:\n\n{_window_of(trace)}", (COPY, DISMISS)) == COPY:
                copy(f"{system()}\n\n{trace}")
        with contextlib.suppress(OSError):
            self._before.unlink(missing_ok=True)

    def close(self) -> None:
        """A good end: nothing is watched any more."""
        self._timer.stop()
        faulthandler.cancel_dump_traceback_later()
        faulthandler.disable()
        if self._file:
            self._file.close()
            self._file = None
            with contextlib.suppress(OSError):
                if not self._path.stat().st_size:
                    self._path.unlink()

    def _alive(self) -> None:
        if self._file:
            faulthandler.dump_traceback_later(self._patience, file=self._file)

    def _set_aside(self) -> None:
        if text := _read(self._path):
            self._before.write_text((_read(self._before) + text)[-_MOST:], "utf-8")
        self._path.unlink(missing_ok=True)


def _window_of(trace: str) -> str:
    """The first lines of the thread that matters: the one that crashed, else the window's, which is written last."""
    parts = trace.split("\n\n")
    threads = [part for part in parts if "hread 0x" in part]
    crashed = [part for part in threads if "Current thread" in part]
    lines = (crashed or threads or parts)[-1].splitlines()
    return "\n".join([*lines[:_SHOWN], *(["…"] if len(lines) > _SHOWN else [])])


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_MOST).decode("utf-8", "replace")
    except OSError:
        return ""

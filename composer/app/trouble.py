"""The one door for exceptions nobody foresaw, from slots, threads and jobs: work is kept first, then it is told."""

from __future__ import annotations

import logging
import sys
import threading
from collections import Counter
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from composer.app.ask import Ask
from composer.app.diagnostics import report, signature
from composer.errors import ComposerError

COPY, RESTART, CONTINUE = "Copy Diagnostics", "Restart and Restore", "Continue"
_TIMES = 3  # that the same trouble is told
_SENTENCE = "Something went wrong that nobody foresaw. Your work is kept."
_LOG = logging.getLogger("composer")

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


class Trouble(QObject):
    """Tells on the GUI thread, when that comes round to it: never within the code that failed, never two at once."""

    _came = Signal(object)

    def __init__(self, keep_first: Callable[[Hook], Hook], ask: Callable[[], Ask], restart: Callable[[], None]) -> None:
        super().__init__()
        self._ask = ask
        self._restart = restart
        self._seen: Counter[str] = Counter()
        self._telling = False
        self._hook = keep_first(self._note)
        self._came.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._before = sys.excepthook, threading.excepthook, sys.unraisablehook

    def install(self) -> None:
        """Take what reaches the top of this process from now on."""
        sys.excepthook = self._hook
        threading.excepthook = lambda thrown: self._hook(
            thrown.exc_type, thrown.exc_value or thrown.exc_type(), thrown.exc_traceback
        )
        sys.unraisablehook = lambda thrown: _LOG.error(
            "in a finaliser", exc_info=(thrown.exc_type, thrown.exc_value or thrown.exc_type(), thrown.exc_traceback)
        )

    def remove(self) -> None:
        """Leave it to who had it before."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before

    def report(self, error: BaseException) -> None:
        """Take an exception that was caught; from any thread."""
        self._hook(type(error), error, error.__traceback__)

    def _note(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        if not issubclass(kind, ComposerError):
            _LOG.critical("unforeseen", exc_info=(kind, error, trace))
            if sys.stderr and sys.stderr.isatty():  # somebody works on the program
                sys.__excepthook__(kind, error, trace)
        name = signature(kind, trace)
        self._seen[name] += 1
        if self._seen[name] <= _TIMES or issubclass(kind, ComposerError):
            self._came.emit(error)

    def _tell(self, error: BaseException) -> None:
        if self._telling:
            return
        self._telling = True
        try:
            if isinstance(error, ComposerError):
                self._ask().tell("That did not work.", str(error))
            else:
                self._offer(error)
        finally:
            self._telling = False

    def _offer(self, error: BaseException) -> None:
        ask = self._ask()
        verbs = (COPY, RESTART, CONTINUE)
        while (verb := ask.choice(_SENTENCE, f"{type(error).__name__}: {error}", verbs)) == COPY:
            copy(report(error))
            ask.tell("The diagnostics are on the clipboard.", "They hold nothing you wrote, no names and no paths.")
        if verb == RESTART:
            self._restart()


def copy(text: str) -> None:
    """Put a text on the clipboard."""
    QGuiApplication.clipboard().setText(text)

"""Keys that reach the session from anywhere: undo and redo."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

_UNDO = ("Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+Y")


class UndoKeys(QObject):
    """Text widgets claim Ctrl+Z by accepting its ShortcutOverride; here it is kept from them, so the action gets it.

    Watches only what has the keyboard: a filter on the whole application would be called for every event there is.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._watched: QWidget | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    def _on_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = now
        if now is not None:
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if QKeySequence(event.keyCombination()).toString() not in _UNDO:
            return False
        event.ignore()
        return True

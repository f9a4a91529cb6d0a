"""Writing with nothing but the mail on the screen; what was shown before comes back afterwards."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget


class FullScreen(QObject):
    """`panes` are switches of what is hidden then, `bars` what is hidden besides; `switch` says whether it is on."""

    entered = Signal()

    def __init__(self, window: QWidget, switch: QAction, panes: Sequence[QAction], bars: Sequence[QWidget]) -> None:
        super().__init__(window)
        self._window, self._switch, self._panes, self._bars = window, switch, panes, bars
        self._shown: tuple[bool, ...] = ()
        window.installEventFilter(self)

    def toggle(self) -> None:
        """Fill the screen, or go back."""
        if self._shown:
            self.leave()
        else:
            self._enter()

    def leave(self) -> None:
        """Go back, if it is on."""
        if not self._shown:
            return
        shown, self._shown = self._shown, ()
        self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowFullScreen)
        for bar in self._bars:
            bar.show()
        for action, was in zip(self._panes, shown, strict=True):
            action.setChecked(was)
        self._switch.setChecked(False)

    def _enter(self) -> None:
        self._shown = tuple(action.isChecked() for action in self._panes)
        for action in self._panes:
            action.setChecked(False)
        for bar in self._bars:
            bar.hide()
        self._window.setWindowState(self._window.windowState() | Qt.WindowState.WindowFullScreen)
        self._switch.setChecked(True)
        self.entered.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The desktop, too, may end it."""
        ended = event.type() == QEvent.Type.WindowStateChange and not self._window.isFullScreen()
        if ended and not self._window.isMinimized():
            self.leave()
        return False

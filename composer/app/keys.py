"""Keys that reach the session from anywhere, undo and redo; and keys pressed for somebody."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

_UNDO = ("Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+Y")


class UndoKeys(QObject):
    """Text widgets claim Ctrl+Z by accepting its ShortcutOverride; here it is kept from them, so the action gets it.

    Watches only what has the keyboard: a filter on the whole application would be called for every event there is.
    `taken` says of a key that a text on the page is to have it; there undo keeps its place among the other keys.
    """

    def __init__(self, window: QWidget, taken: Callable[[QWidget, QKeyEvent], bool]) -> None:
        super().__init__(window)
        self._taken = taken
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
        if isinstance(watched, QWidget) and self._taken(watched, event):
            event.accept()
            return True
        if QKeySequence(event.keyCombination()).toString() not in _UNDO:
            return False
        event.ignore()
        return True


class Keyboard(QObject):
    """Remembers which of page and form had the keyboard last: there it goes on when something else sends it."""

    def __init__(self, window: QWidget, *, page: QWidget, form: QWidget) -> None:
        super().__init__(window)
        self._page, self._form = page, form
        self.on_page = False
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    @property
    def goes_to_page(self) -> bool:
        """Whether the page is to have it; also where there is no form to be seen."""
        return self.on_page or put_away(self._form)

    def _on_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and isValid(self._page):
            self.on_page = self._page.isAncestorOf(now) or (self.on_page and not self._form.isAncestorOf(now))


def put_away(pane: QWidget) -> bool:
    """Whether somebody hid it: a widget of a window not shown yet is hidden as well."""
    return pane.isHidden() and pane.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)


def press(widget: QWidget, keys: str) -> None:
    """Give a widget a shortcut's keys, as if they were pressed there."""
    combination: QKeyCombination = QKeySequence(keys)[0]  # type: ignore[index]  # PySide's stubs do not know it
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.postEvent(widget, QKeyEvent(kind, combination.key(), combination.keyboardModifiers()))

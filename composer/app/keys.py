"""Keys: undo reaches the session from anywhere, and F1 tells which key does what."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from composer.app.actions import describe_keys
from composer.app.look import role

_UNDO = ("Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+Y")
# Keys of text fields that no action has: told beside those of the table.
_WRITING = (("Bold, italic, underline", "Ctrl+B, Ctrl+I, Ctrl+U"), ("Link", "Ctrl+K"))


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


def show_keys(parent: QWidget) -> QDialog:
    """The list of shortcuts, in a dialog that is left open beside the work."""
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle("Keyboard Shortcuts")
    inside = QWidget()
    grid = QGridLayout(inside)
    grid.setVerticalSpacing(8)
    grid.setHorizontalSpacing(32)
    for row, (name, keys) in enumerate([*describe_keys(), *_WRITING]):
        label = QLabel(keys)
        role(label, "muted")
        grid.addWidget(QLabel(name), row, 0)
        grid.addWidget(label, row, 1)
    area = QScrollArea(widgetResizable=True)
    area.setWidget(inside)
    buttons = QDialogButtonBox()
    buttons.addButton("Close", QDialogButtonBox.ButtonRole.RejectRole)
    buttons.rejected.connect(dialog.reject)
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(16, 16, 16, 16)
    layout.addWidget(area)
    layout.addWidget(buttons)
    dialog.resize(460, 520)
    dialog.show()
    return dialog

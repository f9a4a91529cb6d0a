"""A short message over the canvas, with at most one thing to do about it; it goes by itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from composer.app.look import role

LASTS = 8000  # milliseconds
_EDGE = 24  # pixels to the parent's edges


class Toast(QFrame):
    """Shown at the foot of its parent; stays while the mouse or the keyboard is on it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        role(self, "toast")
        self.label = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.button = QPushButton()
        self.button.clicked.connect(self._press)
        self._act: Callable[[], object] | None = None
        self._timer = QTimer(self, singleShot=True, interval=LASTS)
        self._timer.timeout.connect(self._leave)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(self.label)
        layout.addWidget(self.button)
        parent.installEventFilter(self)
        self.hide()

    def tell(self, sentence: str, verb: str = "", act: Callable[[], object] | None = None) -> None:
        """Show a sentence, and a button named `verb` that does `act`."""
        self.label.setText(sentence)
        self.button.setText(verb)
        self.button.setVisible(bool(verb))
        self._act = act
        self._fit()
        self.show()
        self.raise_()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def withdraw(self, act: Callable[[], object] | None, *, said: bool) -> None:
        """Take back an offer that nothing is left to be done about; with `said`, what was said still holds."""
        if act is None or act is not self._act:
            return
        self._act = None
        self.button.hide()
        self._fit()
        if not said:
            self.hide()

    def _press(self) -> None:
        self.hide()
        if self._act:
            self._act()

    def _leave(self) -> None:
        if self.underMouse() or self.button.hasFocus():
            self._timer.start()
        else:
            self.hide()

    def _fit(self) -> None:
        """In one line, or in several where there is no room for that."""
        self.label.setWordWrap(False)
        beside = 0 if self.button.isHidden() else self.button.sizeHint().width() + 8
        room = max(self._over.width() - beside - 2 * _EDGE - 24, 160)
        width = min(self.label.sizeHint().width() + 1, room)
        self.label.setWordWrap(True)
        self.label.setFixedSize(width, self.label.heightForWidth(width))
        self.adjustSize()
        self._arrange()

    def _arrange(self) -> None:
        area = self._over.rect()
        self.move((area.width() - self.width()) // 2, area.height() - self.height() - _EDGE)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._fit()
        return False

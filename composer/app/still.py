"""What a page last looked like, laid over its view while there is nothing behind it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QWidget

REST = 1000  # ms without a change, and the picture is taken: about ten milliseconds of work, once the hands rest


class Still(QLabel):
    """Lies over its parent, the view, when told to."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self._taken = QPixmap()
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._take)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self.setAutoFillBackground(True)
        self.setAccessibleName("Newsletter as it last looked")
        self.hide()

    def outdated(self) -> None:
        """The page changed: take another picture when it rests."""
        self._rest.start()

    def forget(self) -> None:
        """What was pictured is not the issue any more."""
        self._rest.stop()
        self._taken = QPixmap()
        self.hide()

    def lay(self) -> None:
        """Cover the view with the picture there is."""
        self._rest.stop()
        if self._taken.isNull():
            return
        self.setPixmap(self._taken)
        self.setGeometry(self._view.rect())
        self.show()
        self.raise_()

    def lift(self) -> None:
        """Show the view again."""
        self.hide()
        self.clear()

    def _take(self) -> None:
        if self._view.isVisible() and self.isHidden():
            self._taken = self._view.grab()

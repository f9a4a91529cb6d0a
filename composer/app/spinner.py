"""A small ring that turns while something is being made."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimerEvent
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QWidget

from composer.app.look import colours

_SIZE = 16
_TICK = 50  # milliseconds


class Spinner(QWidget):
    """Turns as long as it is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._angle = 0
        self._timer = 0
        self.setFixedSize(QSize(_SIZE, _SIZE))
        self.setAccessibleName("Busy")

    def showEvent(self, event: QShowEvent) -> None:
        self._timer = self._timer or self.startTimer(_TICK)

    def hideEvent(self, event: QHideEvent) -> None:
        if self._timer:
            self.killTimer(self._timer)
        self._timer = 0

    def timerEvent(self, event: QTimerEvent) -> None:
        self._angle = (self._angle + 30) % 360
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QRectF(2, 2, _SIZE - 4, _SIZE - 4)
        for colour, start, span in ((colours().line, 0, 360), (colours().accent, -self._angle, 100)):
            painter.setPen(QPen(QColor(colour), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawArc(ring, start * 16, span * 16)

"""A phone's soft frame, painted over the view it surrounds."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from composer.app.look import colours

BEZEL = 12
_RADIUS = 30.0


class Device(QWidget):
    """Lies over the canvas, lets the mouse through, and covers the view's corners."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        outer = whole.adjusted(8, 8, -8, -8)
        inner = outer.adjusted(BEZEL, BEZEL, -BEZEL, -BEZEL)
        for spread in range(8):
            painter.setPen(QPen(QColor(0, 0, 0, 5), 1))
            painter.drawRoundedRect(
                outer.adjusted(-spread, -spread, spread, spread), _RADIUS + BEZEL + spread, _RADIUS + BEZEL + spread
            )
        ring = QPainterPath()
        ring.addRoundedRect(outer, _RADIUS + BEZEL, _RADIUS + BEZEL)
        screen = QPainterPath()
        screen.addRoundedRect(inner, _RADIUS, _RADIUS)
        painter.fillPath(ring - screen, QColor("#2b2d33" if look.name == "dark" else "#ffffff"))
        painter.setPen(QPen(QColor(look.line), 1))
        painter.drawPath(ring)
        painter.drawPath(screen)

"""Yes or no."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton

from composer.app.editors.editor import Bench, Editor
from composer.app.look import colours
from composer.model.fields import Field


class Switch(QAbstractButton):
    """A switch: a knob on the right, on the accent colour, is on."""

    def __init__(self) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(38, 24)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(3, (self.height() - 18) / 2, 32, 18)
        on = self.isChecked()
        painter.setPen(QPen(QColor(look.accent if on else look.muted), 1))
        painter.setBrush(QColor(look.accent if on else look.field))
        painter.drawRoundedRect(track, 9, 9)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.on_accent if on else look.muted))
        painter.drawEllipse(QRectF(track.right() - 15 if on else track.left() + 3, track.top() + 3, 12, 12))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(look.accent), 2))
            painter.drawRoundedRect(track.adjusted(-2, -2, 2, 2), 11, 11)
        painter.end()


class ToggleEditor(Editor):
    """A switch beside its label."""

    def __init__(self, field: Field, bench: Bench) -> None:
        super().__init__(field, bench)
        self.input = Switch()
        self.input.clicked.connect(lambda checked: self.put(checked))
        self.label.setProperty("role", "")
        self.label.setMinimumHeight(self.input.sizeHint().height())
        self.head.addWidget(self.input)
        self.set_main(self.input)

    def refresh(self, value: bool) -> None:
        self.input.setChecked(value)

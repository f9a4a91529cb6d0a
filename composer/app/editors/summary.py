"""The line that a folded card shows, with a round portrait where it is a person's."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from composer.app.editors.editor import GAP
from composer.app.editors.inputs import claims
from composer.app.look import colours

PORTRAIT = 28


class Summary(QAbstractButton):
    """A folded card: portrait, title, a muted second line. Click, Space or Enter folds and unfolds.

    Alt+Up and Alt+Down move the card, Delete removes it.
    """

    moved = Signal(int)
    removed = Signal()

    def __init__(self, *, portrait: bool) -> None:
        super().__init__()
        self._portrait = portrait
        self._second = ""
        self._initials = ""
        self._picture: QPixmap | None = None
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_words(self, title: str, second: str, initials: str = "") -> None:
        self.setText(title)
        self._second, self._initials = second, initials
        self.setAccessibleName(", ".join(part for part in (title, second) if part))
        self.updateGeometry()
        self.update()

    def show_picture(self, picture: QPixmap | None) -> None:
        self._picture = picture
        self.update()

    def sizeHint(self) -> QSize:
        lines = 2 if self._second or self._portrait else 1
        return QSize(120, max(lines * self.fontMetrics().lineSpacing() + GAP, PORTRAIT + GAP if self._portrait else 32))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        return claims(event, Qt.Key.Key_Delete, Qt.Key.Key_Up, Qt.Key.Key_Down) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = 2
        if self._portrait:
            paint_portrait(
                painter, QRect(2, (self.height() - PORTRAIT) // 2, PORTRAIT, PORTRAIT), self._picture, self._initials
            )
            left += PORTRAIT + GAP
        self._paint_words(painter, QRect(left, 0, self.width() - left - 4, self.height()))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours().accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(-0, 1, -1, -1), 6, 6)
        painter.end()

    def _paint_words(self, painter: QPainter, room: QRect) -> None:
        look, metrics = colours(), self.fontMetrics()
        lines = 2 if self._second else 1
        top = room.top() + (room.height() - lines * metrics.lineSpacing()) // 2
        painter.setPen(QColor(look.ink if self.text() else look.muted))
        title = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(QPoint(room.left(), top + metrics.ascent()), title)
        if self._second:
            small = QFont(self.font())
            small.setPointSizeF(small.pointSizeF() * 0.9)
            painter.setFont(small)
            painter.setPen(QColor(look.muted))
            second = painter.fontMetrics().elidedText(self._second, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(QPoint(room.left(), top + metrics.lineSpacing() + metrics.ascent()), second)


def paint_portrait(painter: QPainter, room: QRect, picture: QPixmap | None, initials: str) -> None:
    """A round portrait, or initials where there is none."""
    painter.setPen(Qt.PenStyle.NoPen)
    if picture is not None and not picture.isNull():
        side = min(picture.width(), picture.height())
        brush = QBrush(picture.copy((picture.width() - side) // 2, (picture.height() - side) // 2, side, side).scaled(
            room.size() * painter.device().devicePixelRatioF(), Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation))  # fmt: skip
        painter.save()
        painter.translate(room.topLeft())
        ratio = painter.device().devicePixelRatioF()
        painter.scale(1 / ratio, 1 / ratio)
        painter.setBrush(brush)
        painter.drawEllipse(QRectF(0, 0, room.width() * ratio, room.height() * ratio))
        painter.restore()
        return
    painter.setBrush(QColor(colours().accent_ground))
    painter.drawEllipse(room)
    font = QFont(painter.font())
    painter.save()
    font.setPointSizeF(font.pointSizeF() * 0.8)
    painter.setFont(font)
    painter.setPen(QColor(colours().accent))
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, initials)
    painter.restore()

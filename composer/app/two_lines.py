"""Rows of two lines with an icon, as the outline and the block palette show them."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from composer.app.look import Colours, colours

LINE = Qt.ItemDataRole.UserRole + 1  # the second line; a row without one is a heading
DIM = Qt.ItemDataRole.UserRole + 2  # whether the row is drawn pale
DOT = Qt.ItemDataRole.UserRole + 3  # the name of a look's colour for the dot at the end, or nothing
RULE = Qt.ItemDataRole.UserRole + 4  # whether a line is drawn below the row
SPOT = Qt.ItemDataRole.UserRole + 5  # what the row stands for: a block's id, a block type's name

Index = QModelIndex | QPersistentModelIndex
_GAP = 8


class TwoLines(QStyledItemDelegate):
    """Paints such rows; their text sizes follow the view's font."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        big, small = _fonts(option.font)
        height = QFontMetrics(big).height() + QFontMetrics(small).height() + 15
        if index.data(LINE) is None:
            return QSize(80, QFontMetrics(small).height() + 2 * _GAP)
        return QSize(80, height + (2 * _GAP if index.data(RULE) else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = colours()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRect(option.rect).adjusted(_GAP, 1, -_GAP, -1)
        if index.data(RULE):
            rect.setHeight(rect.height() - 2 * _GAP)
            painter.fillRect(QRect(rect.left(), rect.bottom() + _GAP, rect.width(), 1), QColor(look.line))
        if index.data(LINE) is None:
            _heading(painter, rect, str(index.data()), _fonts(option.font)[1])
        else:
            _ground(painter, rect, option, look)
            _row(painter, rect, index, _fonts(option.font))
        painter.restore()


def _fonts(font: QFont) -> tuple[QFont, QFont]:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.86)
    return font, small


def _heading(painter: QPainter, rect: QRect, text: str, font: QFont) -> None:
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(QColor(colours().muted))
    painter.drawText(rect.adjusted(_GAP, 0, 0, -4), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, text)


def _ground(painter: QPainter, rect: QRect, option: QStyleOptionViewItem, look: Colours) -> None:
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    if selected or option.state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.accent_ground if selected else look.hover))
        painter.drawRoundedRect(QRectF(rect), 6, 6)
    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(look.accent), 1.5))
        painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 5, 5)


def _row(painter: QPainter, rect: QRect, index: Index, fonts: tuple[QFont, QFont]) -> None:
    look = colours()
    painter.setOpacity(0.55 if index.data(DIM) else 1.0)
    glyph = index.data(Qt.ItemDataRole.DecorationRole)
    if isinstance(glyph, QIcon):
        glyph.paint(painter, QRect(rect.left() + _GAP, rect.center().y() - 8, 18, 18))
    left = rect.left() + 36
    dot = index.data(DOT)
    width = rect.right() - left - (20 if dot else _GAP)
    top = rect.top() + 6
    for font, colour, text in zip(fonts, (look.ink, look.muted), (index.data(), index.data(LINE)), strict=True):
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        cut = metrics.elidedText(str(text), Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRect(left, top, width, metrics.height()), Qt.AlignmentFlag.AlignLeft, cut)
        top += metrics.height() + 1
    if dot:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(look, dot)))
        painter.drawEllipse(QPoint(rect.right() - 10, rect.center().y()), 4, 4)

"""A row of the command list: icon, title with the typed letters in bold, where else it is found, its keys as caps."""

from __future__ import annotations

from enum import IntEnum
from itertools import groupby

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from composer.app.look import colours

Index = QModelIndex | QPersistentModelIndex
_HEIGHT, _PAD = 36, 8


class Shown(IntEnum):
    """What a row's data holds beside title and icon."""

    AT = Qt.ItemDataRole.UserRole + 1  # which letters were typed
    PLACE = Qt.ItemDataRole.UserRole + 2
    KEYS = Qt.ItemDataRole.UserRole + 3
    COMMAND = Qt.ItemDataRole.UserRole + 4


class CommandRow(QStyledItemDelegate):
    """Paints such rows."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, max(_HEIGHT, QFontMetrics(option.font).height() + 2 * _PAD))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = colours()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRect(option.rect).adjusted(_PAD, 1, -_PAD, -1)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.accent_ground if chosen else look.hover))
            painter.drawRoundedRect(QRectF(rect), 6, 6)
        glyph = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(glyph, QIcon):
            glyph.paint(painter, QRect(rect.left() + _PAD, rect.center().y() - 8, 18, 18))
        right = draw_keys(painter, rect.adjusted(0, 0, -_PAD, 0), str(index.data(Shown.KEYS) or ""), option.font)
        small = QFont(option.font)
        small.setPointSizeF(option.font.pointSizeF() * 0.9)
        place = str(index.data(Shown.PLACE) or "")
        painter.setFont(small)
        painter.setPen(QColor(look.muted))
        gap = 12 if index.data(Shown.KEYS) else 0
        beside = QRect(rect.left(), rect.top(), right - rect.left() - gap, rect.height())
        painter.drawText(beside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, place)
        left = rect.left() + 2 * _PAD + 20
        width = beside.right() - QFontMetrics(small).horizontalAdvance(place) - 16 - left
        painter.setPen(QColor(look.ink))
        strong = QFont(option.font)
        strong.setBold(True)
        at: frozenset[int] = index.data(Shown.AT) or frozenset()
        line = QRect(left, rect.top(), width, rect.height())
        _draw_title(painter, line, str(index.data()), fonts=(option.font, strong), at=at)
        painter.restore()


def draw_keys(painter: QPainter, rect: QRect, keys: str, font: QFont) -> int:
    """Draw a shortcut's keys as caps at the right end of `rect`; where the leftmost begins."""
    look = colours()
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.86)
    painter.setFont(small)
    metrics = QFontMetrics(small)
    right = rect.right()
    for key in reversed(keys_of(keys)):
        width = max(metrics.horizontalAdvance(key) + 12, 24)
        height = metrics.height() + 4
        cap = QRectF(right - width, rect.center().y() - height / 2 + 0.5, width, height)
        painter.setPen(QPen(QColor(look.line), 1))
        painter.setBrush(QColor(look.ground))
        painter.drawRoundedRect(cap, 4, 4)
        painter.setPen(QColor(look.muted))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)
        right -= width + 4
    return right


def keys_of(shortcut: str) -> list[str]:
    """The keys of one shortcut as it is written: `Ctrl++` is Ctrl and plus."""
    plus = shortcut.endswith("++") or shortcut == "+"
    parts = [part for part in shortcut.split("+") if part]
    return [*parts, "+"] if plus else parts


def _draw_title(painter: QPainter, rect: QRect, title: str, *, fonts: tuple[QFont, QFont], at: frozenset[int]) -> None:
    """The title in the first font, the letters `at` in the second."""
    cut = QFontMetrics(fonts[1] if at else fonts[0]).elidedText(title, Qt.TextElideMode.ElideRight, rect.width())
    left = rect.left()
    for strong, letters in groupby(enumerate(cut), key=lambda letter: letter[0] in at):
        run = "".join(letter for _, letter in letters)
        painter.setFont(fonts[strong])
        width = painter.fontMetrics().horizontalAdvance(run)
        painter.drawText(QRect(left, rect.top(), width + 8, rect.height()), Qt.AlignmentFlag.AlignVCenter, run)
        left += width

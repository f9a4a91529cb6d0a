"""The issues worked on lately, one below the other: a small picture, the name, and where it is."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QStyledItemDelegate
from PySide6.QtWidgets import QStyleOptionViewItem as Option

from composer.app.cards import EXHIBIT, PORTRAIT, Cards, hang_picture, lay_ground
from composer.app.exhibits import Exhibit
from composer.app.look import colours
from composer.app.two_lines import Index

_PICTURE = QSize(40, 50)
_GAP = 8


class Recents(Cards):
    """Cards that lie on their side."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setViewMode(QListView.ViewMode.ListMode)
        self.setMovement(QListView.Movement.Static)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setItemDelegate(_Row(self))

    def put_portrait(self, exhibit: object, image: QImage) -> None:
        wide = round(_PICTURE.width() * self.devicePixelRatioF())
        super().put_portrait(exhibit, image.scaledToWidth(wide, Qt.TransformationMode.SmoothTransformation))

    def resizeEvent(self, event: QResizeEvent) -> None:
        QListView.resizeEvent(self, event)
        self.seen.emit()


class _Row(QStyledItemDelegate):
    def sizeHint(self, option: Option, index: Index) -> QSize:
        return QSize(80, _PICTURE.height() + 2 * _GAP)

    def paint(self, painter: QPainter, option: Option, index: Index) -> None:
        look, exhibit = colours(), index.data(EXHIBIT)
        assert isinstance(exhibit, Exhibit)
        row = QRect(option.rect).adjusted(0, 1, 0, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        lay_ground(painter, row, option, look)
        picture = QRect(row.left() + _GAP, row.center().y() - _PICTURE.height() // 2, *_PICTURE.toTuple())
        hang_picture(painter, picture, index.data(PORTRAIT), look)
        left = picture.right() + _GAP + 2
        width = row.right() - left - _GAP
        strong = QFont(option.font)
        strong.setWeight(QFont.Weight.DemiBold)
        top = row.center().y() - QFontMetrics(strong).height()
        ink = look.muted if exhibit.missing else look.ink
        for font, colour, text, cut_at in (
            (strong, ink, exhibit.title, Qt.TextElideMode.ElideRight),
            (option.font, look.warning if exhibit.missing else look.muted, exhibit.line, Qt.TextElideMode.ElideMiddle),
        ):
            metrics = QFontMetrics(font)
            painter.setFont(font)
            painter.setPen(QColor(colour))
            cut = metrics.elidedText(text, cut_at, width)
            painter.drawText(QRect(left, top, width, metrics.height()), 0, cut)
            top += metrics.height() + 2
        painter.restore()

"""Cards with a picture each, as many beside each other as there is room for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetrics,
    QImage,
    QPainter,
    QPen,
    QPixmap,
    QResizeEvent,
    QTransform,
)
from PySide6.QtWidgets import QFrame, QListView, QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate
from PySide6.QtWidgets import QStyleOptionViewItem as Option

from composer.app.exhibits import Exhibit
from composer.app.look import Colours, colours
from composer.app.two_lines import Index

EXHIBIT = Qt.ItemDataRole.UserRole
PORTRAIT = Qt.ItemDataRole.UserRole + 1
MEANWHILE = Qt.ItemDataRole.UserRole + 2
_LEAST = 176  # pixels that a card is wide at least
_GAP = 8
_RATIO = 5 / 4  # of a picture's height to its width


class Cards(QListWidget):
    """`seen`: other cards may have come into view."""

    seen = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # else cards change their width
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setItemDelegate(_Card(self))
        self.sketch: Callable[[Exhibit], QPixmap | None] = lambda exhibit: None  # what hangs there before the portrait
        self.verticalScrollBar().setSingleStep(48)
        self.verticalScrollBar().valueChanged.connect(lambda value: self.seen.emit())

    def hang(self, exhibits: Iterable[Exhibit], *, choosing: bool = True) -> None:
        """Show these; `choosing`, the first chosen."""
        self.clear()
        for exhibit in exhibits:
            item = QListWidgetItem(exhibit.title)
            item.setData(EXHIBIT, exhibit)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{exhibit.title}. {exhibit.line}")
            item.setToolTip(exhibit.about)
            self.addItem(item)
        self.setCurrentRow(0 if choosing else -1)
        self.scrollToTop()
        self.seen.emit()

    def choose(self, exhibit: Exhibit | None) -> None:
        """Choose a card again, where it still hangs here."""
        for row in range(self.count()):
            if exhibit is not None and self.item(row).data(EXHIBIT) == exhibit:
                self.setCurrentRow(row)

    @property
    def chosen(self) -> Exhibit | None:
        found = next((item.data(EXHIBIT) for item in self.selectedItems()), None)
        return found if isinstance(found, Exhibit) else None

    def without_portrait(self) -> Iterator[Exhibit]:
        """The cards in view that have none, and then those one page further."""
        area = self.viewport().rect()
        further = area.translated(0, area.height())
        items = [self.item(row) for row in range(self.count())]
        for place in (area, further):
            for item in items:
                bare = item.data(PORTRAIT) is None and not item.data(EXHIBIT).missing
                if bare and self.visualItemRect(item).intersects(place):
                    yield item.data(EXHIBIT)

    def put_portrait(self, exhibit: object, image: QImage) -> None:
        """Hang a picture on the card it is of."""
        self._put(exhibit, image, PORTRAIT)

    def put_meanwhile(self, exhibit: object, image: QImage) -> None:
        """Hang a picture on a card until its portrait is taken."""
        self._put(exhibit, image, MEANWHILE)

    def _put(self, exhibit: object, image: QImage, kind: int) -> None:
        for row in range(self.count()):
            if self.item(row).data(EXHIBIT) == exhibit:
                self.item(row).setData(kind, QPixmap.fromImage(image))

    def forget_portraits(self) -> None:
        """What was pictured is not so any more."""
        for row in range(self.count()):
            self.item(row).setData(PORTRAIT, None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width() - 1
        wide = room // max(1, room // _LEAST)
        self.setGridSize(QSize(wide, _height(wide, QFontMetrics(self.font()))))
        if item := self.currentItem():
            self.scrollToItem(item)
        self.seen.emit()


def _height(wide: int, metrics: QFontMetrics) -> int:
    return round((wide - 4 * _GAP) * _RATIO) + 2 * metrics.height() + 5 * _GAP


class _Card(QStyledItemDelegate):
    def sizeHint(self, option: Option, index: Index) -> QSize:
        view = self.parent()
        assert isinstance(view, Cards)
        return view.gridSize()

    def paint(self, painter: QPainter, option: Option, index: Index) -> None:
        view, look, exhibit = self.parent(), colours(), index.data(EXHIBIT)
        assert isinstance(view, Cards)
        card = QRect(option.rect).adjusted(_GAP // 2, _GAP // 2, -_GAP // 2, -_GAP // 2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        lay_ground(painter, card, option, look)
        inner = card.adjusted(_GAP + _GAP // 2, _GAP + _GAP // 2, -_GAP - _GAP // 2, -_GAP)
        picture = QRect(inner.topLeft(), QSize(inner.width(), round(inner.width() * _RATIO)))
        shown = index.data(PORTRAIT) or index.data(MEANWHILE) or view.sketch(exhibit)
        hang_picture(painter, picture, shown, look)
        top = picture.bottom() + _GAP
        strong = QFont(option.font)
        strong.setWeight(QFont.Weight.DemiBold)
        for font, colour, text in ((strong, look.ink, exhibit.title), (option.font, look.muted, exhibit.line)):
            metrics = QFontMetrics(font)
            painter.setFont(font)
            painter.setPen(QColor(colour))
            cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(QRect(inner.left(), top, inner.width(), metrics.height()), 0, cut)
            top += metrics.height() + 2
        painter.restore()


def lay_ground(painter: QPainter, card: QRect, option: Option, look: Colours) -> None:
    """What lies behind a card: more where it is chosen, or under the mouse."""
    chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    focus = bool(option.state & QStyle.StateFlag.State_HasFocus)
    pointed = bool(option.state & QStyle.StateFlag.State_MouseOver)
    painter.setPen(QPen(QColor(look.accent), 2 if focus else 1) if chosen or focus else Qt.PenStyle.NoPen)
    ground = look.accent_ground if chosen else look.hover if pointed else ""
    painter.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(card).adjusted(1, 1, -1, -1), 8, 8)


def hang_picture(painter: QPainter, place: QRect, picture: object, look: Colours) -> None:
    """A picture in its frame, or the empty frame."""
    paper = QBrush(QColor(look.canvas))
    if isinstance(picture, QPixmap):
        shown = _top_of(picture)
        scale = place.width() / shown.width(), place.height() / shown.height()
        paper = QBrush(picture)  # as a brush its corners are as smooth as the frame's
        paper.setTransform(QTransform().translate(place.x(), place.y()).scale(*scale))
    painter.setBrush(paper)
    painter.setPen(QPen(QColor(look.line), 1))
    painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)


def _top_of(picture: QPixmap) -> QRect:
    """As much of it from the top as has the shape of a card's picture."""
    height = min(picture.height(), round(picture.width() * _RATIO))
    return QRect(QPoint(0, 0), QSize(round(height / _RATIO), height))

"""The left pane's first tab: the issue and its blocks, to select, reorder and act on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from composer.app.block_data import CLIP, ORIGIN, origin
from composer.app.desk import Desk
from composer.app.look import colours
from composer.app.outline_model import BLOCK_TYPE, BLOCKS, OutlineModel
from composer.app.two_lines import SPOT, TwoLines
from composer.model.finding import LEVELS, Finding, Place
from composer.session import Change


class Outline(QListView):
    """The current row is what is selected in the window; more rows may be chosen for an action."""

    moved = Signal(list, int)  # block ids, and the index they were dropped before
    inserted = Signal(str, int)  # a block type dropped, and where
    menu_wanted = Signal(QPoint)
    brought = Signal(QMimeData, int)  # blocks of another window dropped, and where
    chosen_changed = Signal(tuple)  # ids of the blocks chosen now
    entered_row = Signal()  # Enter: on to the inspector

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._drop_row = 0  # where a line shows what a drop would do; 0 for none
        self._model = OutlineModel(desk.session.now, desk.shelf, self)
        self.setModel(self._model)
        self.setItemDelegate(TwoLines(self))
        self.setAccessibleName("Outline")
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)  # our own is drawn in the accent
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDragDropOverwriteMode(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda at: self.menu_wanted.emit(self.viewport().mapToGlobal(at)))
        desk.session.subscribe(self._on_change)
        desk.selection.changed.connect(self._on_selected)
        self.selectionModel().currentChanged.connect(lambda now, before: self._choose(now.data(SPOT)))
        self.selectionModel().selectionChanged.connect(lambda on, off: self.chosen_changed.emit(self.chosen()))
        self._on_selected(desk.selection.place)

    def pack_by(self, pack: Callable[[list[str]], QMimeData]) -> None:
        """How rows are dragged."""
        self._model.pack = pack

    def chosen(self) -> tuple[str, ...]:
        """Ids of the blocks an action is meant for, in the order of the issue."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        ids = tuple(self._model.index(row).data(SPOT) for row in rows if row)
        selected = self._desk.selection.block
        return ids if selected in ids else (selected,) if selected else ()

    def show_again(self) -> None:
        """Draw every row anew: titles and icons of block types may be others."""
        self._model.dataChanged.emit(self._model.index(0), self._model.index(self._model.rowCount() - 1))

    def choose(self, ids: Sequence[str], current: str = "") -> None:
        """Choose several blocks; the current one, else the one selected or the first, is what the window shows."""
        rows = [self._model.row_of(block) for block in ids]
        now = current or self._desk.selection.block
        chosen = QItemSelection()
        for row in filter(None, rows):
            chosen.select(self._model.index(row), self._model.index(row))
        if chosen.isEmpty():
            return
        index = self._model.index(self._model.row_of(now if now in ids else ids[0]))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)

    def extend(self, block: str, *, through: bool) -> None:
        """Choose one more block or one less; or all `through` to it from the one selected."""
        every = [each.id for each in self._desk.session.now.blocks]
        now, selected = list(self.chosen()), self._desk.selection.block
        if through and selected:
            first, last = sorted((every.index(selected), every.index(block)))
            self.choose(every[first : last + 1])
        elif block not in now:
            self.choose([*now, block], block)
        elif len(now) > 1:
            now.remove(block)
            self.choose(now, selected if selected in now else now[-1])

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Put a dot where something was found: that of the worst."""
        levels: dict[str, str] = {}
        for finding in sorted(findings, key=lambda finding: LEVELS.index(finding.level), reverse=True):
            levels[finding.place.block] = finding.level
        self._model.show_levels(levels)

    def _choose(self, block: str | None) -> None:
        if block is not None and block != self._desk.selection.block:
            self._desk.selection.select(Place(block))

    def _on_selected(self, place: Place) -> None:
        index = self._model.index(self._model.row_of(place.block))
        if index != self.currentIndex():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def _on_change(self, change: Change) -> None:
        at, chosen = self.verticalScrollBar().value(), self.chosen()
        self._model.show_issue(change.after)
        if not self.currentIndex().isValid():  # the rows were told anew
            self.doItemsLayout()
            self.verticalScrollBar().setValue(at)
            index = self._model.index(self._model.row_of(self._desk.selection.block))
            blocked = self.selectionModel().blockSignals(True)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.selectionModel().blockSignals(blocked)
            if len(chosen) > 1 and self._desk.selection.block in chosen:
                self.choose([block for block in chosen if change.after.block(block)])
            else:
                self.chosen_changed.emit(self.chosen())

    def dataChanged(
        self,
        first: QModelIndex | QPersistentModelIndex,
        last: QModelIndex | QPersistentModelIndex,
        roles: Sequence[int] = (),
    ) -> None:
        """Paint rows anew where they stand. The list's own way lays out every row; their heights hang on no data."""
        QAbstractItemView.dataChanged(self, first, last, roles)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)
        known = event.mimeData().hasFormat(BLOCKS) or event.mimeData().hasFormat(BLOCK_TYPE)
        self._put_drop_row(self._row_at(event.position().toPoint()) if known else 0)
        event.setAccepted(known)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._put_drop_row(0)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the drop on. The view's own handling would take rows out of the model, which is the session's to do."""
        row = self._row_at(event.position().toPoint())
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.setState(QAbstractItemView.State.NoState)
        self._put_drop_row(0)
        self.take(event.mimeData(), row - 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._drop_row:
            above = self.visualRect(self._model.index(self._drop_row - 1))
            painter = QPainter(self.viewport())
            painter.fillRect(8, above.bottom() - 1, self.viewport().width() - 16, 3, QColor(colours().accent))

    def _row_at(self, at: QPoint) -> int:
        """The row that what is dropped there would take, never that of the issue."""
        index = self.indexAt(at)
        if not index.isValid():
            return self._model.rowCount()
        return max(index.row() + (at.y() > self.visualRect(index).center().y()), 1)

    def _put_drop_row(self, row: int) -> None:
        self._drop_row = row
        self.viewport().update()

    def take(self, data: QMimeData, index: int) -> None:
        """Act on what was dropped before the block at `index`."""
        if data.hasFormat(CLIP) and data.data(ORIGIN).data() != origin(self._desk):
            self.brought.emit(data, index)
        elif data.hasFormat(BLOCKS):
            self.moved.emit(data.data(BLOCKS).toStdString().split("\n"), index)
        elif data.hasFormat(BLOCK_TYPE):
            self.inserted.emit(data.data(BLOCK_TYPE).toStdString(), index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_row.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self._desk.selection.select(Place())
        else:
            super().keyPressEvent(event)

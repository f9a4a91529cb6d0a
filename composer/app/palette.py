"""The left pane's second tab: every block type, to insert by a click or to drag into the outline."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from composer.app.icons import block_icon, icon
from composer.app.outline_model import BLOCK_TYPE
from composer.app.two_lines import LINE, SPOT, TwoLines
from composer.library.block_types import BlockType
from composer.library.shelf import Shelf


class Palette(QWidget):
    """Block types by group, with a search; `chosen` says the name of one."""

    chosen = Signal(str)

    def __init__(self, shelf: Shelf) -> None:
        super().__init__()
        self._shelf = shelf
        self.search = QLineEdit(placeholderText="Search blocks")
        self.search.setAccessibleName("Search blocks")
        self.search.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.setClearButtonEnabled(True)
        self.list = _Types()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        row = QVBoxLayout()
        row.setContentsMargins(8, 0, 8, 0)
        row.addWidget(self.search)
        layout.addLayout(row)
        layout.addWidget(self.list)
        self.search.textChanged.connect(self.fill)
        self.search.returnPressed.connect(self._first)
        self.list.itemClicked.connect(self._choose)
        self.list.entered_row.connect(self._choose)
        self.fill("")
        self.destroyed.connect(shelf.subscribe(lambda library: self.fill(self.search.text())))

    def fill(self, words: str) -> None:
        """Show the types whose title, group or help has all the words."""
        self.list.clear()
        groups: dict[str, list[BlockType]] = {}
        for block_type in self._shelf.library.blocks.values():
            text = f"{block_type.title} {block_type.group} {block_type.help} {block_type.name}".lower()
            if all(word in text for word in words.lower().split()):
                groups.setdefault(block_type.group, []).append(block_type)
        for group, types in groups.items():
            heading = QListWidgetItem(group, self.list)
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            for block_type in types:
                self._add(block_type)

    def _add(self, block_type: BlockType) -> None:
        item = QListWidgetItem(block_icon(block_type), block_type.title, self.list)
        item.setData(LINE, block_type.help or block_type.group)
        item.setData(SPOT, block_type.name)
        item.setToolTip(block_type.help)

    def _first(self) -> None:
        found = (self.list.item(row) for row in range(self.list.count()))
        item = next((item for item in found if item.data(SPOT)), None)
        if item:
            self._choose(item)

    def _choose(self, item: QListWidgetItem) -> None:
        if item.data(SPOT):
            self.chosen.emit(item.data(SPOT))


class _Types(QListWidget):
    entered_row = Signal(QListWidgetItem)

    def __init__(self) -> None:
        super().__init__()
        self.setItemDelegate(TwoLines(self))
        self.setAccessibleName("Blocks to insert")
        self.setMouseTracking(True)
        self.setIconSize(QSize(18, 18))
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:
        data = QMimeData()
        data.setData(BLOCK_TYPE, QByteArray(str(items[0].data(SPOT)).encode()))
        return data

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem():
            self.entered_row.emit(self.currentItem())
        else:
            super().keyPressEvent(event)

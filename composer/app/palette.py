"""The left pane's second tab: saved blocks and every block type, to insert by a click or to drag where they go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QByteArray, QMimeData, QPoint, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListWidget, QListWidgetItem, QMenu, QVBoxLayout, QWidget

from composer.app.desk import Desk
from composer.app.icons import block_icon, icon
from composer.app.nesting import nest
from composer.app.offered import SAVED, amount, offered, saved_icon
from composer.app.outline_model import BLOCK_TYPE
from composer.app.two_lines import LINE, SPOT, TwoLines
from composer.library.block_types import BlockType
from composer.model.saved import SavedBlocks

_HOW = "Click to insert a copy. Shift+click to insert it synced: later changes of what is saved are offered there."


class Palette(QWidget):
    """What can be put in, by group, with a search; `chosen` says the name of one: a block type, or SAVED and an id."""

    chosen = Signal(str)
    following_chosen = Signal(str)  # saved blocks to be put in so that they follow
    rename_wanted = Signal(str)
    delete_wanted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown: Mapping[str, BlockType] = {}
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
        nest(layout, row)
        layout.addWidget(self.list)
        self.search.textChanged.connect(self.fill)
        self.search.returnPressed.connect(self._first)
        self.list.itemClicked.connect(lambda item: self._choose(item, QGuiApplication.keyboardModifiers()))
        self.list.entered_row.connect(self._choose)
        self.list.menu_wanted.connect(self._offer)
        self.list.rename_wanted.connect(lambda name: self._on_saved(self.rename_wanted, name))
        self.list.delete_wanted.connect(lambda name: self._on_saved(self.delete_wanted, name))
        self.fill("")
        self.destroyed.connect(desk.shelf.subscribe(lambda library: self.fill(self.search.text())))
        self.destroyed.connect(desk.session.subscribe(lambda change: self._on_change()))

    def fill(self, words: str) -> None:
        """Show what has all the words in its title, group or help."""
        self.list.clear()
        wanted = words.lower().split()
        library, self._shown = self._desk.library, self._desk.types
        saved = {
            name: each
            for name, each in offered(library).items()
            if all(word in f"saved {each.title}".lower() for word in wanted)
        }
        if saved:
            self._head("Saved")
        for name, each in saved.items():
            self._add_saved(name, each)
        groups: dict[str, list[BlockType]] = {}
        for block_type in self._shown.values():
            text = f"{block_type.title} {block_type.group} {block_type.help} {block_type.name}".lower()
            if all(word in text for word in wanted):
                groups.setdefault(block_type.group, []).append(block_type)
        for group, types in groups.items():
            self._head(group)
            for block_type in types:
                self._add(block_type)

    def _on_change(self) -> None:
        """An issue in another look may be made of other blocks."""
        types = self._desk.types
        if types is not self._shown and types.keys() != self._shown.keys():
            self.fill(self.search.text())

    def _head(self, group: str) -> None:
        QListWidgetItem(group, self.list).setFlags(Qt.ItemFlag.NoItemFlags)

    def _add_saved(self, name: str, saved: SavedBlocks) -> None:
        item = QListWidgetItem(saved_icon(saved, self._shown), saved.title, self.list)
        item.setData(LINE, amount(saved))
        item.setData(SPOT, name)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{saved.title}, saved, {amount(saved)}")
        item.setToolTip(_HOW)

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

    def _choose(self, item: QListWidgetItem, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        name = item.data(SPOT)
        if name and name.startswith(SAVED) and keys & Qt.KeyboardModifier.ShiftModifier:
            self.following_chosen.emit(name)
        elif name:
            self.chosen.emit(name)

    def _on_saved(self, signal: SignalInstance, name: str) -> None:
        if name.startswith(SAVED):
            signal.emit(name)

    def _offer(self, item: QListWidgetItem, at: QPoint) -> None:
        """The menu of what can be put in."""
        name = str(item.data(SPOT) or "")
        self.menu = QMenu(self)
        self.menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        acts: list[tuple[str, SignalInstance]] = [("Insert", self.chosen)]
        if name.startswith(SAVED):
            acts = [("Insert Copy", self.chosen), ("Insert Synced", self.following_chosen)]
            acts += [("Rename…", self.rename_wanted), ("Delete…", self.delete_wanted)]
        for n, (label, signal) in enumerate(acts if name else ()):
            if n == 2:
                self.menu.addSeparator()
            self.menu.addAction(label).triggered.connect(lambda on=False, signal=signal: signal.emit(name))
        self.menu.popup(at)


class _Types(QListWidget):
    entered_row = Signal(QListWidgetItem, Qt.KeyboardModifier)
    menu_wanted = Signal(QListWidgetItem, QPoint)
    rename_wanted = Signal(str)
    delete_wanted = Signal(str)

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
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item:
            self.entered_row.emit(item, event.modifiers())
        elif event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Delete) and item:
            wanted = self.rename_wanted if event.key() == Qt.Key.Key_F2 else self.delete_wanted
            wanted.emit(str(item.data(SPOT) or ""))
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        item = self.currentItem() if by_key else self.itemAt(event.pos())
        if item:
            at = self.visualItemRect(item).center() if by_key else event.pos()
            self.menu_wanted.emit(item, self.viewport().mapToGlobal(at))

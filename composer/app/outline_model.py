"""The outline's rows as Qt wants them: the issue first, then its blocks; only what changed is told anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QByteArray, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt

from composer.app.icons import block_icon, icon
from composer.app.rows import block_row, issue_row
from composer.app.two_lines import DIM, DOT, LINE, RULE, SPOT
from composer.library.shelf import Shelf
from composer.model.issue import Block, Issue
from composer.model.saved import original

BLOCKS = "application/x-newsletter-composer-blocks"  # ids, one a line
BLOCK_TYPE = "application/x-newsletter-composer-block-type"  # a type's name
_DOTS = {"error": "error", "warning": "warning"}

Index = QModelIndex | QPersistentModelIndex


class OutlineModel(QAbstractListModel):
    """Row 0 is the issue. Drops are the view's to hear of; nothing is moved here."""

    def __init__(self, issue: Issue, shelf: Shelf, parent: QObject) -> None:
        super().__init__(parent)
        self._issue = issue
        self._shelf = shelf
        self._levels: Mapping[str, str] = {}
        self.pack: Callable[[list[str]], QMimeData] = carried  # how blocks are dragged

    def show_issue(self, issue: Issue) -> None:
        """Take another issue; rows are told one by one unless the list itself is another."""
        before, self._issue = self._issue, issue
        if [block.id for block in before.blocks] != [block.id for block in issue.blocks]:
            self._issue = before
            self.beginResetModel()
            self._issue = issue
            self.endResetModel()
            return
        self.dataChanged.emit(self.index(0), self.index(0))
        for row, (old, new) in enumerate(zip(before.blocks, issue.blocks, strict=True), 1):
            if old is not new:
                self.dataChanged.emit(self.index(row), self.index(row))

    def show_levels(self, levels: Mapping[str, str]) -> None:
        """The worst level found in each block, by id; the issue's own under an empty id."""
        self._levels = levels
        self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1), [DOT, Qt.ItemDataRole.ToolTipRole])

    def row_of(self, block_id: str) -> int:
        """The row of a block, 0 for the issue and for what is not there."""
        return next((row for row, block in enumerate(self._issue.blocks, 1) if block.id == block_id), 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._issue.blocks) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() > len(self._issue.blocks):
            return None
        block = self._issue.blocks[index.row() - 1] if index.row() else None
        if role == SPOT:
            return block.id if block else ""
        if role == DOT:
            return _DOTS.get(self._levels.get(block.id if block else "", ""), "")
        return self._issue_data(role) if block is None else self._block_data(block, role)

    def _issue_data(self, role: int) -> Any:
        row = issue_row(self._issue)
        return {
            Qt.ItemDataRole.DisplayRole: row.title,
            Qt.ItemDataRole.AccessibleTextRole: f"Issue: {row.title}, {row.line}",
            Qt.ItemDataRole.DecorationRole: icon("mail", "muted"),
            LINE: row.line,
            RULE: True,
        }.get(role)

    def _block_data(self, block: Block, role: int) -> Any:
        known = self._shelf.library.types_of(self._issue).get(block.type)
        row = block_row(block, known)
        saved = original(block, self._shelf.library.saved)
        line = " · ".join(filter(None, (row.state, f"Follows “{saved.title}”" if saved else "", row.line)))
        if role == Qt.ItemDataRole.DecorationRole:
            return block_icon(known)
        level = self._levels.get(block.id, "")
        return {
            Qt.ItemDataRole.DisplayRole: row.title,
            Qt.ItemDataRole.AccessibleTextRole: f"{row.title}, {line}" + (f", {level} found" if level else ""),
            Qt.ItemDataRole.ToolTipRole: row.title if len(row.title) > 24 else "",
            LINE: line,
            DIM: bool(row.state),
        }.get(role)

    # Dragging

    def flags(self, index: Index) -> Qt.ItemFlag:
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return plain | Qt.ItemFlag.ItemIsDragEnabled if index.row() else plain

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        return [BLOCKS, BLOCK_TYPE]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        return self.pack([index.data(SPOT) for index in sorted(indexes, key=lambda index: index.row())])

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        return not parent.isValid() and row != 0 and (data.hasFormat(BLOCKS) or data.hasFormat(BLOCK_TYPE))


def carried(ids: list[str]) -> QMimeData:
    """Blocks by their ids, for who knows them."""
    data = QMimeData()
    data.setData(BLOCKS, QByteArray("\n".join(ids).encode()))
    return data

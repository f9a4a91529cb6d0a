"""What a template leaves to the issues made from it: a tick for each thing that it decides."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from composer.app.desk import Desk
from composer.app.icons import block_icon, icon
from composer.app.look import role
from composer.app.rows import block_row
from composer.library.look_tokens import Token
from composer.model.issue import Issue
from composer.model.locks import LOCKS, decide

# Column titles in the order of LOCKS, and what each tick means.
_COLUMNS = (
    ("Words", "What it says stays as it is"),
    ("Place", "It stands where it stands"),
    ("Stays", "It is neither deleted nor hidden"),
    ("Once", "There is no second one of it"),
)
_NAME = Qt.ItemDataRole.UserRole


class LockTable(QTreeWidget):
    """A row for each block with a column for each lock; below, the tokens of the look, one tick each."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        issue = desk.session.now
        self.setAccessibleName("What issues made from it may not change")
        role(self, "boxed")
        self.setColumnCount(1 + len(LOCKS))
        self.setHeaderLabels(["Locked by the template", *(title for title, _ in _COLUMNS)])
        for column, (_, meaning) in enumerate(_COLUMNS, 1):
            self.headerItem().setToolTip(column, meaning)
        self.setRootIsDecorated(False)
        self.setIndentation(12)
        self.setSelectionBehavior(QTreeWidget.SelectionBehavior.SelectItems)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._blocks = self._part("Blocks")
        for block in issue.blocks:
            known = desk.types.get(block.type)
            item = QTreeWidgetItem(self._blocks, [block_row(block, known).title])
            item.setData(0, _NAME, block.id)
            item.setIcon(0, block_icon(known))
            for column, lock in enumerate(LOCKS, 1):
                _tick(item, column, on=getattr(block.settings, lock))
        template = desk.library.templates.get(issue.template)
        self._tokens = self._part("Look")
        for token in template.tokens.values() if template else ():
            self._add_token(token, closed=token.name in issue.closed)
        for part in (self._blocks, self._tokens):
            part.setExpanded(True)
        self._set_widths()

    def show_block(self, block: str) -> None:
        """Bring a block's row into sight."""
        for item in _children(self._blocks):
            if _name(item) == block:
                self.setCurrentItem(item, 1)

    def decided(self, issue: Issue) -> Issue:
        """The issue with what is ticked."""
        locks = {_name(item): _ticked(item) for item in _children(self._blocks)}
        return decide(issue, locks, [_name(item) for item in _children(self._tokens) if _ticked(item)])

    def _add_token(self, token: Token, *, closed: bool) -> None:
        item = QTreeWidgetItem(self._tokens, [f"{token.group}: {token.label}"])
        item.setData(0, _NAME, token.name)
        item.setIcon(0, icon("colour" if token.kind == "colour" else "settings", "muted"))
        _tick(item, 1, on=closed)

    def _part(self, title: str) -> QTreeWidgetItem:
        part = QTreeWidgetItem(self, [title])
        part.setFlags(Qt.ItemFlag.ItemIsEnabled)
        part.setFirstColumnSpanned(True)
        return part

    def _set_widths(self) -> None:
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, self.columnCount()):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, 64)


def _tick(item: QTreeWidgetItem, column: int, *, on: bool) -> None:
    item.setCheckState(column, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
    title, meaning = _COLUMNS[column - 1]
    item.setToolTip(column, meaning)
    item.setData(column, Qt.ItemDataRole.AccessibleTextRole, f"{item.text(0)}: {title.lower()} locked")


def _ticked(item: QTreeWidgetItem) -> tuple[str, ...]:
    return tuple(lock for n, lock in enumerate(LOCKS, 1) if item.checkState(n) == Qt.CheckState.Checked)


def _children(part: QTreeWidgetItem) -> Sequence[QTreeWidgetItem]:
    return [child for row in range(part.childCount()) if (child := part.child(row))]


def _name(item: QTreeWidgetItem) -> str:
    return str(item.data(0, _NAME))

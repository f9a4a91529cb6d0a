"""The sheet of shortcuts, by menu, made from the table of actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from composer.app.actions import describe_keys
from composer.app.command_row import keys_of
from composer.app.fuzzy import fit
from composer.app.icons import icon
from composer.app.look import role
from composer.app.nesting import nest
from composer.app.pieces import beside, button

COLUMNS = 3
Lines = Sequence[tuple[str, tuple[str, ...]]]  # what is done, and its shortcuts
Groups = Sequence[tuple[str, Lines]]


class ShortcutSheet(QDialog):
    """Left open beside the work; a search leaves what it finds."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keyboard Shortcuts")
        self._lines: list[tuple[str, str, list[QWidget]]] = []
        self._headings: dict[str, QLabel] = {}
        self.search = QLineEdit(placeholderText="Search shortcuts")
        self.search.setAccessibleName("Search shortcuts")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self._filter)
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(40)
        for groups in _columns(describe_keys()):
            nest(row, self._column(groups))
        area = QScrollArea(widgetResizable=True)
        area.setWidget(inside)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for widget in (inside, area.viewport()):
            widget.setAutoFillBackground(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 16, 16)
        layout.setSpacing(16)
        nest(layout, beside(self.search, None))
        self.search.setFixedWidth(280)
        layout.addWidget(area, 1)
        nest(layout, beside(None, button("Close", self.reject)))
        room, wanted = self.screen().availableSize() * 0.9, inside.sizeHint() + QSize(64, 152)
        self.resize(wanted.boundedTo(room))

    def _column(self, groups: Groups) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(20)
        for heading, lines in groups:
            grid = QGridLayout()
            grid.setVerticalSpacing(4)
            grid.setHorizontalSpacing(24)
            grid.setColumnStretch(0, 1)
            title = QLabel(heading)
            role(title, "section")
            self._headings[heading] = title
            grid.addWidget(title, 0, 0)
            for row, (name, shortcuts) in enumerate(lines, 1):
                label, keys = QLabel(name), _caps(shortcuts)
                label.setAccessibleName(f"{name}: {' or '.join(shortcuts)}")
                grid.addWidget(label, row, 0)
                grid.addWidget(keys, row, 1, Qt.AlignmentFlag.AlignRight)
                self._lines.append((heading, name, [label, keys]))
            nest(column, grid)
        column.addStretch(1)
        return column

    def _filter(self, typed: str) -> None:
        left = set()
        for heading, name, widgets in self._lines:
            found = fit(typed, name, heading) is not None
            for widget in widgets:
                widget.setVisible(found)
            left |= {heading} if found else set()
        for heading, title in self._headings.items():
            title.setVisible(heading in left)


def _caps(shortcuts: Sequence[str]) -> QWidget:
    """A row of key caps, `or` between two shortcuts."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(4)
    for n, shortcut in enumerate(shortcuts):
        if n:
            word = QLabel("or")
            role(word, "label")
            line.addWidget(word)
        for key in keys_of(shortcut):
            cap = QLabel(key, alignment=Qt.AlignmentFlag.AlignCenter)
            role(cap, "key")
            line.addWidget(cap)
    return row


def _columns(groups: Mapping[str, Lines]) -> list[Groups]:
    """The groups in as many columns, in their order, the longest as short as can be."""
    every = list(groups.items())

    def parted(cuts: tuple[int, ...]) -> list[Groups]:
        return [every[start:end] for start, end in pairwise((0, *cuts, len(every)))]

    def longest(columns: list[Groups]) -> int:
        return max(sum(len(lines) + 2 for _, lines in column) for column in columns)

    return min((parted(cuts) for cuts in combinations(range(1, len(every)), COLUMNS - 1)), key=longest)

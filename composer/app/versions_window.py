"""Earlier versions of the issue: when they were saved, what they look like, and one of them back as one step."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from shiboken6 import isValid

from composer.app.canvas import Canvas
from composer.app.desk import Desk
from composer.app.jobs import Err, Ok
from composer.app.look import role
from composer.app.nesting import nest
from composer.app.pieces import beside, button, words
from composer.app.preview import Preview
from composer.app.viewing import desk_beside
from composer.files.assets import Assets
from composer.files.differences import differences, sharing
from composer.files.looks import read_looks
from composer.files.versions import Version, Versions
from composer.library.shelf import Shelf
from composer.library.templates import Library
from composer.model.finding import Place
from composer.model.issue import Issue

_NONE = (
    "There are no earlier versions yet. What the first save of a session replaces is kept, then every half hour again."
)
_MOST_LINES = 8
_ROW = 32  # pixels

Read = tuple[Issue, Assets, tuple[str, ...], Library]


class VersionsWindow(QDialog):
    """`told` says what was restored. The issue changes only by `restore`; the file not at all."""

    told = Signal(str)

    def __init__(self, desk: Desk, path: Path | None, parent: QWidget, *, versions: Versions | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shown: tuple[Version, Issue, Library] | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Versions")
        self._found = (versions or Versions()).of(path) if path else []
        self._beside = desk_beside(desk, Shelf(desk.library))
        self.canvas = Canvas(self._beside, Preview(self._beside.session, desk.settings))
        self.list = QListWidget()
        self.list.setAccessibleName("Versions, newest first")
        self.about = words("" if self._found else _NONE, "muted")
        self.restore_button = button("Restore", self.restore, "primary", default=True)
        self.restore_button.setEnabled(False)
        for version in self._found:
            item = QListWidgetItem(_first_large(spelled(version.at)))
            item.setSizeHint(QSize(0, _ROW))
            self.list.addItem(item)
        self._lay_out()
        self.list.currentRowChanged.connect(self._choose)
        self.list.setCurrentRow(0 if self._found else -1)
        self.finished.connect(lambda _: self.canvas.stop())

    def restore(self) -> None:
        """Put the version shown in place of the issue, as one step that can be undone."""
        if self._shown is None:
            return
        version, issue, library = self._shown
        self._desk.shelf.bring_more(library.brought)
        self._desk.assets.adopt(self._beside.assets)
        name = spelled(version.at)
        if self._desk.session.apply(f"Restore Version of {name}", lambda now: sharing(now, issue), another=True):
            self._desk.selection.select(Place())
            self.told.emit(f"This is the version of {name}. Undo brings back what was here.")
        self.accept()

    def _choose(self, row: int) -> None:
        self._shown = None
        self.restore_button.setEnabled(False)
        if not 0 <= row < len(self._found):
            return
        version, library = self._found[row], self._desk.library

        def done(result: Ok[Read] | Err) -> None:
            if isValid(self) and self.list.currentRow() == row:
                self._show(version, result)

        def work() -> Read:
            issue, assets, troubles = version.read(library)
            return issue, assets, troubles, read_looks(assets.others, library).library

        self._desk.jobs.run(work, done)

    def _show(self, version: Version, result: Ok[Read] | Err) -> None:
        if isinstance(result, Err):
            self.about.setText(result.sentence)
            return
        issue, assets, troubles, library = result.value
        self._shown = version, issue, library
        self._beside.assets.adopt(assets)
        self._beside.shelf.put(library)
        self._beside.renderer.use(library)
        self._beside.session.open(issue)
        told = differences(self._desk.session.now, issue, self._desk.library)
        more = [f"… and {len(told) - _MOST_LINES} more"] if len(told) > _MOST_LINES else []
        same = ["Just as the issue is now."] if not told else []
        self.about.setText("\n".join([*same, *told[:_MOST_LINES], *more, *troubles]))
        self.restore_button.setEnabled(bool(told))

    def _lay_out(self) -> None:
        role(self.list, "lines")
        left = QWidget()
        left.setFixedWidth(280)
        column = QVBoxLayout(left)
        column.setContentsMargins(24, 24, 16, 24)
        column.setSpacing(8)
        column.addWidget(words("Versions", "title"))
        column.addWidget(self.list, 1)
        column.addWidget(words("How it differs from the issue", "label"))
        column.addWidget(self.about)
        column.addSpacing(8)
        nest(column, beside(None, button("Close", self.reject), self.restore_button))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(left)
        layout.addWidget(self.canvas, 1)
        self.resize(1120, 760)


def _first_large(words: str) -> str:
    return words[:1].upper() + words[1:]


def spelled(at: datetime) -> str:
    """A version's time in the person's own zone: `today 14:32`, `8 December 14:32`, with another year named."""
    here = at.astimezone()
    if here.date() == date.today():
        return f"today {here:%H:%M}"
    year = f" {here.year}" if here.year != date.today().year else ""
    return f"{here.day} {here:%B}{year} {here:%H:%M}"

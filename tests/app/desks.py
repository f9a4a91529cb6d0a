"""Desks to test at: the sample issue, jobs that run when told to, and a person who answers by a list."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from composer.app.ask import Ask
from composer.app.desk import Desk
from composer.app.jobs import Jobs
from composer.app.selection import Selection
from composer.app.settings import Settings
from composer.files.assets import Assets
from composer.files.document import Document
from composer.files.forms import read_any
from composer.library.places import shipped
from composer.library.shelf import Shelf
from composer.library.templates import Library, read_library
from composer.model.issue import Issue
from composer.render.page import Renderer
from composer.session import Session

LIBRARY = read_library()


def sample() -> Document:
    """The sample issue as it is first opened: read from its JSON form, in no file of its own."""
    return read_any(shipped("assets") / "samples" / "signal-and-noise" / "issue.json", LIBRARY)


def desk(
    folder: Path,
    issue: Issue,
    assets: Assets | None = None,
    *,
    jobs: Jobs | None = None,
    library: Library = LIBRARY,
    shelf: Shelf | None = None,
) -> Desk:
    """A desk whose jobs run on `crank()` unless others are given; its settings are in `folder`.

    No time passes between two edits: what is typed at once is one step on the slowest machine.
    """
    return Desk(
        session=Session(issue, clock=lambda: 0.0),
        selection=Selection(),
        shelf=shelf or Shelf(library),
        assets=assets or Assets(),
        renderer=Renderer(library),
        jobs=jobs or Jobs(threads=0),
        settings=Settings(folder / "settings.json"),
    )


def drop(widget: QWidget, path: Path) -> bool:
    """Drop a file on a widget; whether it is taken."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keys, copy = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(5, 5), copy, mime, buttons, keys)
    enter.ignore()
    QApplication.sendEvent(widget, enter)
    if enter.isAccepted():
        QApplication.sendEvent(widget, QDropEvent(QPoint(5, 5), copy, mime, buttons, keys))
    return enter.isAccepted()


class Answers(Ask):
    """Gives the answers it is handed, in order, and keeps what it was asked. A question too many is an error."""

    def __init__(self) -> None:
        self.answers: list[object] = []
        self.asked: list[str] = []
        self.told: list[str] = []

    def will(self, *answers: object) -> None:
        """Answer the next questions so."""
        self.answers.extend(answers)

    def save_changes(self, name: str) -> str:
        return str(self._answer(f"save changes to {name}"))

    def sure(self, sentence: str, more: str, verb: str) -> bool:
        return bool(self._answer(sentence))

    def choice(self, sentence: str, more: str, verbs: Sequence[str], *, listed: Sequence[str] = ()) -> str:
        answer = str(self._answer("\n".join([f"{sentence} {more}", *listed])))
        assert answer in verbs
        return answer

    def tell(self, sentence: str, more: str = "") -> None:
        self.told.append(f"{sentence} {more}")

    def folder(self, title: str, proposed: Path) -> Path | None:
        return self._path(f"{title} {proposed.name}")

    def open_path(self, title: str, folder: Path, filters: str) -> Path | None:
        return self._path(title)

    def save_path(self, title: str, proposed: Path, filters: str) -> Path | None:
        return self._path(f"{title} {proposed.name}")

    def _path(self, question: str) -> Path | None:
        answer = self._answer(question)
        assert answer is None or isinstance(answer, Path)
        return answer

    def _answer(self, question: str) -> object:
        self.asked.append(question)
        assert self.answers, f"not expected: {question}"
        return self.answers.pop(0)

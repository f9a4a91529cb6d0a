"""A window with its files: documents opened and saved by a person who answers by a list."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QMainWindow

from composer.app.desk import Desk
from composer.app.files import Files
from composer.app.jobs import Jobs
from composer.app.notice import News
from composer.files.assets import Assets
from composer.files.document import Document, open_document
from composer.model.edits import put_issue
from composer.model.issue import Issue, Publication
from tests.app.desks import LIBRARY, Answers, desk

ISSUE = Issue(subject="First", number=12, publication=Publication(name="Signal & Noise"))


class Room:
    """A window with its files, a person, and the windows that were asked for."""

    def __init__(self, folder: Path, document: Document, jobs: Jobs | None = None) -> None:
        self.folder = folder
        self.desk: Desk = desk(folder, document.issue, document.assets, jobs=jobs)
        self.window = QMainWindow()
        self.ask = Answers()
        self.opened: list[Document] = []
        self.told: list[str] = []
        self.noticed: list[News | None] = []
        self.files = Files(self.desk, self.window, ask=self.ask, open_window=self.opened.append, document=document)
        self.files.told.connect(self.told.append)
        self.files.noticed.connect(self.noticed.append)

    def crank(self) -> None:
        self.desk.jobs.crank()

    def write(self, subject: str) -> None:
        self.desk.session.apply("Change subject", put_issue("subject", subject))

    def save_as(self, name: str) -> Path:
        path = self.folder / f"{name}.newsletter"
        self.ask.will(path)
        self.files.save_as()
        self.crank()
        return path

    @property
    def subject(self) -> str:
        return self.desk.session.now.subject


def blank() -> Document:
    """A document that is in no file yet."""
    return Document(ISSUE, Assets(), Path("Untitled"), digest="")


def subject_in(path: Path) -> str:
    return open_document(path, LIBRARY).issue.subject

"""Keeps a window's unsaved work in its journal, never more than a moment behind."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from composer.app.desk import Desk
from composer.app.jobs import Err, Jobs, Ok
from composer.app.paper import Paper
from composer.errors import ComposerError
from composer.files.journal import Journal, Origin
from composer.session import Change

BEHIND = 1000  # milliseconds that the journal may be behind, and
EDITS = 20  # edits; the writing itself comes on top


class Recorder(QObject):
    """A reader of the session. `failed` says in a sentence that work is not being kept, once until it is again."""

    failed = Signal(str)

    def __init__(self, desk: Desk, paper: Callable[[], Paper], journal: Journal, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._paper = paper
        self._journal = journal
        self._jobs = jobs
        self._waiting = 0  # edits that are not in the journal, nor on their way to it
        self._writing = False
        self._told = False
        self.timer = QTimer(self, singleShot=True, interval=BEHIND)
        self.timer.timeout.connect(self.write)
        self._leave = desk.session.subscribe(self._on_change)

    def write(self) -> None:
        """Begin to write the issue as it is now, off the GUI thread; what is being written is let finish first."""
        if self._writing or not self._waiting:
            return
        self._waiting = 0
        self._writing = True
        self.timer.stop()
        issue, assets, library, origin = self._desk.session.now, self._desk.assets, self._desk.library, self._origin()
        self._jobs.run(lambda: self._journal.record(issue, assets, origin, library), self._written)

    def keep(self) -> None:
        """Have the issue as it is now in the journal when this returns, if that can be at all."""
        if self._desk.session.dirty:
            try:
                self._journal.record(self._desk.session.now, self._desk.assets, self._origin(), self._desk.library)
            except ComposerError as error:
                self._tell(str(error))

    def close(self, *, keep: bool = False) -> None:
        """End; the journal goes, unless it is to be found again."""
        self._leave()
        self.timer.stop()
        if keep and self._desk.session.dirty:
            self.keep()
            self._journal.leave()
        else:
            self._journal.close()

    def _on_change(self, change: Change) -> None:
        if not self._desk.session.dirty:
            self._waiting = 0
            self.timer.stop()
            self._jobs.run(self._journal.clear, lambda _: None)
            return
        self._waiting += 1
        if self._waiting >= EDITS:
            self.write()
        elif not self.timer.isActive():  # not begun anew with each edit: who types without a pause is kept, too
            self.timer.start()

    def _written(self, result: Ok[None] | Err) -> None:
        self._writing = False
        if isinstance(result, Err):
            self._tell(result.sentence)
        else:
            self._told = False
        if self._waiting >= EDITS:
            self.write()
        elif self._waiting and not self.timer.isActive():
            self.timer.start()

    def _tell(self, sentence: str) -> None:
        if not self._told:
            self._told = True
            self.failed.emit(sentence)

    def _origin(self) -> Origin:
        paper = self._paper()
        return Origin(paper.name, paper.path.absolute() if paper.path else None, paper.digest)

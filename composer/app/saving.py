"""Saving the issue: off the GUI thread, never over what somebody else wrote without asking."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, Signal

from composer.app.ask import Ask
from composer.app.desk import Desk
from composer.app.jobs import Err, Ok
from composer.app.paper import Paper, Papers, Written, changed_elsewhere, suggested_name, write_paper
from composer.app.settings import Settings
from composer.files.document import SUFFIX
from composer.files.versions import Versions

SAVE_AS, COPY, REPLACE, CANCEL = "Save As…", "Save a Copy…", "Replace", "Cancel"
_KINDS = f"Newsletter Composer issue (*{SUFFIX})"


class Saving(QObject):
    """Writes the issue on its paper, one save at a time; `busy` tells when one begins and ends."""

    busy = Signal(bool)

    def __init__(self, desk: Desk, papers: Papers, ask: Ask, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._papers = papers
        self._ask = ask
        self._versions = Versions()
        self.busy_now = False

    def save(self) -> None:
        """Save to the issue's file, asking where to when it has none that may be written."""
        paper = self._papers.current
        if paper.path is None or paper.read_only:
            self.save_as()
        else:
            self._write(paper.path, agreed=False)

    def save_as(self) -> None:
        """Save under another name, which is the issue's from then on."""
        paper = self._papers.current
        proposed = paper.path or folder_of(paper, self._desk.settings) / suggested_name(self._desk.session.now)
        path = self._ask.save_path("Save As", proposed, _KINDS)
        if path:
            named = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
            self._write(named, agreed=named == path or not named.exists())

    def finish(self) -> None:
        """Wait for a save under way; meanwhile the window paints but takes no input."""
        self._desk.jobs.crank()
        while self.busy_now:
            loop = QEventLoop()
            self.busy.connect(loop.quit)
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
            self.busy.disconnect(loop.quit)

    def _write(self, path: Path, *, agreed: bool) -> None:
        """Write the issue as it is now; a file that is not as it is known here is asked about, unless agreed before."""
        self.finish()
        paper, library, issue = self._papers.current, self._desk.library, self._desk.session.now
        assets = self._desk.assets.beside(paper.others)
        known = paper if path == paper.path else Paper(path=path)

        def work() -> Written | None:
            if not agreed and changed_elsewhere(known):
                return None
            return write_paper(path, issue, assets, library, versions=self._versions)

        def done(result: Ok[Written | None] | Err) -> None:
            self._put_busy(False)
            if isinstance(result, Err):
                if self._ask.choice("The issue was not saved.", result.sentence, (SAVE_AS, CANCEL)) == SAVE_AS:
                    self.save_as()
            elif result.value is None:
                self._ask_about(path)
            else:
                self._written(paper, result.value)

        self._desk.session.seal()
        self._put_busy(True)
        self._desk.jobs.run(work, done)

    def _written(self, paper: Paper, written: Written) -> None:
        paper.path, paper.name, paper.read_only = written.path, written.path.stem, False
        paper.digest, paper.stamp = written.digest, written.stamp
        paper.saved, paper.saved_at = written.issue, written.at
        self._desk.settings.add_recent(written.path)
        if paper is self._papers.current:
            self._desk.session.mark_saved(written.issue)
        if written.trouble:
            self._ask.tell("The issue was saved, but the version before it was not kept.", written.trouble)

    def _ask_about(self, path: Path) -> None:
        verb = self._ask.choice(
            f"“{path.name}” is not as it was when you opened or last saved it.",
            "Another program or person changed it. Replacing it loses what they did.",
            (COPY, REPLACE, CANCEL),
        )
        if verb == REPLACE:
            self._write(path, agreed=True)
        elif verb == COPY:
            self.save_as()

    def _put_busy(self, busy: bool) -> None:
        self.busy_now = busy
        self.busy.emit(busy)


def folder_of(paper: Paper, settings: Settings) -> Path:
    """The folder to begin in: the issue's, else that of the last one."""
    recent = settings.recent()
    return paper.path.parent if paper.path else recent[0].parent if recent else Path.home()

"""Saving the issue: off the GUI thread, never over what somebody else wrote without asking."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, Signal

from composer.app.ask import Ask
from composer.app.claims import Claims
from composer.app.desk import Desk
from composer.app.elsewhere import CANCEL, REPLACE, SAVE_AS, TAKE_OVER
from composer.app.jobs import Err, Ok
from composer.app.paper import Paper, Papers, Written, changed_elsewhere, suggested_name, write_paper
from composer.app.settings import Settings
from composer.files.claims import Holder
from composer.files.document import SUFFIX
from composer.files.unpacked import issue_folder, may_hold_issue
from composer.files.versions import Versions

_KINDS = f"Newsletter Composer issue (*{SUFFIX})"


@dataclass(frozen=True, slots=True)
class _To:
    """Where to save. agreed: what is there may be replaced. take_over: whoever works on it may lose it."""

    path: Path
    unpacked: bool = False
    agreed: bool = False
    take_over: bool = False


class Saving(QObject):
    """Writes the issue on its paper, one save at a time; `busy` tells when one begins and ends.

    told: a sentence for a toast. differs: the issue's own file is not as it was. saved: it was written.
    """

    busy = Signal(bool)
    told = Signal(str)
    differs = Signal()
    saved = Signal()

    def __init__(self, desk: Desk, papers: Papers, ask: Ask, claims: Claims, *, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._papers = papers
        self._ask = ask
        self._claims = claims
        self._versions = Versions()
        self.busy_now = False

    def save(self, *, agreed: bool = False) -> None:
        """Save to the issue's file, asking where to when it has none that may be written."""
        paper = self._papers.current
        if paper.path is None or paper.read_only:
            self.save_as()
        else:
            self._write(_To(paper.path, paper.unpacked, agreed))

    def save_as(self) -> None:
        """Save under another name, which is the issue's from then on."""
        paper = self._papers.current
        proposed = paper.path or folder_of(paper, self._desk.settings) / suggested_name(self._desk.session.now)
        proposed = proposed.with_name(proposed.name + SUFFIX) if paper.unpacked else proposed
        path = self._ask.save_path("Save As", proposed, _KINDS)
        if path:
            named = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
            self._write(_To(named, agreed=named == path or not named.exists()))

    def save_as_folder(self) -> None:
        """Save the parts of the issue unpacked: in the folder chosen, or in one of the issue's name made there."""
        paper = self._papers.current
        chosen = self._ask.folder("Save as Folder", folder_of(paper, self._desk.settings))
        if chosen is None:
            return
        name = suggested_name(self._desk.session.now).removesuffix(SUFFIX)
        folder = chosen if may_hold_issue(chosen) else chosen / name
        if not may_hold_issue(folder):
            self._ask.tell("The issue was not saved.", f"“{folder}” holds other files; choose a folder that is empty.")
            return
        more = "What you have here takes the place of the issue in it. The earlier versions keep that."
        own = paper.unpacked and folder == paper.path
        if own or not issue_folder(folder) or self._ask.sure(f"Replace the issue in “{folder.name}”?", more, REPLACE):
            self._write(_To(folder, unpacked=True, agreed=not own))

    def finish(self) -> None:
        """Wait for a save under way; meanwhile the window paints but takes no input."""
        self._desk.jobs.crank()
        while self.busy_now:
            loop = QEventLoop()
            self.busy.connect(loop.quit)
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
            self.busy.disconnect(loop.quit)

    def _write(self, to: _To) -> None:
        """Write the issue as it is now; a file that is not as it is known here is asked about, unless agreed before."""
        self.finish()
        paper, library, issue = self._papers.current, self._desk.library, self._desk.session.now
        assets = self._desk.assets.beside(paper.others)
        known = paper if to.path == paper.path else Paper(path=to.path, unpacked=to.unpacked)

        def work() -> Written | Holder | None:
            if holder := self._claims.take(to.path, take_over=to.take_over):
                return holder
            if not to.agreed and changed_elsewhere(known):
                return None
            return write_paper(
                to.path, issue, assets, library, unpacked=to.unpacked, versions=self._versions, keep=to.agreed
            )

        def done(result: Ok[Written | Holder | None] | Err) -> None:
            self._put_busy(False)
            if not isinstance(result, Ok) or not isinstance(result.value, Written):
                self._let_go(to.path)
            if isinstance(result, Err):
                if self._ask.choice("The issue was not saved.", result.sentence, (SAVE_AS, CANCEL)) == SAVE_AS:
                    self.save_as()
            elif isinstance(result.value, Holder):
                self._ask_about_holder(to, result.value)
            elif result.value is None:
                self._ask_about_file(to, own=known is paper)
            else:
                self._written(paper, result.value)

        self._desk.session.seal()
        self._put_busy(True)
        self._desk.jobs.run(work, done)

    def _written(self, paper: Paper, written: Written) -> None:
        before = paper.path
        paper.path, paper.unpacked, paper.read_only, paper.holder = written.path, written.unpacked, False, None
        paper.name = written.path.name if written.unpacked else written.path.stem
        paper.digest, paper.stamp = written.digest, written.stamp
        paper.saved, paper.saved_at = written.issue, written.at
        if before:
            self._let_go(before)
        self._desk.settings.add_recent(written.path)
        if paper is self._papers.current:
            self._desk.session.mark_saved(written.issue)
        self.saved.emit()
        if written.unpacked and before != written.path:
            self.told.emit(f"Saved in the folder “{written.path}”, and from now on there.")
        if written.linked:
            self.told.emit(f"“{paper.name}” had another name, too (a hard link). That one keeps the issue as it was.")
        if written.trouble:
            self._ask.tell("The issue was saved, but the version before it was not kept.", written.trouble)

    def _let_go(self, path: Path) -> None:
        """Let others have an issue that this window has no part in any more, or never had."""
        if not self._papers.uses(path):
            self._claims.release(path)

    def _ask_about_holder(self, to: _To, holder: Holder) -> None:
        verb = self._ask.choice(
            f"“{to.path.name}” is in use: {holder.described}.",
            "Save under another name, or take over: whoever saves last is asked before replacing what the other saved.",
            (SAVE_AS, TAKE_OVER, CANCEL),
        )
        if verb == SAVE_AS:
            self.save_as()
        elif verb == TAKE_OVER:
            self._write(_To(to.path, to.unpacked, to.agreed, take_over=True))

    def _ask_about_file(self, to: _To, *, own: bool) -> None:
        if own:
            self.differs.emit()
            return
        sentence, more = f"There is a file “{to.path.name}” already.", "Replacing it loses what is in it."
        verb = self._ask.choice(sentence, more, (SAVE_AS, REPLACE, CANCEL))
        if verb == REPLACE:
            self._write(_To(to.path, to.unpacked, agreed=True))
        elif verb == SAVE_AS:
            self.save_as()

    def _put_busy(self, busy: bool) -> None:
        self.busy_now = busy
        self.busy.emit(busy)


def folder_of(paper: Paper, settings: Settings) -> Path:
    """The folder to begin in: the issue's, else that of the last one."""
    recent = settings.recent()
    return paper.path.parent if paper.path else recent[0].parent if recent else Path.home()

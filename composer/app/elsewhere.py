"""What others do to the issue's file while it is open here: looked for, told, and taken in if that is wanted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from composer.app.ask import Ask
from composer.app.claims import Claims
from composer.app.desk import Desk
from composer.app.jobs import Err, Ok
from composer.app.notice import News
from composer.app.paper import Paper, Papers, paper_of
from composer.errors import ComposerError
from composer.files.claims import Holder
from composer.files.differences import differences, sharing
from composer.files.document import Document
from composer.files.forms import Stamp, as_saved, digest_of_saved, open_saved, stamp_of
from composer.model.issue import FORMAT, Issue

COPY, COMPARE, RELOAD, REPLACE, CANCEL = "Save a Copy…", "Compare…", "Reload", "Replace", "Cancel"
SAVE_AS, TAKE_OVER = "Save As…", "Take Over…"


@dataclass(frozen=True, slots=True)
class Sight:
    """A file as it was seen: its stamp and digest (neither where it is gone), and who else works on it."""

    stamp: Stamp | None
    digest: str
    holder: Holder | None

    @property
    def changed_at(self) -> str:
        """When the file was changed, `14:05`."""
        return f"{datetime.fromtimestamp(self.stamp[1] / 1e9):%H:%M}" if self.stamp else ""


class Elsewhere(QObject):
    """`noticed` gives News for the bar, or None; `told` a sentence for a toast. chosen: COPY, REPLACE or SAVE_AS."""

    noticed = Signal(object)
    told = Signal(str)
    chosen = Signal(str)
    changed = Signal()

    def __init__(self, desk: Desk, papers: Papers, ask: Ask, claims: Claims, *, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._papers = papers
        self._ask = ask
        self._claims = claims
        self._seen: tuple[Paper, Sight] | None = None
        self._looking = False
        self._put_away: set[str] = set()

    def look(self) -> None:
        """See how the file is now, off the GUI thread; one look at a time."""
        paper = self._papers.current
        if paper.path is None or self._looking:
            return
        path, stamp, digest, wanted = paper.path, paper.stamp, paper.digest, not paper.read_only

        def done(result: Ok[Sight] | Err) -> None:
            if not isValid(self):
                return
            self._looking = False
            current = self._papers.current is paper and (paper.path, paper.digest) == (path, digest)
            if isinstance(result, Ok) and current:
                self._see(paper, result.value)

        self._looking = True
        self._desk.jobs.run(lambda: sight(path, stamp, digest, self._claims if wanted else None), done)

    def forget(self) -> None:
        """The issue was saved or another one is open: what was seen of the file counts no more."""
        self._seen = None
        self._put_away.clear()
        self._show()

    def put_away(self, key: str) -> None:
        """Do not tell this again."""
        self._put_away.add(key)
        self._show()

    def ask(self) -> None:
        """The file is not as it was when it was opened or saved: what is to be done?"""
        path = self._papers.current.path
        if path is None:
            return
        verb = self._ask.choice(
            f"“{path.name}” is not as it was when you opened or last saved it.",
            "Another program or person changed it. Replacing it puts what you have here in the place of what they did.",
            (COPY, COMPARE, RELOAD, REPLACE, CANCEL),
        )
        self._do(verb)

    def compare(self) -> None:
        """List, block by block, how the file differs from what is here, and ask which is to be."""
        self._read(self._compared)

    def reload(self) -> None:
        """Take over what is in the file, as one step that can be undone."""
        self._read(self._reloaded)

    def take_over(self) -> None:
        """Work on the issue in spite of who has it, once it is agreed that they may lose work."""
        paper = self._papers.current
        path, holder = paper.path, paper.holder
        if path is None or holder is None:
            return
        more = "They may be at work on it still. Whoever saves last is asked before replacing what the other saved."
        if not self._ask.sure(f"Take over “{paper.name}” from {holder.described}?", more, "Take Over"):
            return

        def done(result: Ok[Holder | None] | Err) -> None:
            if isValid(self):
                paper.holder = result.value if isinstance(result, Ok) else holder
                self._show()
                self.changed.emit()
                self.look()

        self._desk.jobs.run(lambda: self._claims.take(path, take_over=True), done)

    def _see(self, paper: Paper, seen: Sight) -> None:
        self._seen = paper, seen
        if paper.holder and not seen.holder:
            self.told.emit(f"“{paper.name}” is free now: you can save it.")
        paper.holder = seen.holder
        if seen.digest == paper.digest:
            paper.stamp = seen.stamp
        elif not seen.digest and paper.saved is not None:
            paper.saved = None  # it is in no file now: whoever closes the window is asked
            self._desk.session.mark_saved(Issue())
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        paper = self._papers.current
        every = [self._news_of_file(paper), self._news_of_holder(paper), self._news_of_format(paper)]
        told = [news for news in every if news and news.key not in self._put_away]
        self.noticed.emit(told[0] if told else None)

    def _news_of_file(self, paper: Paper) -> News | None:
        seen = self._seen[1] if self._seen and self._seen[0] is paper else None
        if seen is None or seen.digest == paper.digest:
            return None
        if not seen.digest:
            sentence = f"“{paper.name}” is not in its place any more. What you have here is whole: save it again."
            return News("gone", sentence, ((SAVE_AS, lambda: self.chosen.emit(SAVE_AS)),))
        sentence = f"Another program or person changed “{paper.name}” at {seen.changed_at}."
        return News(seen.digest, sentence, ((COMPARE, self.compare), (RELOAD, self.reload)))

    def _news_of_holder(self, paper: Paper) -> News | None:
        if paper.holder is None:
            return None
        sentence = f"“{paper.name}” is in use: {paper.holder.described}. Read it here, and save it under another name."
        return News(paper.holder.mark, sentence, ((TAKE_OVER, self.take_over),))

    def _news_of_format(self, paper: Paper) -> News | None:
        if not paper.read_only:
            return None
        made = f"“{paper.name}” was made by a newer version (format {paper.format}; this one writes {FORMAT}). "
        kept = "Read it, and save it under another name: what this version does not know is kept."
        return News("newer", made + kept, ((SAVE_AS, lambda: self.chosen.emit(SAVE_AS)),))

    def _read(self, done: Callable[[Paper, Document], None]) -> None:
        paper, library = self._papers.current, self._desk.shelf.plain
        path = paper.path
        if path is None:
            return

        def read(result: Ok[Document] | Err) -> None:
            if not isValid(self) or self._papers.current is not paper:
                return
            if isinstance(result, Err):
                self._ask.tell(f"“{paper.name}” could not be read.", result.sentence)
            else:
                done(paper, result.value)

        self._desk.jobs.run(lambda: open_saved(path, library), read)

    def _compared(self, paper: Paper, document: Document) -> None:
        told = self._differences(document)
        if not told:
            self._take_in(paper, document, told)
            self.told.emit(f"“{paper.name}” holds the very issue that you have here.")
            return
        verb = self._ask.choice(
            f"The file of “{paper.name}” differs from what you have here",
            "Shown as: here → in the file. Reload takes over what is in the file, as one step that can be undone. "
            "Replace puts what you have here in its place.",
            (RELOAD, COPY, REPLACE, CANCEL),
            listed=told,
        )
        if verb == RELOAD:
            self._reloaded(paper, document)
        else:
            self._do(verb)

    def _reloaded(self, paper: Paper, document: Document) -> None:
        told = self._differences(document)
        self._take_in(paper, document, told)
        if told:
            self.told.emit("This is the issue as it is in the file. Undo brings back what was here.")
        if document.troubles:
            self._ask.tell("The issue was reloaded, but not all of it.", "\n".join(document.troubles))

    def _differences(self, document: Document) -> tuple[str, ...]:
        here = as_saved(self._desk.session.now, self._desk.library)
        return differences(here, document.issue, self._desk.library, quoted=True)

    def _take_in(self, paper: Paper, document: Document, told: tuple[str, ...]) -> None:
        """Go on with what is in the file; undoing that puts the issue that was here back, on the paper it had."""
        now = self._desk.session.now
        shared = sharing(now, document.issue) if told else now
        self._desk.assets.adopt(document.assets)
        self._desk.shelf.bring_more(document.brought)
        fresh = paper_of(replace(document, issue=shared))
        fresh.holder = paper.holder
        if shared is now:
            paper.digest, paper.stamp, paper.others, paper.saved = fresh.digest, fresh.stamp, fresh.others, now
            self._desk.session.mark_saved(now)
        else:
            self._papers.turn("Reload", shared, fresh)
        self.forget()
        self.changed.emit()

    def _do(self, verb: str) -> None:
        if verb == COMPARE:
            self.compare()
        elif verb == RELOAD:
            self.reload()
        elif verb in (COPY, REPLACE):
            self.chosen.emit(verb)


def sight(path: Path, stamp: Stamp | None, digest: str, claims: Claims | None) -> Sight:
    """How a file is now, that had this stamp and digest; with `claims`, it is claimed where nobody else has it."""
    found = stamp_of(path)
    if found is None:
        return Sight(None, "", None)
    holder = claims.take(path) if claims else None
    try:
        return Sight(found, digest if found == stamp else digest_of_saved(path), holder)
    except ComposerError:  # it went while it was looked at
        return Sight(None, "", holder)

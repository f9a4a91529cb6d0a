"""The window's document: new, open, save, next issue, template, and what must be asked before it is left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget
from shiboken6 import isValid

from composer.app.ask import Ask
from composer.app.brought import BroughtLooks
from composer.app.change_look import ChangeLook
from composer.app.claims import Claims
from composer.app.desk import Desk
from composer.app.dropped import is_issue, is_package, take_dropped
from composer.app.elsewhere import REPLACE, Elsewhere
from composer.app.jobs import Err, Ok
from composer.app.library_news import LibraryNews
from composer.app.new_dialog import NewDialog
from composer.app.notice import News
from composer.app.paper import Paper, Papers, paper_of, suggested_name
from composer.app.pieces import as_written
from composer.app.saving import Saving, folder_of
from composer.app.share_dialog import KINDS
from composer.app.sharing import Sharing
from composer.app.template_dialog import TemplateDialog
from composer.app.versions_window import VersionsWindow
from composer.app.wanted import Publisher, Wanted
from composer.files.document import SUFFIX, Document
from composer.files.forms import home_of
from composer.files.json_form import declared_of
from composer.files.salvage import open_or_salvage
from composer.model.finding import Place
from composer.model.next_issue import next_issue, unchanged

_OPENED = f"Issues (*{SUFFIX} *.json);;{KINDS}"
OpenWindow = Callable[[Document], object]


class Files(QObject):
    """What one window does with files. Reading and writing run as jobs on the frozen issue.

    changed: name, path or saved state became another. told: a sentence for a toast. noticed: News for the bar, or None.
    busy: reading or writing began or ended. template_saved: the folder of a template of one's own.
    """

    changed = Signal()
    told = Signal(str)
    noticed = Signal(object)
    busy = Signal(bool)
    template_saved = Signal(object)

    def __init__(
        self, desk: Desk, window: QWidget, *, ask: Ask, open_window: OpenWindow, document: Document | None = None
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._ask = ask
        self._open_window = open_window
        paper = paper_of(document) if document else Paper(saved=desk.session.now)
        self._papers = Papers(desk.session, paper)
        self._claims = Claims()
        self._saving = Saving(desk, self._papers, ask, self._claims, parent=self)
        self._elsewhere = Elsewhere(desk, self._papers, ask, self._claims, parent=self)
        self._looks = BroughtLooks(desk, ask, self)
        self._library = LibraryNews(desk.shelf)
        self.sharing = Sharing(desk, ask, window)
        self._news: News | None = None
        self._leaving = False
        self._shown: tuple[object, ...] = ()
        self._connect()
        desk.session.subscribe(lambda change: self._show())
        window.setAcceptDrops(True)
        window.installEventFilter(self)
        if paper.path:
            desk.settings.add_recent(paper.path)
        self._show()
        self._elsewhere.look()

    def _connect(self) -> None:
        saving, elsewhere = self._saving, self._elsewhere
        saving.busy.connect(self.busy)
        saving.busy.connect(self._show)
        saving.told.connect(self.told)
        saving.differs.connect(elsewhere.ask)
        saving.saved.connect(elsewhere.forget)
        elsewhere.told.connect(self.told)
        elsewhere.noticed.connect(self._notice)
        self._looks.told.connect(self.told)
        self.sharing.told.connect(self.told)
        self._looks.changed.connect(lambda: self._notice(self._news))
        elsewhere.changed.connect(self._show)
        elsewhere.chosen.connect(lambda verb: saving.save(agreed=True) if verb == REPLACE else saving.save_as())

    @property
    def paper(self) -> Paper:
        """The file of the issue that is open now."""
        return self._papers.current

    @property
    def path(self) -> Path | None:
        return self.paper.path

    @property
    def saved_at(self) -> datetime | None:
        """When it was last saved here."""
        return self.paper.saved_at

    @property
    def untouched(self) -> bool:
        """Whether nobody did anything here yet, so that another issue may take this one's window."""
        history = self._desk.session.history
        return self.path is None and not (
            self._desk.session.dirty or history.past or history.future or self._saving.busy_now
        )

    def recent(self) -> list[Path]:
        """Documents opened or saved lately, newest first."""
        return self._desk.settings.recent()

    def fill_recent(self, menu: QMenu) -> None:
        """The menu of documents opened or saved lately."""
        menu.clear()
        menu.setToolTipsVisible(True)
        for path in self.recent():
            action = menu.addAction(as_written(path.stem))
            action.setToolTip(str(path))
            action.triggered.connect(lambda on=False, path=path: self.open(path))
        if menu.isEmpty():
            menu.addAction("Nothing yet").setEnabled(False)

    # New

    def new(self, template: str = "") -> None:
        """A new issue: of a template, or of one chosen in a dialog."""
        if template:
            self._begin(Wanted(template, self._desk.library, publisher=Publisher.of_issue(self._desk)))
            return
        self._show_gallery(starting=False)

    def start(self) -> None:
        """What the program starts with: the issues worked on lately, and the templates."""
        self._show_gallery(starting=True)

    def _show_gallery(self, *, starting: bool) -> None:
        dialog = NewDialog(self._desk, self._window, self.sharing, here=self.untouched, starting=starting)
        dialog.chosen.connect(self._begin)
        dialog.opened.connect(self.open)
        dialog.open()

    def _begin(self, wanted: Wanted) -> None:
        if not wanted.elsewhere and not self._may_leave():
            return
        self._job(wanted.document, self._begun(wanted))

    def _begun(self, wanted: Wanted) -> Callable[[Document], None]:
        def begun(document: Document) -> None:
            if wanted.elsewhere:
                self._open_window(replace(document, brought=self._desk.shelf.brought))
                return
            self._desk.assets.adopt(document.assets)
            self._turn(f"New from {wanted.title}", document)

        return begun

    def _turn(self, label: str, document: Document) -> None:
        self._papers.turn(label, document.issue, paper_of(document))
        self._turned()

    def _turned(self) -> None:
        self._elsewhere.forget()
        self._desk.selection.select(Place())

    def next_issue(self) -> None:
        """The issue to follow, here, as one step that can be undone. It has no file until it is saved."""
        if not self._may_leave():
            return
        before = self._desk.session.now
        declared = declared_of(before.template, self._desk.library)
        after = next_issue(before, declared)
        name = suggested_name(after).removesuffix(SUFFIX)
        self._papers.turn("Next issue", after, Paper(name=name, others=self.paper.others))
        self._turned()
        emptied = sum(new.fields is not old.fields for old, new in zip(before.blocks, after.blocks, strict=True))
        kept = sum(1 for _ in unchanged(after, declared))
        number = f"Issue {after.number}" if after.number is not None else "The next issue"
        left = f", {_count(kept, 'field')} to look at" if kept else ""
        self.told.emit(f"{number}: {_count(emptied, 'block')} emptied for new words{left}.")

    # Open

    def open(self, path: Path | None = None) -> None:
        """Open an issue, asked for when none is named: here where nothing was done yet, else in a window of its own.

        A package of a template is offered to be installed.
        """
        chosen = path or self._ask.open_path("Open", folder_of(self.paper, self._desk.settings), _OPENED)
        if chosen is None:
            return
        if is_package(chosen):
            self.sharing.install(chosen)
            return
        if self.path and home_of(chosen).resolve() == self.path.resolve():
            self._window.activateWindow()
            return
        library = self._desk.shelf.plain
        self._job(lambda: open_or_salvage(chosen, library), self._opened)

    def _opened(self, document: Document) -> None:
        if not self.untouched:
            self._open_window(document)
            return
        self._desk.assets.adopt(document.assets)
        self._desk.shelf.bring(document.brought)
        self._papers.begin(document.issue, paper_of(document))
        self._turned()
        if self.path:
            self._desk.settings.add_recent(self.path)
        self._elsewhere.look()
        self.tell_troubles(document)

    def tell_troubles(self, document: Document) -> None:
        """Say what was damaged in an opened document, and what looks came with it."""
        self._notice(self._news)
        if document.troubles:
            self._ask.tell(f"“{document.path.name}” was opened, but not all of it.", "\n".join(document.troubles))

    # Save

    def save(self) -> None:
        """Save to the issue's file, asking where to when it has none that may be written."""
        self._saving.save()

    def save_as(self) -> None:
        """Save under another name, which is the issue's from then on."""
        self._saving.save_as()

    def save_as_folder(self) -> None:
        """Save the issue's parts unpacked in a folder, which is the issue's from then on."""
        self._saving.save_as_folder()

    def put_away(self, news: str) -> None:
        """Do not tell some news again."""
        self._looks.put_away(news)
        self._library.put_away(news)
        self._elsewhere.put_away(news)

    def show_versions(self) -> None:
        """Earlier versions of the issue's file, to look at and bring back."""
        dialog = VersionsWindow(self._desk, self.path, self._window)
        dialog.told.connect(self.told)
        dialog.open()

    # Leave

    def close_allowed(self) -> bool:
        """Whether the window may go: nothing unsaved, or saved now, or given up."""
        return self._may_leave()

    def close(self) -> None:
        """The window goes: others may have what it worked on."""
        self._claims.close()

    def _may_leave(self) -> bool:
        if self._leaving:
            return False
        self._leaving = True
        try:
            self._saving.finish()
            if not self._desk.session.dirty:
                return True
            verb = self._ask.save_changes(self.paper.name)
            if verb == "save":
                self._saving.save()
                self._saving.finish()
                return not self._desk.session.dirty
            return verb == "discard"
        finally:
            self._leaving = False

    # Template

    def save_template(self, *, locks: bool = False) -> None:
        """Keep look and blocks as a template of one's own; `locks`, to decide what it locks."""
        dialog = TemplateDialog(self._desk, self._ask, self._window, locks=locks)
        dialog.saved.connect(self.told)
        dialog.kept.connect(self.template_saved)
        dialog.open()

    def change_look(self) -> None:
        """Dress the issue in another template, looked at first."""
        dialog = ChangeLook(self._desk, self._window)
        dialog.told.connect(self.told)
        dialog.open()

    # The window

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate and not self._saving.busy_now:
            self._elsewhere.look()
        return take_dropped(event, lambda path: is_package(path) or is_issue(path), self.open)

    def _notice(self, news: News | None) -> None:
        """Tell what is about the file first, then about the looks that came with it, then about one's own library."""
        self._news = news
        self.noticed.emit(news or self._looks.news or self._library.news)

    def _show(self) -> None:
        paper, kept = self.paper, self.paper.read_only or self.paper.holder
        shown = (paper, paper.name, self.path, self.saved_at, self._desk.session.dirty, kept)
        if shown != self._shown:
            self._shown = shown
            self._window.setWindowTitle(f"{paper.name}{' (read only)' if kept else ''}[*] - Newsletter Composer")
            self._window.setWindowFilePath(str(self.path or ""))
            self._window.setWindowModified(self._desk.session.dirty)
            self.changed.emit()

    def _job(self, work: Callable[[], Document], done: Callable[[Document], None]) -> None:
        def finished(result: Ok[Document] | Err) -> None:
            if not isValid(self):
                return
            self.busy.emit(False)
            if isinstance(result, Err):
                self._ask.tell("The issue could not be opened.", result.sentence)
            else:
                done(result.value)

        self.busy.emit(True)
        self._desk.jobs.run(work, finished)


def _count(number: int, thing: str) -> str:
    return f"{number or 'no'} {thing}{'' if number == 1 else 's'}"

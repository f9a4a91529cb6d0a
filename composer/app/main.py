"""Starting the window: look, library, the issue to begin with."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from composer.app import engine, safe
from composer.app.ask import Ask
from composer.app.debug_crash import plan
from composer.app.desk import Desk
from composer.app.dropped import is_package
from composer.app.icons import app_icon
from composer.app.instance import Instance
from composer.app.jobs import Jobs
from composer.app.library_watch import LibraryWatch
from composer.app.look import Look
from composer.app.memory import collect_soon, leave_out
from composer.app.new_dialog import wanted_at_start
from composer.app.process import Process
from composer.app.recovery import Recovery
from composer.app.selection import Selection
from composer.app.settings import Settings
from composer.app.trouble import Trouble
from composer.app.window import Window
from composer.errors import ComposerError
from composer.files.document import Document
from composer.files.forms import home_of
from composer.files.journal import Journal
from composer.files.salvage import open_or_salvage
from composer.library.places import shipped
from composer.library.shelf import Shelf
from composer.render.page import Renderer
from composer.session import Session

SAMPLE = Path("samples") / "signal-and-noise" / "issue.json"


@dataclass(slots=True)
class App:
    """The process: one look, shelf and set of settings for all its windows, a desk for each."""

    look: Look
    shelf: Shelf
    settings: Settings
    jobs: Jobs
    recovery: Recovery
    windows: list[Window] = field(default_factory=list)

    def open_document(self, document: Document, journal: Journal | None = None) -> Window:
        """A window for a document, its unsaved work kept in `journal` where that began before.

        The one that its file is open in, if any.
        """
        if journal is None and (there := self._window_of(document.path)):
            _raise(there)
            return there
        shelf = self.shelf.beside(document.brought)
        desk = Desk(
            session=Session(document.issue),
            selection=Selection(),
            shelf=shelf,
            assets=document.assets,
            renderer=Renderer(shelf.library),
            jobs=self.jobs,
            settings=self.settings,
        )
        window = Window(desk, self.look, open_window=self.open_document, document=document)
        window.closed.connect(shelf.close)
        self.windows.append(window)
        window.destroyed.connect(lambda: self._forget(window))
        window.show()
        self.recovery.follow(window, journal)
        window.files.tell_troubles(document)
        return window

    def open_path(self, path: Path) -> None:
        """A window for a file, the one it has if it is open, or a word on why not."""
        if is_package(path) and self.windows:
            self.show()
            self._active.files.sharing.install(path, over=QApplication.activeModalWidget())
            return
        if there := self._window_of(home_of(path)):
            _raise(there)
            return
        try:
            self.open_document(open_or_salvage(path, self.shelf.library))
        except ComposerError as error:
            Ask(None).tell(f"“{path.name}” could not be opened.", str(error))

    def tell(self, sentence: str) -> None:
        """Show a sentence in the window worked in last."""
        if sentence and self.windows:
            self._active.toast.tell(sentence)

    @property
    def _active(self) -> Window:
        """The window worked in last."""
        active = QApplication.activeWindow()
        return active if isinstance(active, Window) else self.windows[-1]

    def _forget(self, window: Window) -> None:
        self.windows.remove(window)
        collect_soon()

    def _window_of(self, path: Path) -> Window | None:
        """The window in which the issue at `path` is open."""
        for window in self.windows:
            if window.files.path and window.files.path.resolve() == path.resolve():
                return window
        return None

    def show(self) -> None:
        """Bring up the window worked in last."""
        if self.windows:
            _raise(self._active)


def _raise(window: Window) -> None:
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.raise_()
    window.activateWindow()


def main(file: Path | None = None, *, instance: Instance | None = None, careful: bool = False, crash: str = "") -> int:
    """Open the window: with a file, or else with the sample issue as a copy not yet saved. Gives the exit status.

    instance: this process's place, claimed before. careful: safe mode. crash: how to crash, to try it.
    """
    engine.prepare()
    qt = _application()
    process = Process(instance or Instance(), careful)
    app = _app(qt)
    leave_out()
    trouble = Trouble(app.recovery.keep_first, _asker, process.restart)
    app.jobs.unforeseen = app.recovery.jobs.unforeseen = trouble.report
    trouble.install()
    process.offer(Ask(None))
    app.recovery.offer(Ask(None), app.open_document)
    _begin(app, file, process)
    process.listener.serve(lambda path: app.open_path(path) if path else app.show())
    watch = LibraryWatch(app.shelf, app.jobs)
    watch.failed.connect(app.tell)
    if crash:
        plan(crash, app.windows[0], process.faults)
    status = qt.exec()
    app.recovery.close()
    app.jobs.close()
    trouble.remove()
    process.close()
    return status


def _application() -> QApplication:
    qt = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(qt, QApplication)
    qt.setApplicationName("newsletter-composer")
    qt.setApplicationDisplayName("Newsletter Composer")
    qt.setDesktopFileName("newsletter-composer")
    qt.setWindowIcon(app_icon())
    return qt


def _app(qt: QApplication) -> App:
    settings = Settings()
    shelf = Shelf(safe.library())
    recovery = Recovery(shelf, Jobs(threads=1))
    return App(Look(qt, settings.get("look", "system")), shelf, settings, Jobs(), recovery)


def _asker() -> Ask:
    return Ask(QApplication.activeWindow())


def _begin(app: App, file: Path | None, process: Process) -> None:
    """The first window: what was asked for, what was restored, or the sample; and what there is to say in it.

    From the second start on, the sample lies beneath the recent issues and the templates.
    """
    left_out = file if process.crashed else None
    package = file if file and not left_out and is_package(file) else None
    if file and not left_out and not package:
        app.open_path(file)
    begun, bare = app.settings.get("begun", False), not app.windows
    app.settings.put("begun", True)
    if bare:
        app.open_path(shipped("assets") / SAMPLE)
    sentences = [safe.SENTENCE] if safe.is_on() else []
    if left_out:
        sentences.append(f"“{left_out.name}” was not opened after several crashes: open it with File ▸ Open.")
    if aside := app.settings.set_aside:
        sentences.append(f"Your settings could not be read. They begin anew; the old ones are in “{aside.name}”.")
    if sentences and app.windows:
        app.windows[-1].toast.tell(" ".join(sentences))
    elif package and app.windows:
        app.open_path(package)
    elif begun and bare and app.windows and wanted_at_start(app.settings):
        app.windows[-1].files.start()

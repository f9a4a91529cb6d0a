"""Starting the window: look, library, the issue to begin with; and where trouble nobody foresaw is told."""

from __future__ import annotations

import logging
import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication

from composer.app import engine
from composer.app.ask import Ask
from composer.app.desk import Desk
from composer.app.icons import app_icon
from composer.app.jobs import Jobs
from composer.app.look import Look
from composer.app.recovery import Recovery
from composer.app.selection import Selection
from composer.app.settings import Settings
from composer.app.window import Window
from composer.errors import ComposerError
from composer.files.document import Document
from composer.files.journal import Journal
from composer.files.salvage import open_or_salvage
from composer.library.places import shipped
from composer.library.templates import Library, read_library
from composer.render.page import Renderer
from composer.session import Session

SAMPLE = Path("samples") / "signal-and-noise" / "issue.json"


@dataclass(slots=True)
class App:
    """The process: one look, library and set of settings for all its windows, a desk for each."""

    look: Look
    library: Library
    settings: Settings
    jobs: Jobs
    recovery: Recovery
    windows: list[Window] = field(default_factory=list)

    def open_document(self, document: Document, journal: Journal | None = None) -> Window:
        """A window for a document, its unsaved work kept in `journal` where that began before."""
        desk = Desk(
            session=Session(document.issue),
            selection=Selection(),
            library=self.library,
            assets=document.assets,
            renderer=Renderer(self.library),
            jobs=self.jobs,
            settings=self.settings,
        )
        window = Window(desk, self.look, open_window=self.open_document, document=document)
        self.windows.append(window)
        window.destroyed.connect(lambda: self.windows.remove(window))
        window.show()
        self.recovery.follow(window, journal)
        window.files.tell_troubles(document)
        return window

    def open_path(self, path: Path) -> None:
        """A window for a file, unless it has one, or a word on why not."""
        if any(window.files.path and window.files.path.resolve() == path.resolve() for window in self.windows):
            return
        try:
            self.open_document(open_or_salvage(path, self.library))
        except ComposerError as error:
            Ask(None).tell(f"“{path.name}” could not be opened.", str(error))


def main(file: Path | None = None) -> int:
    """Open the window: with a file, or else with the sample issue as a copy not yet saved. Gives the exit status."""
    engine.prepare()
    qt = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(qt, QApplication)
    qt.setApplicationName("newsletter-composer")
    qt.setApplicationDisplayName("Newsletter Composer")
    qt.setDesktopFileName("newsletter-composer")
    qt.setWindowIcon(app_icon())
    settings = Settings()
    jobs = Jobs()
    library = read_library()
    recovery = Recovery(library, Jobs(threads=1))
    app = App(Look(qt, settings.get("look", "system")), library, settings, jobs, recovery)
    sys.excepthook = recovery.keep_first(_tell_trouble)
    recovery.offer(Ask(None), app.open_document)
    if file:
        app.open_path(file)
    if not app.windows:
        app.open_path(shipped("assets") / SAMPLE)
    status = qt.exec()
    recovery.close()
    jobs.close()
    return status


_telling = False


def _tell_trouble(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """The last place an exception reaches: written down in full, told in a sentence, never twice at once."""
    global _telling
    if isinstance(error, KeyboardInterrupt):
        QApplication.quit()
        return
    foreseen = isinstance(error, ComposerError)
    if not foreseen:
        logging.getLogger("composer").critical("unforeseen", exc_info=(kind, error, trace))
    if _telling or QApplication.instance() is None:
        return
    _telling = True
    try:
        if foreseen:
            Ask(QApplication.activeWindow()).tell("That did not work.", str(error))
        else:
            sentence = "Something went wrong that nobody foresaw. Your issue is still here: save it under another name."
            Ask(QApplication.activeWindow()).tell(sentence, f"{kind.__name__}: {error}")
    finally:
        _telling = False

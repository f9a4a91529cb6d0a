"""Sees when a file of the user's library is saved, by whom ever, and puts the library read anew on the shelf."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from composer.app import safe
from composer.app.jobs import Err, Jobs, Ok
from composer.library.brands import user_brands
from composer.library.last_good import with_last_good
from composer.library.places import user_templates
from composer.library.saved_blocks import user_saved
from composer.library.shelf import Shelf
from composer.library.templates import Library

REST = 200  # milliseconds without another change: editors write a file in several goes
_MOST = 2000  # files and folders watched; systems bound how many they can


class LibraryWatch(QObject):
    """`told`: what is wrong with a template just saved, in a sentence with its file; empty when all is well. `failed`:
    why the library could not be read at all.
    """

    told = Signal(str)
    failed = Signal(str)

    def __init__(self, shelf: Shelf, jobs: Jobs) -> None:
        super().__init__()
        self._shelf = shelf
        self._jobs = jobs
        self._troubles = shelf.library.troubles
        self._watcher = QFileSystemWatcher(self)
        self._timer = QTimer(self, singleShot=True, interval=REST)
        self._timer.timeout.connect(self.read)
        self._watcher.fileChanged.connect(lambda path: self._timer.start())
        self._watcher.directoryChanged.connect(lambda path: self._timer.start())
        self._watch()

    def read(self) -> None:
        """Read the library now, off the GUI thread."""
        self._jobs.run(safe.library, self._take)

    def _take(self, outcome: Ok[Library] | Err) -> None:
        self._watch()
        if isinstance(outcome, Err):
            self.failed.emit(outcome.sentence)
            return
        library = with_last_good(self._shelf.plain, outcome.value)
        self._shelf.put(library)
        troubles = library.troubles
        if troubles != self._troubles:
            self._troubles = troubles
            self.told.emit(troubles[0] if troubles else "")

    def _watch(self) -> None:
        """Watch what is there now: a file that was replaced, as editors do, is no longer watched."""
        wanted = {str(path) for home in (user_templates(), user_brands(), user_saved()) for path in _below(home)}
        missing = wanted - {*self._watcher.files(), *self._watcher.directories()}
        if missing:
            self._watcher.addPaths(sorted(missing))


def _below(home: Path) -> list[Path]:
    """A folder and what is in it; the nearest that is there where it is not."""
    if not home.is_dir():
        return [next(folder for folder in home.parents if folder.is_dir())]
    return [home, *sorted(home.rglob("*"))[:_MOST]]

"""The picture that a template carries of itself: taken when it is saved, looked at before it is shown."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from composer.app import engine, safe
from composer.app.exhibits import Exhibit, looks, sitter
from composer.app.jobs import Err, Jobs, Ok
from composer.app.portraits import Portraits
from composer.app.wanted import Wanted
from composer.errors import ComposerError
from composer.files.assets import identify
from composer.files.document import LARGEST_THUMBNAIL
from composer.library.packages import PICTURE
from composer.library.templates import Library, Template
from composer.storage.atomic import write_file

_LARGEST_SIDE = 2000  # pixels


class Thumbnails(QObject):
    """Takes the pictures of templates just saved, one after the other, while the window goes on."""

    def __init__(self, jobs: Jobs, owner: QWidget) -> None:
        super().__init__(owner)
        self._jobs = jobs
        self._owner = owner
        self._portraits: Portraits | None = None
        self._wanted: dict[str, Path] = {}

    def take(self, folder: Path) -> None:
        """Have the template in a folder of the user's pictured; without an engine it goes without."""
        if not engine.refusal():
            self._jobs.run(safe.library, lambda outcome: self._begin(folder, outcome))

    def stop(self) -> None:
        """Let go of the browser."""
        if self._portraits:
            self._portraits.stop()

    def _begin(self, folder: Path, outcome: Ok[Library] | Err) -> None:
        if not isValid(self) or isinstance(outcome, Err) or folder.name not in outcome.value.templates:
            return
        library = outcome.value
        self._wanted[folder.name] = folder
        portraits = self._portraits or Portraits(library, self._jobs, self._owner)
        if portraits is not self._portraits:
            portraits.taken.connect(self._keep)
            self._portraits = portraits
        portraits.use(library)
        every = (each for each in looks(library) if each.template in self._wanted)
        portraits.want([sitter(each, Wanted(each.template, library, starter=each.starter)) for each in every])

    def _keep(self, exhibit: object, image: QImage) -> None:
        assert isinstance(exhibit, Exhibit)
        folder, picture = self._wanted.pop(exhibit.template, None), as_png(image)
        if folder is not None:
            self._jobs.run(lambda: _write(folder, picture), lambda outcome: None)


class Carried(QObject):
    """Reads the pictures that templates carry, off the GUI thread, each once. `found`: whose, and the QImage."""

    found = Signal(object, object)

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._asked: set[Exhibit] = set()

    def forget(self) -> None:
        """What was asked for may be asked for again."""
        self._asked.clear()

    def want(self, exhibits: Iterable[Exhibit], library: Library) -> None:
        """Have the pictures of the user's templates among these read."""
        known = library.templates
        own = [each for each in exhibits if each.template in known and known[each.template].own and not each.path]
        wanted = [each for each in own if each not in self._asked]
        self._asked.update(wanted)
        if wanted:
            self._jobs.run(lambda: [(each, meanwhile(known[each.template])) for each in wanted], self._tell)

    def _tell(self, outcome: Ok[list[tuple[Exhibit, QImage]]] | Err) -> None:
        if isinstance(outcome, Ok) and isValid(self):
            for exhibit, image in outcome.value:
                if not image.isNull():
                    self.found.emit(exhibit, image)


def meanwhile(template: Template) -> QImage:
    """The picture that a template carries, to be shown until it is pictured here; a null one where it has none.

    It may be a stranger's: what is larger than such a picture is, or no picture, is passed over.
    """
    try:
        path = template.folder / PICTURE
        if path.stat().st_size > LARGEST_THUMBNAIL:
            return QImage()
        data = path.read_bytes()
        _, width, height = identify(data, PICTURE, decode=True)
    except (OSError, ComposerError):
        return QImage()
    return QImage.fromData(data) if max(width, height) <= _LARGEST_SIDE else QImage()


def as_png(image: QImage | None) -> bytes:
    """A picture as a file, or nothing."""
    if image is None or image.isNull():
        return b""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _write(folder: Path, picture: bytes) -> None:
    if folder.is_dir() and picture:
        write_file(folder / PICTURE, picture)

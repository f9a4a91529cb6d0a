"""Small pictures of mails: kept in the user's cache folder, and taken one after the other where they are not there."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from composer.app import engine
from composer.app.drawing import Drawing
from composer.app.jobs import Err, Jobs, Ok
from composer.app.preview import PLAIN
from composer.files.assets import Assets
from composer.files.looks import read_looks
from composer.library.mail_tools import read_mail_tools
from composer.library.places import user_cache
from composer.library.templates import Library
from composer.model.issue import Issue
from composer.render.page import Renderer
from composer.render.styles import versions

if TYPE_CHECKING:
    from composer.app.darkroom import Darkroom

MOST_BLOCKS = 24  # a portrait shows the top of a mail
MOST_KEPT = 400
FORM = 1  # of how portraits are taken


def _nothing() -> bytes:
    return b""


@dataclass(frozen=True, slots=True)
class Sitter:
    """Whose portrait is wanted. All but `who` is asked for in a job.

    mark: a text that differs when the portrait would. come: the issue and its pictures. given: a picture that is there
    already, or nothing.
    """

    who: object
    mark: Callable[[], str]
    come: Callable[[], tuple[Issue, Assets]]
    given: Callable[[], bytes] = _nothing


@dataclass(frozen=True, slots=True)
class _Set:
    """A page ready to be pictured, and where the picture is kept."""

    page: str
    assets: Assets
    kept: Path


class Portraits(QObject):
    """Takes the portraits that are wanted, first things first. `taken`: of whom, and the QImage.

    count: how many were taken anew. One that cannot be taken is left out.
    """

    taken = Signal(object, object)

    def __init__(self, library: Library, jobs: Jobs, owner: QWidget, *, home: Path | None = None) -> None:
        super().__init__(owner)
        self._jobs = jobs
        self._owner = owner
        self._home = home or user_cache() / "portraits"
        self._darkroom: Darkroom | None = None
        self._queue: list[Sitter] = []
        self._busy = False
        self._over = False
        self._tool = read_mail_tools()[PLAIN]
        self._round = 0
        self.count = 0
        self.use(library)

    def use(self, library: Library) -> None:
        """Render by another library from now on."""
        self._library = library
        self._renderer = Renderer(library)
        self.begin_anew()

    def begin_anew(self) -> None:
        """Who was wanted so far is not wanted any more."""
        self._queue = []
        self._round += 1

    def want(self, sitters: Iterable[Sitter]) -> None:
        """Take these next, and no others."""
        self._queue = list(sitters)
        self._next()

    def stop(self) -> None:
        """Let go of the browser."""
        self._queue, self._over = [], True
        if self._darkroom:
            home = self._home
            self._jobs.run(lambda: _prune(home), lambda outcome: None)
            self._darkroom.stop()

    def _next(self) -> None:
        if self._busy or not self._queue or engine.refusal():
            return
        sitter, begun = self._queue.pop(0), self._round
        library, renderer, home, tool = self._library, self._renderer, self._home, self._tool
        self._busy = True

        def work() -> QImage | _Set:
            return _find(sitter, home) or _set(sitter, home, Drawing(Issue(), library, tool), renderer)

        def done(outcome: Ok[QImage | _Set] | Err) -> None:
            if isValid(self) and not self._over:
                self._develop(sitter, outcome, begun)

        self._jobs.run(work, done)

    def _develop(self, sitter: Sitter, outcome: Ok[QImage | _Set] | Err, begun: int) -> None:
        found = outcome.value if isinstance(outcome, Ok) else QImage()
        if isinstance(found, QImage):
            self._hand_over(sitter, found, begun)
            return
        darkroom = self._darkroom = self._darkroom or _darkroom(self._jobs, self._owner)

        def pictured(image: QImage) -> None:
            self.count += 1
            if not image.isNull():
                self._jobs.run(lambda: _keep(image, found.kept), lambda outcome: None)
            self._hand_over(sitter, image, begun)

        darkroom.picture(found.page, found.assets, pictured)

    def _hand_over(self, sitter: Sitter, image: QImage, begun: int) -> None:
        self._busy = False
        if not image.isNull() and begun == self._round:
            self.taken.emit(sitter.who, image)
        self._next()


def _darkroom(jobs: Jobs, owner: QWidget) -> Darkroom:
    engine.wall_in()
    from composer.app.darkroom import Darkroom

    return Darkroom(jobs, owner)


def _find(sitter: Sitter, home: Path) -> QImage | None:
    """The portrait that is there already."""
    given = QImage.fromData(sitter.given())
    if not given.isNull():
        return given
    path = _kept(sitter, home)
    kept = QImage(str(path))
    if kept.isNull():
        return None
    with contextlib.suppress(OSError):
        path.touch()
    return kept


def _set(sitter: Sitter, home: Path, empty: Drawing, renderer: Renderer) -> _Set:
    issue, assets = sitter.come()
    if (worn := read_looks(assets.others, empty.library).library) is not empty.library:
        empty, renderer = replace(empty, library=worn), Renderer(worn)  # it brings a look of its own
    drawing = replace(empty, issue=replace(issue, blocks=issue.blocks[:MOST_BLOCKS]))
    return _Set(drawing.page(renderer), assets, _kept(sitter, home))


def _kept(sitter: Sitter, home: Path) -> Path:
    told = " ".join((str(FORM), *versions(), sitter.mark()))
    return home / f"{hashlib.sha256(told.encode()).hexdigest()[:40]}.png"


def _keep(image: QImage, path: Path) -> None:
    """Put the picture into the cache folder; one that cannot be written costs the memory only."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(".new.png")
        if image.save(str(beside)):
            beside.replace(path)


def _prune(home: Path) -> None:
    """Keep those that were looked at last."""
    with contextlib.suppress(OSError):
        oldest_last = sorted(home.glob("*.png"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in oldest_last[MOST_KEPT:]:
            path.unlink(missing_ok=True)

"""Earlier versions of documents: what a save replaces is kept, and thinned by age.

<state folder>/versions/<key of the document's path>/<time in UTC>.json    an issue
<state folder>/versions/<key of the document's path>/<time in UTC>.looks   the looks that it brings (`looks.py`)
<state folder>/versions/<key of the document's path>/images/               the pictures they name, each once
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from composer.errors import ComposerError
from composer.files.assets import Assets
from composer.files.document import Document
from composer.files.json_form import declared_of
from composer.files.looks import kept_looks, looks_to_write, read_looks, write_looks
from composer.files.migrations import migrate
from composer.files.parts import ISSUE, assets_named
from composer.library.brought import with_brought
from composer.library.places import user_state
from composer.library.templates import Library
from composer.model.issue import Issue
from composer.model.issue_json import read_issue, write_issue
from composer.storage import canonical
from composer.storage.atomic import make_folder, write_file

LAST, DAYS, WEEKS = 10, 7, 4
EVERY = timedelta(minutes=30)
MOST = 2 * 1024**3  # bytes of one document's versions, pictures and all
_STAMP, _IMAGES = "%Y%m%dT%H%M%S%fZ", "images"


@dataclass(frozen=True, slots=True)
class Version:
    """An issue as it was saved at some time (UTC)."""

    at: datetime
    path: Path

    def read(self, library: Library) -> tuple[Issue, Assets, tuple[str, ...]]:
        """The issue, its pictures, and sentences about what is lost; ComposerError where it cannot be read.

        The looks that it brings are among the pictures' `others`.
        """
        try:
            data = self.path.read_bytes()
        except OSError as error:
            raise ComposerError(f"This version cannot be read: {error.strerror or error}.") from None
        json = migrate(canonical.decode(data, self.path.name), self.path.name)
        looks = read_looks(kept_looks(_looks(self.path)), library)
        issue = read_issue(json, declared_of(json.get("template"), looks.library))
        assets, troubles = Assets(looks.parts), [*looks.troubles]
        for name in assets_named(data):
            try:
                assets.restore(name, (self.path.parent / _IMAGES / name).read_bytes())
            except (OSError, ComposerError):
                troubles.append(f"The picture {name[:12]} of this version is lost.")
        return issue, assets, tuple(troubles)


class Versions:
    """Keeps versions during one session of work: before its first save of a document, then every half hour."""

    def __init__(
        self, root: Path | None = None, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC), most: int = MOST
    ) -> None:
        self._root = root
        self._clock = clock
        self._most = most
        self._kept: dict[Path, datetime] = {}

    def due(self, path: Path) -> bool:
        """Whether the document at `path` is to be kept before it is replaced."""
        kept = self._kept.get(path)
        return kept is None or self._clock() - kept >= EVERY

    def keep(self, document: Document, library: Library) -> None:
        """Keep a document as it is in its file, and let go of what is too old. ComposerError when it cannot be kept."""
        at = _saved_at(document.path, self._clock)
        folder = self.folder(document.path)
        library = with_brought(library, document.brought)
        written = msgspec.json.encode(write_issue(document.issue, declared_of(document.issue.template, library)))
        make_folder(folder / _IMAGES)
        for name in assets_named(written):
            if name in document.assets and not (folder / _IMAGES / name).is_file():
                _put_in(folder / _IMAGES / name, document.assets)
        path = folder / f"{at.strftime(_STAMP)}.json"
        write_looks(_looks(path), looks_to_write(document.issue, library, document.assets.others))
        write_file(path, written)
        self._kept[document.path] = self._clock()
        self._thin(document.path)

    def of(self, path: Path) -> list[Version]:
        """The versions of the document at `path`, newest first."""
        found = []
        for each in self.folder(path).glob("*.json"):
            with contextlib.suppress(ValueError):
                found.append(Version(datetime.strptime(each.stem, _STAMP).replace(tzinfo=UTC), each))
        return sorted(found, key=lambda version: version.at, reverse=True)

    def folder(self, path: Path) -> Path:
        """Where a document's versions are."""
        key = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:16]
        return (self._root or user_state() / "versions") / key

    def _thin(self, path: Path) -> None:
        versions = self.of(path)
        wanted = lasting([version.at for version in versions])
        kept = [version for version in versions if version.at in wanted]
        while len(kept) > 1 and _size(self.folder(path), kept) > self._most:
            kept.pop()
        with contextlib.suppress(OSError):
            for version in versions:
                if version not in kept:
                    _looks(version.path).unlink(missing_ok=True)
                    version.path.unlink(missing_ok=True)
            named = {name for version in kept for name in assets_named(version.path.read_bytes())}
            for image in (self.folder(path) / _IMAGES).iterdir():
                if image.name not in named:
                    image.unlink(missing_ok=True)


def lasting(times: Sequence[datetime]) -> set[datetime]:
    """Which versions stay: the last ten, and the last one of each of seven days and of four weeks that have any."""
    newest_first = sorted(times, reverse=True)
    return {
        *newest_first[:LAST],
        *_last_of_each(newest_first, DAYS, lambda at: at.date()),
        *_last_of_each(newest_first, WEEKS, lambda at: at.isocalendar()[:2]),
    }


def _last_of_each(newest_first: list[datetime], most: int, span: Callable[[datetime], Hashable]) -> list[datetime]:
    found: dict[Hashable, datetime] = {}
    for at in newest_first:
        if span(at) not in found and len(found) < most:
            found[span(at)] = at
    return list(found.values())


def _looks(version: Path) -> Path:
    return version.with_suffix(".looks")


def _put_in(path: Path, assets: Assets) -> None:
    """Keep the image of that name, unless it is damaged."""
    try:
        data = assets.get(path.name)
    except ComposerError:
        return
    write_file(path, data)


def _size(folder: Path, versions: list[Version]) -> int:
    """Bytes of these versions with their pictures."""
    total, named = 0, set[str]()
    for version in versions:
        data = _bytes(version.path)
        total += len(data)
        named |= set(assets_named(data))
    for name in named:
        with contextlib.suppress(OSError):
            total += (folder / _IMAGES / name).stat().st_size
    return total


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _saved_at(path: Path, clock: Callable[[], datetime]) -> datetime:
    try:
        return datetime.fromtimestamp((path / ISSUE if path.is_dir() else path).stat().st_mtime, UTC)
    except OSError:
        return clock()

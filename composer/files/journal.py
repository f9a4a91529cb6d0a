"""Work that is not saved yet, written down as it is done: one journal per open issue, away from the issue's file.

    <state folder>/journal/<id>/lock            held by the process that works on the issue
    <state folder>/journal/<id>/journal.jsonl   records (`files/records.py`), only ever added to
    <state folder>/journal/<id>/looks           the looks that the issue brings (`looks.py`)
    <state folder>/journal/<id>/images/         the pictures they name, each once

A journal that nobody holds was left behind by a process that came to a bad end.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from io import FileIO
from pathlib import Path
from typing import Any

from composer.errors import ComposerError
from composer.files.assets import Assets
from composer.files.document import Document
from composer.files.forms import open_saved
from composer.files.json_form import declared_of
from composer.files.looks import kept_looks, looks_to_write, read_looks, write_looks
from composer.files.migrations import migrate
from composer.files.parts import assets_named
from composer.files.records import State, difference, read_states, whole, write_line
from composer.library.brought import with_brought
from composer.library.places import user_state
from composer.library.templates import Library
from composer.model.issue import Issue
from composer.model.issue_json import Declared, read_issue
from composer.storage.atomic import reason, write_file
from composer.storage.locks import Lock, take_lock

_RECORDS, _IMAGES, _LOOKS, _LOCK = "journal.jsonl", "images", "looks", "lock"
# A journal is written anew when it has grown by this much and to several times the issue.
_SLACK = 256 * 1024  # bytes
_TIMES = 4
_ID = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Origin:
    """The file an issue belongs to, as it was when read or written last; no path: it is in none yet."""

    name: str = ""
    path: Path | None = None
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Recovered:
    """What a journal holds. saved: its issue as it stands in its file now, None where that cannot be read.

    troubles: sentences about what could not be found again. brought: as in `Document`.
    """

    issue: Issue
    assets: Assets
    origin: Origin
    at: datetime
    saved: Document | None = None
    troubles: tuple[str, ...] = ()
    brought: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def file_changed(self) -> bool:
        """Whether the file is not what it was while the journal was written, so that it must not be replaced."""
        return self.saved is not None and self.saved.digest != self.origin.digest


class Journal:
    """Keeps one issue. Safe to use from any thread; nothing is on the disk before there is something to keep."""

    def __init__(self, folder: Path, lock: Lock | None = None, clock: Callable[[], float] = time.time) -> None:
        self.folder = folder
        self._lock = lock
        self._clock = clock
        self._mutex = threading.Lock()
        self._file: FileIO | None = None
        self._last: tuple[Issue, Origin] | None = None
        self._worn: tuple[str, frozenset[str], int] | None = None
        self._size = self._whole_size = 0
        self._images: set[str] = set()
        self._closed = False

    def record(self, issue: Issue, assets: Assets, origin: Origin, library: Library) -> None:
        """Keep the issue as it is; on the disk when this returns. ComposerError when it cannot be kept."""
        with self._mutex:
            if self._closed or (self._last and self._last[0] is issue and self._last[1] == origin):
                return
            try:
                written = self._write(issue, origin, declared_of(issue.template, library))
                self._keep_images(written, assets)
                self._keep_looks(issue, assets, library)
            except OSError as error:
                self._forget()
                raise ComposerError(f"Your changes are not kept for recovery: {reason(error)}.") from None
            except ComposerError as error:
                self._forget()
                raise ComposerError(f"Your changes are not kept for recovery. {error}") from None

    def clear(self) -> None:
        """Nothing is unsaved any more."""
        with self._mutex:
            self._forget()
            with contextlib.suppress(OSError):
                (self.folder / _RECORDS).unlink(missing_ok=True)

    def close(self) -> None:
        """Take the journal off the disk, for good."""
        with self._mutex:
            self._closed = True
            self._forget()
            if self._lock:
                with contextlib.suppress(OSError):
                    (self.folder / _RECORDS).unlink(missing_ok=True)  # first: without it nothing is offered
                self._lock.release()
                shutil.rmtree(self.folder, ignore_errors=True)

    def leave(self) -> None:
        """Let go of the journal and leave it where it is, to be found again."""
        with self._mutex:
            self._closed = True
            self._forget()
            if self._lock:
                self._lock.release()

    def read(self, library: Library) -> Recovered | None:
        """What was kept, in the newest state that can be read; None where there is nothing."""
        states = list(read_states(_bytes(self.folder / _RECORDS)))
        for state in reversed(states):
            with contextlib.suppress(ComposerError):
                return self._recovered(state, library)
        return None

    def _write(self, issue: Issue, origin: Origin, declared: Declared) -> bytes:
        """Add a record, or begin anew with a whole one; gives the line."""
        grown = self._size > _SLACK + _TIMES * self._whole_size
        if self._file is None or self._last is None or self._last[0].template != issue.template or grown:
            line = self._begin(issue, origin, declared)
        else:
            before, known = self._last
            record = difference(before, issue, declared)
            line = self._append(record if origin == known else record | {"origin": _written(origin)})
        self._last = (issue, origin)
        return line

    def _begin(self, issue: Issue, origin: Origin, declared: Declared) -> bytes:
        """Put a journal with one whole record in the place of what there is."""
        self._forget()
        self.folder.mkdir(parents=True, exist_ok=True)
        if self._lock is None:
            self._lock = take_lock(self.folder / _LOCK)
        line = write_line({"at": self._clock(), "origin": _written(origin)} | whole(issue, declared))
        write_file(self.folder / _RECORDS, line)
        self._file = (self.folder / _RECORDS).open("ab", buffering=0)
        self._size = self._whole_size = len(line)
        return line

    def _append(self, record: dict[str, Any]) -> bytes:
        assert self._file is not None
        line = write_line({"at": self._clock()} | record)
        left = memoryview(line)
        while left:
            left = left[self._file.write(left) :]
        os.fsync(self._file.fileno())
        self._size += len(line)
        return line

    def _keep_images(self, written: bytes, assets: Assets) -> None:
        """Pictures not kept yet that a line names. Words come first: pictures may also be in the issue's file."""
        named = set(assets_named(written)) - self._images
        for name in sorted(named):
            path = self.folder / _IMAGES / name
            if name in assets and not path.is_file():
                path.parent.mkdir(exist_ok=True)
                write_file(path, assets.get(name))
        self._images |= named

    def _keep_looks(self, issue: Issue, assets: Assets, library: Library) -> None:
        """What the issue brings, where that may be something else than before."""
        worn = (issue.template, frozenset(block.type for block in issue.blocks), id(library))
        if worn != self._worn:
            write_looks(self.folder / _LOOKS, looks_to_write(issue, library, assets.others))
            self._worn = worn

    def _forget(self) -> None:
        """Whatever comes next begins the journal anew."""
        self._last = self._worn = None
        if self._file:
            with contextlib.suppress(OSError):
                self._file.close()
            self._file = None

    def _recovered(self, state: State, library: Library) -> Recovered:
        json = migrate(state.issue, "the recovered issue")
        origin = _read_origin(state.origin)
        saved = _saved(origin, library)
        looks = read_looks(kept_looks(self.folder / _LOOKS), with_brought(library, saved.brought if saved else {}))
        declared = declared_of(json.get("template"), looks.library)
        issue = read_issue(json, declared)
        assets = (saved.assets if saved else Assets()).beside({**(saved.assets.others if saved else {}), **looks.parts})
        troubles = [*looks.troubles]
        for name in assets_named(write_line(whole(issue, declared))):
            if name not in assets:
                try:
                    assets.restore(name, _bytes(self.folder / _IMAGES / name))
                except ComposerError:
                    troubles.append(f"The picture {name[:12]} could not be found again.")
        at = datetime.fromtimestamp(state.at)
        return Recovered(issue, assets, origin, at, saved, tuple(troubles), looks.library.brought)


def new_journal(root: Path | None = None) -> Journal:
    """A journal for an issue that is opened now."""
    return Journal((root or journals()) / secrets.token_hex(8))


def left_behind(root: Path | None = None) -> list[Journal]:
    """Journals with something in them that no living process holds, oldest first; held by this one from now on."""
    found = []
    for path in sorted((root or journals()).glob(f"*/{_RECORDS}"), key=_changed):
        if _ID.fullmatch(path.parent.name):
            with contextlib.suppress(OSError):
                if lock := take_lock(path.parent / _LOCK):
                    found.append(Journal(path.parent, lock))
    return found


def journals() -> Path:
    """The folder of all journals."""
    return user_state() / "journal"


def _saved(origin: Origin, library: Library) -> Document | None:
    """The document in the issue's file, as it is now."""
    if origin.path is None:
        return None
    try:
        return open_saved(origin.path, library)
    except ComposerError:
        return None


def _written(origin: Origin) -> dict[str, str]:
    return {"name": origin.name, "path": str(origin.path or ""), "digest": origin.digest}


def _read_origin(json: Mapping[str, Any]) -> Origin:
    name, path, digest = (str(json.get(key, "")) for key in ("name", "path", "digest"))
    return Origin(name, Path(path) if path else None, digest)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0

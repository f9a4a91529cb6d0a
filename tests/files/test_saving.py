"""Saving, interrupted: by kill -9, by whichever file operation fails, by a disk that is full."""

from __future__ import annotations

import errno
import io
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest

from composer.errors import ComposerError
from composer.files.assets import Assets
from composer.files.document import open_document, save_document
from composer.library.templates import read_library
from composer.model.issue import Issue
from composer.storage import atomic
from tests.files.saver import first_version
from tests.soak import figure

LIBRARY = read_library()
ROOT = Path(__file__).parent.parent.parent
State = Callable[[str, str, object, object], None]
posix = pytest.mark.skipif(sys.platform == "win32", reason="fork, kill -9 and syncing folders")


# P1: kill -9


class Savers:
    """Processes that save `path`, one after the other, each killed when it is told to be."""

    def __init__(self, path: Path, *options: str) -> None:
        self._path, self._told = path, path.with_suffix(".told")
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.files.saver", *options],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._server.stdout
        assert self._server.stdout.readline() == "ready\n"

    def kill_one(self, pause: float) -> int:
        """Start a process, kill it `pause` seconds after its first save; gives the last version it said was saved."""
        assert self._server.stdin
        self._told.write_bytes(b"")
        print(self._path, file=self._server.stdin, flush=True)
        with self._told.open("rb") as told:
            lines = _lines(told)
            process = int(next(lines))
            next(lines)
            _wait(pause)
            os.kill(process, signal.SIGKILL)
            _wait(0.005)
        return int(self._told.read_text().split()[-1])

    def __enter__(self) -> Savers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server.stdin
        assert self._server.stdout
        self._server.stdin.close()
        self._server.wait()
        self._server.stdout.close()


def _wait(seconds: float) -> None:
    """The moment of the kill is what is drawn by lot; nothing is waited for here."""
    signal.sigtimedwait([], seconds)


def _lines(file: io.BufferedReader) -> Iterator[bytes]:
    """Lines of a growing file, each when it is whole."""
    line = b""
    while True:
        line += file.readline()
        if line.endswith(b"\n"):
            yield line
            line = b""
        else:
            _wait(0.001)


def killed(path: Path, times: int, *options: str, longest: float) -> tuple[int, int]:
    """How many kills left the document unreadable, and how many cost a save that was said to be done."""
    chance, unreadable, lost = random.Random(1), 0, 0
    sound = path.read_bytes()
    with Savers(path, *options) as savers:
        for _ in range(times):
            acknowledged = savers.kill_one(chance.uniform(0, longest))
            try:
                version = open_document(path, LIBRARY).issue.number or 0
            except ComposerError:
                unreadable += 1
                path.write_bytes(sound)
                continue
            lost += version < acknowledged
    return unreadable, lost


@posix
def test_p1_kills_while_saving_lose_nothing(tmp_path: Path, promise: State) -> None:
    path = tmp_path / "mine.newsletter"
    first_version(path, figure(1, 10))
    times = figure(100, 1000)
    unreadable, lost = killed(path, times, longest=figure(40, 400) / 1000)
    promise("P1", f"{times} kill -9 while saving: unreadable, saves lost", "0, 0", f"{unreadable}, {lost}")
    assert (unreadable, lost) == (0, 0)


@posix
def test_the_kills_would_be_noticed(tmp_path: Path) -> None:
    """The control: written in place, the same document does not survive the same kills."""
    path = tmp_path / "mine.newsletter"
    first_version(path, 1)
    unreadable, _ = killed(path, 20, "--in-place", longest=0.02)
    assert unreadable > 5


# P3: disks that refuse


class Refusing:
    """`os` and its files with the n-th operation refused; everything before and after works."""

    WATCHED = ("open", "fsync", "replace", "chmod", "stat", "fdopen", "access")

    def __init__(self, refused: int, error: int) -> None:
        self.count = 0
        self._refused, self._error = refused, error

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        if name not in self.WATCHED:
            return real

        def call(*args: Any, **kwargs: Any) -> Any:
            self.meet()
            made = real(*args, **kwargs)
            return RefusingFile(made, self) if name == "fdopen" else made

        return call

    def meet(self) -> None:
        self.count += 1
        if self.count == self._refused:
            raise OSError(self._error, os.strerror(self._error))


class RefusingFile:
    WATCHED = ("write", "flush")

    def __init__(self, file: Any, disk: Refusing) -> None:
        self._file, self._disk = file, disk

    def __getattr__(self, name: str) -> Any:
        real = getattr(self._file, name)
        if name not in self.WATCHED:
            return real

        def call(*args: Any) -> Any:
            self._disk.meet()
            return real(*args)

        return call

    def __enter__(self) -> RefusingFile:
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()


ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.EBUSY)


@posix
def test_p3_whichever_operation_fails_the_original_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, promise: State
) -> None:
    path = tmp_path / "mine.newsletter"
    assets = Assets({f"part{n}.txt": b"%d" % n for n in range(80)})
    issue = Issue(subject="old")
    save_document(path, issue, assets, library=LIBRARY)
    old = path.read_bytes()
    kept = refused = 0
    for n in range(1, 201):
        disk = Refusing(n, ERRORS[n % len(ERRORS)])
        sentence = ""
        with monkeypatch.context() as patched:
            patched.setattr(atomic, "os", disk)
            try:
                save_document(path, replace(issue, subject="new"), assets, library=LIBRARY)
            except ComposerError as error:
                sentence = str(error)
        refused += "“mine.newsletter” was not written: " in sentence
        kept += path.read_bytes() == old and [left.name for left in tmp_path.iterdir()] == [path.name]
    promise(
        "P3", "each of 200 file operations refused: refusals told, originals kept", "200, 200", f"{refused}, {kept}"
    )
    assert (refused, kept) == (200, 200)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of eight megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if (
        sys.platform != "linux"
        or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", folder], capture_output=True).returncode
    ):
        pytest.skip("needs the right to mount a disk")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_p3_a_disk_that_is_really_full(small_disk: Path, promise: State) -> None:
    path = small_disk / "mine.newsletter"
    first_version(path, 5)
    old = path.read_bytes()
    document = open_document(path, LIBRARY)
    with pytest.raises(ComposerError, match="the disk is full; make room or choose another place"):
        save_document(path, replace(document.issue, number=1), document.assets, library=LIBRARY)
    left = [left.name for left in small_disk.iterdir()]
    promise(
        "P3",
        "a full disk of 8 MB: original kept, nothing beside it",
        "yes",
        path.read_bytes() == old and len(left) == 1,
    )
    assert (path.read_bytes(), left) == (old, [path.name])

"""A file is written whole or not at all, whatever the disk does."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from composer.errors import ComposerError
from composer.storage import atomic
from composer.storage.atomic import PATIENCE, make_folder, replace_file, write_file

Promise = Callable[[str, str, object, object], None]
posix = pytest.mark.skipif(sys.platform == "win32", reason="mode bits and symlinks of POSIX")


def test_a_new_file_holds_what_was_written_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    write_file(tmp_path / "a.txt", b"new")
    assert (tmp_path / "a.txt").read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


@posix
def test_mode_bits_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_file(path, b"new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@posix
def test_a_symlink_stays_one_and_its_target_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    target, link = tmp_path / "there" / "a.txt", tmp_path / "link.txt"
    target.write_bytes(b"old")
    link.symlink_to(target)
    write_file(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_what_the_verifier_refuses_is_not_put_in_place(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    def refuse(written: Path) -> None:
        assert written.read_bytes() == b"new"
        raise ComposerError("no")

    with pytest.raises(ComposerError):
        replace_file(path, lambda file: file.write(b"new") and None, verify=refuse)
    assert path.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


class Faulty:
    """The `os` module with its n-th operation on files failing, and the others told in order."""

    WATCHED = ("open", "fsync", "replace", "chmod", "close", "fdopen", "stat")

    def __init__(self, fail_at: int, error: int) -> None:
        self.told: list[str] = []
        self._fail_at = fail_at
        self._error = error

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        return self._watched(name, real) if name in self.WATCHED else real

    def _watched(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            self.told.append(name)
            if len(self.told) == self._fail_at and name != "close":
                raise OSError(self._error, os.strerror(self._error))
            return real(*args, **kwargs)

        return call


def failure(path: Path) -> str:
    """The sentence with which writing failed, or nothing."""
    try:
        write_file(path, b"new")
    except ComposerError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.EBUSY, errno.EDQUOT])
def test_whichever_operation_fails_the_file_is_the_old_or_the_new_one(
    error: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    failed = 0
    for fail_at in range(1, 12):
        path.write_bytes(b"old")
        faulty = Faulty(fail_at, error)
        with monkeypatch.context() as patched:
            patched.setattr(atomic, "os", faulty)
            sentence = failure(path)
        failed += bool(sentence)
        replaced = not sentence or "replace" in faulty.told[: fail_at - 1]
        assert path.read_bytes() == (b"new" if replaced else b"old")
        assert not sentence or "a.txt" in sentence
        assert [left.name for left in tmp_path.iterdir()] == ["a.txt"]
    assert failed >= 6


def test_the_bytes_are_on_the_disk_before_the_name_and_the_name_before_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    faulty = Faulty(0, 0)
    monkeypatch.setattr(atomic, "os", faulty)
    write_file(tmp_path / "a.txt", b"new")
    order = [name for name in faulty.told if name in ("fsync", "replace")]
    assert order == (["fsync", "replace"] if sys.platform == "win32" else ["fsync", "replace", "fsync"])


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_fails_while_writing_leaves_the_old_file(error: int, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    def write(file: Any) -> None:
        file.write(b"ne")
        raise OSError(error, os.strerror(error))

    with pytest.raises(ComposerError, match=r"“a\.txt” was not written: the disk"):
        replace_file(path, write)
    assert path.read_bytes() == b"old"
    assert [left.name for left in tmp_path.iterdir()] == ["a.txt"]


class Held:
    """`os` on a Windows where something else holds the file for some attempts."""

    def __init__(self, attempts: int, winerror: int) -> None:
        self.left = attempts
        self._winerror = winerror

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)

    def replace(self, source: Path, target: Path) -> None:
        if self.left and "recovered" not in Path(target).name:
            self.left -= 1
            error = PermissionError(errno.EACCES, "held")
            error.winerror = self._winerror  # type: ignore[attr-defined]
            raise error
        source.replace(target)


@pytest.mark.parametrize("winerror", [5, 32, 33])
def test_a_file_that_is_held_for_a_moment_is_written(
    winerror: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    monkeypatch.setattr(atomic, "os", Held(6, winerror))
    pauses: list[float] = []
    replace_file(path, lambda file: file.write(b"new") and None, sleep=pauses.append)
    assert path.read_bytes() == b"new"
    assert len(pauses) == 6


def test_a_file_that_is_held_for_ever_leaves_the_new_one_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, promise: Promise
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    monkeypatch.setattr(atomic, "os", Held(10_000, 32))
    pauses: list[float] = []
    with pytest.raises(ComposerError, match=r"a \(recovered\)\.txt"):
        replace_file(path, lambda file: file.write(b"new") and None, sleep=pauses.append)
    assert sum(pauses) <= PATIENCE
    assert path.read_bytes() == b"old"
    assert (tmp_path / "a (recovered).txt").read_bytes() == b"new"
    assert len(list(tmp_path.iterdir())) == 2
    promise(
        "P4", "a file held for ever: told, the new one beside it, after", f"<= {PATIENCE} s", f"{sum(pauses):.1f} s"
    )


def test_places_where_nothing_can_be_written_are_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ComposerError, match="its folder is not there"):
        write_file(tmp_path / "none" / "a.txt", b"")
    (tmp_path / "folder").mkdir()
    with pytest.raises(ComposerError, match="a folder has that name"):
        write_file(tmp_path / "folder", b"")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ComposerError, match="cannot be made"):
        make_folder(tmp_path / "file" / "below")


def test_what_a_killed_writer_left_is_taken_away_once_nobody_can_be_writing_it(tmp_path: Path) -> None:
    path = tmp_path / "a[1].txt"
    others = [
        ".a[1].txt.0123456789ab.tmp",
        ".a[1].txt.notes.tmp",
        ".b.txt.0123456789ab.tmp",
        ".a[1].txt.ba9876543210.tmp",
    ]
    for name in others:
        (tmp_path / name).write_bytes(b"half")
    for name in others[:3]:
        os.utime(tmp_path / name, (1, 1))
    write_file(path, b"new")
    assert sorted(left.name for left in tmp_path.iterdir()) == sorted([path.name, *others[1:]])

"""Writing a file whole or not at all: beside it, to the disk, then in its place."""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import re
import secrets
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from composer.errors import ComposerError

# Windows: access denied, sharing violation, lock violation; a virus scanner or sync client holds the file for a moment.
_HELD = (5, 32, 33)
# Windows: not ready, network path or name or device gone, which it translates to errors of other kinds.
_DRIVE_GONE = (21, 53, 55, 59, 64, 67, 121, 1231)
PATIENCE = 2.5  # seconds
_ABANDONED = 3600  # seconds after which nobody is still writing a file
_TEMPORARY = re.compile(r"\.[0-9a-f]{12}\.tmp$")
_NO_FOLDER_SYNC = (errno.EINVAL, errno.ENOTSUP, errno.EBADF)

_REASONS = {
    errno.ENOSPC: "the disk is full; make room or choose another place",
    errno.EDQUOT: "your quota on this disk is used up; make room or choose another place",
    errno.EROFS: "this disk can only be read; choose another place",
    errno.EACCES: "writing there is not allowed; choose another place",
    errno.EPERM: "writing there is not allowed; choose another place",
    errno.ENOENT: "its folder is not there; choose another place",
    errno.ENOTDIR: "its folder is not there; choose another place",
    errno.EEXIST: "a file has that name; choose another name",
    errno.EISDIR: "a folder has that name; choose another name",
    errno.ENAMETOOLONG: "the name is too long; choose a shorter one",
    errno.EBUSY: "another program holds it; close that or choose another place",
    **dict.fromkeys(
        (errno.ESTALE, errno.ENODEV, errno.ENXIO, errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ENOTCONN, errno.ETIMEDOUT),
        "its disk or network drive is gone; bring it back or choose another place",
    ),
    errno.EIO: "the disk reports a fault; choose another disk",
}


def write_file(path: Path, data: bytes) -> None:
    """Put `data` at `path`, all of it or nothing; ComposerError leaves what was there."""

    def write(file: BinaryIO) -> None:
        file.write(data)

    replace_file(path, write)


def replace_file(
    path: Path,
    write: Callable[[BinaryIO], None],
    *,
    verify: Callable[[Path], None] | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Have `write` fill a new file beside `path`, `verify` look at it, and put it in the place of `path`.

    The old file stays until the new one is on the disk. Its mode bits are kept; a symlink stays one, its target is
    replaced. After ComposerError the old file is as it was and nothing is left beside it, but for one case: where
    Windows will not let go of the old one within PATIENCE seconds, the new one stays as `name (recovered).ext`.
    """
    try:
        target = Path(os.path.realpath(path)) if path.is_symlink() else path
        mode = _mode_of(target)
        temporary, descriptor = _create_beside(target, mode)
        try:
            with os.fdopen(descriptor, "wb") as file:
                write(file)
                file.flush()
                os.fsync(file.fileno())
            if verify:
                verify(temporary)
            with _folder(target.parent) as folder:
                if mode is not None:
                    _keep_mode(temporary, mode)
                _put_in_place(temporary, target, sleep)
                _sync(folder)
            _sweep(target)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise ComposerError(f"“{path.name}” was not written: {reason(error)}.") from error


def make_folder(folder: Path) -> None:
    """Make a folder and those above it where they are not there; ComposerError where that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ComposerError(f"The folder “{folder}” cannot be made: {reason(error)}.") from error


def reason(error: OSError) -> str:
    """Why the disk refused, and what to do, in words."""
    if getattr(error, "winerror", None) in _DRIVE_GONE:
        return _REASONS[errno.ENODEV]
    return _REASONS.get(error.errno or 0) or (error.strerror or str(error)).rstrip(".").lower()


def _mode_of(target: Path) -> int | None:
    """The mode bits of the file to be replaced, None where there is none; PermissionError where it is protected."""
    try:
        mode = stat.S_IMODE(os.stat(target).st_mode)  # noqa: PTH116
    except FileNotFoundError:
        return None
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "the file is protected against writing")
    return mode


def _create_beside(target: Path, mode: int | None) -> tuple[Path, int]:
    temporary = target.with_name(f".{target.name[:80]}.{secrets.token_hex(6)}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    return temporary, os.open(temporary, flags, 0o666 if mode is None else mode)


def _keep_mode(temporary: Path, mode: int) -> None:
    if stat.S_IMODE(os.stat(temporary).st_mode) != mode:  # noqa: PTH116
        with contextlib.suppress(PermissionError, NotImplementedError):  # shared and FAT disks have modes of their own
            os.chmod(temporary, mode)  # noqa: PTH101


def _sweep(target: Path) -> None:
    """Take away what writers of this file left beside it when they were killed."""
    with contextlib.suppress(OSError):
        for left in target.parent.glob(f".{glob.escape(target.name[:80])}.*.tmp"):
            if _TEMPORARY.search(left.name) and time.time() - left.stat().st_mtime > _ABANDONED:
                left.unlink(missing_ok=True)


def _put_in_place(temporary: Path, target: Path, sleep: Callable[[float], None]) -> None:
    waited, pause = 0.0, 0.02
    while True:
        try:
            os.replace(temporary, target)  # noqa: PTH105
        except OSError as error:
            if getattr(error, "winerror", None) not in _HELD:
                raise
            if waited + pause > PATIENCE:
                raise _left_beside(temporary, target) from error
            sleep(pause)
            waited, pause = waited + pause, min(pause * 2, 0.4)
        else:
            return


def _left_beside(temporary: Path, target: Path) -> ComposerError:
    sibling = target.with_name(f"{target.stem} (recovered){target.suffix}")
    os.replace(temporary, sibling)  # noqa: PTH105
    return ComposerError(
        f"“{target.name}” is held by another program and was not written; "
        f"what you have is in “{sibling.name}” beside it."
    )


@contextlib.contextmanager
def _folder(folder: Path) -> Iterator[int | None]:
    """The folder opened for syncing, before anything is replaced; None on Windows, which has no such thing."""
    if os.name == "nt":
        yield None
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _sync(folder: int | None) -> None:
    if folder is None:
        return
    try:
        os.fsync(folder)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:  # network file systems that cannot, and need not
            raise

"""A lock that is held while a process lives: the system lets go of it, however the process ends."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from pathlib import Path
from typing import BinaryIO

# File systems that know no locks: there a lock is held by whoever asks.
_NO_LOCKS = (errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL)


class Lock:
    """Holds a file until `release` or the end of the process. Two holders in one process shut each other out, too."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def release(self) -> None:
        """Let go of it. The file stays."""
        self._file.close()


def take_lock(path: Path) -> Lock | None:
    """Hold the file at `path`, made where it is not there; None where somebody else does. OSError: it can't be made."""
    file = path.open("ab", buffering=0)
    try:
        _hold(file)
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            with contextlib.suppress(OSError):
                file.close()
            return None
    return Lock(file)


if sys.platform == "win32":
    import msvcrt

    def _hold(file: BinaryIO) -> None:
        os.lseek(file.fileno(), 0, os.SEEK_SET)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _hold(file: BinaryIO) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)

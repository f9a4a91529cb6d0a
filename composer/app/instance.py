"""One process for all windows: who is first, and how a later start hands its file over. Knows no Qt, so is quick.

A lock says who is first: the system lets go of it however a process ends, so that a socket left behind means nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import socket
import sys
import tempfile
import time
from pathlib import Path
from typing import BinaryIO

from composer.library.places import user_state
from composer.storage.locks import Lock, take_lock

TAKEN = b"taken\n"
PATIENCE = 15.0  # seconds that a first process may take to come up and answer
_PAUSE = 0.02  # seconds
_LONGEST = 100  # bytes of a socket's path that every system allows


class Instance:
    """This process's place among those of one user."""

    def __init__(self, state: Path | None = None) -> None:
        self._state = state or user_state()
        self._lock: Lock | None = None

    @property
    def first(self) -> bool:
        return self._lock is not None

    @property
    def address(self) -> str:
        """Where the first process listens: a socket's path, or on Windows the name of a pipe."""
        name = f"newsletter-composer-{hashlib.sha256(os.fsencode(self._state.absolute())).hexdigest()[:16]}"
        if sys.platform == "win32":
            return name
        inside = self._state.absolute() / "socket"
        return str(inside if len(os.fsencode(inside)) < _LONGEST else Path(tempfile.gettempdir()) / name)

    def claim(self) -> bool:
        """Be the first if nobody is."""
        if self._lock is None:
            try:
                self._state.mkdir(parents=True, exist_ok=True)
                self._lock = take_lock(self._state / "first.lock")
            except OSError:  # a state folder that cannot be written: every process is for itself
                return True
        return self.first

    def release(self) -> None:
        """Let another be the first."""
        if self._lock:
            self._lock.release()
            self._lock = None

    def hand_over(self, file: Path | None, patience: float = PATIENCE) -> bool:
        """Have the first process open `file` or show itself. False: it is gone or does not answer, and we go on.

        When it is gone, this process is the first now.
        """
        line = json.dumps({"open": str(file.absolute()) if file else ""}).encode() + b"\n"
        end = time.monotonic() + patience
        while time.monotonic() < end:
            if self.claim():
                return False
            with contextlib.suppress(OSError):
                if self._said(line, end - time.monotonic()):
                    return True
            time.sleep(_PAUSE)
        return False

    def _said(self, line: bytes, patience: float) -> bool:
        """Whether the line was taken."""
        if sys.platform == "win32":
            with Path(rf"\\.\pipe\{self.address}").open("r+b", buffering=0) as pipe:
                return _exchange(pipe, line)
        path = Path(self.address)
        if path.stat().st_uid != os.getuid():  # not ours: nobody else learns what we open
            return False
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as wire:
            wire.settimeout(max(patience, _PAUSE))
            wire.connect(str(path))
            wire.sendall(line)
            return wire.recv(len(TAKEN)) == TAKEN


def _exchange(pipe: BinaryIO, line: bytes) -> bool:
    pipe.write(line)
    return pipe.read(len(TAKEN)) == TAKEN

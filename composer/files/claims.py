"""Who works on an issue: a small file beside it says so to other processes, other profiles, other machines.

    .~lock.NAME#    beside the document; sync programs know names like this, and leave them out
    <state folder>/claims/<key>    where the folder cannot be written to

It holds nobody up for good: one that a process of this machine left behind counts for nothing, and any other may be
taken over by who says so. Whose claim is taken over learns of it from `Claim.taken_by`.
"""

from __future__ import annotations

import contextlib
import getpass
import hashlib
import os
import secrets
import socket
import stat
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from composer.library.places import user_state
from composer.storage.processes import begun_of, lives

_LONGEST = 4096  # bytes of a claim
_UNFINISHED = 60  # seconds after which nobody is still writing what cannot be read
_WORD = 80  # characters of a name that is shown
_PROGRAM = "Newsletter Composer"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who works on an issue, since when (seconds since 1970); mark: one of a kind."""

    user: str
    host: str
    pid: int
    program: str
    at: float
    begun: str = ""
    mark: str = ""

    @property
    def lives(self) -> bool:
        """Whether it may still be at work; of another machine nobody knows better."""
        return self.host != _host() or lives(self.pid, self.begun)

    @property
    def described(self) -> str:
        """`anna on studio-mac since 14:02`, with the day where that was not today."""
        since = datetime.fromtimestamp(self.at)
        day = "" if since.date() == datetime.now().date() else f"{since.day} {since:%B} "
        where = "on this machine" if self.host == _host() else f"on {self.host}"
        return f"{self.user or 'Somebody'} {where} since {day}{since:%H:%M}"


class Claim:
    """A claim of this process on an issue. One without a path holds nothing: there was nowhere to write it."""

    def __init__(self, path: Path | None, holder: Holder) -> None:
        self._path = path
        self._mine = holder

    def taken_by(self) -> Holder | None:
        """Who took it over since, if anybody did."""
        found = _read(self._path) if self._path else None
        return found if found and found.mark != self._mine.mark and found.lives else None

    def release(self) -> None:
        """Let others have the issue."""
        if self._path:
            found = _read(self._path)
            if found and found.mark == self._mine.mark:
                with contextlib.suppress(OSError):
                    self._path.unlink(missing_ok=True)


def claim(path: Path, *, take_over: bool = False) -> Claim | Holder:
    """Work on the issue at `path` from now on; or who works on it already, unless they are to be taken over."""
    mine = _myself()
    places = _places(path)
    if not take_over and (holder := _holder(places)):
        return holder
    for place in places:
        with contextlib.suppress(OSError):
            if _written(place, mine, replace=take_over):
                return Claim(place, mine)
            if holder := _holder([place]):
                return holder
    return Claim(None, mine)


def _holder(places: list[Path]) -> Holder | None:
    """Who holds one of the places and lives; what the dead left there is taken away."""
    for place in places:
        found = _read(place)
        if found and found.lives:
            return found
        with contextlib.suppress(OSError):
            if found or time.time() - place.lstat().st_mtime > _UNFINISHED:
                place.unlink()
    return None


def _written(place: Path, mine: Holder, *, replace: bool) -> bool:
    """Whether the claim is in its place now: whole from the first moment, and in nobody else's unless `replace`."""
    if place.parent.name == "claims":
        place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(f"{place.name}{mine.mark[:8]}")
    beside.write_bytes(msgspec.json.encode(asdict(mine)))
    try:
        if replace:
            beside.replace(place)
        else:
            _put_if_free(beside, place)
    except FileExistsError:
        return False
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
    return True


def _put_if_free(beside: Path, place: Path) -> None:
    """FileExistsError where somebody was first."""
    try:
        place.hardlink_to(beside)  # of all systems' ways the one that never replaces
    except FileExistsError:
        raise
    except OSError:  # a disk without links
        with place.open("xb") as file:
            file.write(beside.read_bytes())


def _read(place: Path) -> Holder | None:
    """What a claim says; None where there is none, or none that can be read."""
    try:
        descriptor = os.open(place, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0))
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                return None
            said: Any = msgspec.json.decode(file.read(_LONGEST))
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return _told(said) if isinstance(said, Mapping) else None


def _told(said: Mapping[str, Any]) -> Holder | None:
    names = {name: _plain(said.get(name)) for name in ("user", "host", "program", "begun", "mark")}
    pid, at = said.get("pid"), said.get("at")
    if not isinstance(pid, int) or not isinstance(at, int | float) or not 0 <= at < 1e11:
        return None
    return Holder(pid=pid, at=at, **names)


def _plain(value: object) -> str:
    """A stranger's word, fit to be shown."""
    return "".join(letter for letter in value if letter.isprintable())[:_WORD] if isinstance(value, str) else ""


def _places(path: Path) -> list[Path]:
    """Where a claim on `path` may be, the best place first."""
    real = path.resolve()
    key = hashlib.sha256(os.fsencode(real)).hexdigest()[:24]
    return [real.with_name(f".~lock.{real.name}#"), user_state() / "claims" / key]


def _myself() -> Holder:
    try:
        user = getpass.getuser()
    except (KeyError, OSError, ImportError):
        user = ""
    pid = os.getpid()
    return Holder(user, _host(), pid, _PROGRAM, time.time(), begun_of(pid), secrets.token_hex(12))


def _host() -> str:
    return socket.gethostname()[:_WORD]

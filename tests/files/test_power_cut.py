"""A power cut while saving: at whichever moment it comes, the old document or the new one is there."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from composer.errors import ComposerError
from composer.files.assets import Assets
from composer.files.document import open_document, save_document
from composer.library.templates import read_library
from composer.model.issue import Issue
from composer.storage import atomic
from tests.drawn import noise
from tests.files.saver import first_version
from tests.soak import SOAKING

LIBRARY = read_library()
ROOT = Path(__file__).parent.parent.parent
State = Callable[[str, str, object, object], None]
posix = pytest.mark.skipif(sys.platform == "win32", reason="syncing folders")


class Tape:
    """`os` as the atomic writer sees it, with everything that reaches the disk written down in order."""

    def __init__(self) -> None:
        self.operations: list[tuple[str, Any]] = []
        self._files: dict[int, str] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)

    def open(self, path: Path, flags: int, mode: int = 0o777) -> int:
        descriptor = os.open(path, flags, mode)
        self._files[descriptor] = "folder" if Path(path).is_dir() else "file"
        return descriptor

    def fdopen(self, descriptor: int, mode: str) -> Any:
        return TapedFile(os.fdopen(descriptor, mode), self.operations)

    def fsync(self, descriptor: int) -> None:
        os.fsync(descriptor)
        self.operations.append(("sync", self._files[descriptor]))

    def replace(self, source: Path, target: Path) -> None:
        source.replace(target)
        self.operations.append(("rename", None))


class TapedFile:
    def __init__(self, file: Any, operations: list[tuple[str, Any]]) -> None:
        self._file, self._operations = file, operations

    def write(self, data: bytes) -> int:
        self._operations.append(("write", (self._file.tell(), bytes(data))))
        return int(self._file.write(data))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> TapedFile:
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()


def after_power_cut(operations: list[tuple[str, Any]], old: bytes) -> Iterator[bytes]:
    """What may be in the document's file when the power goes after these operations.

    Bytes not synced may be lost, zeros, or there in half; a renaming not synced may be lost.
    """
    synced = max((n for n, each in enumerate(operations) if each == ("sync", "file")), default=-1)
    writes = [(n, *each[1]) for n, each in enumerate(operations) if each[0] == "write"]
    kept = [(at, data) for n, at, data in writes if n < synced]
    loose = [(at, data) for n, at, data in writes if n > synced]
    renamed = ("rename", None) in operations
    if not renamed or ("sync", "folder") not in operations:
        yield old
    if renamed:
        yield _laid(kept)
        yield _laid(kept + loose)
        yield _laid(kept + [(at, bytes(len(data))) for at, data in loose])
        yield _laid(kept + loose[: len(loose) // 2])


def _laid(writes: list[tuple[int, bytes]]) -> bytes:
    out = io.BytesIO()
    for at, data in writes:
        out.seek(at)
        out.write(data)
    return out.getvalue()


def taped(path: Path, issue: Issue, assets: Assets, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Any]]:
    """The operations of one save."""
    tape = Tape()
    with monkeypatch.context() as patched:
        patched.setattr(atomic, "os", tape)
        save_document(path, issue, assets, library=LIBRARY)
    return tape.operations


def outcomes(operations: list[tuple[str, Any]], old: bytes, folder: Path) -> set[str]:
    """What the document is after a power cut at any moment: `old`, `new` or `unreadable`."""
    found, path, seen = set(), folder / "cut.newsletter", set[bytes]()
    for count in range(len(operations) + 1):
        for state in after_power_cut(operations[:count], old):
            if state in seen:
                continue
            seen.add(state)
            path.write_bytes(state)
            try:
                found.add(open_document(path, LIBRARY).issue.subject)
            except ComposerError:
                found.add("unreadable")
    return found


@posix
def test_p2_a_power_cut_at_any_moment_leaves_the_old_or_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, promise: State
) -> None:
    path, assets = tmp_path / "mine.newsletter", Assets()
    asset = assets.add(noise()).asset
    save_document(path, Issue(subject="old", preheader=asset), assets, library=LIBRARY)
    old = path.read_bytes()
    operations = taped(path, Issue(subject="new", preheader=asset), assets, monkeypatch)
    found = outcomes(operations, old, tmp_path)
    promise("P2", f"power cut after each of {len(operations)} operations", "old or new", " or ".join(sorted(found)))
    assert found == {"old", "new"}
    assert set(after_power_cut(operations, old)) == {path.read_bytes()}
    # The control: without the syncing, the same cuts are seen to do harm.
    careless = [each for each in operations if each[0] != "sync"]
    assert "unreadable" in outcomes(careless, old, tmp_path)


# What the system is asked for; strace names the file of each descriptor.
_CALL = re.compile(r"(fsync|fdatasync|rename|renameat|renameat2)\((.*)\)\s+= 0$", re.MULTILINE)


def order_of_calls(program: str, folder: Path) -> list[str]:
    """What a Python program has the system do to the files in a folder: the names synced and renamed, in order."""
    log = folder.parent / "calls"
    command = ["strace", "-f", "-y", "-s", "4096", "-e", "trace=/^(fsync|fdatasync|rename.*)$", "-o", str(log)]
    done = subprocess.run([*command, sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    if "ptrace" in done.stderr or "PTRACE" in done.stderr:
        not_seen(f"strace may not look at programs here: {done.stderr.strip().splitlines()[-1]}")
    assert done.returncode == 0, done.stderr
    calls = []
    for name, arguments in _CALL.findall(log.read_text()):
        paths = [given for given in re.findall(r"<([^>]*)>|\"([^\"]*)\"", arguments) for given in given if given]
        if all(Path(path).is_relative_to(folder) for path in paths):
            calls.append(
                f"{'rename' if 'rename' in name else 'sync'} {' to '.join(kind(path, folder) for path in paths)}"
            )
    return calls


def kind(path: str, folder: Path) -> str:
    return "folder" if Path(path) == folder else "temporary" if path.endswith(".tmp") else "document"


def not_seen(why: str) -> None:
    """A machine that cannot show it; in a soak that is no success."""
    (pytest.fail if SOAKING else pytest.skip)(why)


SAVE = """
import sys
from pathlib import Path
from tests.files.saver import LIBRARY, open_document, save_document
found = open_document(path := Path({!r}), LIBRARY)
save_document(path, found.issue, found.assets, library=LIBRARY)
"""
CARELESS = """
import os
from pathlib import Path
path = Path({!r})
path.with_suffix(".tmp").write_bytes(path.read_bytes())
os.replace(path.with_suffix(".tmp"), path)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="strace")
def test_p2_the_system_is_asked_to_sync_before_and_after_it_renames(tmp_path: Path, promise: State) -> None:
    if not shutil.which("strace"):
        not_seen("strace is not installed")
    folder = tmp_path / "documents"
    folder.mkdir()
    path = folder / "mine.newsletter"
    first_version(path, 0.1)
    wanted = ["sync temporary", "rename temporary to document", "sync folder"]
    calls = order_of_calls(SAVE.format(str(path)), folder)
    promise("P2", "calls of one save, as strace saw them", ", ".join(wanted), ", ".join(calls))
    assert calls == wanted
    # The control: what does not sync is seen not to.
    assert order_of_calls(CARELESS.format(str(path)), folder) == ["rename temporary to document"]

"""Folders of the user's library put in place whole: filled apart, looked at, then renamed to where they belong."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

Parts = Mapping[str, bytes]  # a folder's files by relative name


def put_in_place(home: Path, folders: Mapping[str, Parts], look_at: Callable[[Path], None] | None = None) -> None:
    """Make folders below `home`, by relative name, in the place of what is called so.

    look_at: is given each filled folder, which has its own name but still stands apart. Where it raises, or the disk
    refuses (OSError), all is as it was.
    """
    home.mkdir(parents=True, exist_ok=True)
    apart = Path(tempfile.mkdtemp(prefix=f".{home.name}.", dir=home.parent))
    made, old = apart / "new", apart / "old"
    try:
        for name, parts in folders.items():
            _fill(made / name, parts)
        if look_at is not None:
            for name in folders:
                look_at(made / name)
        with contextlib.ExitStack() as undoing:
            for name in folders:
                _swap(home / name, made / name, old / name, undoing)
            undoing.pop_all()
    finally:
        shutil.rmtree(apart, ignore_errors=True)


def _fill(folder: Path, parts: Parts) -> None:
    folder.mkdir(parents=True)
    for name, data in parts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _swap(target: Path, fresh: Path, old: Path, undoing: contextlib.ExitStack) -> None:
    """Rename `fresh` to `target`, what was there to `old`; `undoing` puts both back."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        old.parent.mkdir(parents=True, exist_ok=True)
        target.rename(old)
        undoing.callback(old.rename, target)
    fresh.rename(target)
    undoing.callback(target.rename, fresh)

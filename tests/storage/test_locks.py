"""A lock shuts others out while it is held, and no longer."""

from __future__ import annotations

from pathlib import Path

import pytest

from composer.storage import locks
from composer.storage.locks import take_lock


def test_what_is_held_is_not_given_twice(tmp_path: Path) -> None:
    first = take_lock(tmp_path / "lock")
    assert first
    assert take_lock(tmp_path / "lock") is None
    first.release()
    second = take_lock(tmp_path / "lock")
    assert second
    second.release()


def test_where_there_are_no_locks_everybody_gets_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(file: object) -> None:
        raise OSError(locks._NO_LOCKS[0], "no locks")

    monkeypatch.setattr(locks, "_hold", refuse)
    for _ in range(2):
        lock = take_lock(tmp_path / "lock")
        assert lock
        lock.release()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        take_lock(tmp_path / "none" / "lock")

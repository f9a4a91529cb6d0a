"""What a closed window leaves is let go of soon, and what stays for good is not looked through for garbage."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from composer.app import main, memory
from composer.session import Session
from tests.app.desks import sample
from tests.app.starts import Start

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def start(tmp_path: Path, qtbot: QtBot) -> Iterator[Start]:
    """With no garbage looked for but where the program asks."""
    made = Start(tmp_path)
    gc.disable()
    yield made
    gc.enable()
    made.leave()


def closed(start: Start) -> weakref.ref[Session]:
    """What is left of a window that was opened and closed."""
    window = start.app.open_document(sample())
    left = weakref.ref(window.desk.session)
    window.close()
    for jobs in (start.jobs, start.recovery.jobs):
        while jobs.crank():
            continue
    return left


def test_what_a_closed_window_leaves_is_let_go_of(start: Start, qtbot: QtBot) -> None:
    left = closed(start)
    qtbot.waitUntil(lambda: left() is None)


def test_it_would_stay_otherwise(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(main, "collect_soon", lambda: asked.append(True))
    left = closed(start)
    QTest.qWait(2 * memory._REST)
    assert asked
    assert left() is not None


def test_what_is_loaded_at_the_start_is_left_out_of_the_search() -> None:
    kept = [[0]]
    before = gc.get_freeze_count()
    memory.leave_out()
    assert gc.get_freeze_count() > before
    assert not any(each is kept for each in gc.get_objects())
    gc.unfreeze()

"""Random use for a long time: no exception, no warning of Qt's, and an issue that saves and undoes exactly."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer, qInstallMessageHandler
from PySide6.QtGui import QDesktopServices, QGuiApplication
from pytestqt.qtbot import QtBot

from composer.app.diagnostics import trace_of
from composer.errors import ComposerError
from composer.files.document import open_document, save_document
from composer.session import Session
from tests.app import windows
from tests.app.desks import LIBRARY
from tests.app.monkey import Chance, Monkey
from tests.app.test_nesting import left_items
from tests.app.windows import Seat
from tests.soak import figure

EVENTS, SEEDS = figure(1000, 5000), figure(1, 10)
FIRST = int(os.environ.get("MONKEY_SEED", "0"))
EACH = 100
# What Qt says of a machine without a graphics card.
MACHINE = ("ulkan", "GPU vendor", "Sandboxing")


class Watch:
    """What went wrong so far, of all that an event can bring about."""

    def __init__(self) -> None:
        self.wrong: list[str] = []

    def warned(self, kind: object, context: object, message: str) -> None:
        if "Debug" not in str(kind) and "Info" not in str(kind) and not any(word in message for word in MACHINE):
            self.wrong.append(f"Qt: {message}")

    def failed(self, error: BaseException) -> None:
        if not isinstance(error, ComposerError):
            self.wrong.append(f"{trace_of(error)}\n{error}")


def at_once(seat: Seat) -> None:
    """Jobs are done when the event loop comes round, one after the other: the same for the same seed."""
    jobs = seat.desk.jobs
    jobs.run = lambda work, done: QTimer.singleShot(0, jobs, lambda: done(jobs._outcome(work)))


def holds(seat: Seat, folder: Path) -> None:
    """What must be so at any time: saving gives what is there, and undo and redo lead back to it."""
    session = seat.desk.session
    path = folder / "check.newsletter"
    save_document(path, session.now, seat.desk.assets, library=LIBRARY)
    first = path.read_bytes()
    opened = open_document(path, LIBRARY)
    save_document(path, opened.issue, opened.assets, library=LIBRARY)
    assert path.read_bytes() == first
    now, steps = session.now, 0
    while session.undo():
        steps += 1
    for _ in range(steps):
        session.redo()
    assert session.now == now


def saved_apart(folder: Path) -> Path:
    """A folder with a file in it, which nobody asked to delete."""
    apart = folder / "apart"
    apart.mkdir()
    (apart / "kept.txt").write_text("kept", "utf-8")
    return apart


@pytest.fixture
def loose(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int, int], None]]:
    """Let a monkey loose at a window: a seed, how many events. AssertionError says what broke and what led to it."""
    monkeypatch.setenv("NEWSLETTER_COMPOSER_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(saved_apart(tmp_path))  # where a file dialog begins
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda address: True)
    saved = tmp_path / "saved"
    saved.mkdir()

    def run(seed: int, events: int) -> None:
        monkeypatch.setattr(windows, "Answers", lambda: Chance(random.Random(seed), saved))
        items = left_items()
        seat = Seat(qtbot, tmp_path)
        seat.settle()
        at_once(seat)
        watch, monkey = Watch(), Monkey(seat, seed)
        seat.desk.jobs.unforeseen = watch.failed
        monkeypatch.setattr(seat.window.files, "close_allowed", lambda: False)
        before = qInstallMessageHandler(watch.warned)
        try:
            for number in range(events):
                take(monkey, watch, qtbot, number)
                if number % EACH == EACH - 1:
                    monkey.put_away()
                    holds(seat, tmp_path)
                    assert left_items() <= items
                last = "\n".join([*watch.wrong, *monkey.did[-5:]])
                assert not watch.wrong, f"seed {seed}, event {number}:\n{last}"
        finally:
            qInstallMessageHandler(before)
            monkey.put_away()
            monkeypatch.undo()
            seat.leave()
        assert [path.name for path in (tmp_path / "apart").iterdir()] == ["kept.txt"]

    yield run
    QGuiApplication.clipboard().clear()


def take(monkey: Monkey, watch: Watch, qtbot: QtBot, number: int) -> None:
    """One event, with all that is raised because of it."""
    with qtbot.captureExceptions() as caught:
        monkey.turn()
        if number % 25 == 24:
            qtbot.wait(1)
    for _, error, _ in caught:
        watch.failed(error)


@pytest.mark.parametrize("seed", range(FIRST, FIRST + SEEDS))
def test_random_use_breaks_nothing(seed: int, loose: Callable[[int, int], None], promise: Callable[..., None]) -> None:
    loose(seed, EVENTS)
    promise("P52", f"{EVENTS} random events, seed {seed}", "0 exceptions, 0 warnings of Qt's", 0)


def test_a_planted_fault_is_found(loose: Callable[[int, int], None], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **options: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr(Session, "apply", broken)
    with pytest.raises(AssertionError, match="RuntimeError"):
        loose(FIRST, 300)

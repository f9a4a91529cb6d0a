"""The door for exceptions: work first, told once the loop comes round, from slots, threads and jobs alike."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from types import TracebackType

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from composer.app.ask import Ask
from composer.app.diagnostics import clean_message, clean_trace, report
from composer.app.jobs import Err, Jobs
from composer.app.preview import Preview
from composer.app.review import Review
from composer.app.trouble import CONTINUE, COPY, RESTART, Hook, Trouble
from composer.app.window import Window
from composer.errors import ComposerError
from composer.session import Session
from tests.app.desks import Answers
from tests.app.windows import Seat

MARK = "Zanzibar quarterly secret"


class Door:
    """The door with what happened in order: `kept` and the sentences told."""

    def __init__(self) -> None:
        self.answers = Answers()
        self.events: list[str] = []
        self.trouble = Trouble(self._keep_first, self._ask, lambda: self.events.append("restart"))

    def _keep_first(self, tell: Hook) -> Hook:
        def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
            self.events.append("kept")
            tell(kind, error, trace)

        return hook

    def _ask(self) -> Ask:
        self.events.append("told")
        return self.answers


@pytest.fixture
def door(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Door]:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    door = Door()
    door.trouble.install()
    yield door
    door.trouble.remove()
    QApplication.clipboard().clear()


def fail() -> None:
    raise RuntimeError(f"of {MARK}")


def in_slot() -> None:
    QTimer.singleShot(0, fail)


def in_thread() -> None:
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()


@pytest.mark.parametrize("way", [in_slot, in_thread])
def test_work_is_kept_before_anything_is_told(way: Callable[[], None], door: Door, qtbot: QtBot) -> None:
    door.answers.will(CONTINUE)
    way()
    qtbot.waitUntil(lambda: bool(door.answers.asked))
    assert door.events == ["kept", "told"]
    assert "Your work is kept. RuntimeError: of" in door.answers.asked[0]


def test_a_job_comes_to_the_same_door_and_its_pane_hears_too(door: Door, qtbot: QtBot) -> None:
    jobs = Jobs(threads=1)
    jobs.unforeseen = door.trouble.report
    heard: list[object] = []
    door.answers.will(CONTINUE)
    jobs.run(fail, heard.append)
    qtbot.waitUntil(lambda: bool(heard) and bool(door.answers.asked))
    jobs.close()
    assert isinstance(heard[0], Err)
    assert door.events == ["kept", "told"]


def test_trouble_that_was_foreseen_is_a_sentence(door: Door, qtbot: QtBot) -> None:
    sys.excepthook(ComposerError, ComposerError("The disk is full."), None)
    qtbot.waitUntil(lambda: bool(door.answers.told))
    assert door.answers.told == ["That did not work. The disk is full."]


def test_the_same_trouble_is_told_three_times_and_another_still(door: Door, qtbot: QtBot) -> None:
    door.answers.will(*[CONTINUE] * 4)
    for _ in range(5):
        in_slot()
        qtbot.wait(0)
    QTimer.singleShot(0, lambda: {}[MARK])
    qtbot.waitUntil(lambda: len(door.answers.asked) == 4)
    kinds = [asked.split("is kept. ")[1].split(":")[0] for asked in door.answers.asked]
    assert kinds == ["RuntimeError"] * 3 + ["KeyError"]
    assert door.events.count("kept") == 6


def test_diagnostics_go_to_the_clipboard_and_hold_nothing_written(door: Door, qtbot: QtBot) -> None:
    door.answers.will(COPY, RESTART)
    in_slot()
    qtbot.waitUntil(lambda: "restart" in door.events)
    copied = QApplication.clipboard().text()
    assert "PySide6" in copied
    assert "RuntimeError" in copied
    assert MARK not in copied
    assert __file__ not in copied


def test_what_led_to_an_exception_is_told_by_kind_and_place_only() -> None:
    namespace: dict[str, Callable[[], None]] = {}
    exec(compile(f"def f():\n    raise ValueError({MARK!r})", f"/home/{MARK}/x.py", "exec"), namespace)
    try:
        try:
            namespace["f"]()
        except ValueError as error:
            raise ComposerError(MARK) from error
    except ComposerError as error:
        told = report(error)
    assert told.index("ValueError") < told.index("composer.errors.ComposerError")
    assert "  elsewhere, line 2, in f" in told
    assert MARK not in told


def test_a_fatal_trace_keeps_places_in_the_program_only() -> None:
    trace = (
        "Fatal Python error: Segmentation fault\n\n"
        "Current thread 0x00007f0000000001 (most recent call first):\n"
        f'  File "/home/{MARK}/x.py", line 3 in f\n'
        f'  File "{sys.modules[Session.__module__].__file__}", line 7 in apply\n'
        f"{MARK}\n  {MARK}\n"
    )
    assert clean_trace(trace).splitlines()[3:] == [
        "  elsewhere, line 3, in f",
        "  composer/session.py, line 7, in apply",
    ]
    assert MARK not in clean_trace(trace)


def test_messages_lose_what_they_quote() -> None:
    said = clean_message(f"QLabel(0x1, name = \"{MARK}\"): no file /home/anna/{MARK.split()[0]} or 'x y' or “z”")
    assert said == "QLabel(0x1, name = …): no file … or … or …"


EDITS = ["block.up", "block.down", "block.duplicate", "block.hide", "block.hold", "block.delete"]
UNDO = ["edit.undo", "edit.redo"]
VIEWS = ["view.desktop", "view.phone", "view.light", "view.dark", "view.images-off", "view.text"]
ZOOMS = ["view.zoom_in", "view.zoom_out", "view.zoom_reset"]


def test_in_twenty_places_a_failing_slot_leaves_window_and_issue_as_they_were(
    seat: Seat, door: Door, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, promise: Callable[..., None]
) -> None:
    def broken(*args: object, **options: object) -> None:
        raise RuntimeError(MARK)

    seat.click_row(seat.issue.blocks[3].id)
    seat.act("block.hide")
    seat.act("block.hide")
    seat.act("edit.undo")
    seat.settle()
    before = seat.issue
    door.answers.will(*[CONTINUE] * 60)
    for target, names in (
        (Session, ("apply", "undo", "redo")),
        (Preview, ("show_width", "show_condition", "show_text", "zoom_by")),
        (Review, ("start",)),
        (Window, ("cycle",)),
    ):
        for name in names:
            monkeypatch.setattr(target, name, broken)
    actions = seat.window.actions_by_name
    tried = [*EDITS, *UNDO, *VIEWS, *ZOOMS, "edit.check", "view.cycle", "view.cycle_back"]
    for number, name in enumerate(tried, 1):
        assert actions[name].isEnabled(), name
        actions[name].trigger()
        assert door.events.count("kept") == number, name
        assert seat.issue is before
    QTest.keyClick(seat.window.outline, Qt.Key.Key_Delete)
    assert seat.issue is before
    assert len(tried) >= 20
    promise("P46", "slots that fail: window lives, issue as it was", "at least 20", len(tried))
    monkeypatch.undo()
    seat.act("block.hide")
    assert seat.issue is not before

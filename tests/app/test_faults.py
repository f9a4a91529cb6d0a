"""Traces of ends that no exception announces: set aside, shown once and clean, kept small; a hang is seen."""

from __future__ import annotations

import faulthandler
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from _pytest.faulthandler import fault_handler_stderr_fd_key
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from composer.app.faults import DISMISS, Faults
from composer.app.trouble import COPY
from composer.library.places import PACKAGE
from tests.app.desks import Answers

MARK = "Zanzibar"
TRACE = f"""Fatal Python error: Segmentation fault

Thread 0x00007f0000000002 (most recent call first):
  File "{PACKAGE}/app/jobs.py", line 1 in other

Current thread 0x00007f0000000001 (most recent call first):
  File "/home/{MARK}/x.py", line 3 in f
  File "{PACKAGE}/app/canvas.py", line 7 in draw
{MARK}
"""


@pytest.fixture(autouse=True)
def pytests_own(request: pytest.FixtureRequest) -> Iterator[None]:
    """A process has one place for such traces; pytest's own is put back."""
    yield
    faulthandler.enable(file=request.config.stash[fault_handler_stderr_fd_key])


def start(folder: Path, *answers: str) -> Answers:
    """A start that shows what there is, and a good end."""
    person = Answers()
    person.will(*answers)
    faults = Faults(folder)
    faults.offer(person)
    faults.close()
    return person


def test_a_trace_is_shown_once_with_the_thread_that_crashed(tmp_path: Path, qapp: QApplication) -> None:
    (tmp_path / "faults.txt").write_text(TRACE, "utf-8")
    (asked,) = start(tmp_path, DISMISS).asked
    assert "ended unexpectedly the last time" in asked
    assert "composer/app/canvas.py, line 7, in draw" in asked
    assert "jobs.py" not in asked
    assert MARK not in asked
    assert start(tmp_path).asked == []
    assert not list(tmp_path.iterdir())


def test_copying_gives_every_thread_and_nothing_of_anybodys(
    tmp_path: Path, qapp: QApplication, promise: Callable[..., None]
) -> None:
    (tmp_path / "faults.txt").write_text(TRACE, "utf-8")
    start(tmp_path, COPY)
    copied = QApplication.clipboard().text()
    assert "PySide6" in copied
    assert "composer/app/jobs.py, line 1, in other" in copied
    promise("P47", "names, paths and words in a trace that is passed on", 0, copied.count(MARK))
    assert MARK not in copied
    QApplication.clipboard().clear()


def test_a_crash_before_anybody_saw_it_loses_no_trace(tmp_path: Path, qapp: QApplication) -> None:
    (tmp_path / "faults.txt").write_text(TRACE, "utf-8")
    Faults(tmp_path).close()
    (tmp_path / "faults.txt").write_text("Fatal Python error: Aborted\n", "utf-8")
    (asked,) = start(tmp_path, DISMISS).asked
    assert "canvas.py" in asked


def test_many_traces_stay_small(tmp_path: Path, qapp: QApplication) -> None:
    for _ in range(3):
        (tmp_path / "faults.txt").write_text(TRACE * 1000, "utf-8")
        Faults(tmp_path).close()
    assert (tmp_path / "faults-before.txt").stat().st_size <= 64 * 1024


def test_nonsense_is_thrown_away_unasked(tmp_path: Path, qapp: QApplication) -> None:
    (tmp_path / "faults.txt").write_bytes(b"\xff\0" + MARK.encode())
    assert start(tmp_path).asked == []


def longest_gap(qtbot: QtBot, wait: int) -> float:
    """Let the loop run for so many milliseconds; the longest time in seconds that it did not come round."""
    turns = [time.monotonic()]
    timer = QTimer(interval=5)
    timer.timeout.connect(lambda: turns.append(time.monotonic()))
    timer.start()
    qtbot.wait(wait)
    timer.stop()
    return max(later - before for before, later in pairwise([*turns, time.monotonic()]))


def test_a_loop_that_does_not_come_round_is_written_down_and_one_that_does_is_not(
    tmp_path: Path, qtbot: QtBot, promise: Callable[..., None]
) -> None:
    for number in range(30):
        folder = tmp_path / str(number)
        faults = Faults(folder)
        faults.watch(0.5)
        if longest_gap(qtbot, 1200) < 0.25:
            break
        faults.close()  # a machine that others keep busy stood still itself: that is no loop that comes round
    assert (folder / "faults.txt").stat().st_size == 0
    while not (folder / "faults.txt").stat().st_size:  # the loop stands still
        pass
    faults.close()
    assert "stopped answering" in start(folder, DISMISS).asked[0]
    promise("P47", "a hang is written down, and told by the next start", "yes", "yes")


def test_a_folder_that_cannot_be_written_costs_the_traces_only(tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    faults = Faults(tmp_path / "file" / "state")
    faults.watch(0.5)
    faults.offer(Answers())
    faults.close()

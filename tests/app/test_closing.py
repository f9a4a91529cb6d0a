"""Closing: nothing unsaved goes unasked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from composer.app.jobs import Jobs
from tests.app.rooms import Room, blank, subject_in

pytestmark = pytest.mark.usefixtures("home")


def test_a_clean_window_closes_unasked(room: Room) -> None:
    assert room.files.close_allowed()
    assert not room.ask.asked


@pytest.mark.parametrize(("answer", "allowed"), [("cancel", False), ("discard", True)])
def test_unsaved_changes_are_asked_about(room: Room, answer: str, allowed: bool) -> None:
    room.write("Second")
    room.ask.will(answer)
    assert room.files.close_allowed() is allowed


def test_closing_with_save_that_is_called_off_stays(room: Room) -> None:
    room.write("Second")
    room.ask.will("save", None)
    assert not room.files.close_allowed()


@pytest.fixture
def threads() -> Iterator[Jobs]:
    jobs = Jobs()
    yield jobs
    jobs.close()


def test_closing_with_save_waits_for_the_file(tmp_path: Path, qtbot: QtBot, threads: Jobs) -> None:
    room = Room(tmp_path, blank(), threads)
    qtbot.addWidget(room.window)
    room.write("Second")
    room.ask.will("save", tmp_path / "mine.newsletter")
    assert room.files.close_allowed()
    assert subject_in(tmp_path / "mine.newsletter") == "Second"


def test_closing_waits_for_a_save_under_way(tmp_path: Path, qtbot: QtBot, threads: Jobs) -> None:
    room = Room(tmp_path, blank(), threads)
    qtbot.addWidget(room.window)
    room.write("Second")
    room.ask.will(tmp_path / "mine.newsletter")
    room.files.save()
    assert room.files.close_allowed()
    assert room.ask.asked == ["Save As Signal & Noise 12.newsletter"]
    assert subject_in(tmp_path / "mine.newsletter") == "Second"

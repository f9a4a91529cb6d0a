"""Saving: nothing is lost, and nothing of anybody else's is written over."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from composer.app.elsewhere import CANCEL, COPY, REPLACE, SAVE_AS
from composer.files.assets import Assets
from composer.files.document import open_document, save_document
from tests.app.desks import LIBRARY
from tests.app.rooms import ISSUE, Room, subject_in

pytestmark = pytest.mark.usefixtures("home")


def test_the_first_save_asks_where_to_and_proposes_publication_and_number(room: Room) -> None:
    room.write("Second")
    assert room.window.isWindowModified()
    path = room.folder / "mine.newsletter"
    room.ask.will(path)
    room.files.save()
    room.crank()
    assert room.ask.asked == ["Save As Signal & Noise 12.newsletter"]
    assert subject_in(path) == "Second"
    assert room.window.windowTitle() == "mine[*] - Newsletter Composer"
    assert not room.window.isWindowModified()
    assert room.files.saved_at is not None
    assert room.files.recent() == [path]


def test_a_name_without_the_suffix_gets_it(room: Room) -> None:
    room.ask.will(room.folder / "mine")
    room.files.save()
    room.crank()
    assert room.files.path == room.folder / "mine.newsletter"
    assert room.files.path.is_file()


def test_a_suffix_added_here_does_not_replace_a_file_nobody_was_asked_about(room: Room) -> None:
    there = room.folder / "mine.newsletter"
    there.write_bytes(b"somebody's")
    room.ask.will(room.folder / "mine", CANCEL)
    room.files.save()
    room.crank()
    assert there.read_bytes() == b"somebody's"


def test_saving_again_asks_nothing_and_what_is_typed_meanwhile_stays_unsaved(room: Room) -> None:
    path = room.save_as("mine")
    room.write("Second")
    room.files.save()
    room.write("Third")
    room.crank()
    assert subject_in(path) == "Second"
    assert room.desk.session.dirty
    room.desk.session.undo()
    assert not room.desk.session.dirty


def test_a_save_that_is_called_off_changes_nothing(room: Room) -> None:
    room.write("Second")
    room.ask.will(None)
    room.files.save()
    room.crank()
    assert room.files.path is None
    assert room.desk.session.dirty


def test_a_file_changed_by_somebody_else_is_asked_about(room: Room) -> None:
    path = room.save_as("mine")
    save_document(path, replace(ISSUE, subject="Theirs"), Assets(), library=LIBRARY)
    room.write("Mine")
    room.ask.will(CANCEL)
    room.files.save()
    room.crank()
    assert subject_in(path) == "Theirs"
    assert room.desk.session.dirty
    assert "mine.newsletter" in room.ask.asked[-1]

    copy = room.folder / "copy.newsletter"
    room.ask.will(COPY, copy)
    room.files.save()
    room.crank()
    assert (subject_in(path), subject_in(copy)) == ("Theirs", "Mine")
    assert room.files.path == copy


def test_a_file_changed_by_somebody_else_is_replaced_when_that_is_said(room: Room) -> None:
    path = room.save_as("mine")
    save_document(path, replace(ISSUE, subject="Theirs"), Assets(), library=LIBRARY)
    room.write("Mine")
    room.ask.will(REPLACE)
    room.files.save()
    room.crank()
    assert subject_in(path) == "Mine"


def test_a_file_only_touched_is_not_asked_about(room: Room) -> None:
    path = room.save_as("mine")
    os.utime(path, ns=(1, 1))
    room.write("Mine")
    room.files.save()
    room.crank()
    assert subject_in(path) == "Mine"


def test_trouble_is_told_in_a_sentence_with_another_way_out(room: Room) -> None:
    path = room.save_as("mine")
    path.unlink()
    path.mkdir()
    room.write("Mine")
    other = room.folder / "other.newsletter"
    room.ask.will(SAVE_AS, other)
    room.files.save()
    room.crank()
    assert "mine.newsletter" in room.ask.asked[-2]
    assert subject_in(other) == "Mine"
    assert not room.desk.session.dirty


def test_a_newer_format_is_saved_under_another_name_only(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "newer.newsletter"
    save_document(path, ISSUE, Assets(), library=LIBRARY)
    room = Room(tmp_path, replace(open_document(path, LIBRARY), read_only=True))
    qtbot.addWidget(room.window)
    before = path.read_bytes()
    room.write("Mine")
    room.ask.will(tmp_path / "mine.newsletter")
    room.files.save()
    room.crank()
    assert path.read_bytes() == before
    assert subject_in(tmp_path / "mine.newsletter") == "Mine"


def test_parts_that_this_version_does_not_know_are_written_back(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "mine.newsletter"
    save_document(path, ISSUE, Assets({"later.bin": b"kept"}), library=LIBRARY)
    room = Room(tmp_path, open_document(path, LIBRARY))
    qtbot.addWidget(room.window)
    room.write("Mine")
    room.files.save()
    room.crank()
    assert open_document(path, LIBRARY).assets.others == {"later.bin": b"kept"}


def test_unknown_parts_stay_with_the_issue_they_came_with(room: Room) -> None:
    path = room.folder / "theirs.newsletter"
    save_document(path, ISSUE, Assets({"later.bin": b"kept"}), library=LIBRARY)
    room.files.open(path)
    room.crank()
    room.write("Mine")
    room.files.save()
    room.files.next_issue()
    following = room.save_as("following")
    room.files.new("dispatch")
    room.crank()
    other = room.save_as("other")
    kept = [dict(open_document(each, LIBRARY).assets.others) for each in (path, following, other)]
    assert kept == [{"later.bin": b"kept"}, {"later.bin": b"kept"}, {}]

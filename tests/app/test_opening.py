"""Opening: here or in a window of its own, and what is damaged is not written over."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from composer.files.assets import Assets
from composer.files.document import save_document
from tests.app.desks import LIBRARY, drop, sample
from tests.app.rooms import ISSUE, Room, subject_in


def test_opening_takes_an_untouched_window_and_no_other(room: Room, tmp_path: Path) -> None:
    one, two = tmp_path / "one.newsletter", tmp_path / "two.newsletter"
    document = sample()
    save_document(one, document.issue, document.assets, library=LIBRARY)
    save_document(two, ISSUE, Assets(), library=LIBRARY)
    room.ask.will(one)
    room.files.open()
    room.crank()
    assert room.files.path == one
    assert room.desk.session.now == document.issue
    assert set(document.assets.names()) <= set(room.desk.assets.names())
    assert not room.opened

    room.files.open(two)
    room.crank()
    assert room.files.path == one
    assert [found.path for found in room.opened] == [two]
    assert room.files.recent() == [one]


def test_opening_what_is_open_here_does_nothing(room: Room) -> None:
    path = room.save_as("mine")
    room.files.open(path)
    assert room.desk.jobs.crank() == 0


def test_a_file_that_is_no_issue_is_told_of(room: Room, tmp_path: Path) -> None:
    (tmp_path / "x.newsletter").write_bytes(b"PK nothing")
    room.files.open(tmp_path / "x.newsletter")
    room.crank()
    assert "x.newsletter" in room.ask.told[0]
    assert room.desk.session.now is ISSUE


def test_the_json_form_opens_as_an_issue_without_a_file(room: Room) -> None:
    room.files.open(sample().path)
    room.crank()
    assert room.files.path is None
    assert room.window.windowTitle().startswith("Signal & Noise 12")


def test_an_issue_is_dropped_on_the_window(room: Room, tmp_path: Path) -> None:
    path = tmp_path / "one.newsletter"
    save_document(path, replace(ISSUE, subject="Dropped"), Assets(), library=LIBRARY)
    assert drop(room.window, path)
    room.crank()
    assert (room.subject, room.files.path) == ("Dropped", path)


def test_other_files_are_not_taken(room: Room, tmp_path: Path) -> None:
    assert not drop(room.window, tmp_path / "one.pdf")


def test_a_damaged_issue_opens_with_what_is_left_and_is_not_written_over(room: Room) -> None:
    path = room.folder / "mine.newsletter"
    save_document(path, replace(ISSUE, subject="Damaged"), Assets(), library=LIBRARY)
    damaged = path.read_bytes()[:-30]
    path.write_bytes(damaged)
    room.files.open(path)
    room.crank()
    assert room.subject == "Damaged"
    assert "“mine.newsletter” is damaged. What was left of it is opened here" in room.ask.told[0]
    room.write("Mended")
    other = room.folder / "mended.newsletter"
    room.ask.will(other)
    room.files.save()
    room.crank()
    assert room.ask.asked[-1].startswith("Save As")
    assert path.read_bytes() == damaged
    assert subject_in(other) == "Mended"

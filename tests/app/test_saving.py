"""Saving: nothing is lost, and nothing of anybody else's is written over."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from composer.app.elsewhere import CANCEL, COPY, REPLACE, SAVE_AS
from composer.files.assets import Assets
from composer.files.claims import Claim, claim
from composer.files.document import open_document, save_document
from composer.storage import atomic
from tests.app.desks import LIBRARY
from tests.app.rooms import ISSUE, Room, subject_in

GOLDEN = Path(__file__).parent.parent / "golden"
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


def test_a_newer_file_says_so_in_the_bar_and_loses_nothing_in_save_as(tmp_path: Path, qtbot: QtBot) -> None:
    newer, mine = tmp_path / "newer.newsletter", tmp_path / "mine.newsletter"
    shutil.copy(GOLDEN / newer.name, newer)
    room = Room(tmp_path, open_document(newer, LIBRARY))
    qtbot.addWidget(room.window)
    room.crank()
    news = room.noticed[-1]
    assert news
    assert "made by a newer version (format 2; this one writes 1)" in news.sentence
    assert room.window.windowTitle() == "newer (read only)[*] - Newsletter Composer"
    room.write("Mine")
    room.ask.will(mine)
    dict(news.verbs)[SAVE_AS]()
    room.crank()
    before, after = open_document(newer, LIBRARY), open_document(mine, LIBRARY)
    assert after.issue == replace(before.issue, subject="Mine")
    assert after.assets.others == before.assets.others
    assert not after.read_only
    assert newer.read_bytes() == (GOLDEN / newer.name).read_bytes()
    assert room.noticed[-1] is None
    assert room.window.windowTitle() == "mine[*] - Newsletter Composer"


def test_a_file_of_two_names_is_told_of_once(room: Room) -> None:
    path, other = room.save_as("mine"), room.folder / "other.newsletter"
    other.hardlink_to(path)
    for subject in ("Second", "Third"):
        room.write(subject)
        room.files.save()
        room.crank()
    assert (subject_in(path), subject_in(other)) == ("Third", "First")
    assert [told for told in room.told if "hard link" in told] == [
        "“mine” had another name, too (a hard link). That one keeps the issue as it was."
    ]


def test_mode_bits_and_links_are_kept(room: Room, promise: Callable[[str, str, object, object], None]) -> None:
    target, link = room.save_as("there"), room.folder / "link.newsletter"
    try:
        link.symlink_to(target)
    except OSError:
        pytest.skip("needs the right to make links")
    target.chmod(0o640)
    room.ask.will(link)
    room.files.save_as()
    room.crank()
    room.write("Second")
    room.files.save()
    room.crank()
    assert room.files.path == link
    assert link.is_symlink()
    assert subject_in(target) == "Second"
    assert os.name == "nt" or stat.S_IMODE(target.stat().st_mode) == 0o640
    promise("P10", "saved through a link: link and mode bits", "kept", "kept")


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (errno.ENOSPC, "the disk is full; make room or choose another place"),
        (errno.EDQUOT, "your quota on this disk is used up; make room or choose another place"),
        (errno.EROFS, "this disk can only be read; choose another place"),
        (errno.EACCES, "writing there is not allowed; choose another place"),
        (errno.ENOENT, "its folder is not there; choose another place"),
        (errno.ESTALE, "its disk or network drive is gone; bring it back or choose another place"),
        (errno.EHOSTDOWN, "its disk or network drive is gone; bring it back or choose another place"),
        (errno.EIO, "the disk reports a fault; choose another disk"),
        (errno.EBUSY, "another program holds it; close that or choose another place"),
    ],
)
def test_each_trouble_of_a_disk_has_its_sentence_and_another_way_out(
    error: int, sentence: str, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = room.save_as("mine")
    before = path.read_bytes()
    room.write("Mine")

    def refuse(*_: object) -> None:
        raise OSError(error, os.strerror(error))

    with monkeypatch.context() as patched:
        patched.setattr(atomic, "_put_in_place", refuse)
        room.ask.will(CANCEL)
        room.files.save()
        room.crank()
    assert room.ask.asked[-1] == f"The issue was not saved. “mine.newsletter” was not written: {sentence}."
    assert path.read_bytes() == before
    assert room.desk.session.dirty
    assert {each.suffix for each in room.folder.iterdir() if each.name.startswith(".mine")} == set()


def test_what_could_not_be_saved_is_not_held(room: Room) -> None:
    there, gone = room.folder / "there.newsletter", room.folder / "gone" / "mine.newsletter"
    there.write_bytes(b"somebody's")
    room.ask.will(room.folder / "there", CANCEL)  # the suffix leads to a file nobody was asked about
    room.files.save_as()
    room.crank()
    room.ask.will(gone, CANCEL)
    room.files.save_as()
    room.crank()
    assert "its folder is not there" in room.ask.asked[-1]
    assert isinstance(claim(there), Claim)
    assert isinstance(claim(gone), Claim)


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

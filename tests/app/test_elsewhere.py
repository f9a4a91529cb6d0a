"""What others do to the issue's file: noticed whatever its times say, told, and taken in or replaced knowingly."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from composer.app.elsewhere import CANCEL, COMPARE, COPY, RELOAD, REPLACE
from composer.app.notice import News, Notice
from composer.files.assets import Assets
from composer.files.document import open_document, save_document
from composer.files.forms import stamp_of
from composer.files.versions import Versions
from tests.app.desks import LIBRARY
from tests.app.rooms import ISSUE, Room, subject_in
from tests.app.windows import Seat
from tests.soak import figure

ROOT = Path(__file__).parent.parent.parent
THEIRS = replace(ISSUE, subject="Their")
State = Callable[[str, str, object, object], None]


@pytest.fixture
def path(room: Room) -> Path:
    """The issue's own file."""
    return room.save_as("mine")


def write_theirs(path: Path) -> None:
    """Somebody else saves."""
    save_document(path, THEIRS, Assets(), library=LIBRARY)


def flip_bit(path: Path, at: int) -> None:
    """Change a file so that its size and times do not show it."""
    before, data = path.stat(), bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = path.stat()
    assert (after.st_size, after.st_mtime_ns) == (before.st_size, before.st_mtime_ns)


def asked_when_saving(room: Room, *answers: str) -> int:
    """How many questions a save leads to, the first of which is answered so."""
    before = len(room.ask.asked)
    room.ask.will(*answers)
    room.files.save()
    room.crank()
    room.ask.answers.clear()
    return len(room.ask.asked) - before


def come_back(room: Room) -> News | None:
    """The window becomes the active one; what its bar says then."""
    QApplication.sendEvent(room.window, QEvent(QEvent.Type.WindowActivate))
    room.crank()
    return room.noticed[-1] if room.noticed else None


def act(news: News | None, verb: str) -> None:
    assert news
    dict(news.verbs)[verb]()


def test_p9_a_change_is_noticed_whatever_size_and_times_say(room: Room, path: Path, promise: State) -> None:
    tried = figure(20, 200)
    noticed = unasked = 0
    for n in range(tried):
        room.write(f"Mine {n}")
        unasked += asked_when_saving(room) == 0
        flip_bit(path, n * (path.stat().st_size - 1) // tried)
        noticed += asked_when_saving(room, CANCEL) == 1
        asked_when_saving(room, REPLACE)
    promise("P9", f"{tried} changes that keep size and time: noticed", tried, noticed)
    assert (noticed, unasked) == (tried, tried)


def test_coming_back_tells_of_a_change_once_and_reloading_is_a_step(room: Room, path: Path) -> None:
    assert come_back(room) is None
    room.write("Mine!")
    write_theirs(path)
    news = come_back(room)
    assert news
    assert news.sentence.startswith("Another program or person changed “mine” at ")
    room.files.put_away(news.key)
    assert come_back(room) is None

    act(news, RELOAD)
    room.crank()
    assert (room.subject, room.desk.session.dirty) == ("Their", False)
    assert room.desk.session.history.undo_label == "Reload"
    assert "Undo brings back" in room.told[-1]
    assert come_back(room) is None

    room.desk.session.undo()
    assert (room.subject, room.desk.session.dirty) == ("Mine!", True)
    room.ask.will(CANCEL)
    room.files.save()  # what is here now was made of an older file
    room.crank()
    assert subject_in(path) == "Their"
    room.desk.session.redo()
    room.write("Both")
    room.files.save()
    room.crank()
    assert subject_in(path) == "Both"


def test_the_times_alone_are_no_news(room: Room, path: Path) -> None:
    os.utime(path, ns=(1, 1))
    assert come_back(room) is None
    assert room.files.paper.stamp == stamp_of(path)


def test_differences_are_listed_before_anything_is_replaced(room: Room, path: Path) -> None:
    room.write("Mine!")
    write_theirs(path)
    room.ask.will(CANCEL)
    act(come_back(room), COMPARE)
    room.crank()
    assert room.ask.asked[-1].splitlines()[1:] == ["Issue: subject", "    Subject: “Mine!” → “Their”"]
    assert (room.subject, subject_in(path)) == ("Mine!", "Their")

    room.ask.will(COMPARE, RELOAD)
    room.files.save()
    room.crank()
    assert (room.subject, room.desk.session.dirty) == ("Their", False)


def test_what_is_kept_as_a_copy_leaves_theirs(room: Room, path: Path) -> None:
    room.write("Mine!")
    write_theirs(path)
    copy = room.folder / "copy.newsletter"
    room.ask.will(COMPARE, COPY, copy)
    room.files.save()
    room.crank()
    assert (subject_in(path), subject_in(copy)) == ("Their", "Mine!")
    assert room.files.path == copy


def test_what_is_replaced_knowingly_is_kept_as_a_version(room: Room, path: Path) -> None:
    room.write("Second")
    room.files.save()
    room.crank()  # the first save of a session keeps a version, the next half hour none
    room.write("Mine!")
    write_theirs(path)
    room.ask.will(COMPARE, REPLACE)
    room.files.save()
    room.crank()
    assert subject_in(path) == "Mine!"
    assert [version.read(LIBRARY)[0].subject for version in Versions().of(path)] == ["Their", "First"]
    assert come_back(room) is None


def test_the_same_issue_written_anew_is_taken_as_saved(room: Room, path: Path) -> None:
    save_document(path, ISSUE, Assets({"later.bin": b"later"}), library=LIBRARY)
    act(come_back(room), COMPARE)
    room.crank()
    assert "holds the very issue" in room.told[-1]
    assert not room.desk.session.history.past
    room.write("Mine!")
    room.files.save()
    room.crank()
    assert open_document(path, LIBRARY).assets.others == {"later.bin": b"later"}


def test_a_file_that_is_gone_is_told_and_the_issue_counts_as_unsaved(room: Room, path: Path) -> None:
    path.unlink()
    news = come_back(room)
    assert news
    assert "is not in its place any more" in news.sentence
    assert room.desk.session.dirty
    room.files.save()
    room.crank()
    assert subject_in(path) == "First"
    assert not room.desk.session.dirty
    assert room.noticed[-1] is None


def test_a_file_that_cannot_be_read_is_told(room: Room, path: Path) -> None:
    write_theirs(path)
    news = come_back(room)
    path.write_bytes(b"PK nothing")
    act(news, RELOAD)
    room.crank()
    assert "“mine” could not be read." in room.ask.told[-1]
    assert room.subject == "First"


# Two at one issue


def test_the_bar_shows_one_thing_and_is_put_away_by_hand(qtbot: QtBot) -> None:
    done: list[str] = []
    bar = Notice()
    qtbot.addWidget(bar)
    bar.dismissed.connect(done.append)
    bar.tell(News("a", "First", (("Do", lambda: done.append("done")),)))
    bar.tell(News("b", "Second"))
    bar.tell(News("a", "First", (("Do it", lambda: done.append("did")),)))
    assert (bar.label.text(), [each.text() for each in bar.buttons]) == ("First", ["Do it"])
    bar.buttons[0].click()
    bar.away.click()
    assert done == ["did", "a"]
    assert not bar.isVisible()


def test_the_bar_stands_in_the_window_and_its_verbs_are_pressed(seat: Seat, home: Path, tmp_path: Path) -> None:
    path, window = tmp_path / "mine.newsletter", seat.window
    seat.answers.will(path)
    seat.act("file.save_as")
    seat.until(lambda: window.files.path == path)
    assert not window.notice.isVisible()
    document = open_document(path, LIBRARY)
    save_document(path, replace(document.issue, subject="Theirs"), document.assets, library=LIBRARY)
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))
    seat.until(window.notice.isVisible)
    assert window.notice.label.text().startswith("Another program or person changed “mine” at ")
    reload = next(each for each in window.notice.buttons if each.text() == RELOAD)
    QTest.mouseClick(reload, Qt.MouseButton.LeftButton)
    seat.until(lambda: seat.issue.subject == "Theirs")
    assert not window.notice.isVisible()
    assert not seat.desk.session.dirty
    seat.act("edit.undo")
    assert seat.issue.subject != "Theirs"

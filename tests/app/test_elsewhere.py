"""What others do to the issue's file: noticed whatever its times say, told, and taken in or replaced knowingly."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from composer.app.elsewhere import CANCEL, COMPARE, COPY, RELOAD, REPLACE, SAVE_AS, TAKE_OVER
from composer.app.notice import News, Notice
from composer.files.assets import Assets
from composer.files.claims import Claim, claim
from composer.files.document import open_document, save_document
from composer.files.forms import stamp_of
from composer.files.versions import Versions
from tests.app.desks import LIBRARY
from tests.app.rooms import ISSUE, Room, subject_in
from tests.app.starts import Start
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


_OTHER = """
import sys
from pathlib import Path
from composer.files.claims import claim
held = claim(Path(sys.argv[1]), take_over=len(sys.argv) > 2)
print("ready", flush=True)
sys.stdin.readline()
held.release()
"""


class Other:
    """Another process, with another profile, that works on an issue."""

    def __init__(self, path: Path, *options: str) -> None:
        environment = os.environ | {"NEWSLETTER_COMPOSER_HOME": str(path.parent / "another home")}
        self._process = subprocess.Popen(
            [sys.executable, "-c", _OTHER, path, *options],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self._process.stdout
        assert self._process.stdout.readline() == b"ready\n"

    def close(self) -> None:
        if self._process.poll() is None:
            self._process.communicate(b"\n")


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    path = tmp_path / "theirs.newsletter"
    save_document(path, THEIRS, Assets(), library=LIBRARY)
    return path


@pytest.fixture
def other(theirs: Path) -> Iterator[Other]:
    made = Other(theirs)
    yield made
    made.close()


def test_who_comes_second_is_told_who_has_it_and_reads(room: Room, theirs: Path, other: Other) -> None:
    room.files.open(theirs)
    room.crank()
    news = room.noticed[-1]
    assert news
    assert news.sentence.startswith("“theirs” is in use: ")
    assert "on this machine since" in news.sentence
    assert room.window.windowTitle() == "theirs (read only)[*] - Newsletter Composer"
    room.write("Mine!")
    room.ask.will(CANCEL)
    room.files.save()
    room.crank()
    assert "“theirs.newsletter” is in use" in room.ask.asked[-1]
    assert subject_in(theirs) == "Their"

    other.close()
    come_back(room)
    assert room.told[-1] == "“theirs” is free now: you can save it."
    assert room.window.windowTitle() == "theirs[*] - Newsletter Composer"
    room.files.save()
    room.crank()
    assert subject_in(theirs) == "Mine!"


def test_saving_under_another_name_lets_go_of_the_first(room: Room, theirs: Path, other: Other) -> None:
    room.files.open(theirs)
    room.crank()
    room.ask.will(SAVE_AS, room.folder / "copy.newsletter")
    room.files.save()
    room.crank()
    assert room.window.windowTitle() == "copy[*] - Newsletter Composer"
    assert room.noticed[-1] is None
    other.close()
    assert isinstance(claim(theirs), Claim)


def test_taking_over_is_asked_about_and_what_they_saved_meanwhile_is_noticed(
    room: Room, theirs: Path, other: Other
) -> None:
    room.files.open(theirs)
    room.crank()
    save_document(theirs, replace(THEIRS, subject="Later"), Assets(), library=LIBRARY)
    room.ask.will(False)
    act(room.noticed[-1], TAKE_OVER)
    room.crank()
    assert room.files.paper.holder
    room.ask.will(True)
    act(room.noticed[-1], TAKE_OVER)
    room.crank()
    assert room.files.paper.holder is None
    news = room.noticed[-1]
    assert news
    assert "changed “theirs”" in news.sentence


def test_whose_issue_is_taken_over_is_told_and_asked_before_saving(room: Room, theirs: Path) -> None:
    room.files.open(theirs)
    room.crank()
    assert room.noticed[-1] is None
    other = Other(theirs, "take over")
    news = come_back(room)
    assert news
    assert "in use" in news.sentence
    room.write("Mine!")
    room.ask.will(TAKE_OVER)
    room.files.save()
    room.crank()
    assert subject_in(theirs) == "Mine!"
    other.close()
    assert come_back(room) is None


def test_closing_leaves_nothing_beside_the_issue(room: Room, theirs: Path) -> None:
    room.files.open(theirs)
    room.crank()
    beside = theirs.with_name(".~lock.theirs.newsletter#")
    assert beside.is_file()
    room.files.close()
    assert not beside.exists()
    come_back(room)
    assert not beside.exists()


# The bar


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


def test_a_file_has_one_window(theirs: Path, home: Path, tmp_path: Path, qtbot: QtBot) -> None:
    start = Start(tmp_path)
    first = start.app.open_document(open_document(theirs, LIBRARY))
    assert start.app.open_document(open_document(theirs, LIBRARY)) is first
    start.app.open_path(theirs)
    assert start.app.windows == [first]
    start.leave()
    assert not theirs.with_name(f".~lock.{theirs.name}#").exists()

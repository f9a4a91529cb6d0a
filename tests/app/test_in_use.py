"""Who comes second to an issue's file is told who has it, reads, and takes over knowingly."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from composer.app.elsewhere import CANCEL, SAVE_AS, TAKE_OVER
from composer.files.assets import Assets
from composer.files.claims import Claim, claim
from composer.files.document import open_document, save_document
from tests.app.desks import LIBRARY
from tests.app.rooms import Room, subject_in
from tests.app.starts import Start
from tests.app.test_elsewhere import ROOT, THEIRS, act, come_back

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


def test_a_file_has_one_window(theirs: Path, home: Path, tmp_path: Path, qtbot: QtBot) -> None:
    start = Start(tmp_path)
    first = start.app.open_document(open_document(theirs, LIBRARY))
    assert start.app.open_document(open_document(theirs, LIBRARY)) is first
    start.app.open_path(theirs)
    assert start.app.windows == [first]
    start.leave()
    assert not theirs.with_name(f".~lock.{theirs.name}#").exists()

"""Saving as a folder, and going on with it: opened, changed, recent, its versions and its journal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from composer.app.elsewhere import CANCEL
from composer.files.assets import Assets
from composer.files.document import save_document
from composer.files.forms import open_saved
from composer.files.journal import Origin, new_journal
from composer.files.unpacked import save_unpacked
from composer.files.versions import Versions
from composer.model.issue import Issue
from tests.app.desks import LIBRARY, drop
from tests.app.rooms import ISSUE, Room


def saved_as_folder(room: Room, chosen: Path, *answers: object) -> None:
    room.ask.will(chosen, *answers)
    room.files.save_as_folder()
    room.crank()


def subject_in(folder: Path) -> str:
    return open_saved(folder, LIBRARY).issue.subject


def test_an_empty_folder_is_taken_and_stays_the_issues_own(room: Room) -> None:
    folder = room.folder / "week 49"
    folder.mkdir()
    saved_as_folder(room, folder)
    assert (room.files.path, subject_in(folder)) == (folder, "First")
    assert room.window.windowTitle() == "week 49[*] - Newsletter Composer"
    assert room.told == [f"Saved in the folder “{folder}”, and from now on there."]
    assert room.files.recent() == [folder]
    room.write("Second")
    room.files.save()
    room.crank()
    assert subject_in(folder) == "Second"
    assert not room.desk.session.dirty
    assert [version.read(LIBRARY)[0].subject for version in Versions().of(folder)] == ["First"]


def test_in_a_folder_of_other_things_one_of_the_issues_name_is_made(room: Room) -> None:
    issues = room.folder / "issues"
    (issues / "older").mkdir(parents=True)
    saved_as_folder(room, issues)
    assert room.files.path == issues / "Signal & Noise 12"
    assert subject_in(issues / "Signal & Noise 12") == "First"
    assert sorted(path.name for path in issues.iterdir()) == [".~lock.Signal & Noise 12#", "Signal & Noise 12", "older"]


def test_where_neither_can_be_nothing_is_written(room: Room) -> None:
    there = room.folder / "issues" / "Signal & Noise 12"
    there.mkdir(parents=True)
    (there / "notes.txt").write_text("mine")
    saved_as_folder(room, room.folder / "issues")
    assert "holds other files" in room.ask.told[0]
    assert [path.name for path in there.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize(("sure", "subject"), [(False, "Theirs"), (True, "First")])
def test_an_issue_in_the_folder_is_replaced_only_when_that_is_said(sure: bool, subject: str, room: Room) -> None:
    folder = room.folder / "theirs"
    save_unpacked(folder, replace(ISSUE, subject="Theirs"), Assets(), library=LIBRARY)
    saved_as_folder(room, folder, sure)
    assert subject_in(folder) == subject


@pytest.mark.parametrize("name", ["", "issue.json", "manifest.json"])
def test_it_is_opened_by_any_of_its_names_and_dropped(name: str, room: Room) -> None:
    folder = room.folder / "week 49"
    save_unpacked(folder, replace(ISSUE, subject="Unpacked"), Assets(), library=LIBRARY)
    assert drop(room.window, folder / name)
    room.crank()
    assert (room.subject, room.files.path) == ("Unpacked", folder)
    room.files.open(folder / name)
    assert room.desk.jobs.crank() == 0


def test_a_change_by_hand_is_noticed_and_not_written_over(room: Room) -> None:
    folder = room.folder / "week 49"
    saved_as_folder(room, folder)
    words = folder / "issue.json"
    words.write_text(words.read_text().replace("First", "By hand"))
    QApplication.sendEvent(room.window, QEvent(QEvent.Type.WindowActivate))
    room.crank()
    news = room.noticed[-1]
    assert news
    assert "changed “week 49”" in news.sentence
    room.write("Mine")
    room.ask.will(CANCEL)
    room.files.save()
    room.crank()
    assert subject_in(folder) == "By hand"
    dict(news.verbs)["Reload"]()
    room.crank()
    assert room.subject == "By hand"


def test_a_folder_is_saved_as_a_document_beside_it(room: Room) -> None:
    folder = room.folder / "week 49"
    saved_as_folder(room, folder)
    room.write("Packed")
    path = room.save_as("week 49")
    assert room.ask.asked[-1] == "Save As week 49.newsletter"
    assert room.files.path == path
    assert subject_in(folder) == "First"
    room.write("Again")
    room.files.save()
    room.crank()
    assert path.is_file()


def test_its_journal_knows_it(room: Room) -> None:
    folder = room.folder / "week 49"
    saved_as_folder(room, folder)
    journal = new_journal()
    digest = room.files.paper.digest
    journal.record(replace(ISSUE, subject="Typed"), Assets(), Origin("week 49", folder, digest), LIBRARY)
    found = journal.read(LIBRARY)
    journal.close()
    assert found
    assert found.saved
    assert (found.saved.issue.subject, found.saved.unpacked, found.file_changed) == ("First", True, False)


def test_a_document_where_the_folder_was_is_refused_in_a_sentence(room: Room) -> None:
    folder = room.folder / "week 49"
    saved_as_folder(room, folder)
    folder.rename(room.folder / "elsewhere")
    save_document(folder, Issue(subject="A file"), Assets(), library=LIBRARY)
    room.write("Mine")
    room.ask.will(CANCEL)
    room.files.save()
    room.crank()
    assert "The issue was not saved." in room.ask.asked[-1]
    assert room.desk.session.dirty

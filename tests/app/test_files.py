"""The window's document: nothing is lost, nothing is written over, and undo knows which file is whose."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from composer.app.desk import Desk
from composer.app.files import Files
from composer.app.jobs import Jobs
from composer.app.new_dialog import NewDialog
from composer.app.paper import suggested_name
from composer.app.saving import CANCEL, COPY, REPLACE, SAVE_AS
from composer.app.template_dialog import TemplateDialog
from composer.files.assets import Assets
from composer.files.document import Document, open_document, save_document
from composer.library.places import user_templates
from composer.model.edits import put_issue
from composer.model.issue import Issue, Publication
from tests.app.desks import LIBRARY, Answers, desk, drop, sample

ISSUE = Issue(subject="First", number=12, publication=Publication(name="Signal & Noise"))


class Room:
    """A window with its files, a person, and the windows that were asked for."""

    def __init__(self, folder: Path, document: Document, jobs: Jobs | None = None) -> None:
        self.folder = folder
        self.desk: Desk = desk(folder, document.issue, document.assets, jobs=jobs)
        self.window = QMainWindow()
        self.ask = Answers()
        self.opened: list[Document] = []
        self.told: list[str] = []
        self.files = Files(self.desk, self.window, ask=self.ask, open_window=self.opened.append, document=document)
        self.files.told.connect(self.told.append)

    def crank(self) -> None:
        self.desk.jobs.crank()

    def write(self, subject: str) -> None:
        self.desk.session.apply("Change subject", put_issue("subject", subject))

    def save_as(self, name: str) -> Path:
        path = self.folder / f"{name}.newsletter"
        self.ask.will(path)
        self.files.save_as()
        self.crank()
        return path

    @property
    def subject(self) -> str:
        return self.desk.session.now.subject


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Templates saved here are nobody else's."""
    monkeypatch.setenv("NEWSLETTER_COMPOSER_HOME", str(tmp_path / "home"))


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot) -> Room:
    made = Room(tmp_path, Document(ISSUE, Assets(), Path("Untitled"), digest=""))
    qtbot.addWidget(made.window)
    return made


def subject_in(path: Path) -> str:
    return open_document(path, LIBRARY).issue.subject


# Saving


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


# Next issue and new, with undo


def test_the_next_issue_never_goes_over_the_last_one_and_undo_gives_its_file_back(room: Room) -> None:
    last = room.save_as("issue 12")
    before = last.read_bytes()
    room.files.next_issue()
    assert room.desk.session.now.number == 13
    assert room.files.path is None
    assert room.desk.session.dirty
    assert room.told
    room.ask.will(room.folder / "issue 13.newsletter")
    room.files.save()
    room.crank()
    assert room.ask.asked[-1] == "Save As Signal & Noise 13.newsletter"
    assert last.read_bytes() == before

    room.desk.session.undo()
    assert (room.desk.session.now.number, room.files.path) == (12, last)
    assert not room.desk.session.dirty
    room.desk.session.redo()
    assert (room.desk.session.now.number, room.files.path) == (13, room.folder / "issue 13.newsletter")
    assert not room.desk.session.dirty


def test_edits_after_next_issue_and_their_undo_stay_with_the_new_file(room: Room) -> None:
    last = room.save_as("issue 12")
    room.files.next_issue()
    room.write("Anew")
    room.desk.session.undo()
    assert room.files.path is None
    room.desk.session.undo()
    assert room.files.path == last
    room.write("Back in the old one")
    room.files.save()
    room.crank()
    assert subject_in(last) == "Back in the old one"


def test_next_issue_asks_about_unsaved_changes(room: Room) -> None:
    room.write("Second")
    room.ask.will("cancel")
    room.files.next_issue()
    assert room.desk.session.now.number == 12
    room.ask.will("discard")
    room.files.next_issue()
    assert room.desk.session.now.number == 13
    room.desk.session.undo()
    assert room.subject == "Second"
    assert room.desk.session.dirty


def test_a_new_issue_is_a_step_and_keeps_the_publication(room: Room) -> None:
    path = room.save_as("mine")
    room.files.new("dispatch")
    room.crank()
    now = room.desk.session.now
    assert now.blocks
    assert now.publication == ISSUE.publication
    assert room.files.path is None
    assert room.window.windowTitle() == "Untitled[*] - Newsletter Composer"
    assert room.desk.session.history.undo_label == "New from Dispatch"
    room.desk.session.undo()
    assert (room.desk.session.now, room.files.path) == (ISSUE, path)
    assert not room.desk.session.dirty


# Opening


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


# Closing


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
    room = Room(tmp_path, Document(ISSUE, Assets(), Path("Untitled"), digest=""), threads)
    qtbot.addWidget(room.window)
    room.write("Second")
    room.ask.will("save", tmp_path / "mine.newsletter")
    assert room.files.close_allowed()
    assert subject_in(tmp_path / "mine.newsletter") == "Second"


def test_closing_waits_for_a_save_under_way(tmp_path: Path, qtbot: QtBot, threads: Jobs) -> None:
    room = Room(tmp_path, Document(ISSUE, Assets(), Path("Untitled"), digest=""), threads)
    qtbot.addWidget(room.window)
    room.write("Second")
    room.ask.will(tmp_path / "mine.newsletter")
    room.files.save()
    assert room.files.close_allowed()
    assert room.ask.asked == ["Save As Signal & Noise 12.newsletter"]
    assert subject_in(tmp_path / "mine.newsletter") == "Second"


# Templates, through their dialogs


def test_a_saved_template_is_there_for_the_next_new_issue(tmp_path: Path, qtbot: QtBot) -> None:
    document = sample()
    room = Room(tmp_path, document)
    qtbot.addWidget(room.window)
    room.window.show()
    keep_template(room, qtbot, "Weekly & calm")
    assert (user_templates() / "weekly-calm" / "template.toml").is_file()
    assert str(user_templates() / "weekly-calm") in room.told[-1]

    room.files.new()
    room.crank()
    dialog = room.window.findChild(NewDialog)
    titles = [dialog.templates.item(n).text() for n in range(dialog.templates.count())]
    assert titles == ["Dispatch", "Weekly & calm"]
    qtbot.keyClick(dialog.templates, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.templates, Qt.Key.Key_Return)
    room.crank()
    assert room.desk.session.history.undo_label == "New from Weekly & calm"
    assert [block.type for block in room.desk.session.now.blocks] == [block.type for block in document.issue.blocks]
    assert room.desk.session.now.number is None
    room.desk.session.undo()
    assert room.desk.session.now is document.issue

    room.ask.will(False, True)
    keep_template(room, qtbot, "Weekly & calm")
    dialog = room.window.findChild(TemplateDialog)
    assert dialog.isVisible()
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    room.crank()
    assert len(room.told) == 2


def keep_template(room: Room, qtbot: QtBot, name: str) -> None:
    room.files.save_template()
    dialog = room.window.findChild(TemplateDialog)
    dialog.name.selectAll()
    qtbot.keyClicks(dialog.name, name)
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    room.crank()
    if not dialog.isVisible():
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_dialogs_closed_early_do_no_harm(room: Room) -> None:
    room.window.show()
    room.files.new()
    room.files.save_template()
    new, template = room.window.findChild(NewDialog), room.window.findChild(TemplateDialog)
    template.save_button.click()
    for dialog in (new, template):
        dialog.close()
        QApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete.value)
    assert room.desk.jobs.crank() == 2


def test_the_programs_own_template_cannot_be_replaced(room: Room, qtbot: QtBot) -> None:
    room.window.show()
    keep_template(room, qtbot, "Dispatch")
    dialog = room.window.findChild(TemplateDialog)
    assert "comes with the program" in dialog.error.text()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_blank_in_a_window_of_its_own(room: Room, qtbot: QtBot) -> None:
    room.window.show()
    room.write("Touched")
    room.files.new()
    room.crank()
    dialog = room.window.findChild(NewDialog)
    dialog.blank.click()
    dialog.elsewhere.click()
    qtbot.mouseClick(dialog.create_button, Qt.MouseButton.LeftButton)
    room.crank()
    assert room.subject == "Touched"
    assert room.opened[0].issue.blocks == ()
    assert room.opened[0].issue.publication == ISSUE.publication


@pytest.mark.parametrize(
    ("issue", "name"),
    [
        (ISSUE, "Signal & Noise 12"),
        (replace(ISSUE, number=None, label="Week 49"), "Signal & Noise Week 49"),
        (Issue(subject="Who / what: why?"), "Who what why"),
        (Issue(), "Untitled"),
        (Issue(subject="..."), "Untitled"),
    ],
)
def test_file_names_are_made_of_publication_and_number(issue: Issue, name: str) -> None:
    assert suggested_name(issue) == f"{name}.newsletter"

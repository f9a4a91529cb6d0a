"""The next issue and a new one: undo knows which file is whose."""

from __future__ import annotations

from tests.app.rooms import ISSUE, Room, subject_in


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

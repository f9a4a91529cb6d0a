"""Templates of one's own and new issues of them, through their dialogs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from composer.app.new_dialog import NewDialog
from composer.app.paper import suggested_name
from composer.app.template_dialog import TemplateDialog
from composer.files.starter import starter_issue
from composer.library.places import user_templates
from composer.model.issue import Issue
from tests.app.desks import sample
from tests.app.rooms import ISSUE, Room

pytestmark = pytest.mark.usefixtures("home")


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
    assert titles[0] == "Dispatch"
    assert titles[-1] == "Weekly & calm"
    qtbot.keyClick(dialog.templates, Qt.Key.Key_End)
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


def test_a_starter_is_chosen_by_the_job_it_is_for(room: Room, qtbot: QtBot) -> None:
    room.window.show()
    room.files.new()
    room.crank()
    dialog = room.window.findChild(NewDialog)
    (occasion,) = dialog.occasions.findItems("Event programme", Qt.MatchFlag.MatchExactly)
    dialog.occasions.setCurrentItem(occasion)
    assert dialog.templates.currentItem().text() == "Bulletin"
    qtbot.mouseClick(dialog.create_button, Qt.MouseButton.LeftButton)
    room.crank()
    wanted, _ = starter_issue("bulletin", room.desk.library, "event-programme")
    made = room.desk.session.now
    assert [block.type for block in made.blocks] == [block.type for block in wanted.blocks]
    assert made.template == "bulletin"


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

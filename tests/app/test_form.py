"""The inspector: the form of what is selected, from declarations alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from composer.app.editors.editor import Note
from composer.app.editors.token import LengthInput, TokenEditor
from composer.app.look import Look
from composer.model.edits import put_field, put_issue
from composer.model.finding import Finding, Place
from composer.model.issue import Block
from composer.model.record import Record
from composer.model.values import Raw
from tests.app.desks import sample
from tests.app.forms import FORMS, Window, png

FIELDS: dict[str, Any] = {
    "name": "A name",
    "speaker": {"name": "Ada"},
    "items": [{"title": "One"}, {"title": "Two"}, {"title": "Three", "address": "https://example.org"}],
}


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Window:
    made = Window(tmp_path, FIELDS, subject="Hello", publication={"name": "Signal"})
    image = made.assets.add(png(), "face.png")
    made.session.apply("Picture", put_field("one", "picture", image))
    people = [replace(person, picture=image) for person in (made.value("speaker"),)]
    made.session.apply("Byline", put_field("one", "byline", tuple(people)))
    return made.open(qtbot)


def _named(widget: QWidget | None) -> str:
    return widget.accessibleName() if widget else ""


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("name", "Name"),
        ("picture.alt", "Description for those who can’t see it"),
        ("picture.credits", "Creator"),
        ("picture.credits.0.licence", "Licence"),
        ("items.2.address", "Address"),
        ("byline.0.picture.alt", "Description for those who can’t see it"),
        ("byline.0.link", "Link"),
        ("target.address", "Leads to"),
        ("ai.uses", "How AI was used"),
        ("ai.note", "Note to readers"),
    ],
)
def test_every_path_leads_to_its_editor(window: Window, path: str, name: str) -> None:
    assert _named(window.focus(path)) == name
    editor = window.inspector.editor(path)
    assert editor is not None
    window.settle()
    assert editor.isVisible()


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("subject", "Subject"),
        ("publication.charter.link", "Charter’s address"),
        ("publication.address", "Postal address"),
        ("publication.unsubscribe", "Unsubscribe"),
        ("theme.accent", "Accent"),
    ],
)
def test_every_path_of_the_issue_leads_to_its_editor(window: Window, path: str, name: str) -> None:
    window.desk.selection.reveal(Place("", path))
    assert _named(QApplication.focusWidget()) == name


def test_a_path_that_leads_nowhere_is_passed_over(window: Window) -> None:
    before = window.focus("name")
    window.inspector.focus_field("gone.2.alt")
    assert QApplication.focusWidget() is before


def test_revealing_scrolls_to_the_field(window: Window, qtbot: QtBot) -> None:
    window.desk.selection.reveal(Place("one", "items.2.address"))
    editor = window.inspector.editor("items.2.address")
    assert editor is not None
    qtbot.waitUntil(lambda: not editor.visibleRegion().isEmpty())


def test_the_title_says_what_is_selected(window: Window) -> None:
    assert window.inspector.title.text() == "Everything"
    window.desk.selection.select(Place())
    assert (window.inspector.title.text(), window.inspector.subline.text()) == ("Issue", "Signal")


def test_another_block_shows_its_own_values_and_nothing_unfolded(window: Window) -> None:
    window.focus("items.2.address")
    window.desk.selection.select(Place("two"))
    assert window.focus("name").toPlainText() == "The other"  # type: ignore[attr-defined]
    QTest.keyClicks(window.focus("name"), "X")
    assert window.value("name") == "A name"
    window.desk.selection.select(Place("one"))
    items = window.inspector.editor("items")
    assert items is not None
    assert not any(card.summary.isChecked() for card in items.cards)  # type: ignore[attr-defined]


def test_a_block_that_goes_leaves_the_issue(window: Window) -> None:
    window.session.apply("Delete", lambda issue: replace(issue, blocks=issue.blocks[1:]))
    assert window.inspector.title.text() == "Issue"


def test_a_block_of_unknown_type_is_named(window: Window) -> None:
    stranger = Block("s", "stranger", Record({"mood": Raw('"blue"')}))
    window.session.apply("Add", lambda issue: replace(issue, blocks=(*issue.blocks, stranger)))
    window.desk.selection.select(Place("s"))
    assert window.inspector.title.text() == "stranger"
    assert "kept" in window.inspector.subline.text()
    assert {"mood", '"blue"'} <= {label.text() for label in window.inspector.findChildren(QLabel)}


def test_every_shipped_block_shows_its_fields(window: Window) -> None:
    issue = sample().issue
    window.session.open(issue)
    for block in issue.blocks:
        window.desk.selection.select(Place(block.id))
        assert window.inspector.title.text() == FORMS.blocks[block.type].title
        for field in FORMS.blocks[block.type].fields:
            assert window.inspector.editor(field.name) is not None


def _notes(window: Window) -> list[str]:
    return [note.words.text() for note in window.inspector.findChildren(Note) if not note.isHidden()]


def test_findings_stand_at_their_place_and_go(window: Window) -> None:
    finding = Finding("warning", "image.alt", "No description yet.", Place("one", "picture.alt"))
    window.focus("picture.alt")
    window.inspector.show_findings((finding, Finding("error", "x", "Of another.", Place("two", "name"))))
    assert _notes(window) == ["No description yet."]
    editor = window.inspector.editor("picture.alt")
    assert editor is not None
    assert editor.findChildren(Note)
    window.desk.selection.select(Place("two"))
    assert _notes(window) == ["Of another."]
    window.inspector.show_findings(())
    assert _notes(window) == []


def test_a_finding_on_the_whole_block_stands_at_its_head(window: Window) -> None:
    window.inspector.show_findings((Finding("warning", "x", "This block says nothing.", Place("one")),))
    window.settle()
    assert _notes(window) == ["This block says nothing."]
    window.desk.selection.select(Place("two"))
    window.settle()
    assert _notes(window) == []


def test_a_finding_on_what_is_folded_stands_at_its_card(window: Window) -> None:
    window.inspector.show_findings((Finding("error", "x", "No address.", Place("one", "items.1.address")),))
    items = window.inspector.editor("items")
    assert items is not None
    assert items.cards[1].findChildren(Note)  # type: ignore[attr-defined]
    window.focus("items.1.address")
    assert _notes(window) == ["No address."]
    address = window.inspector.editor("items.1.address")
    assert address is not None
    assert [note for note in address.findChildren(Note) if not note.isHidden()]


def test_a_fix_is_one_step_of_undo(window: Window) -> None:
    fix = put_field("one", "name", "Better")
    finding = Finding("warning", "x", "Could be better.", Place("one", "name"), fix, "Make it better")
    window.focus("name")
    window.inspector.show_findings((finding,))
    button = next(b for b in window.inspector.findChildren(QPushButton) if b.text() == "Make it better")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.value("name") == "Better"
    assert window.session.history.undo_label == "Make it better"


def test_the_issue_is_edited_and_undone(window: Window) -> None:
    window.desk.selection.select(Place())
    before = window.session.now
    window.type("subject", "Oh, ")
    window.type("number", "12")
    window.type("publication.address", "Street 1")
    window.key(Qt.Key.Key_Return)
    QTest.keyClicks(window.focus("publication.address"), "Town")
    now = window.session.now
    assert (now.subject, now.number, now.publication.address) == ("Oh, Hello", 12, "Street 1\nTown")
    while window.session.history.undo_label != "Byline":
        window.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.session.now is before


def test_the_issue_s_number_is_whole(window: Window) -> None:
    window.desk.selection.select(Place())
    window.type("number", "1.5")
    assert window.session.now.number == 1
    editor = window.inspector.editor("number")
    assert editor is not None
    assert editor._trouble is not None


def test_the_counter_warns_in_words_and_colour(window: Window) -> None:
    window.desk.selection.select(Place())
    window.session.apply("Long", put_issue("subject", "x" * 61))
    editor = window.inspector.editor("subject")
    assert editor is not None
    assert editor.counter.text() == "61 of 60"  # type: ignore[attr-defined]
    assert editor.counter.property("role") == "over"  # type: ignore[attr-defined]


def test_tokens_change_and_go_back_to_the_template_s_own(window: Window) -> None:
    window.desk.selection.select(Place())
    digits = window.focus("theme.accent")
    QTest.keyClick(digits, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(digits, "#eeeeee")
    assert window.session.now.theme["accent"] == "#eeeeee"
    editor = window.inspector.editor("theme.accent")
    assert isinstance(editor, TokenEditor)
    assert "too little" in editor.contrast.text()
    window.settle()
    QTest.mouseClick(editor.own, Qt.MouseButton.LeftButton)
    assert "accent" not in window.session.now.theme
    assert editor.own.isHidden()


def test_the_style_of_the_buttons_is_chosen_taken_back_and_reset(window: Window) -> None:
    window.desk.selection.select(Place())
    box = window.focus("theme.buttons")
    editor = window.inspector.editor("theme.buttons")
    assert isinstance(box, QComboBox)
    assert isinstance(editor, TokenEditor)
    assert [box.itemText(n) for n in range(box.count())] == ["Filled", "Outlined", "Text link"]
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert window.session.now.theme["buttons"] == "outline"
    window.session.undo()
    assert "buttons" not in window.session.now.theme
    assert (box.currentText(), editor.own.isHidden()) == ("Filled", True)
    window.session.redo()
    assert (box.currentText(), editor.own.isHidden()) == ("Outlined", False)
    window.settle()
    QTest.mouseClick(editor.own, Qt.MouseButton.LeftButton)
    assert "buttons" not in window.session.now.theme
    assert box.currentText() == "Filled"


def test_a_length_keeps_within_its_bounds(window: Window) -> None:
    window.desk.selection.select(Place())
    editor = window.inspector.editor("theme.width")
    assert isinstance(editor, TokenEditor)
    assert isinstance(editor.input, LengthInput)
    QTest.keyClick(editor.input.slider, Qt.Key.Key_Home)
    assert window.session.now.theme["width"] == f"{editor.token.least}px"
    editor.input.digits.setFocus()
    editor.input.digits.selectAll()
    QTest.keyClicks(editor.input.digits, "9999")
    assert editor._trouble is not None
    assert editor.token.allows(window.session.now.theme["width"])


@pytest.mark.parametrize(("typed", "wanted"), [("40px<<", "41px"), ("", "33px"), ("inf", "33px"), ("nan", "33px")])
def test_a_length_is_stepped_from_the_last_that_held(window: Window, typed: str, wanted: str) -> None:
    window.desk.selection.select(Place())
    editor = window.inspector.editor("theme.space")
    assert isinstance(editor, TokenEditor)
    assert isinstance(editor.input, LengthInput)
    editor.input.digits.setFocus()
    editor.input.digits.selectAll()
    QTest.keyClick(editor.input.digits, Qt.Key.Key_Delete)
    QTest.keyClicks(editor.input.digits, typed)
    QTest.keyClick(editor.input.digits, Qt.Key.Key_Up)
    assert window.session.now.theme["space"] == wanted


def test_the_language_is_chosen_by_name(window: Window) -> None:
    window.desk.selection.select(Place())
    box = window.focus("language")
    assert isinstance(box, QComboBox)
    assert box.currentText() == "English"
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert window.session.now.language == box.currentData() != "en"


def test_everything_is_reached_by_tab_in_order(window: Window) -> None:
    window.settle()
    window.focus("name")
    names = []
    for _ in range(60):
        window.key(Qt.Key.Key_Tab)
        name = _named(QApplication.focusWidget())
        if not name or name == "Shown":
            break
        names.append(name)
    wanted = ["Words", "Picture: picture", "Description for those who can’t see it", "Caption", "Creator", "Text"]
    at = [names.index(name) for name in wanted]
    assert at == sorted(at)
    assert {"How AI was used", "Day", "Hour", "Amount", "Tint", "Align"} <= set(names)


def test_nothing_is_cut_in_a_narrow_pane(window: Window) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    Look(app, "light")  # buttons are as wide as it says
    for path in ("items.0.title", "byline.0.name", "speaker.name", "picture.alt", "words"):
        window.focus(path)
        window.settle()
    page = window.inspector._stack.currentWidget()
    assert page is not None
    assert window.inspector.minimumSizeHint().width() <= 300
    inside = page.widget()  # type: ignore[attr-defined]
    assert inside.minimumSizeHint().width() <= 290

"""Each field kind's editor: what is typed reaches the session, and undo brings back the very issue there was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QMenu
from pytestqt.qtbot import QtBot

from composer.app.editors.cards import ListEditor
from composer.app.editors.colour import ColourEditor, read_colour
from composer.app.editors.disclosure import UsesEditor
from composer.app.editors.link import AddressEditor, LinkEditor
from composer.app.editors.moment import DateEditor
from composer.app.editors.people import PersonEditor
from composer.app.editors.table import EDITORS
from composer.model.colour import contrast
from composer.model.fields import KINDS
from composer.model.finding import Place
from composer.model.values import Credit, Disclosure, Link, Person
from tests.app.forms import Window

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Window:
    return Window(tmp_path, {"name": "A name"}).open(qtbot)


def test_every_kind_has_an_editor() -> None:
    assert set(EDITORS) == set(KINDS)


def _choose(window: Window, path: str, key: Qt.Key = Qt.Key.Key_Down) -> None:
    box = window.focus(path)
    assert isinstance(box, QComboBox)
    QTest.keyClick(box, key)


def _click_adder(window: Window, path: str) -> None:
    editor = window.inspector.editor(path)
    assert editor is not None
    assert editor.adder is not None
    QTest.mouseClick(editor.adder, Qt.MouseButton.LeftButton)


def _add_person(window: Window) -> None:
    _click_adder(window, "byline")
    window.type("byline.0.name", "Ada")


def _add_row(window: Window) -> None:
    _click_adder(window, "items")
    window.type("items.0.title", "First")


EDITS: dict[str, tuple[Callable[[Window], object], str, Any]] = {
    "line": (lambda w: w.type("name", "X"), "name", "XA name"),
    "prose": (lambda w: w.type("words", "Some words"), "words", "<p>Some words</p>"),
    "link": (lambda w: w.type("target.text", "Read"), "target", Link(text="Read")),
    "credit": (lambda w: w.type("maker.publication", "Wire"), "maker", Credit(publication="Wire")),
    "people": (_add_person, "byline", (Person(name="Ada"),)),
    "credits": (lambda w: _click_adder(w, "makers"), "makers", (Credit(),)),
    "disclosure": (lambda w: w.type("ai.note", "By hand"), "ai", Disclosure(note="By hand")),
    "date": (lambda w: w.type("day", "2024-02-29"), "day", date(2024, 2, 29)),
    "time": (lambda w: w.type("hour", "18:30"), "hour", time(18, 30)),
    "number": (lambda w: w.type("amount", "7"), "amount", 7),
    "colour": (lambda w: w.type("tint", "0b57d0"), "tint", "#0b57d0"),
    "choice": (lambda w: _choose(w, "align"), "align", "right"),
    "toggle": (lambda w: QTest.keyClick(w.focus("shown"), Qt.Key.Key_Space), "shown", True),
}


@pytest.mark.parametrize("kind", EDITS)
def test_an_edit_reaches_the_session_and_undo_brings_back_what_was(window: Window, kind: str) -> None:
    act, name, wanted = EDITS[kind]
    before = window.session.now
    act(window)
    assert window.value(name) == wanted
    while window.session.history.undo_label:
        window.key(Qt.Key.Key_Z, CONTROL)
    assert window.session.now is before
    editor = window.inspector.editor(name)
    assert editor is not None
    assert editor.value == (before.blocks[0].fields.get(name) or editor.field.empty)


def test_typing_is_one_step_named_after_the_field(window: Window) -> None:
    window.type("name", "abc")
    assert list(window.session.history.labels()) == ["Change name"]


def test_undo_and_redo_show_in_the_line(window: Window) -> None:
    widget = window.type("name", "abc")
    window.key(Qt.Key.Key_Z, CONTROL)
    assert widget.toPlainText() == "A name"  # type: ignore[attr-defined]
    window.key(Qt.Key.Key_Z, CONTROL, Qt.KeyboardModifier.ShiftModifier)
    assert widget.toPlainText() == "abcA name"  # type: ignore[attr-defined]


def test_what_comes_from_elsewhere_leaves_the_caret(window: Window) -> None:
    widget = window.type("name", "ab")
    window.inspector._refresh()
    QTest.keyClicks(widget, "c")
    assert window.value("name") == "abcA name"


def test_a_line_takes_no_line_breaks(window: Window) -> None:
    widget = window.focus("name")
    QGuiApplication.clipboard().setText("two\nlines")
    QTest.keyClick(widget, Qt.Key.Key_A, CONTROL)
    QTest.keyClick(widget, Qt.Key.Key_V, CONTROL)
    QTest.keyClick(widget, Qt.Key.Key_Return)
    assert window.value("name") == "two lines"


def test_hard_spaces_stay(window: Window) -> None:
    widget = window.focus("name")
    widget.insertPlainText("10\u00a0km ")  # type: ignore[attr-defined]
    assert window.value("name") == "10\u00a0km A name"


def test_a_long_line_grows(window: Window) -> None:
    widget = window.focus("name")
    height = widget.height()
    QTest.keyClicks(widget, "many words that do not fit on a single line of the pane ")
    window.inspector.layout().activate()
    assert widget.heightForWidth(widget.width()) > height


def test_an_address_is_spelled_out_when_the_caret_leaves(window: Window) -> None:
    window.type("target.address", "example.org/a")
    window.focus("name")
    assert window.value("target").address == "https://example.org/a"


def test_an_address_that_is_only_passed_through_stays(tmp_path: Path, qtbot: QtBot) -> None:
    window = Window(tmp_path, {"target": {"address": "example.org"}}).open(qtbot)
    before = window.session.now
    window.focus("target.address")
    window.focus("name")
    assert window.session.now is before


def test_what_was_half_typed_does_not_go_over_to_another_block(window: Window) -> None:
    widgets = {path: window.type(path, "xyz") for path in ("day", "hour", "amount", "tint")}
    window.desk.selection.select(Place("two"))
    assert {path: widget.text() for path, widget in widgets.items()} == dict.fromkeys(widgets, "")  # type: ignore[attr-defined]


def test_a_link_leads_to_a_story_of_this_issue(window: Window) -> None:
    editor = window.inspector.editor("target")
    address = window.inspector.editor("target.address")
    assert isinstance(editor, LinkEditor)
    assert isinstance(address, AddressEditor)
    menu = QMenu()
    address.fill_menu(menu)
    next(action for action in menu.actions() if action.text() == "The other").trigger()
    assert window.value("target") == Link(block="two")
    assert editor.story.text() == "The other"
    assert address.input.isHidden()
    next(action for action in menu.actions() if action.text() == "Unsubscribe page").trigger()
    assert window.value("target") == Link(address="[[unsubscribe]]")


def test_people_are_moved_and_removed_by_keys(window: Window) -> None:
    _add_person(window)
    editor = window.inspector.editor("byline")
    assert isinstance(editor, ListEditor)
    editor.take(Person(name="Bea"))  # type: ignore[attr-defined]
    QTest.keyClick(editor.cards[1].summary, Qt.Key.Key_Up, ALT)
    assert [person.name for person in window.value("byline")] == ["Bea", "Ada"]
    assert editor.cards[0].summary.hasFocus()
    QTest.keyClick(editor.cards[0].summary, Qt.Key.Key_Delete)
    assert [person.name for person in window.value("byline")] == ["Ada"]
    assert window.blocks_keys == []
    window.key(Qt.Key.Key_Z, CONTROL)
    assert [card.summary.text() for card in editor.cards] == ["Bea", "Ada"]
    assert window.session.history.undo_label == "Move person"


def test_people_of_this_issue_are_offered_once(window: Window) -> None:
    _add_person(window)
    editor = window.inspector.editor("speaker")
    assert isinstance(editor, PersonEditor)
    from composer.app.editors.people import offer_people

    menu, taken = QMenu(), []
    offer_people(menu, editor.bench, taken.append, ())
    assert [action.text() for action in menu.actions() if action.text()] == ["Ada", "Somebody new"]
    menu.actions()[0].trigger()
    assert [person.name for person in taken] == ["Ada"]


def test_another_name_is_another_person(tmp_path: Path, qtbot: QtBot) -> None:
    window = Window(tmp_path, {"speaker": {"name": "Ada", "id": "ada"}}).open(qtbot)
    window.type("speaker.name", "M")
    assert window.value("speaker") == Person(name="MAda")


def test_a_single_person_is_made_and_taken_out(window: Window) -> None:
    editor = window.inspector.editor("speaker")
    assert isinstance(editor, PersonEditor)
    QTest.mouseClick(editor.choose, Qt.MouseButton.LeftButton)
    window.type("speaker.name", "Ada")
    assert window.value("speaker") == Person(name="Ada")
    assert editor.choose.isHidden()
    QTest.keyClick(editor.card.summary, Qt.Key.Key_Delete)
    assert window.value("speaker") == Person()


def test_rows_grow_move_and_shrink(window: Window) -> None:
    _add_row(window)
    _click_adder(window, "items")
    window.type("items.1.title", "Second")
    editor = window.inspector.editor("items")
    assert isinstance(editor, ListEditor)
    QTest.keyClick(editor.cards[0].summary, Qt.Key.Key_Down, ALT)
    assert [row["title"] for row in window.value("items")] == ["Second", "First"]
    assert [card.summary.text() for card in editor.cards] == ["Second", "First"]
    QTest.keyClick(editor.cards[0].summary, Qt.Key.Key_Delete)
    assert [row["title"] for row in window.value("items")] == ["First"]


def test_a_disclosure_states_none_only_when_a_person_says_so(window: Window) -> None:
    _choose(window, "ai.uses")
    assert window.value("ai").uses == ()
    _choose(window, "ai.uses")
    assert window.value("ai").uses == ("assisted",)
    uses = window.inspector.editor("ai.uses")
    assert isinstance(uses, UsesEditor)
    QTest.mouseClick(uses.boxes["translated"], Qt.MouseButton.LeftButton, pos=uses.boxes["translated"].rect().center())
    uses.boxes["translated"].click()
    assert window.value("ai").uses is not None
    for box in uses.boxes.values():
        if box.isChecked():
            box.click()
    assert window.value("ai").uses is None


def test_a_day_is_taken_from_the_calendar_and_given_up(window: Window) -> None:
    editor = window.inspector.editor("day")
    assert isinstance(editor, DateEditor)
    editor.open.click()
    assert editor.popup is not None
    editor.popup.calendar.activated.emit(QDate(2023, 12, 8))
    assert window.value("day") == date(2023, 12, 8)
    assert editor.input.text() == "Fri 8 Dec 2023"
    editor.none.click()
    assert window.value("day") is None


@pytest.mark.parametrize(
    ("path", "text"), [("day", "2024-02-30x"), ("hour", "29:70"), ("amount", "11"), ("tint", "red")]
)
def test_what_is_none_is_not_taken_and_said_so(window: Window, path: str, text: str) -> None:
    before = window.value(path)
    window.type(path, text)
    editor = window.inspector.editor(path)
    assert editor is not None
    assert editor._trouble is not None
    assert window.value(path) in (before, 1, time(2, 9))


def test_arrow_keys_step_a_number_within_its_bounds(window: Window) -> None:
    window.type("amount", "9")
    for _ in range(3):
        window.key(Qt.Key.Key_Up)
    assert window.value("amount") == 10
    window.key(Qt.Key.Key_Down)
    assert window.value("amount") == 9


def test_colours_are_read_as_people_write_them() -> None:
    assert [read_colour(text) for text in ("#ABC", "0b57d0", " #0B57D0 ", "blue")] == [
        "#aabbcc",
        "#0b57d0",
        "#0b57d0",
        None,
    ]


def test_contrast_is_that_of_wcag() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21.0
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54


def test_no_colour_is_a_choice(window: Window) -> None:
    window.type("tint", "0b57d0")
    editor = window.inspector.editor("tint")
    assert isinstance(editor, ColourEditor)
    editor.input.none.click()
    assert window.value("tint") == ""

"""What a saved template fixes cannot be changed in the window of an issue made from it; what it leaves open can."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from composer.app.template_dialog import TemplateDialog
from composer.library.templates import read_library
from composer.model.finding import Place
from composer.model.locks import FIXED_WORDS, decide
from tests.app.pages import Hands
from tests.app.windows import Seat


@pytest.fixture
def seat(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Seat]:
    monkeypatch.setenv("NEWSLETTER_COMPOSER_HOME", str(tmp_path / "home"))
    seat = Seat(qtbot, tmp_path)
    seat.settle()
    yield seat
    seat.leave()


def row_of(dialog: TemplateDialog, name: str) -> QTreeWidgetItem:
    table = dialog.locks
    found = table.findItems(name, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive, 0)
    assert len(found) == 1, name
    return found[0]


def tick(dialog: TemplateDialog, name: str, column: int) -> None:
    """Click a tick of the table."""
    item, table = row_of(dialog, name), dialog.locks
    table.scrollToItem(item)
    box = table.visualItemRect(item)
    at = QPoint(table.header().sectionViewportPosition(column) + 10, box.center().y())
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert item.checkState(column) == Qt.CheckState.Checked


def keep_template(seat: Seat) -> TemplateDialog:
    seat.act("file.save_template")
    dialog = seat.window.findChild(TemplateDialog)
    assert dialog is not None
    dialog.name.setText("House")
    QTest.mouseClick(dialog.more, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(8, 8))
    assert dialog.locks.isVisible()
    tick(dialog, "Signal & Noise", 2)
    tick(dialog, "Footer", 1)
    tick(dialog, "Footer", 2)
    tick(dialog, "Footer", 3)
    tick(dialog, "Colours: Accent", 1)
    return dialog


@pytest.fixture
def house(seat: Seat) -> Seat:
    """The window on a new issue from a template that fixes its masthead's place, its footer and its accent."""
    dialog = keep_template(seat)
    dialog.accept()
    seat.until(lambda: "house" in read_library().templates)
    seat.desk.shelf.put(read_library())
    seat.answers.will("discard")
    seat.window.files.new("house")
    seat.until(lambda: bool(seat.issue.closed))
    seat.settle()
    return seat


def test_the_issue_itself_stays_free(seat: Seat) -> None:
    before = seat.issue
    keep_template(seat).accept()
    seat.until(lambda: "house" in read_library().templates)
    assert seat.issue is before


def test_a_footer_that_is_fixed_is_changed_by_nothing(house: Seat) -> None:
    window, footer = house.window, house.block("footer")
    before = house.issue
    house.click_row(footer.id)
    assert window.inspector.lock.isVisible()
    assert window.inspector.lock.heading.text() == "Locked by the template"
    assert (
        window.inspector.lock.says.text()
        == "What it says stays as it is. It stays where it stands. It is neither deleted nor hidden."
    )
    editor = window.inspector.editor("reason")
    assert editor is not None
    assert not editor.isEnabled()
    for name in ("up", "down", "hide", "hold", "delete"):
        assert not window.actions_by_name[f"block.{name}"].isEnabled(), name
    QTest.keyClick(window.outline, Qt.Key.Key_Delete)
    QTest.keyClick(window.outline, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    house.click_row(footer.id)
    window.edits.move_to([footer.id], 1)
    window.edits.delete()
    window.edits.hide()
    window.edits.insert("divider", len(house.issue.blocks))
    assert next(iter(house.desk.session.history.labels())) == "New from House"
    assert house.issue is before
    assert "template" in window.toast.label.text()


def test_who_owns_the_template_changes_what_is_locked_and_the_issue_follows(house: Seat) -> None:
    footer, before = house.block("footer"), house.issue
    house.click_row(footer.id)
    QTest.mouseClick(house.window.inspector.lock.change, Qt.MouseButton.LeftButton)
    dialog = house.window.findChildren(TemplateDialog)[-1]
    assert dialog.locks.isVisible()
    assert dialog.here.isChecked()
    dialog.name.setText("House")
    row_of(dialog, "Footer").setCheckState(1, Qt.CheckState.Unchecked)
    house.answers.will(True)
    dialog.accept()
    house.until(lambda: house.issue is not before)
    reason = house.window.inspector.editor("reason")
    assert reason is not None
    assert reason.isEnabled()
    assert house.window.inspector.lock.says.text() == "It stays where it stands. It is neither deleted nor hidden."
    assert house.issue.closed == before.closed
    house.window.undo()
    assert house.issue is before
    assert not reason.isEnabled()


def test_the_page_says_of_which_blocks_the_words_are_fixed(seat: Seat) -> None:
    hands, fixed = Hands(seat), seat.block("article").id
    seat.desk.session.convert(lambda issue: decide(issue, {fixed: ("locked",)}, ()))
    block = f'[data-block="{fixed}"]'
    name = f"document.querySelector('{block}').getAttribute('aria-label')"
    seat.shows(f"{name}.startsWith('Article: ') && {name}.endsWith(', locked by the template')")
    seat.page(f"void document.querySelector('{block}').scrollIntoView({{block: 'start'}})")
    QTest.mouseMove(hands.target, QPoint(3, 3))
    QTest.mouseMove(hands.target, hands.middle(block))
    seat.shows("JSON.parse(composer.report()).title", "Article · Locked")


def test_words_that_are_fixed_are_not_entered_on_the_page(seat: Seat) -> None:
    window, hands, fixed, story = seat.window, Hands(seat), seat.block("article").id, seat.block("article", 1).id
    seat.desk.session.convert(lambda issue: decide(issue, {fixed: ("locked",)}, ()))
    begun, block = seat.issue, f"document.querySelector('[data-block=\"{fixed}\"]')"
    text, editable = (
        f'[data-block="{fixed}"] [data-fixed="headline"]',
        "[data-edit], [data-card], [data-row], [data-ghost]",
    )
    hands.click(story, "headline")
    seat.shows(f"{block}.querySelectorAll('{editable}').length", 0)
    seat.page(f"void document.querySelector('{text}').scrollIntoView({{block: 'center'}})")
    words = seat.page(f"{block}.innerText")
    seat.click_in_mail(text)
    seat.until(lambda: window.toast.label.text() == FIXED_WORDS)
    assert seat.desk.selection.place == Place(fixed)
    hands.let_go()
    hands.type("xyz")
    seat.shows("document.querySelectorAll('[contenteditable=true]').length", 0)
    seat.shows("JSON.parse(composer.report()).block", fixed)
    seat.shows(f"{block}.querySelectorAll('{editable}').length", 0)  # selected, it has no empty texts to fill either
    assert seat.page(f"{block}.innerText") == words
    assert seat.issue is begun
    assert not window.canvas.write(Place(fixed, "headline"))
    hands.click(story, "headline")


def test_a_page_that_asks_for_words_that_are_fixed_does_not_get_them(seat: Seat) -> None:
    hands, story = Hands(seat), seat.block("article").id
    hands.click(story, "headline")
    seat.desk.session.convert(lambda issue: decide(issue, {story: ("locked",)}, ()))
    seat.window.canvas.edits.hear({"what": "enter", "block": story, "field": "headline", "slot": -1})
    hands.let_go()
    seat.until(lambda: seat.window.toast.label.text() == FIXED_WORDS)
    seat.shows("document.querySelectorAll('[contenteditable=true]').length", 0)


def test_what_was_refused_does_not_stay_on_the_page(seat: Seat) -> None:
    hands, story = Hands(seat), seat.block("article").id
    hands.click(story, "headline")
    value = hands.value(story, "headline")
    seat.desk.session.convert(lambda issue: decide(issue, {story: ("locked",)}, ()))
    hands.type("x")
    seat.until(lambda: seat.window.toast.label.text() == FIXED_WORDS)
    seat.shows("document.querySelector('[contenteditable=true]').textContent", value)
    assert hands.value(story, "headline") == value


def test_a_token_that_is_closed_is_shown_and_not_changed(house: Seat) -> None:
    window = house.window
    window.desk.selection.select(Place())
    accent, ink = window.inspector.editor("theme.accent"), window.inspector.editor("theme.ink")
    assert accent is not None
    assert ink is not None
    assert not accent.input.isEnabled()  # type: ignore[attr-defined]
    assert ink.input.isEnabled()  # type: ignore[attr-defined]


def test_what_is_open_is_written_and_moved(house: Seat) -> None:
    window, story = house.window, house.block("article")
    house.click_row(story.id)
    window.inspector.focus_field("headline")
    box = QApplication.focusWidget()
    assert box is not None
    QTest.keyClick(box, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(box, "Written")
    made = house.issue.block(story.id)
    assert made is not None
    assert made.fields["headline"] == "Written"
    at = house.issue.index(story.id)
    house.act("block.down")
    assert house.issue.index(story.id) > at
    house.act("block.delete")
    assert house.issue.block(story.id) is None

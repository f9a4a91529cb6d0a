"""What is no text, edited in a card that opens where it stands on the page: by the mouse, by keys, undone, left."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QMenu, QWidget
from shiboken6 import isValid

from composer.app.editors.editor import Editor
from composer.app.editors.image_well import ImageWell
from composer.app.field_card import FieldCard
from composer.model.edits import insert, put_field
from composer.model.finding import Place
from composer.model.issue import Block, Issue
from composer.model.record import Record
from composer.model.values import Image, Person
from tests.app.pages import CONTROL, NONE, SHIFT, Hands

Key = Qt.Key
pytestmark = pytest.mark.usefixtures("home")


def opened(hands: Hands, field: str) -> FieldCard:
    """The card in which a field is, once it has the keyboard."""
    cards = hands.seat.window.cards

    def there() -> bool:
        card, focused = cards.card, QApplication.focusWidget()
        return (
            card is not None
            and field in [each.name for each in card.fields]
            and focused is not None
            and card.isAncestorOf(focused)
        )

    hands.seat.until(there)
    assert cards.card is not None
    return cards.card


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def back_on_page(hands: Hands, field: str) -> None:
    """Wait until the card is gone and the keyboard is at what stands for the field."""
    hands.seat.until(lambda: hands.seat.window.cards.card is None and hands.target.hasFocus())
    hands.seat.shows("JSON.parse(composer.report()).card", field)


def names(hands: Hands, block: str, field: str) -> list[str]:
    return [person.name for person in hands.value(block, field) or ()]


def test_a_click_on_the_byline_edits_it_there_and_undo_goes_on_in_the_card(hands: Hands) -> None:
    before = names(hands, "lead", "byline")
    hands.click_card("lead", "byline")
    card = opened(hands, "byline")
    assert hands.seat.desk.selection.place == Place("lead", "byline")
    hands.press(Key.Key_End, CONTROL)
    QTest.keyClicks(focused(), " Jr")
    assert names(hands, "lead", "byline") == [f"{before[0]} Jr", *before[1:]]
    assert list(hands.seat.desk.session.history.labels()) == ["Change name"]
    hands.seat.shows(f"document.querySelector('[data-block=\"lead\"]').innerText.includes('{before[0]} Jr')")
    hands.press(Key.Key_Z, CONTROL)
    hands.seat.until(lambda: names(hands, "lead", "byline") == before)
    hands.press(Key.Key_Z, CONTROL | SHIFT)
    hands.seat.until(lambda: names(hands, "lead", "byline") == [f"{before[0]} Jr", *before[1:]])
    assert hands.seat.window.cards.card is card
    assert card.isAncestorOf(focused())
    hands.press(Key.Key_Escape)
    back_on_page(hands, "byline")


def test_tab_comes_to_it_enter_opens_it_and_tab_goes_round_in_the_card(hands: Hands) -> None:
    hands.click("lead", "standfirst")
    hands.press(Key.Key_Tab)
    hands.held("lead", "byline")
    hands.press(Key.Key_Return)
    card = opened(hands, "byline")
    begun, seen = focused(), 0
    hands.press(Key.Key_Tab)
    while focused() is not begun:
        assert card.isAncestorOf(focused())
        hands.press(Key.Key_Tab)
        seen += 1
        assert seen < 40
    assert seen > 3
    hands.press(Key.Key_Escape)
    back_on_page(hands, "byline")
    hands.press(Key.Key_Tab, SHIFT)
    hands.written("lead", "standfirst")


def test_what_takes_out_leaves_the_story_at_the_byline(hands: Hands) -> None:
    count = len(hands.seat.issue.blocks)
    hands.click("lead", "standfirst")
    hands.press(Key.Key_Tab)
    hands.held("lead", "byline")
    for key, keys in ((Key.Key_Delete, NONE), (Key.Key_Backspace, NONE), (Key.Key_X, CONTROL)):
        hands.press(key, keys)
    hands.press(Key.Key_Tab, SHIFT)  # the page has them in turn
    hands.written("lead", "standfirst")
    assert len(hands.seat.issue.blocks) == count
    hands.press(Key.Key_Tab)
    hands.held("lead", "byline")
    hands.press(Key.Key_Escape)
    hands.seat.shows("JSON.parse(composer.report()).card", "")
    hands.press(Key.Key_Delete)  # it is the block's again
    hands.seat.until(lambda: hands.seat.issue.block("lead") is None)
    hands.seat.act("edit.undo")
    hands.seat.shows(
        "document.querySelector('[data-block=\"lead\"]') !== null && JSON.parse(composer.report()).block", "lead"
    )
    hands.press(Key.Key_X, CONTROL)
    hands.seat.until(lambda: hands.seat.issue.block("lead") is None)
    assert hands.labels()[0].startswith("Cut")


def a_click_on_one_of_several_opens_that_one(hands: Hands) -> None:
    two = (Person(name="Ann"), Person(name="Ben"))
    hands.seat.desk.session.apply("Two", put_field("view", "author", two))
    hands.click_card("view", "author.1")
    card = opened(hands, "author")
    second = card.form.at("author.1")
    assert isinstance(second, Editor)
    assert second.isAncestorOf(focused())
    hands.press(Key.Key_A, CONTROL)
    QTest.keyClicks(focused(), "Cleo")
    assert names(hands, "view", "author") == ["Ann", "Cleo"]


def test_who_is_known_is_offered_where_nobody_is_yet_and_one_of_several_is_opened(hands: Hands) -> None:
    seat = hands.seat
    known = names(hands, "lead", "byline")[0]
    seat.desk.session.apply("Empty", put_field("view", "author", ()))
    seat.click_row("view")
    seat.shows("document.querySelector('[data-card=\"author\"]')?.dataset.ghost ?? ''", "Signed by")
    hands.click_card("view", "author")
    opened(hands, "author")
    seat.until(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    chosen = next(action for action in menu.actions() if action.text().startswith(known))
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(chosen).center())
    seat.until(lambda: names(hands, "view", "author") == [known])
    assert seat.desk.session.history.undo_label == "Add person"
    hands.press(Key.Key_Escape)
    back_on_page(hands, "author")
    a_click_on_one_of_several_opens_that_one(hands)


def test_details_hold_what_the_page_has_no_place_for(hands: Hands) -> None:
    seat = hands.seat
    seat.desk.selection.select(Place("lead"))
    seat.act("block.details")
    card = opened(hands, "layout")
    fields = {field.name for field in seat.desk.types["article"].fields}
    shown = set(
        seat.page(
            "[...document.querySelectorAll('[data-block=\"lead\"] :is([data-edit], [data-card])')]"
            ".map(each => each.dataset.edit ?? each.dataset.card)"
        )
    )
    assert {field.name for field in card.fields} == fields - shown
    layout = card.form.at("layout")
    assert isinstance(layout, Editor)
    (box,) = layout.findChildren(QComboBox)
    QTest.keyClick(box, Key.Key_End)
    assert hands.value("lead", "layout") == "plain"


def test_a_card_goes_when_it_is_left_and_with_what_it_is_about(hands: Hands) -> None:
    seat = hands.seat

    def gone_after(act: Callable[[], object]) -> None:
        hands.click_card("lead", "byline")
        card = opened(hands, "byline")
        act()
        seat.until(lambda: seat.window.cards.card is None)
        assert not isValid(card) or not card.isVisible()

    gone_after(seat.window.outline.setFocus)
    gone_after(lambda: seat.act("block.delete"))
    seat.act("edit.undo")
    gone_after(lambda: seat.desk.session.open(Issue(template="dispatch")))


def test_an_empty_picture_and_networks_are_edited_where_they_stand(hands: Hands) -> None:
    seat = hands.seat
    hands.click("lead", "headline")
    hands.press(Key.Key_Escape)
    hands.let_go()
    seat.window.edits.insert("image")
    made = seat.desk.selection.block
    hands.click_card(made, "image")
    card = opened(hands, "image")
    assert isinstance(focused(), ImageWell)
    hands.press(Key.Key_Escape)
    back_on_page(hands, "image")
    hands.press(Key.Key_Return)
    assert opened(hands, "image") is not card
    QGuiApplication.clipboard().setImage(QImage(80, 60, QImage.Format.Format_RGB32))
    hands.press(Key.Key_V, CONTROL)
    seat.until(lambda: bool((hands.value(made, "image") or Image()).asset))

    rows = (Record({"network": "One", "address": "https://one.example"}), Record({"network": "Two"}))
    social = Block("networks", "social", Record({"items": rows}))
    seat.desk.session.apply("Insert", insert([social], 1))
    hands.click_card("networks", "items.1")
    second = opened(hands, "items").form.at("items.1")
    assert isinstance(second, Editor)
    assert second.isAncestorOf(focused())
    hands.press(Key.Key_A, CONTROL)
    QTest.keyClicks(focused(), "Three")
    assert [row["network"] for row in hands.value("networks", "items")] == ["One", "Three"]

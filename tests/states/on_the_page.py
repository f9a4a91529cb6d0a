"""States of the page: blocks, writing, cards, pictures."""

from __future__ import annotations

import json

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from composer.library.dictionaries import own_folder
from tests.app.makers import ByMouse, file_data
from tests.app.pages import CONTROL, LEFT, NONE, SHIFT, double_click
from tests.app.test_spelling import Speller
from tests.small_dictionary import write_pair
from tests.states.camera import Camera
from tests.states.reach import (
    COPY,
    LEAD,
    PHOTO,
    Key,
    has_keyboard,
    menu,
    on_page,
    point,
    reports,
    shown,
    state,
)

# Blocks


@state
def selected(at: Camera) -> None:
    at.click("lead", "headline")
    at.press(Key.Key_Escape)
    at.let_go()
    reports(at, "block", "lead")


@state
def hovered(at: Camera) -> None:
    point(at, on_page(at, '[data-block="quote"]'))
    at.seat.until(lambda: at.seat.page("JSON.parse(composer.report()).hovered") != "")


@state
def several_selected(at: Camera) -> None:
    first, second = (block.id for block in at.seat.issue.blocks[1:3])
    at.seat.click_row(first)
    reports(at, "block", first)
    QTest.mouseClick(at.target, LEFT, CONTROL, on_page(at, f'[data-block="{second}"] [data-edit="headline"]'))
    at.seat.until(lambda: set(at.seat.window.outline.chosen()) == {first, second})


@state
def insert(at: Camera) -> None:
    """The list of blocks at the plus below the selected one."""
    selected(at)
    at.press(Key.Key_Slash)
    at.seat.until(lambda: at.seat.window.tools.arranging.types.isVisible())


@state
def block_menu(at: Camera) -> None:
    where = on_page(at, '[data-block="quote"]')
    QTest.mouseClick(at.target, LEFT, NONE, where)
    QTest.mouseClick(at.target, Qt.MouseButton.RightButton, NONE, where)
    menu(at)


@state
def rows(at: Camera) -> None:
    """One of several in a block, with its buttons."""
    point(at, on_page(at, "[data-row]"))
    shown(at, "row")


@state
def drop_line(at: Camera) -> None:
    """A block held between two others."""
    selected(at)
    drag(at, at.seat.window.tools.clipboard.data(["lead"]), '[data-block="quote"]', 4)
    shown(at, "line")


@state
def drop_on_picture(at: Camera) -> None:
    """A file held over a picture that it would replace."""
    drag(at, file_data(PHOTO), f'{LEAD} img[alt^="Seen"]', 60)
    shown(at, "drop")


def drag(at: Camera, mime: QMimeData, selector: str, down: int) -> None:
    """Hold something over the mail, so many pixels below the edge of what is there."""
    where = on_page(at, selector)
    top = at.seat.page(f"document.querySelector({json.dumps(selector)}).getBoundingClientRect().top")
    place = at.seat.view.pos() + QPoint(where.x(), round(top * at.seat.view.zoomFactor()) + down)
    for event in (QDragEnterEvent(place, COPY, mime, LEFT, NONE), QDragMoveEvent(place, COPY, mime, LEFT, NONE)):
        QApplication.sendEvent(at.seat.window.canvas, event)
        assert event.isAccepted()


# Writing


@state
def typing(at: Camera) -> None:
    at.empty("lead", "headline")
    at.type("Forty-one labs, one table, three")
    at.has("lead", "headline", "Forty-one labs, one table, three")


@state
def open_fields(at: Camera) -> None:
    """A block without words: where its texts and all else would stand."""
    maker = ByMouse(at.seat)
    maker.begin()
    block = maker.insert("article")
    reports(at, "block", block)
    at.seat.shows("document.querySelectorAll('[data-ghost]').length > 3")


@state
def toolbar(at: Camera) -> None:
    words(at)
    shown(at, "bar")


def words(at: Camera) -> None:
    """Some words of a text, selected; the mouse is elsewhere."""
    at.click("lead", "body")
    point(at, QPoint(2, 2))
    at.press(Key.Key_Home, CONTROL)
    at.press(Key.Key_Down, times=2)
    at.press(Key.Key_Home)
    at.press(Key.Key_Right, CONTROL)
    at.press(Key.Key_Right, times=2)
    at.press(Key.Key_Right, CONTROL | SHIFT, times=2)
    at.seat.until(lambda: len(at.seat.page("getSelection().toString()")) > 8)


@state
def link(at: Camera) -> None:
    words(at)
    at.press(Key.Key_K, CONTROL)
    at.seat.shows("document.activeElement.nodeName", "COMPOSER-FRAMES")
    at.type("https://lantern-compact.example/text")
    shown(at, "card link")


@state
def link_peek(at: Camera) -> None:
    address = "https://paperknife.example/tests"
    words(at)
    at.press(Key.Key_K, CONTROL)
    at.seat.shows("document.activeElement.nodeName", "COMPOSER-FRAMES")
    at.type(address)
    at.press(Key.Key_Return)
    at.written("lead", "body")
    at.seat.click_in_mail(f'[data-writing] a[href="{address}"]')
    reports(at, "link", address)
    shown(at, "card peek")


@state
def slash(at: Camera) -> None:
    below(at)
    at.type("/")
    shown(at, "card picker")


@state
def merge_tags(at: Camera) -> None:
    below(at)
    at.type("Dear [[")
    shown(at, "card picker")


def below(at: Camera) -> None:
    """A new line at the end of a text."""
    at.click("lead", "standfirst")
    at.click("lead", "body")
    at.press(Key.Key_End, CONTROL)
    at.press(Key.Key_Return)


@state
def spelling(at: Camera) -> None:
    """Words that the dictionary does not know, and what is offered for one of them."""
    write_pair(own_folder())
    speller = Speller(at.seat)
    speller.spelling.refresh()
    speller.ready("Spelling is checked as en-US.")
    speller.write("three tabel quieties, one empti chair")
    speller.says("tabel", misspelt=True)
    menu(at)


# Fields in cards


@state
def people(at: Camera) -> None:
    at.click_card("lead", "byline")
    card_open(at)


@state
def links(at: Camera) -> None:
    at.click_card("lead", "sources")
    card_open(at)


@state
def use_of_ai(at: Camera) -> None:
    at.click_card("lead", "disclosure")
    card_open(at)


@state
def details(at: Camera) -> None:
    selected(at)
    at.press(Key.Key_D, CONTROL | SHIFT)
    card_open(at)


def card_open(at: Camera) -> None:
    has_keyboard(at, lambda: at.seat.window.cards.card)


# Pictures


@state
def picture(at: Camera) -> None:
    """One that came by a drop and is asked about."""
    canvas, mime = at.seat.window.canvas, file_data(PHOTO)
    selector = '[data-block="quote"]'
    drag(at, mime, selector, 4)
    where = on_page(at, selector)
    top = at.seat.page(f"document.querySelector({json.dumps(selector)}).getBoundingClientRect().top")
    place = at.seat.view.pos() + QPoint(where.x(), round(top * at.seat.view.zoomFactor()) + 4)
    QApplication.sendEvent(canvas, QDropEvent(QPointF(place), COPY, mime, LEFT, NONE))
    has_keyboard(at, lambda: at.seat.window.pictures.card)


@state
def crop(at: Camera) -> None:
    double_click(at.target, on_page(at, f'{LEAD} img[alt^="Seen"]'))
    at.seat.until(lambda: at.seat.window.pictures.crop_dialog is not None)
    dialog = at.seat.window.pictures.crop_dialog
    assert dialog is not None
    at.seat.until(dialog.isVisible)
    dialog.shapes["1:1"].trigger()

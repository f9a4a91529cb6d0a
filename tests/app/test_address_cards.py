"""A lone address pasted where nothing is yet becomes a card that leads there; undo leaves the plain link."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from composer.app.address_cards import lone_address
from composer.model.finding import Place
from composer.model.issue import Block
from tests.app.pages import CONTROL, SHIFT, Hands

Key = Qt.Key
ADDRESS = "https://example.org/2026/a-story?x=1&y=2"
LINK = '<p><a href="https://example.org/2026/a-story?x=1&amp;y=2">https://example.org/2026/a-story?x=1&amp;y=2</a></p>'


@pytest.fixture(autouse=True)
def cleared(qtbot: QtBot) -> Iterator[None]:
    yield
    QGuiApplication.clipboard().clear()


@pytest.mark.parametrize(
    ("text", "lone"),
    [
        (ADDRESS, True),
        (f"  {ADDRESS}\n", True),
        (f"see {ADDRESS}", False),
        ("example.org", False),
        ("mailto:a@example.org", False),
        ("javascript:alert(1)", False),
        ("https://", False),
        ("https://[", False),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)
def test_what_is_a_lone_address(text: str, lone: bool) -> None:
    assert lone_address(text) == (text.strip() if lone else "")


def copied(text: str) -> None:
    """As a browser copies an address, with a page around it."""
    mime = QMimeData()
    mime.setText(text)
    mime.setHtml(f'<meta charset="utf-8"><a href="{text}">A story</a>')
    QGuiApplication.clipboard().setMimeData(mime)


def card(hands: Hands) -> Block:
    """The card once its headline is written in."""
    found = hands.seat.issue.block(hands.seat.desk.selection.block)
    assert found is not None
    hands.written(found.id, "headline")
    assert (found.type, found.fields["link"].address) == ("article", ADDRESS)
    return found


def test_in_an_empty_text_it_becomes_a_card_and_undo_leaves_the_link(hands: Hands) -> None:
    made, at = hands.insert("text", "body"), hands.seat.issue.index(hands.seat.desk.selection.block)
    copied(ADDRESS)
    hands.press(Key.Key_V, CONTROL)
    hands.type("What it says")  # keys wait until there is a headline to take them
    hands.seat.until(lambda: hands.seat.issue.blocks[at].fields.get("headline") == "What it says")
    assert (card(hands).id, hands.seat.issue.block(made)) == (hands.seat.issue.blocks[at].id, None)
    assert hands.labels()[:4] == ["Change headline", "Make Article of address", "Paste", "Insert Text"]
    hands.press(Key.Key_Z, CONTROL)
    hands.seat.until(lambda: not hands.seat.issue.blocks[at].fields.get("headline"))
    hands.press(Key.Key_Z, CONTROL)
    hands.has(made, "body", LINK)
    hands.written(made, "body")
    hands.press(Key.Key_Y, CONTROL)
    hands.seat.until(lambda: hands.seat.issue.block(made) is None)
    assert hands.seat.desk.selection.block == hands.seat.issue.blocks[at].id


def test_in_an_empty_article_it_is_where_that_leads(hands: Hands) -> None:
    made = hands.insert("article", "headline")
    copied(ADDRESS)
    hands.press(Key.Key_V, CONTROL)
    hands.type("Ah")
    hands.has(made, "headline", "Ah")
    assert card(hands).id == made


def test_beside_words_and_as_plain_text_it_stays_what_it_is(hands: Hands) -> None:
    hands.empty("lead", "body")
    copied(ADDRESS)
    hands.press(Key.Key_V, CONTROL)
    hands.has("lead", "body", LINK)
    made = hands.insert("text", "body")
    hands.press(Key.Key_V, CONTROL | SHIFT)
    hands.has(made, "body", LINK.partition(">")[0] + ">" + ADDRESS.replace("&", "&amp;") + "</p>")
    assert "Make Article of address" not in hands.labels()


def test_between_blocks_it_becomes_a_card_below_the_selected_one(hands: Hands) -> None:
    seat = hands.seat
    before = seat.issue
    hands.click("lead", "headline")
    hands.press(Key.Key_Escape)
    hands.let_go()
    copied(ADDRESS)
    hands.press(Key.Key_V, CONTROL)
    at = before.index("lead") + 1
    seat.until(lambda: seat.issue.blocks[at].type == "article" and seat.issue.blocks[at] is not before.blocks[at])
    assert card(hands).id == seat.issue.blocks[at].id
    seat.act("edit.undo")
    assert (seat.issue.blocks[at].type, seat.issue.blocks[at].fields["body"]) == ("text", LINK)
    seat.act("edit.undo")
    assert seat.issue is before


def test_an_empty_issue_begins_with_it(hands: Hands) -> None:
    seat = hands.seat
    seat.desk.session.open(replace(seat.issue, blocks=()))
    seat.shows("JSON.parse(composer.report()).empty")
    seat.desk.selection.select(Place())
    seat.window.canvas.focus()
    seat.until(lambda: QApplication.focusWidget() is hands.target)
    copied(ADDRESS)
    hands.press(Key.Key_V, CONTROL)
    seat.until(lambda: len(seat.issue.blocks) == 1)
    card(hands)


def test_a_lone_address_is_offered_nothing_where_its_block_is_decided(hands: Hands) -> None:
    made = hands.insert("text", "body")
    hands.seat.window.edits.hide()
    copied(ADDRESS)
    assert not hands.seat.window.canvas.edits.cards.fits(Place(made, "body"))

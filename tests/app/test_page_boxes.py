"""What is laid over the page for whoever writes: a word of welcome, the link at the caret, the bar; by keys, too."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from composer.app.command_palette import CommandPalette
from composer.app.outside import READERS_OWN
from composer.model.edits import put_field
from composer.model.finding import Place
from tests.app.pages import ALT, CONTROL, NONE, SHIFT, Hands

Key = Qt.Key
ADDRESS = "https://example.org/a"
BODY = f'<p>One <a href="{ADDRESS}">two three</a> four.</p>'


def says(hands: Hands, name: str, value: object) -> None:
    """Wait until the page reports so."""
    hands.seat.shows(f"JSON.parse(composer.report()).{name}", value)


@pytest.fixture
def blank(hands: Hands) -> Hands:
    """At an issue without blocks, the keyboard where it is after it was opened."""
    hands.seat.window.outline.setFocus()
    hands.seat.desk.session.open(replace(hands.seat.issue, blocks=()))
    says(hands, "empty", True)
    hands.seat.until(lambda: hands.target.hasFocus())
    return hands


def offered(hands: Hands) -> CommandPalette:
    types = hands.seat.window.tools.arranging.types
    hands.seat.until(lambda: types.isVisible() and types.search.hasFocus())
    return types


def test_an_empty_issue_is_begun_on_its_page(blank: Hands) -> None:
    seat = blank.seat
    for key in (Key.Key_Slash, Key.Key_Return, None):
        if key is None:
            seat.click_in_mail("body")
        else:
            blank.press(key)
        QTest.keyClicks(offered(blank).search, "article")
        blank.press(Key.Key_Return)
        assert [block.type for block in seat.issue.blocks] == ["article"]
        says(blank, "empty", False)
        blank.written(seat.issue.blocks[0].id, "headline")
        seat.act("edit.undo")
        blank.let_go()
        says(blank, "empty", True)


def test_a_slash_offers_what_goes_in_below_the_selected_block(hands: Hands) -> None:
    hands.seat.click_row("lead")
    says(hands, "block", "lead")
    hands.seat.window.canvas.focus()
    hands.press(Key.Key_Slash)
    QTest.keyClicks(offered(hands).search, "divider")
    hands.press(Key.Key_Return)
    assert hands.seat.issue.blocks[hands.seat.issue.index("lead") + 1].type == "divider"


def linked(hands: Hands) -> None:
    """Write in a text with a link, the caret before its first word."""
    hands.seat.desk.session.apply("Change text", put_field("lead", "body", BODY))
    hands.click("lead", "body")
    hands.press(Key.Key_Home, CONTROL)
    says(hands, "link", "")


def test_the_link_at_the_caret_is_told_while_the_text_keeps_the_keyboard(hands: Hands) -> None:
    linked(hands)
    hands.press(Key.Key_Right, times=6)
    says(hands, "link", ADDRESS)
    hands.type("x")
    hands.has("lead", "body", BODY.replace("two", "twxo"))
    says(hands, "link", "")  # not while somebody types
    hands.press(Key.Key_Left)
    says(hands, "link", ADDRESS)
    hands.press(Key.Key_K, CONTROL)
    hands.seat.shows("document.activeElement.nodeName", "COMPOSER-FRAMES")
    says(hands, "link", "")
    hands.type("https://example.org/b")
    hands.press(Key.Key_Return)
    hands.has("lead", "body", BODY.replace("two", "twxo").replace("/a", "/b", 1))
    hands.written("lead", "body")
    hands.press(Key.Key_Home, CONTROL)
    says(hands, "link", "")
    hands.seat.click_in_mail("[data-writing] a[href]")
    says(hands, "link", "https://example.org/b")
    hands.press(Key.Key_Escape)
    hands.let_go()
    says(hands, "link", "")


def test_the_bar_is_worked_by_keys_and_gives_the_selection_back(hands: Hands) -> None:
    linked(hands)
    hands.press(Key.Key_Right, CONTROL | SHIFT)
    hands.seat.shows("getSelection().toString().trim()", "One")
    hands.press(Key.Key_F10, ALT)
    says(hands, "tool", "Bold")
    for key, tool in ((Key.Key_Left, "Merge tag"), (Key.Key_Home, "Bold"), (Key.Key_End, "Merge tag")):
        hands.press(key)
        says(hands, "tool", tool)
    hands.press(Key.Key_Escape)
    hands.written("lead", "body")
    hands.seat.shows("getSelection().toString().trim()", "One")
    assert hands.value("lead", "body") == BODY
    hands.press(Key.Key_F10, ALT)
    hands.press(Key.Key_Right)
    says(hands, "tool", "Italic")
    hands.press(Key.Key_Return)
    hands.seat.until(lambda: "<em>One" in hands.value("lead", "body"))
    hands.written("lead", "body")
    hands.seat.shows("getSelection().toString().trim()", "One")


def test_the_bar_offers_merge_tags_by_keys(hands: Hands) -> None:
    linked(hands)
    hands.press(Key.Key_F10, ALT)
    says(hands, "tool", "Bold")
    hands.press(Key.Key_End)
    says(hands, "tool", "Merge tag")
    hands.press(Key.Key_Return)
    says(hands, "lit", "Reader's first name")
    hands.written("lead", "body")
    hands.press(Key.Key_Return)
    hands.has("lead", "body", BODY.replace("One", "[[first_name|there]]One"))


def test_keys_right_after_escape_are_for_the_block(hands: Hands) -> None:
    """The window may not have heard yet that the text was left, and leaves them to it."""
    seat, count = hands.seat, len(hands.seat.issue.blocks)
    seat.click_row("lead")
    seat.act("edit.copy")
    for key, keys, wanted in ((Key.Key_V, CONTROL, 1), (Key.Key_Z, CONTROL, 0), (Key.Key_Delete, NONE, -1)):
        hands.click("lead", "headline")
        hands.press(Key.Key_Escape)
        hands.press(key, keys)
        seat.until(lambda wanted=wanted: len(seat.issue.blocks) == count + wanted)  # type: ignore[misc]
        hands.let_go()
    assert seat.issue.block("lead") is None
    QGuiApplication.clipboard().clear()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was opened outside of the program."""
    found: list[str] = []

    def open_url(address: QUrl) -> bool:
        found.append(address.toString(QUrl.ComponentFormattingOption.FullyEncoded))
        return True

    monkeypatch.setattr("composer.app.outside.QDesktopServices.openUrl", open_url)
    return found


def told(hands: Hands, sentence: str) -> None:
    toast = hands.seat.window.toast
    hands.seat.until(lambda: toast.isVisible() and toast.label.text() == sentence)


def leading(hands: Hands, address: str) -> None:
    """Write in a text whose first words lead to an address, with the caret in them."""
    body = f'<p><a href="{address}">two three</a> four.</p>'
    hands.seat.desk.session.apply("Change text", put_field("lead", "body", body))
    hands.click("lead", "body")
    hands.press(Key.Key_Home, CONTROL)
    hands.press(Key.Key_Right, times=2)
    says(hands, "link", address)


def test_a_link_is_opened_by_its_key_as_it_may_be(hands: Hands, opened: list[str]) -> None:
    for address, outside in (
        (ADDRESS, ADDRESS),
        ("mailto:desk@example.org?subject=A%20tip&amp;attach=/etc/passwd", "mailto:desk@example.org?subject=A%20tip"),
    ):
        leading(hands, address.replace("&amp;", "&"))
        hands.press(Key.Key_O, CONTROL | SHIFT)
        hands.seat.until(lambda outside=outside: opened == [outside])  # type: ignore[misc]
        opened.clear()
    leading(hands, "[[unsubscribe]]")
    hands.press(Key.Key_O, CONTROL | SHIFT)
    told(hands, READERS_OWN)
    leading(hands, "tel:+4912345678")
    hands.press(Key.Key_O, CONTROL | SHIFT)
    told(hands, "Only web and mail addresses are opened from here.")
    leading(hands, "#[[anchor:quote]]")
    hands.press(Key.Key_O, CONTROL | SHIFT)
    hands.seat.until(lambda: hands.seat.desk.selection.place == Place("quote"))
    assert not opened


def test_a_link_that_nothing_takes_says_so(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("composer.app.outside.QDesktopServices.openUrl", lambda address: False)
    leading(hands, "mailto:desk@example.org")
    hands.press(Key.Key_O, CONTROL | SHIFT)
    told(hands, "No program on this computer took that address.")


def test_marks_links_and_tags_have_keys(hands: Hands) -> None:
    linked(hands)
    hands.press(Key.Key_Right, CONTROL | SHIFT)
    hands.press(Key.Key_C, CONTROL | SHIFT)
    hands.has("lead", "body", BODY.replace("One", "<code>One</code>"))
    hands.press(Key.Key_C, CONTROL | SHIFT)
    hands.has("lead", "body", BODY)
    hands.press(Key.Key_End, CONTROL)
    hands.press(Key.Key_M, CONTROL | SHIFT)
    says(hands, "lit", "Reader's first name")
    hands.press(Key.Key_Escape)
    hands.press(Key.Key_Backspace, times=2)
    hands.has("lead", "body", BODY)
    hands.press(Key.Key_A, CONTROL)
    hands.press(Key.Key_K, CONTROL | SHIFT)
    hands.has("lead", "body", "<p>One two three four.</p>")
    assert hands.labels()[0] == "Remove link"


def test_the_palette_offers_what_is_done_to_a_text(hands: Hands) -> None:
    linked(hands)
    hands.press(Key.Key_Right, CONTROL | SHIFT)
    hands.seat.shows("getSelection().toString().trim()", "One")
    hands.press(Key.Key_P, CONTROL | SHIFT)
    QTest.keyClicks(hands.seat.window.tools.palette.search, "code")
    hands.press(Key.Key_Return)
    hands.has("lead", "body", BODY.replace("One", "<code>One</code>"))
    hands.press(Key.Key_P, CONTROL | SHIFT)
    QTest.keyClicks(hands.seat.window.tools.palette.search, "open link")
    assert [hands.seat.window.tools.palette.list.item(0).text()] == ["Open Link"]


def test_items_are_added_moved_and_taken_out_by_keys(hands: Hands) -> None:
    seat, links = hands.seat, hands.seat.block("links")
    actions, items = seat.window.actions_by_name, links.fields["items"]
    seat.click_row(links.id)
    assert not any(actions[f"item.{act}"].isEnabled() for act in ("add", "up", "down", "remove"))
    hands.click(links.id, "items.0.title")
    assert [actions[f"item.{act}"].isEnabled() for act in ("add", "up", "down", "remove")] == [True, False, True, True]
    hands.press(Key.Key_Down, ALT | SHIFT)
    seat.until(lambda: hands.value(links.id, "items")[:2] == (items[1], items[0]))
    hands.press(Key.Key_Return, ALT | SHIFT)
    seat.until(lambda: len(hands.value(links.id, "items")) == len(items) + 1)
    seat.until(lambda: seat.desk.selection.place.field.startswith("items.2"))
    seat.act("item.remove")
    assert hands.value(links.id, "items") == (items[1], items[0], *items[2:])
    assert hands.labels()[:3] == ["Remove link", "Add link", "Move link"]

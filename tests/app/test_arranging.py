"""Blocks arranged where they stand in the mail: the frames' buttons, and the list that a plus opens."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from composer.app.command_palette import CommandPalette
from composer.model.finding import Place
from tests.app.windows import Seat

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def types(seat: Seat) -> list[str]:
    return [block.type for block in seat.issue.blocks]


def page_view(seat: Seat) -> QWidget:
    view = seat.view.focusProxy()
    assert isinstance(view, QWidget)
    return view


def click_at(seat: Seat, spot: str) -> None:
    """Click one of the things laid over the mail, by its name in the page's report."""
    seat.shows(f"!!JSON.parse(composer.report()).{spot}")
    at: list[Any] = seat.page(f"JSON.parse(composer.report()).{spot}")
    QTest.mouseClick(page_view(seat), LEFT, NONE, QPoint(*(round(side * seat.view.zoomFactor()) for side in at)))


def hover(seat: Seat, block: str) -> None:
    """The mouse over a block."""
    QTest.mouseMove(page_view(seat), QPoint(3, 3))
    QTest.mouseMove(page_view(seat), seat.point_in_mail(f'[data-block="{block}"]'))
    seat.shows("JSON.parse(composer.report()).hovered", block)


def opened(seat: Seat) -> CommandPalette:
    types = seat.window.tools.arranging.types
    seat.until(lambda: types.isVisible() and types.search.hasFocus())
    return types


def tab_to(seat: Seat, title: str) -> None:
    """Tab after tab, each waited for, until a button has the keyboard."""
    focused = "JSON.parse(composer.report()).focused"
    while (before := seat.page(focused)) != title:
        QTest.keyClick(page_view(seat), Qt.Key.Key_Tab)
        seat.until(lambda before=before: seat.page(focused) != before)  # type: ignore[misc]


def test_the_plus_of_the_selected_block_offers_types_right_there(seat: Seat) -> None:
    first = seat.issue.blocks[0]
    seat.click_row(first.id)
    seat.shows("JSON.parse(composer.report()).block", first.id)
    click_at(seat, "plus.selected")
    palette = opened(seat)
    assert palette.geometry().intersects(seat.window.rect())
    assert palette.list.count() == len(seat.desk.types)
    QTest.keyClicks(palette.search, "divi")
    QTest.keyClick(palette.search, Qt.Key.Key_Return)
    assert types(seat)[1] == "divider"
    assert seat.desk.selection.block == seat.issue.blocks[1].id
    assert seat.window.actions_by_name["edit.undo"].text() == "Undo Insert Divider"


def test_on_a_page_shown_small_tools_keep_their_size_and_their_place(seat: Seat) -> None:
    first = seat.issue.blocks[0]
    seat.window.resize(1000, 640)
    seat.until(lambda: seat.view.zoomFactor() < 0.9)
    seat.shows(f"Math.abs(innerWidth * {seat.view.zoomFactor()} - {seat.view.width()}) < 2")
    seat.click_row(first.id)
    seat.shows("JSON.parse(composer.report()).block", first.id)
    middle = f"document.querySelector('[data-block=\"{first.id}\"]').getBoundingClientRect()"
    seat.shows(f"Math.abs(JSON.parse(composer.report()).plus.selected[1] - {middle}.bottom) < 2")
    seat.shows(f"Math.abs(JSON.parse(composer.report()).plus.first[1] - {middle}.top) < 2")
    seat.shows(f"Math.abs({middle}.top - JSON.parse(composer.report()).handle[1] - 13 / {seat.view.zoomFactor()}) < 2")
    click_at(seat, "plus.selected")
    QTest.keyClick(opened(seat).search, Qt.Key.Key_Escape)


def test_above_the_first_block_there_is_a_plus_too(seat: Seat) -> None:
    seat.click_row(seat.issue.blocks[0].id)
    click_at(seat, "plus.first")
    palette = opened(seat)
    QTest.keyClick(palette.search, Qt.Key.Key_Return)
    assert types(seat)[0] == next(iter(seat.desk.types))
    seat.act("edit.undo")
    click_at(seat, "plus.first")
    assert opened(seat).list.item(0).text() == seat.desk.types[next(iter(seat.desk.types))].title


def test_a_block_under_the_mouse_shows_its_name_and_a_plus_below(seat: Seat) -> None:
    second = seat.issue.blocks[1]
    hover(seat, second.id)
    assert seat.page("JSON.parse(composer.report()).title") == "Contents"
    click_at(seat, "plus.hovered")
    palette = opened(seat)
    QTest.keyClicks(palette.search, "quote")
    QTest.keyClick(palette.search, Qt.Key.Key_Return)
    assert types(seat)[2] == "quote"


def test_it_is_worked_by_the_keyboard_and_goes_without_doing_anything(seat: Seat) -> None:
    quote, before = seat.block("quote"), seat.issue
    seat.click_row(quote.id)
    seat.shows("JSON.parse(composer.report()).block", quote.id)
    seat.window.canvas.focus()
    tab_to(seat, "Insert a block below")
    QTest.keyClick(page_view(seat), Qt.Key.Key_Return)
    palette = opened(seat)
    QTest.keyClick(palette.search, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert seat.window.canvas.isAncestorOf(seat.window.focusWidget())
    assert seat.issue is before


def test_more_opens_its_menu_at_its_button_also_by_enter(seat: Seat) -> None:
    seat.click_row(seat.issue.blocks[0].id)
    seat.shows("JSON.parse(composer.report()).block", seat.issue.blocks[0].id)
    seat.window.canvas.focus()
    tab_to(seat, "More")
    QTest.keyClick(page_view(seat), Qt.Key.Key_Return)
    menu = seat.window.menus["Block"]
    seat.until(menu.isVisible)
    assert menu.x() > seat.window.mapToGlobal(QPoint(0, 0)).x() + seat.window.width() // 2
    menu.close()


def hover_row(seat: Seat, block: str, row: str) -> None:
    QTest.mouseMove(page_view(seat), QPoint(3, 3))
    QTest.mouseMove(page_view(seat), seat.point_in_mail(f'[data-block="{block}"] [data-row="{row}"]'))
    seat.shows("JSON.parse(composer.report()).row?.row", row)


def titles(seat: Seat, block: str) -> list[str]:
    found = seat.issue.block(block)
    assert found is not None
    return [row.get("title", "") for row in found.fields["items"]]


def test_rows_are_moved_added_and_removed_in_the_mail(seat: Seat) -> None:
    links = seat.block("links")
    before = titles(seat, links.id)
    seat.click_row(links.id)
    seat.page(f"document.querySelector('[data-block=\"{links.id}\"]').scrollIntoView({{behavior: 'instant'}})")
    hover_row(seat, links.id, "items.1")
    click_at(seat, "row.buttons.up")
    seat.until(lambda: titles(seat, links.id) == [before[1], before[0], *before[2:]])
    assert seat.window.actions_by_name["edit.undo"].text() == "Undo Move link"
    assert seat.desk.selection.place == Place(links.id, "items.0")
    hover_row(seat, links.id, "items.2")
    click_at(seat, "row.buttons.remove")
    seat.until(lambda: before[2] not in titles(seat, links.id))
    hover_row(seat, links.id, "items.0")
    click_at(seat, "row.buttons.add")
    seat.until(lambda: titles(seat, links.id)[1] == "")
    assert seat.desk.selection.place == Place(links.id, "items.1.title")
    QTest.keyClicks(seat.window.focusWidget(), "A new one")
    assert titles(seat, links.id)[1] == "A new one"
    seat.shows(f"""document.querySelector('[data-block="{links.id}"] [data-row="items.1"]').innerText""", "A new one")
    for _ in range(4):
        seat.act("edit.undo")
    assert titles(seat, links.id) == before


def test_the_row_that_is_worked_in_has_its_buttons_for_the_keyboard(seat: Seat) -> None:
    links = seat.block("links")
    before = titles(seat, links.id)
    seat.desk.selection.reveal(Place(links.id, "items.1.note"))
    seat.shows("JSON.parse(composer.report()).row?.row", "items.1")
    seat.window.canvas.focus()
    tab_to(seat, "Move this down")
    QTest.keyClick(page_view(seat), Qt.Key.Key_Return)
    seat.until(lambda: titles(seat, links.id) == [before[0], before[2], before[1], *before[3:]])
    seat.shows("JSON.parse(composer.report()).row?.row", "items.2")  # the buttons go along

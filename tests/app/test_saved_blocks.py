"""Saved blocks in real windows: saved once, put in anywhere, changed once and offered wherever they are followed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget, QListWidgetItem, QPushButton
from pytestqt.qtbot import QtBot

from composer.app.commands import Doors, commands
from composer.app.library_watch import LibraryWatch
from composer.app.offered import SAVED
from composer.app.two_lines import LINE, SPOT
from composer.library.saved_blocks import keep_saved, new_saved, read_saved, user_saved
from composer.model.edits import put_field
from composer.model.issue import Block
from composer.model.record import Record
from composer.model.saved import SavedBlocks, followed, saved_of
from tests.app.pages import Hands
from tests.app.windows import Seat

NONE, SHIFT, LEFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.MouseButton.LeftButton


@pytest.fixture
def seat(qtbot: QtBot, tmp_path: Path, home: Path) -> Iterator[Seat]:
    seat = Seat(qtbot, tmp_path)
    seat.settle()
    yield seat
    seat.leave()


@pytest.fixture
def other(qtbot: QtBot, tmp_path: Path, seat: Seat) -> Iterator[Seat]:
    """A second window, with the same library."""
    (tmp_path / "other").mkdir()
    made = Seat(qtbot, tmp_path / "other", shelf=seat.desk.shelf)
    made.settle()
    yield made
    made.leave()


def save(seat: Seat, name: str, *blocks: Block, follow: bool = False) -> SavedBlocks:
    """Save blocks as a person does; `name` is typed."""
    seat.window.activateWindow()
    seat.window.outline.choose([block.id for block in blocks])
    seat.act("block.save")
    dialog = seat.window.tools.saved.dialog
    assert dialog.name.text()
    dialog.tick.setChecked(follow)
    QTest.keyClicks(dialog.name, name)
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    seat.until(lambda: f"“{name}” is saved" in seat.window.toast.label.text())
    return next(saved for saved in seat.desk.library.saved.values() if saved.title == name)


def row(seat: Seat, title: str) -> QListWidgetItem:
    """A row of the list of what can be put in, in sight."""
    seat.window.show_blocks()
    items: QListWidget = seat.window.palette_pane.list
    item = next(
        items.item(n) for n in range(items.count()) if items.item(n).text() == title and items.item(n).data(SPOT)
    )
    items.scrollToItem(item)
    items.setCurrentItem(item)
    return item


def click(seat: Seat, title: str, keys: Qt.KeyboardModifier = NONE) -> None:
    items = seat.window.palette_pane.list
    QTest.mouseClick(items.viewport(), LEFT, keys, items.visualItemRect(row(seat, title)).center())


def inserted(seat: Seat, before: int) -> list[Block]:
    """What is put in, once it is there: it is chosen."""
    seat.until(lambda: len(seat.issue.blocks) > before)
    return [block for block in seat.issue.blocks if block.id in seat.window.outline.chosen()]


def offers(seat: Seat) -> list[str]:
    return [each.sentence for each in seat.window.review.reading.findings if each.code == "saved.differs"]


def test_blocks_are_saved_and_put_in_as_copies_with_their_pictures(seat: Seat) -> None:
    article, quote = seat.block("article"), seat.block("quote")
    saved = save(seat, "Fish & chips", article, quote)
    assert read_saved(seat.desk.library.declared)[0] == {saved.id: saved}
    item = row(seat, "Fish & chips")
    assert (seat.window.palette_pane.list.item(0).text(), item.data(LINE)) == ("Saved", "2 blocks")
    before, asset = seat.issue, article.fields["image"].asset
    seat.desk.assets._bytes.clear()  # an issue that has no picture yet
    click(seat, "Fish & chips")
    first, second = inserted(seat, len(before.blocks))
    assert (first.fields, second.type, first.settings.synced) == (article.fields, "quote", "")
    assert asset in seat.desk.assets
    assert seat.window.actions_by_name["edit.undo"].text() == "Undo Insert “Fish && chips”"
    seat.act("edit.undo")
    assert seat.issue is before


def test_what_is_changed_once_is_offered_in_the_other_window_as_one_step(seat: Seat, other: Seat) -> None:
    saved = save(seat, "Imprint", seat.block("quote"), seat.block("article"), follow=True)
    assert [followed(block)[0] for block in (seat.block("quote"), seat.block("article"))] == [saved.id] * 2
    count = len(other.issue.blocks)
    click(other, "Imprint", SHIFT)
    article, quote = inserted(other, count)
    assert [followed(article), followed(quote)] == [(saved.id, 0), (saved.id, 1)]
    other.settle()
    assert offers(other) == []
    assert not other.window.actions_by_name["block.update_saved"].isEnabled()
    line = next(
        index.data(LINE)
        for n in range(count)
        if (index := other.window.outline.model().index(n, 0)).data(SPOT) == quote.id
    )
    assert line.startswith("Follows “Imprint”")
    assert other.window.inspector.subline.text().startswith("Follows “Imprint”")

    own = seat.block("quote")
    seat.desk.session.apply("Say", put_field(own.id, "words", "<p>Said anew</p>"))
    seat.window.activateWindow()
    seat.click_row(own.id)
    seat.until(lambda: bool(offers(seat)))
    seat.act("block.update_saved")
    seat.until(lambda: "is updated" in seat.window.toast.label.text())
    assert not seat.window.actions_by_name["block.update_saved"].isEnabled()
    seat.until(lambda: not offers(seat))

    other.until(lambda: bool(offers(other)))
    before = other.issue
    other.click_row(quote.id)
    fix = next(
        button for button in other.window.inspector.findChildren(QPushButton) if button.text() == "Take what is saved"
    )
    QTest.mouseClick(fix, LEFT)
    made = other.issue.block(quote.id)
    assert made is not None
    assert made.fields["words"] == "<p>Said anew</p>"
    assert other.issue.block(article.id) is before.block(article.id)
    other.until(lambda: not offers(other))
    other.act("edit.undo")
    assert other.issue is before


def test_a_block_changed_here_can_go_its_own_way(seat: Seat) -> None:
    save(seat, "Imprint", seat.block("quote"), follow=True)
    own = seat.block("quote")
    seat.click_row(own.id)
    seat.desk.session.apply("Say", put_field(own.id, "words", "<p>Mine</p>"))
    seat.until(lambda: bool(offers(seat)))
    seat.act("block.stop_following")
    assert seat.desk.session.history.undo_label == "Stop following “Imprint”"
    seat.until(lambda: seat.window.review.fresh and not offers(seat))
    assert seat.block("quote").fields["words"] == "<p>Mine</p>"
    assert not seat.window.actions_by_name["block.stop_following"].isEnabled()


def test_a_name_that_is_taken_is_replaced_only_when_wanted(seat: Seat) -> None:
    first = save(seat, "Imprint", seat.block("article"))
    seat.window.outline.choose([seat.block("quote").id])
    seat.act("block.save")
    dialog = seat.window.tools.saved.dialog
    dialog.name.setText("imprint")
    seat.answers.will(False, True)
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert dialog.isVisible()
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    seat.until(lambda: [block.type for block in seat.desk.library.saved[first.id].blocks] == ["quote"])
    assert len(seat.desk.library.saved) == 1


def test_the_list_is_worked_by_keys_and_by_its_menu(seat: Seat) -> None:
    saved = save(seat, "Imprint", seat.block("quote"))
    items, count = seat.window.palette_pane.list, len(seat.issue.blocks)
    row(seat, "Imprint")
    QTest.keyClick(items, Qt.Key.Key_Return, SHIFT)
    (block,) = inserted(seat, count)
    assert followed(block) == (saved.id, 0)

    row(seat, "Imprint")
    ask = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), items.mapToGlobal(QPoint(1, 1)))
    QApplication.sendEvent(items.viewport(), ask)
    menu = seat.window.palette_pane.menu
    acts = {action.text(): action for action in menu.actions() if action.text()}
    assert list(acts) == ["Insert Copy", "Insert Synced", "Rename…", "Delete…"]
    acts["Insert Copy"].trigger()
    menu.close()
    assert [block.settings.synced for block in inserted(seat, count + 1)] == [""]

    row(seat, "Imprint")
    QTest.keyClick(items, Qt.Key.Key_F2)
    QTest.keyClicks(seat.window.tools.saved.dialog.name, "Footer")
    QTest.keyClick(seat.window.tools.saved.dialog.name, Qt.Key.Key_Return)
    seat.until(lambda: [each.title for each in seat.desk.library.saved.values()] == ["Footer"])
    seat.click_row(block.id)
    assert "“Footer”" in seat.window.inspector.subline.text()

    row(seat, "Footer")
    seat.answers.will(False, True)
    QTest.keyClick(items, Qt.Key.Key_Delete)
    assert seat.desk.library.saved
    QTest.keyClick(items, Qt.Key.Key_Delete)
    seat.until(lambda: not seat.desk.library.saved)
    assert not list(user_saved().iterdir())
    seat.settle()
    assert offers(seat) == []
    assert seat.window.actions_by_name["block.stop_following"].isEnabled()


def test_it_is_in_the_lists_of_commands_and_dragged_where_it_goes(seat: Seat) -> None:
    saved = save(seat, "Imprint", seat.block("quote"))
    window = seat.window
    known = commands(Doors(seat.desk, window.actions_by_name, window.tools.saved.insert))
    assert f"insert.{SAVED}{saved.id}" in {each.name for each in known if each.title == "Insert “Imprint”"}
    first = seat.issue.blocks[0].id
    count = len(seat.issue.blocks)
    window.tools.arranging.offer_types(first, QPoint(600, 400), above=True)
    types = window.tools.arranging.types
    QTest.keyClicks(types.search, "imprint")
    QTest.keyClick(types.search, Qt.Key.Key_Return)
    (block,) = inserted(seat, count)
    assert seat.issue.blocks[0] is block

    data = window.palette_pane.list.mimeData([row(seat, "Imprint")])
    window.outline.take(data, 2)
    seat.until(lambda: len(seat.issue.blocks) == count + 2)
    assert seat.issue.blocks[2].fields == block.fields


def test_a_slash_in_a_text_of_the_mail_offers_it(seat: Seat) -> None:
    saved = save(seat, "Imprint", seat.block("quote"))
    hands, count = Hands(seat), len(seat.issue.blocks)
    hands.click("lead", "body")
    hands.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    hands.press(Qt.Key.Key_Delete)
    hands.has("lead", "body", "")
    hands.type("/impr")
    hands.press(Qt.Key.Key_Return)
    (block,) = inserted(seat, count)
    assert block.fields == saved.blocks[0].fields


def test_one_with_a_picture_that_is_none_is_refused_in_a_sentence(seat: Seat) -> None:
    saved = save(seat, "Imprint", seat.block("article"))
    picture = next((user_saved() / saved.id / "images").iterdir())
    picture.write_bytes(b"#!/bin/sh")
    before = seat.issue
    click(seat, "Imprint", SHIFT)
    seat.until(lambda: "not a picture" in seat.window.toast.label.text())
    assert seat.issue is before


def test_what_another_program_saves_is_there_at_once(seat: Seat) -> None:
    user_saved().parent.mkdir(parents=True, exist_ok=True)
    watch = LibraryWatch(seat.desk.shelf, seat.desk.jobs)
    declared = seat.desk.library.declared
    quote = Block("q", "quote", Record({"words": "<p>a</p>"}))
    saved = saved_of([quote], declared, saved=new_saved("Elsewhere"))
    keep_saved(saved, {}, declared)
    seat.until(lambda: seat.desk.library.saved == {saved.id: saved})
    assert row(seat, "Elsewhere").data(LINE) == "1 block"
    watch.deleteLater()

"""Blocks cut, copied, pasted, chosen together and dragged, in real windows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from composer.app.block_data import CLIP
from composer.app.drop_aim import EDGE
from composer.model.edits import put_field
from composer.model.finding import Place
from composer.model.issue import Block
from composer.model.values import Link
from tests.app.pages import Hands
from tests.app.windows import Seat

CONTROL, SHIFT, ALT = (Qt.KeyboardModifier[f"{name}Modifier"] for name in ("Control", "Shift", "Alt"))
NONE, LEFT, COPY = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction


@pytest.fixture(autouse=True)
def cleared(qtbot: QtBot) -> Iterator[None]:
    yield
    QGuiApplication.clipboard().clear()


@pytest.fixture
def other(qtbot: QtBot, tmp_path: Path, seat: Seat) -> Iterator[Seat]:
    """A second window, of another issue."""
    (tmp_path / "other").mkdir()
    made = Seat(qtbot, tmp_path / "other")
    made.settle()
    yield made
    made.leave()


def ids(seat: Seat) -> list[str]:
    return [block.id for block in seat.issue.blocks]


def press(seat: Seat, key: Qt.Key, keys: Qt.KeyboardModifier = CONTROL) -> None:
    """A key in the outline."""
    seat.activate()
    seat.window.outline.setFocus()
    QTest.keyClick(seat.window.outline, key, keys)


def of(block: str) -> str:
    return f'[data-block="{block}"]'


def test_copied_blocks_are_pasted_below_and_what_is_about_them_follows(seat: Seat) -> None:
    article, opinion = seat.block("article"), seat.block("commentary")
    seat.desk.session.apply("About", put_field(opinion.id, "about", Link(block=article.id)))
    before = ids(seat)
    seat.window.outline.choose([article.id, opinion.id])
    press(seat, Qt.Key.Key_C)
    press(seat, Qt.Key.Key_V)
    at = before.index(opinion.id) + 1
    first, second = ids(seat)[at : at + 2]
    assert [block for block in ids(seat) if block not in (first, second)] == before
    copy = seat.issue.block(second)
    assert copy is not None
    assert copy.fields["about"].block == first
    assert seat.window.outline.chosen() == (first, second)
    assert seat.window.actions_by_name["edit.undo"].text() == "Undo Paste 2 blocks"


def test_cut_takes_out_in_one_step_and_paste_brings_back(seat: Seat) -> None:
    quote, count = seat.block("quote"), len(seat.issue.blocks)
    seat.click_row(quote.id)
    press(seat, Qt.Key.Key_X)
    assert len(seat.issue.blocks) == count - 1
    assert seat.window.actions_by_name["edit.undo"].text() == "Undo Cut Quote"
    press(seat, Qt.Key.Key_V)
    made = seat.issue.block(seat.desk.selection.block)
    assert made is not None
    assert made.fields == quote.fields
    seat.act("edit.undo")
    seat.act("edit.undo")
    assert seat.issue.block(quote.id) is quote


def test_another_window_takes_the_pictures_too_and_lets_go_of_what_it_does_not_have(seat: Seat, other: Seat) -> None:
    article, opinion = seat.block("article"), seat.block("commentary")
    asset = article.fields["image"].asset
    other.desk.assets._bytes.clear()  # an issue that has no picture yet
    seat.desk.session.apply("About", put_field(opinion.id, "about", Link(block=article.id)))
    seat.window.outline.choose([opinion.id])
    press(seat, Qt.Key.Key_C)
    other.click_row(other.block("quote").id)
    press(other, Qt.Key.Key_V)
    pasted = pasted_block(other)
    assert pasted.fields["about"].block == ""
    seat.click_row(article.id)
    press(seat, Qt.Key.Key_C)
    assert asset not in other.desk.assets
    press(other, Qt.Key.Key_V)
    assert pasted_block(other).fields == article.fields
    assert other.desk.assets.get(asset) == seat.desk.assets.get(asset)
    other.until(lambda: other.page(f"!!document.querySelector('{of(other.desk.selection.block)} img')"))


def pasted_block(seat: Seat) -> Block:
    block = seat.issue.block(seat.desk.selection.block)
    assert block is not None
    return block


def test_other_programs_get_html_and_text(seat: Seat) -> None:
    article = seat.block("article")
    seat.click_row(article.id)
    press(seat, Qt.Key.Key_C)
    data = QGuiApplication.clipboard().mimeData()
    assert article.fields["headline"] in data.text()
    assert article.fields["headline"] in data.html()
    assert "data:image/jpeg;base64," in data.html()
    assert "data-block" not in data.html()
    assert "[[" not in data.html()


def test_what_is_no_block_is_not_pasted_and_said(seat: Seat) -> None:
    before = seat.issue
    QGuiApplication.clipboard().setText("plain")
    press(seat, Qt.Key.Key_V)
    assert "no blocks on the clipboard" in seat.window.toast.label.text()
    broken = QMimeData()
    broken.setData(CLIP, b'{"format": 99}')
    QGuiApplication.clipboard().setMimeData(broken)
    press(seat, Qt.Key.Key_V)
    assert "newer version" in seat.window.toast.label.text()
    assert seat.issue is before


def test_in_a_field_the_same_keys_and_menu_are_for_its_text(seat: Seat) -> None:
    before = seat.issue
    seat.desk.selection.reveal(Place("", "subject"))
    field = QApplication.focusWidget()
    assert isinstance(field, QWidget)
    QTest.keyClick(field, Qt.Key.Key_A, CONTROL)
    QTest.keyClick(field, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == before.subject
    QGuiApplication.clipboard().setText("Rain")
    seat.act("edit.paste")
    assert seat.issue.subject == "Rain"
    assert seat.issue.blocks is before.blocks


def test_in_a_text_of_the_mail_they_are_for_its_words_and_after_escape_for_its_block(seat: Seat) -> None:
    article, count = seat.block("article"), len(seat.issue.blocks)
    headline = article.fields["headline"]
    seat.click_in_mail(f'{of(article.id)} [data-edit="headline"]')
    view = seat.view.focusProxy()
    assert isinstance(view, QWidget)
    Hands(seat).written(article.id, "headline")
    clipboard = QGuiApplication.clipboard()
    QTest.keyClick(view, Qt.Key.Key_A, CONTROL)
    QTest.keyClick(view, Qt.Key.Key_C, CONTROL)
    seat.until(lambda: clipboard.text().strip() == headline)
    seat.act("edit.cut")
    seat.until(lambda: seat.block("article").fields["headline"] == "")
    seat.act("edit.paste")
    seat.until(lambda: seat.block("article").fields["headline"] == headline)
    assert len(seat.issue.blocks) == count
    QTest.keyClick(view, Qt.Key.Key_Escape)
    seat.until(lambda: seat.window.canvas.edits.place is None)
    seat.until(lambda: not view.inputMethodQuery(Qt.InputMethodQuery.ImEnabled))
    QTest.keyClick(view, Qt.Key.Key_C, CONTROL)
    seat.until(lambda: clipboard.mimeData().hasFormat(CLIP))
    QTest.keyClick(view, Qt.Key.Key_V, CONTROL)
    seat.until(lambda: len(seat.issue.blocks) == count + 1)


def test_control_and_shift_choose_more_in_the_mail_and_actions_take_all(seat: Seat) -> None:
    blocks = ids(seat)
    seat.click_in_mail(of(blocks[0]))
    seat.until(lambda: seat.desk.selection.block == blocks[0])
    seat.click_in_mail(of(blocks[2]), CONTROL)
    seat.until(lambda: seat.window.outline.chosen() == (blocks[0], blocks[2]))
    assert seat.desk.selection.block == blocks[2]
    seat.click_in_mail(of(blocks[0]), CONTROL)
    seat.until(lambda: seat.window.outline.chosen() == (blocks[2],))
    seat.click_in_mail(of(blocks[0]), SHIFT)
    seat.until(lambda: seat.window.outline.chosen() == tuple(blocks[:3]))
    assert seat.page("getSelection().toString()") == ""  # blocks are chosen, no words
    press(seat, Qt.Key.Key_D)
    assert len(seat.issue.blocks) == len(blocks) + 3
    assert len(seat.window.outline.chosen()) == 3
    press(seat, Qt.Key.Key_Delete, NONE)
    seat.until(lambda: ids(seat) == blocks)


def test_several_that_move_stay_chosen(seat: Seat) -> None:
    blocks = ids(seat)
    two = (seat.block("quote").id, seat.block("links").id)
    seat.window.outline.choose(two)
    press(seat, Qt.Key.Key_Up, ALT)
    moved = ids(seat)
    assert moved != blocks
    assert seat.window.outline.chosen() == two
    press(seat, Qt.Key.Key_Down, ALT)
    assert ids(seat) == blocks
    seat.act("block.hide")
    assert tuple(block.id for block in seat.issue.blocks if block.settings.hidden) == two


def drag_over(canvas: QWidget, data: QMimeData, at: QPoint) -> None:
    QApplication.sendEvent(canvas, QDragEnterEvent(at, COPY, data, LEFT, NONE))
    QApplication.sendEvent(canvas, QDragMoveEvent(at, COPY, data, LEFT, NONE))


def test_a_handle_drags_what_is_chosen(seat: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[QMimeData] = []
    monkeypatch.setattr(QDrag, "exec", lambda drag, *actions: taken.append(drag.mimeData()))
    article, target = seat.block("article", 1), seat.block("quote")
    seat.click_row(article.id)
    seat.shows("JSON.parse(composer.report()).block", article.id)
    seat.page(f"document.querySelector('{of(article.id)}').scrollIntoView({{behavior: 'instant'}})")
    seat.until(lambda: (before := handle(seat)) == handle(seat) and before.y() > 0)
    at = handle(seat)
    view = seat.view.focusProxy()
    assert isinstance(view, QWidget)
    QTest.mousePress(view, LEFT, NONE, at)
    for step in (4, 12, 24):
        QTest.mouseMove(view, at + QPoint(step, step))
    seat.until(lambda: bool(taken))
    QTest.mouseRelease(view, LEFT, NONE, at)
    aimed: list[object] = []
    seat.window.canvas.aimed.connect(aimed.append)
    before = seat.view.pos() + seat.point_in_mail(of(target.id))
    drag_over(seat.window.canvas, taken[0], before)
    seat.until(lambda: bool(aimed))
    QApplication.sendEvent(seat.window.canvas, QDropEvent(QPointF(before), COPY, taken[0], LEFT, NONE))
    assert ids(seat).index(article.id) == ids(seat).index(target.id) - 1
    assert seat.window.actions_by_name["edit.undo"].text() == "Undo Move Article"


def handle(seat: Seat) -> QPoint:
    """Where the selected frame's handle is, in the browser view."""
    at = seat.page("JSON.parse(composer.report()).handle")
    return QPoint(*(round(side * seat.view.zoomFactor()) for side in at))


def test_blocks_of_another_window_are_dropped_as_copies(seat: Seat, other: Seat) -> None:
    quote = seat.block("quote")
    data = seat.window.tools.clipboard.data([quote.id])
    before = ids(other)
    other.window.outline.take(data, 1)
    assert ids(other)[0] == before[0]
    assert [block for block in ids(other) if block in before] == before
    assert ids(other)[1] not in before
    assert quote.id in ids(seat)


def test_the_mail_goes_on_scrolling_while_a_drag_rests_at_its_edge(seat: Seat) -> None:
    canvas = seat.window.canvas
    data = seat.window.tools.clipboard.data([seat.block("quote").id])
    drag_over(canvas, data, QPoint(canvas.width() // 2, canvas.height() - EDGE // 2))
    seat.until(lambda: seat.page("scrollY") > 300)
    drag_over(canvas, data, QPoint(canvas.width() // 2, canvas.height() // 2))
    rest = seat.page("scrollY")
    assert seat.page("scrollY") == rest

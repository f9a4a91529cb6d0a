"""The window worked with real events: one selection, reordering, deleting, previewing, undo from anywhere."""

from __future__ import annotations

import os
import signal

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QComboBox, QLineEdit, QTextEdit, QWidget

from composer.app.actions import ACTIONS
from composer.app.outline_model import BLOCK_TYPE, BLOCKS
from composer.app.two_lines import SPOT
from composer.model.edits import put_field, put_issue
from composer.model.finding import Place
from tests.app.pages import press_tab_in
from tests.app.windows import Seat


def order(seat: Seat) -> list[str]:
    return [block.id for block in seat.issue.blocks]


def mail_order(seat: Seat) -> list[str]:
    found: list[str] = seat.page("[...document.querySelectorAll('[data-block]')].map(block => block.dataset.block)")
    return found


def row(seat: Seat) -> str:
    return str(seat.window.outline.currentIndex().data(SPOT))


def test_a_click_in_the_mail_selects_everywhere(seat: Seat) -> None:
    quote = seat.block("article")
    seat.click_in_mail(f'[data-block="{quote.id}"]')
    seat.until(lambda: seat.desk.selection.block == quote.id)
    assert row(seat) == quote.id
    assert seat.window.inspector.title.text() == "Article"
    seat.shows("JSON.parse(composer.report()).block", quote.id)


def test_a_row_selects_everywhere_and_comes_into_view(seat: Seat) -> None:
    footer = seat.block("footer")
    seat.click_row(footer.id)
    assert seat.desk.selection.place == Place(footer.id)
    seat.shows("JSON.parse(composer.report()).block", footer.id)
    seat.shows(f"document.querySelector('[data-block=\"{footer.id}\"]').getBoundingClientRect().top < innerHeight")


def test_a_link_in_the_mail_leads_nowhere(seat: Seat) -> None:
    before = seat.view.url()
    seat.click_in_mail("[data-block] a[href^='http']")
    seat.until(lambda: bool(seat.desk.selection.block))
    assert seat.view.url() == before


def test_alt_down_moves_the_block_and_all_that_is_about_it(seat: Seat) -> None:
    before, article, opinion = order(seat), seat.block("article"), seat.block("commentary")
    seat.click_row(article.id)
    QTest.keyClick(seat.window.outline, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    after = order(seat)
    assert after != before
    assert after.index(opinion.id) == after.index(article.id) + 1
    assert seat.window.actions_by_name["edit.undo"].text() == "Undo Move Article"
    seat.until(lambda: mail_order(seat) == after)
    QTest.keyClick(seat.window.outline, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert order(seat) == before


@pytest.mark.parametrize("steps", [1, -1])
def test_moving_there_and_back_is_where_it_was(seat: Seat, steps: int) -> None:
    before = order(seat)
    seat.click_row(seat.block("quote").id)
    seat.window.edits.move_by(steps)
    assert order(seat) != before
    seat.window.edits.move_by(-steps)
    assert order(seat) == before


def test_a_dropped_row_moves_and_a_dropped_type_is_inserted(seat: Seat) -> None:
    quote, count = seat.block("quote"), len(seat.issue.blocks)
    data = QMimeData()
    data.setData(BLOCKS, quote.id.encode())
    seat.window.outline.take(data, 1)
    assert order(seat)[1] == quote.id
    data = QMimeData()
    data.setData(BLOCK_TYPE, b"divider")
    seat.window.outline.take(data, 2)
    assert seat.issue.blocks[2].type == "divider"
    assert len(seat.issue.blocks) == count + 1
    assert seat.desk.selection.block == seat.issue.blocks[2].id


def test_delete_says_so_and_its_toast_undoes(seat: Seat) -> None:
    before, quote = seat.issue, seat.block("quote")
    seat.click_row(quote.id)
    QTest.keyClick(seat.window.outline, Qt.Key.Key_Delete)
    assert seat.issue.block(quote.id) is None
    assert row(seat) == seat.desk.selection.block != quote.id
    assert seat.window.toast.isVisible()
    QTest.mouseClick(seat.window.toast.button, Qt.MouseButton.LeftButton)
    assert seat.issue is before
    assert seat.desk.selection.block == quote.id


def test_the_palette_inserts_below_what_is_selected(seat: Seat) -> None:
    quote = seat.block("quote")
    seat.click_row(quote.id)
    seat.window.show_blocks()
    QTest.keyClicks(seat.window.palette_pane.search, "divider")
    QTest.keyClick(seat.window.palette_pane.search, Qt.Key.Key_Return)
    at = seat.issue.index(quote.id)
    assert seat.issue.blocks[at + 1].type == "divider"
    seat.until(lambda: mail_order(seat) == order(seat))


def test_an_empty_block_says_which_it_is_until_something_is_in_it(seat: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    seat.window.edits.insert("quote")
    made = seat.desk.selection.block
    label = f"""document.querySelector('[data-block="{made}"]').dataset.empty ?? ''"""
    seat.shows(label, "Quote: nothing in it yet")
    monkeypatch.setattr(seat.desk.jobs, "crank", lambda: 0)  # the checks do not get to read it
    seat.desk.session.apply("Change words", put_field(made, "words", "<p>Said.</p>"))
    seat.shows(label, "")
    assert not seat.window.review.fresh


def test_a_change_swaps_one_element_and_keeps_the_scroll(seat: Seat) -> None:
    article, url = seat.block("article", 1), seat.view.url()
    seat.page("(document.querySelector('[data-block]').id = 'mark', scrollTo(0, 700))")
    seat.shows("scrollY > 600")
    seat.desk.session.apply("Change headline", put_field(article.id, "headline", "Quite another headline"))
    seat.shows("document.body.textContent.includes('Quite another headline')")
    assert seat.page("scrollY") == 700
    assert seat.page("!!document.getElementById('mark')")
    assert seat.view.url() == url


def test_another_order_keeps_the_scroll_too(seat: Seat) -> None:
    seat.page("scrollTo(0, 700)")
    seat.shows("scrollY", 700)
    seat.desk.session.apply("Change language", put_issue("language", "de"))
    seat.shows("document.documentElement.lang", "de")
    assert seat.page("scrollY") == 700


def test_previews_show_it_and_leave_the_issue_alone(seat: Seat) -> None:
    issue = seat.issue
    ground = "getComputedStyle(document.querySelector('[data-block] td')).color"
    light = seat.page(ground)
    seat.act("view.phone")
    seat.shows("Math.abs(innerWidth - 390) < 3")
    seat.act("view.dark")
    seat.until(lambda: seat.page(ground) != light)
    seat.act("view.images-off")
    seat.shows("[...document.images].length > 0")
    seat.shows("[...document.images].every(image => image.complete && !image.naturalWidth)")
    seat.until(lambda: seat.page(ground) == light)
    seat.act("view.text")
    assert seat.issue.subject not in ("", None)
    assert seat.block("quote").id not in seat.window.review.reading.text
    seat.act("view.light")
    seat.shows("[...document.images].some(image => image.naturalWidth > 0)")
    assert seat.issue is issue
    assert not seat.desk.session.dirty


def test_the_windows_own_darkness_does_not_darken_the_mail(seat: Seat) -> None:
    ink = "getComputedStyle(document.querySelector('[data-block] td')).color"
    light = seat.page(ink)
    seat.look.choose("dark")
    seat.shows("matchMedia('(prefers-color-scheme: dark)').matches || true")
    assert seat.page(ink) == light
    seat.look.choose("light")


def test_control_z_in_a_text_field_goes_to_the_session(seat: Seat) -> None:
    article = seat.block("article")
    headline = article.fields["headline"]
    seat.desk.selection.reveal(Place(article.id, "headline"))
    field = seat.window.focusWidget()
    assert isinstance(field, QLineEdit | QTextEdit | QWidget)
    QTest.keyClicks(field, "Now ")
    written = seat.issue.block(article.id)
    assert written is not None
    assert "Now " in written.fields["headline"]
    assert seat.window.actions_by_name["edit.undo"].text() == "Undo Change headline"
    seat.click_row(seat.block("quote").id)
    seat.desk.selection.reveal(Place(seat.block("quote").id, "words"))
    QTest.keyClick(seat.window.focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    undone = seat.issue.block(article.id)
    assert undone is not None
    assert undone.fields["headline"] == headline
    assert seat.desk.selection.block == article.id  # undo goes to what it changed


def test_a_finding_leads_to_its_field(seat: Seat) -> None:
    seat.desk.session.apply("Change subject", put_issue("subject", ""))
    seat.settle()
    assert "to check" in seat.window.toolbar.findings.text()
    QTest.keyClick(seat.window, Qt.Key.Key_F5)
    seat.until(seat.window.findings.isVisible)
    QTest.keyClick(seat.window.findings.focusWidget(), Qt.Key.Key_Space)
    assert not seat.window.findings.isVisible()
    assert seat.desk.selection.place.field == "subject"


def test_a_killed_renderer_comes_back_where_it_was(seat: Seat) -> None:
    seat.page("scrollTo(0, 500)")
    seat.until(lambda: seat.view._scroll == 500)
    pid = seat.view.page().renderProcessPid()
    os.kill(pid, signal.SIGKILL)
    seat.until(lambda: not seat.view.is_ready)
    seat.until(lambda: seat.view.is_ready)
    assert seat.view.page().renderProcessPid() != pid
    seat.shows("scrollY", 500)


def test_a_page_loaded_too_often_is_replaced(seat: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("composer.app.mail_view.LOADS_PER_PAGE", 2)
    first = seat.view.page()
    for _ in range(2):
        seat.window.canvas.renew()
        seat.until(lambda: not seat.view.is_ready)
        seat.settle()
    assert seat.view.page() is not first
    seat.click_row(seat.block("quote").id)
    seat.shows("JSON.parse(composer.report()).block", seat.block("quote").id)


def test_a_page_goes_with_those_that_it_replaced(seat: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("composer.app.mail_view.LOADS_PER_PAGE", 1)
    seat.view.load_page("<p>Another</p>")
    assert len(seat.view.findChildren(QWebEnginePage)) > 1
    seat.view.stop_page()
    assert not seat.view.findChildren(QWebEnginePage)  # a profile ends the program that goes before a page of its


def test_arrows_go_from_block_to_block_and_escape_to_the_issue(seat: Seat) -> None:
    seat.window.canvas.focus()
    target = seat.view.focusProxy()
    for block in seat.issue.blocks[:2]:
        QTest.keyClick(target, Qt.Key.Key_Down)
        seat.until(lambda block=block: seat.desk.selection.block == block.id)  # type: ignore[misc]
    QTest.keyClick(target, Qt.Key.Key_Up)
    seat.until(lambda: seat.desk.selection.block == seat.issue.blocks[0].id)
    QTest.keyClick(target, Qt.Key.Key_Escape)
    seat.until(lambda: seat.desk.selection.place == Place())


def test_tab_reaches_the_frames_buttons_and_leaves_the_mail(seat: Seat) -> None:
    seat.click_row(seat.block("quote").id)
    seat.shows("JSON.parse(composer.report()).block", seat.block("quote").id)
    seat.window.canvas.focus()
    target = seat.view.focusProxy()
    QTest.keyClick(target, Qt.Key.Key_Tab)
    seat.shows("document.activeElement.localName", "composer-frames")
    before = order(seat)
    QTest.keyClick(target, Qt.Key.Key_Return)  # the first button moves up
    seat.until(lambda: order(seat) != before)
    assert isinstance(target, QWidget)
    tabs = 0
    while seat.window.canvas.isAncestorOf(seat.window.focusWidget()):
        press_tab_in(seat, seat.view, target)
        tabs += 1
        assert tabs < 40


def test_a_type_dropped_on_the_mail_goes_where_the_line_was(seat: Seat) -> None:
    canvas, aimed = seat.window.canvas, []
    canvas.aimed.connect(aimed.append)
    article = seat.block("article")
    at = seat.view.pos() + seat.point_in_mail(f'[data-block="{article.id}"]')
    data = QMimeData()
    data.setData(BLOCK_TYPE, b"divider")
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(canvas, QDragEnterEvent(at, copy, data, left, none))
    seat.until(lambda: bool(aimed))
    QApplication.sendEvent(canvas, QDropEvent(QPointF(at), copy, data, left, none))
    assert seat.issue.blocks[seat.issue.index(article.id) - 1].type == "divider"


def test_hidden_and_held_over_blocks_leave_the_mail_but_not_the_outline(seat: Seat) -> None:
    quote = seat.block("quote")
    seat.click_row(quote.id)
    seat.act("block.hide")
    seat.until(lambda: quote.id not in mail_order(seat))
    assert seat.window.actions_by_name["block.hide"].isChecked()
    assert quote.id in order(seat)
    seat.act("block.hide")
    seat.until(lambda: quote.id in mail_order(seat))


def test_every_shortcut_means_one_thing() -> None:
    keys = [key for action in ACTIONS for key in action.shortcut.split()]
    assert len(keys) == len(set(keys))


def test_panes_hide_and_f6_goes_round(seat: Seat) -> None:
    QTest.keyClick(seat.window, Qt.Key.Key_F9)
    assert not seat.window.tabs.isVisible()
    QTest.keyClick(seat.window, Qt.Key.Key_F9)
    assert seat.window.tabs.isVisible()
    seat.window.outline.setFocus()
    QTest.keyClick(seat.window.outline, Qt.Key.Key_F6)
    assert seat.window.canvas.isAncestorOf(seat.window.focusWidget())
    QTest.keyClick(seat.window, Qt.Key.Key_F6)
    assert seat.window.inspector.isAncestorOf(seat.window.focusWidget())


def test_a_form_put_away_has_no_keys_until_it_is_asked_for(seat: Seat) -> None:
    """Undoing what was done in it leaves the keyboard where something is to be seen; its own action brings it back."""
    inspector = seat.window.inspector
    seat.desk.session.apply("Change subject", put_issue("subject", "Another"), place=Place("", "subject"))
    seat.window.outline.setFocus()
    QTest.keyClick(seat.window.outline, Qt.Key.Key_F8)
    assert not inspector.isVisible()
    seat.act("edit.undo")
    assert seat.window.outline.hasFocus()
    seat.act("edit.issue")
    assert inspector.isVisible()
    assert inspector.isAncestorOf(QApplication.focusWidget() or seat.window)


def test_everything_that_takes_the_keyboard_has_a_name(seat: Seat) -> None:
    kinds = (QAbstractButton, QLineEdit, QTextEdit, QComboBox, QAbstractItemView)
    nameless = [
        widget
        for widget in seat.window.findChildren(QWidget)
        if isinstance(widget, kinds)
        and widget.isVisible()
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
    ]
    assert not nameless


def test_it_fits_a_small_screen(seat: Seat) -> None:
    seat.window.resize(1024, 640)
    assert seat.window.minimumSizeHint().width() <= 1024
    assert seat.window.width() == 1024
    seat.shows("innerWidth >= 720")  # laid out as on a desktop, only smaller


def test_reminders_of_what_is_to_come_are_counted_at_the_foot(seat: Seat) -> None:
    assert "TK" not in seat.window.status.words.text()
    article = seat.block("article")
    seat.desk.session.apply("Change headline", put_field(article.id, "headline", "TK and TK"))
    seat.desk.session.apply("Change subject", put_issue("subject", "Title TK"))
    seat.settle()
    assert seat.window.status.words.text().endswith("· 2 TK")
    assert "2 places have words that are still to be replaced" in seat.window.status.words.toolTip()

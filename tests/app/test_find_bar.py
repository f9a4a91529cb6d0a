"""The find bar in the real window: hits are gone to, marked in the mail, replaced in one step."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from composer.app.find_bar import FindBar
from composer.model.edits import put_field, put_issue
from composer.model.find import Query, find
from composer.model.finding import Place
from tests.app.windows import Seat

CONTROL, SHIFT, ALT = (Qt.KeyboardModifier[f"{name}Modifier"] for name in ("Control", "Shift", "Alt"))
NONE = Qt.KeyboardModifier.NoModifier
NOW = "[...(CSS.highlights.get('found-now') ?? [])].map(range => range.toString())"
FOUND = "(CSS.highlights.get('found')?.size ?? 0)"


def focused(seat: Seat) -> QWidget:
    return QApplication.focusWidget() or seat.window


def look_for(seat: Seat, words: str, key: Qt.Key = Qt.Key.Key_F) -> FindBar:
    QTest.keyClick(focused(seat), key, CONTROL)
    bar = seat.window.tools.find_bar
    seat.until(bar.words.hasFocus)
    QTest.keyClicks(bar.words, words)
    seat.until(lambda: not bar._late.isActive())
    return bar


def hits(seat: Seat, words: str) -> list[Place]:
    declared = seat.desk.library.templates[seat.issue.template].declared
    return [hit.place for hit in find(seat.issue, declared, Query(words))]


def test_hits_are_counted_marked_and_gone_to_round_the_end(seat: Seat) -> None:
    bar, places = look_for(seat, "test"), hits(seat, "test")
    assert bar.count.text() == f"1 of {len(places)}"
    assert seat.desk.selection.place == places[0]
    seat.shows(NOW, ["test"])
    assert seat.page(FOUND) > 3
    for place in [*places[1:], places[0]]:
        QTest.keyClick(bar.words, Qt.Key.Key_Return)
        assert seat.desk.selection.place == place
        assert bar.words.hasFocus()
    QTest.keyClick(bar.words, Qt.Key.Key_Return, SHIFT)
    assert bar.count.text() == f"{len(places)} of {len(places)}"
    seat.window.outline.setFocus()
    QTest.keyClick(seat.window.outline, Qt.Key.Key_F3)
    assert bar.count.text() == f"1 of {len(places)}"
    QTest.keyClick(seat.window.outline, Qt.Key.Key_F3, SHIFT)
    assert seat.desk.selection.place == places[-1]


def test_escape_leaves_the_keyboard_in_the_field_found(seat: Seat) -> None:
    bar = look_for(seat, "Lantern")
    place = seat.desk.selection.place
    QTest.keyClick(bar.words, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert place.field
    editor = seat.window.inspector.editor(place.field)
    assert editor is not None
    assert editor.isAncestorOf(focused(seat))
    seat.shows(FOUND, 0)


def test_what_is_not_there_is_said_and_the_keyboard_goes_back(seat: Seat) -> None:
    seat.window.outline.setFocus()
    bar = look_for(seat, "no such words")
    assert bar.count.text() == "Not found"
    assert not bar.all.isEnabled()
    QTest.keyClick(bar.words, Qt.Key.Key_Escape)
    assert seat.window.outline.hasFocus()


def test_case_and_whole_words_count_by_their_keys(seat: Seat) -> None:
    seat.desk.session.apply("Change subject", put_issue("subject", "Zebra zebras zebra"))
    bar = look_for(seat, "zebra")
    assert bar.count.text() == "1 of 3"
    QTest.keyClick(bar.words, Qt.Key.Key_C, ALT)
    seat.until(lambda: bar.count.text() == "1 of 2")
    QTest.keyClick(bar.words, Qt.Key.Key_W, ALT)
    seat.until(lambda: bar.count.text() == "1 of 1")


def test_replacing_one_goes_to_the_next_and_all_is_one_step(seat: Seat) -> None:
    before, total = seat.issue, len(hits(seat, "test"))
    bar = look_for(seat, "test")
    QTest.keyClick(bar.words, Qt.Key.Key_H, CONTROL)
    seat.until(bar.new.hasFocus)
    QTest.keyClicks(bar.new, "test exam")  # what it finds again is passed over
    QTest.keyClick(bar.new, Qt.Key.Key_Return)
    assert bar.count.text() == f"2 of {total}"
    assert seat.window.actions_by_name["edit.undo"].text() == "Undo Replace “test”"
    QTest.keyClick(bar.new, Qt.Key.Key_Z, CONTROL)
    assert seat.issue is before
    bar.new.setText("okapi")
    QTest.mouseClick(bar.all, Qt.MouseButton.LeftButton)
    assert not hits(seat, "test")
    assert len(hits(seat, "okapi")) == total
    assert seat.window.toast.label.text() == f"Replaced {total} times"
    seat.shows("document.body.textContent.includes('safety okapis')")
    assert seat.window.actions_by_name["edit.undo"].text() == "Undo Replace All “test”"
    QTest.mouseClick(seat.window.toast.button, Qt.MouseButton.LeftButton)
    assert seat.issue is before


def test_a_link_that_would_lead_nowhere_is_told(seat: Seat) -> None:
    article = seat.block("article")
    seat.desk.session.apply("Link", put_field(article.id, "body", '<p><a href="https://zebra.x/">there</a></p>'))
    bar = look_for(seat, "https://zebra", Qt.Key.Key_H)
    seat.shows(NOW, ["there"])
    before = seat.issue
    QTest.keyClicks(bar.new, "nowhere")
    QTest.mouseClick(bar.all, Qt.MouseButton.LeftButton)
    assert seat.issue is before
    assert "lead nowhere" in seat.window.toast.label.text()


def test_marks_follow_what_is_written_meanwhile(seat: Seat) -> None:
    bar, article = look_for(seat, "lantern"), seat.block("article")
    marked = seat.page(FOUND)
    seat.desk.session.apply("Change headline", put_field(article.id, "headline", "Lantern, lantern"))
    seat.shows(f"{FOUND} >= {marked + 2}")
    total = len(hits(seat, "lantern"))
    seat.until(lambda: bar.count.text().endswith(f"of {total}"))


def test_words_selected_elsewhere_are_looked_for(seat: Seat) -> None:
    seat.desk.selection.reveal(Place("", "subject"))
    field = focused(seat)
    QTest.keyClick(field, Qt.Key.Key_A, CONTROL)
    QTest.keyClick(field, Qt.Key.Key_F, CONTROL)
    assert seat.window.tools.find_bar.words.text() == seat.issue.subject


def test_f3_without_words_asks_for_them(seat: Seat) -> None:
    QTest.keyClick(seat.window, Qt.Key.Key_F3)
    assert seat.window.tools.find_bar.words.hasFocus()

"""Rich text: canonical prose goes into Qt's document and comes out unchanged; keys, paste and undo do as told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from composer.app.editors.editor import Note
from composer.app.editors.prose import ProseEditor
from composer.app.editors.prose_document import read_prose, write_prose
from composer.app.editors.prose_input import ProseInput
from composer.model.finding import Place
from composer.model.prose import clean
from composer.model.values import Credit
from tests.app.forms import Window

CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
_TAGS = "p h3 h4 ul ol li blockquote strong em u s sup sub code".split()
_texts = st.sampled_from(["one", "two words", " ", "\u00a0", "é 😀", "&amp;", "&lt;b&gt;", '"', "שלום"])


def _wrapped(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inside, min_size=1, max_size=3).map("".join)
    tagged = st.builds(lambda tag, html: f"<{tag}>{html}</{tag}>", st.sampled_from(_TAGS), several)
    linked = st.builds(
        lambda n, html: f'<a href="https://e.org/{n}?a=1&amp;b=2">{html}</a>', st.integers(0, 2), several
    )
    return tagged | linked | several


HTML = st.recursive(_texts | st.just("<br>"), _wrapped, max_leaves=24).map(clean)
EXAMPLES = [
    "",
    "<p>Plain</p>",
    "<p>a <strong>b <em>c</em></strong> d</p><h3>x</h3><h4>y <strong>z</strong></h4>",
    "<ul><li>a<ul><li>b<ol><li>c</li></ol></li></ul><ol><li>d</li></ol></li><li>e</li></ul><ul><li>other</li></ul>",
    "<ul><li><ul><li>only inside</li></ul></li></ul>",
    "<blockquote><p>a</p><p>b</p></blockquote><blockquote><p>another</p></blockquote><p>d</p>",
    '<p>a<br>b <a href="https://e.org/?q=1&amp;b">l <sup><sub>q</sub></sup></a> <code>c</code><s>s</s><u>u</u></p>',
    '<p><a href="[[unsubscribe]]">leave</a> [[first_name|there]]</p>',
]


def through(html: str) -> str:
    document = QTextDocument()
    read_prose(html, document)
    return clean(write_prose(document))


@pytest.mark.parametrize("html", EXAMPLES)
def test_prose_comes_back_as_it_went_in(qapp: object, html: str) -> None:
    assert clean(html) == html
    assert through(html) == html


@given(HTML)
@settings(max_examples=300, deadline=None)
def test_any_prose_comes_back_as_it_went_in(qapp: object, html: str) -> None:
    assert through(html) == html


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Window:
    return Window(tmp_path, {"words": "<p>One two</p><p>Three</p>"}).open(qtbot)


def _input(window: Window) -> ProseInput:
    widget = window.focus("words")
    assert isinstance(widget, ProseInput)
    return widget


def _select(widget: ProseInput, start: int, end: int) -> None:
    cursor = widget.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    widget.setTextCursor(cursor)


def press(key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> Callable[[Window], None]:
    return lambda window: window.key(key, *modifiers)


@pytest.mark.parametrize(
    ("act", "wanted", "step"),
    [
        (press(Qt.Key.Key_B, CONTROL), "<p><strong>One</strong> two</p><p>Three</p>", "Bold"),
        (press(Qt.Key.Key_I, CONTROL), "<p><em>One</em> two</p><p>Three</p>", "Italic"),
        (press(Qt.Key.Key_U, CONTROL), "<p><u>One</u> two</p><p>Three</p>", "Underline"),
        (press(Qt.Key.Key_1, CONTROL, ALT), "<h3>One two</h3><p>Three</p>", "Heading"),
        (press(Qt.Key.Key_2, CONTROL, ALT), "<h4>One two</h4><p>Three</p>", "Heading"),
        (press(Qt.Key.Key_7, CONTROL, SHIFT), "<ol><li>One two</li></ol><p>Three</p>", "Numbered list"),
        (press(Qt.Key.Key_8, CONTROL, SHIFT), "<ul><li>One two</li></ul><p>Three</p>", "List"),
        (press(Qt.Key.Key_9, CONTROL, SHIFT), "<blockquote><p>One two</p></blockquote><p>Three</p>", "Quote"),
    ],
)
def test_keys_shape_the_text(window: Window, act: Callable[[Window], None], wanted: str, step: str) -> None:
    before = window.session.now
    _select(_input(window), 0, 3)
    act(window)
    assert window.value("words") == wanted
    assert window.session.history.undo_label == step
    window.key(Qt.Key.Key_Z, CONTROL)
    assert window.session.now is before
    assert _input(window).html() == "<p>One two</p><p>Three</p>"


def test_keys_work_the_moment_a_field_is_gone_to(window: Window) -> None:
    window.desk.selection.reveal(Place("two", "words"))
    for text in ("so ", "very", " much"):
        QTest.keyClicks(_input(window), text)
        window.key(Qt.Key.Key_B, CONTROL)
    assert window.session.now.blocks[1].fields["words"] == "<p>so <strong>very</strong> much</p>"


def test_the_same_key_takes_it_back(window: Window) -> None:
    _select(_input(window), 0, 3)
    for key in (Qt.Key.Key_B, Qt.Key.Key_I, Qt.Key.Key_B, Qt.Key.Key_I):
        window.key(key, CONTROL)
    for key in (Qt.Key.Key_8, Qt.Key.Key_8, Qt.Key.Key_9, Qt.Key.Key_9):
        window.key(key, CONTROL, SHIFT)
    assert window.value("words") == "<p>One two</p><p>Three</p>"


def test_typing_goes_to_the_session_and_undo_to_it(window: Window) -> None:
    widget = _input(window)
    _select(widget, 3, 3)
    QTest.keyClicks(widget, " more")
    assert window.value("words") == "<p>One more two</p><p>Three</p>"
    assert widget.textCursor().position() == 8
    window.key(Qt.Key.Key_Z, CONTROL)
    assert widget.toPlainText() == "One two\nThree"
    window.key(Qt.Key.Key_Z, CONTROL, SHIFT)
    assert widget.toPlainText() == "One more two\nThree"


def test_a_space_just_typed_stays_under_the_caret(window: Window) -> None:
    widget = _input(window)
    _select(widget, 7, 7)
    QTest.keyClicks(widget, " and")
    assert window.value("words") == "<p>One two and</p><p>Three</p>"


def test_lists_indent_and_end_on_an_empty_item(window: Window) -> None:
    widget = _input(window)
    _select(widget, 0, 12)
    window.key(Qt.Key.Key_8, CONTROL, SHIFT)
    _select(widget, 9, 9)
    window.key(Qt.Key.Key_BracketRight, CONTROL)
    assert window.value("words") == "<ul><li>One two<ul><li>Three</li></ul></li></ul>"
    widget.moveCursor(QTextCursor.MoveOperation.End)
    for _ in range(3):
        QTest.keyClick(widget, Qt.Key.Key_Return)
    QTest.keyClicks(widget, "After")
    assert window.value("words") == "<ul><li>One two<ul><li>Three</li></ul></li></ul><p>After</p>"


def test_text_follows_a_heading(window: Window) -> None:
    widget = _input(window)
    _select(widget, 7, 7)
    window.key(Qt.Key.Key_1, CONTROL, ALT)
    QTest.keyClick(widget, Qt.Key.Key_Return)
    QTest.keyClicks(widget, "Text")
    assert window.value("words") == "<h3>One two</h3><p>Text</p><p>Three</p>"


def test_backspace_leaves_a_quotation(window: Window) -> None:
    widget = _input(window)
    _select(widget, 0, 0)
    window.key(Qt.Key.Key_9, CONTROL, SHIFT)
    QTest.keyClick(widget, Qt.Key.Key_Backspace)
    assert window.value("words") == "<p>One two</p><p>Three</p>"


def test_numbers_begin_again_below_an_item_that_left(window: Window) -> None:
    widget = _input(window)
    widget.show_html("<ol><li>a</li><li>b</li><li>c</li></ol>")
    _select(widget, 2, 2)
    window.key(Qt.Key.Key_7, CONTROL, SHIFT)
    assert window.value("words") == "<ol><li>a</li></ol><p>b</p><ol><li>c</li></ol>"
    last = widget.document().lastBlock()
    assert last.textList().itemNumber(last) == 0


def test_a_link_is_asked_for_and_what_follows_is_not_in_it(window: Window) -> None:
    editor = window.inspector.editor("words")
    assert isinstance(editor, ProseEditor)
    widget = _input(window)
    _select(widget, 4, 7)
    window.key(Qt.Key.Key_K, CONTROL)
    assert editor.link_box is not None
    QTest.keyClicks(editor.link_box.input, "example.org")
    QTest.keyClick(editor.link_box.input, Qt.Key.Key_Return)
    linked = '<p>One <a href="https://example.org">two</a>'
    assert window.value("words") == f"{linked}</p><p>Three</p>"
    _select(widget, 7, 7)
    QTest.keyClicks(widget, " x")
    assert window.value("words") == f"{linked} x</p><p>Three</p>"
    _select(widget, 5, 5)
    editor.open_link()
    assert editor.link_box.input.text() == "https://example.org"
    editor.link_box.chosen.emit("")
    editor.link_box.close()
    assert window.value("words") == "<p>One two x</p><p>Three</p>"


def test_an_address_that_is_none_is_refused(window: Window) -> None:
    editor = window.inspector.editor("words")
    assert isinstance(editor, ProseEditor)
    editor.open_link()
    assert editor.link_box is not None
    QTest.keyClicks(editor.link_box.input, "javascript:alert(1)")
    QTest.keyClick(editor.link_box.input, Qt.Key.Key_Return)
    assert editor.link_box.isVisible()
    assert not editor.link_box.trouble.isHidden()
    editor.link_box.close()


def test_paste_is_cleaned(window: Window) -> None:
    widget = _input(window)
    mime = QMimeData()
    mime.setHtml('<h1 style="color:red">Big</h1><script>x()</script><p onclick="y()">Text <b>bold</b></p>')
    QGuiApplication.clipboard().setMimeData(mime)
    _select(widget, 7, 7)
    window.key(Qt.Key.Key_V, CONTROL)
    assert window.value("words") == "<p>One two</p><h3>Big</h3><p>Text <strong>bold</strong></p><p>Three</p>"


def test_one_paragraph_is_pasted_into_the_text(window: Window) -> None:
    widget = _input(window)
    mime = QMimeData()
    mime.setHtml("<p>and <em>a half</em></p>")
    QGuiApplication.clipboard().setMimeData(mime)
    _select(widget, 4, 4)
    window.key(Qt.Key.Key_V, CONTROL)
    assert window.value("words") == "<p>One and <em>a half</em>two</p><p>Three</p>"


def test_plain_paste_keeps_the_words_alone(window: Window) -> None:
    widget = _input(window)
    mime = QMimeData()
    mime.setHtml("<h1>Big</h1>")
    mime.setText("Big")
    QGuiApplication.clipboard().setMimeData(mime)
    _select(widget, 0, 3)
    window.key(Qt.Key.Key_V, CONTROL, SHIFT)
    assert window.value("words") == "<p>Big two</p><p>Three</p>"


def test_an_address_pasted_on_words_links_them(window: Window) -> None:
    widget = _input(window)
    QGuiApplication.clipboard().setText("https://example.org/")
    _select(widget, 0, 3)
    window.key(Qt.Key.Key_V, CONTROL)
    assert window.value("words") == '<p><a href="https://example.org/">One</a> two</p><p>Three</p>'


def test_what_is_copied_keeps_its_form(window: Window) -> None:
    widget = _input(window)
    widget.show_html("<ul><li>a <strong>b</strong></li></ul><p>c</p>")
    widget.selectAll()
    mime = widget.createMimeDataFromSelection()
    assert clean(mime.html()) == "<ul><li>a <strong>b</strong></li></ul><p>c</p>"


def test_tools_show_what_holds_and_act_on_a_click(window: Window) -> None:
    editor = window.inspector.editor("words")
    assert isinstance(editor, ProseEditor)
    _select(_input(window), 0, 3)
    bold, _ = editor._states[0]
    QTest.mouseClick(bold, Qt.MouseButton.LeftButton)
    assert window.value("words") == "<p><strong>One</strong> two</p><p>Three</p>"
    assert bold.isChecked()
    _select(_input(window), 5, 5)
    assert not bold.isChecked()


def _clipboard(html: str = "", text: str = "") -> None:
    mime = QMimeData()
    if html:
        mime.setHtml(html)
    if text:
        mime.setText(text)
    QGuiApplication.clipboard().setMimeData(mime)


def test_pasting_is_a_step_and_says_what_it_left_out(window: Window) -> None:
    widget = _input(window)
    _select(widget, 7, 7)
    _clipboard("<p>New<img src='https://e.org/a.jpg'></p><img width=1 height=1 src='https://e.org/t'>")
    window.key(Qt.Key.Key_V, CONTROL)
    assert window.value("words") == "<p>One twoNew</p><p>Three</p>"
    assert window.session.history.undo_label == "Paste"
    assert window.told("words") == "Left out 1 picture and 1 tracking pixel."
    QTest.keyClicks(widget, "!")
    assert window.told("words") == ""
    window.key(Qt.Key.Key_Z, CONTROL)
    window.key(Qt.Key.Key_Z, CONTROL)
    assert window.value("words") == "<p>One two</p><p>Three</p>"


def test_what_was_left_out_is_told_in_sight_below_a_long_text(tmp_path: Path, qtbot: QtBot) -> None:
    window = Window(tmp_path, {"words": "<p>One</p>" * 60}).open(qtbot)
    window.resize(340, 420)
    window.settle()
    _select(_input(window), 0, 0)
    _clipboard("<p>New</p><img src='https://e.org/a.jpg'>")
    window.key(Qt.Key.Key_V, CONTROL)
    window.settle()
    [note] = [note for note in window.inspector.findChildren(Note) if note.words.text().startswith("Left out")]
    assert not note.visibleRegion().isEmpty()


def test_markdown_is_pasted_as_what_it_means(window: Window) -> None:
    _select(_input(window), 0, 13)
    _clipboard(text="# Big\n\n- one\n- **two**")
    window.key(Qt.Key.Key_V, CONTROL)
    assert window.value("words") == "<h3>Big</h3><ul><li>one</li><li><strong>two</strong></li></ul>"


CREDITED = "<figure><img src=a><figcaption>Photo: Jane Doe / Reuters</figcaption></figure><p>Text</p>"


def test_a_credit_line_goes_to_the_picture_in_the_same_step(tmp_path: Path, qtbot: QtBot) -> None:
    picture = {"asset": "ab" * 32 + ".png", "width": 10, "height": 10}
    window = Window(tmp_path, {"words": "", "picture": picture}).open(qtbot)
    before = window.session.now
    _input(window)
    _clipboard(CREDITED)
    window.key(Qt.Key.Key_V, CONTROL)
    assert window.value("words") == "<p>Text</p>"
    assert window.value("picture").credits == (Credit("photographer", "Jane Doe", "Reuters"),)
    assert window.told("words") == "Left out 1 picture. The picture is credited to Jane Doe / Reuters."
    window.key(Qt.Key.Key_Z, CONTROL)
    assert window.session.now is before


def test_a_credit_line_without_a_picture_to_go_to_stays_text(window: Window) -> None:
    _select(_input(window), 0, 13)
    _clipboard(CREDITED)
    window.key(Qt.Key.Key_V, CONTROL)
    assert window.value("words") == "<p>Photo: Jane Doe / Reuters</p><p>Text</p>"


@pytest.mark.parametrize("modifiers", [(CONTROL,), (CONTROL, SHIFT)])
def test_more_than_a_mail_holds_is_refused_at_the_place(window: Window, modifiers: tuple[Any, ...]) -> None:
    _select(_input(window), 0, 0)
    _clipboard(text="word " * 2_200_000)
    window.key(Qt.Key.Key_V, *modifiers)
    assert window.value("words") == "<p>One two</p><p>Three</p>"
    assert "10 MB" in window.told("words")

"""Writing on the page itself, with real keys and clicks: lines and prose, where they stand."""

from __future__ import annotations

import json
import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from composer.app.editors.line import LineEditor
from composer.app.editors.prose import ProseEditor
from composer.model.edits import put_field, put_issue
from composer.model.finding import Place
from composer.model.issue_json import read_issue, write_issue
from composer.render.page import Renderer
from tests.app.pages import CONTROL, SHIFT, Hands

Key = Qt.Key
HEADLINE = "Forty-one labs, one table, three empty chairs"

# Each element of a text with its computed style, less what only an editor needs and what follows from it.
STYLES = """
[...document.querySelectorAll('[data-block="lead"] [data-edit="body"] *')]
  .filter(each => !/composer|BR/i.test(each.nodeName))
  .map(each => [each.nodeName, ...[...getComputedStyle(each)]
    .filter(name => !/line-break|white-space|wrap|user-modify|height|block-size|origin|inline-size|width/.test(name))
    .map(name => getComputedStyle(each).getPropertyValue(name))].join("|"))
"""


def end(hands: Hands) -> None:
    hands.press(Key.Key_End, CONTROL)


def test_a_headline_is_written_where_it_stands(hands: Hands) -> None:
    hands.click("lead", "headline")
    end(hands)
    hands.type(", and why")
    hands.has("lead", "headline", f"{HEADLINE}, and why")
    assert hands.seat.desk.selection.place == Place("lead", "headline")
    assert set(hands.labels()) == {"Change headline"}
    editor = hands.seat.window.inspector.editor("headline")
    assert isinstance(editor, LineEditor)
    assert editor.input.toPlainText() == f"{HEADLINE}, and why"


def test_a_click_puts_the_caret_where_it_was_made(hands: Hands) -> None:
    hands.click("lead", "headline")
    hands.type("¤")
    hands.seat.until(lambda: "¤" in hands.value("lead", "headline"))
    assert 0 < hands.value("lead", "headline").index("¤") < len(HEADLINE)


def test_keys_typed_before_the_text_is_there_wait_for_it(hands: Hands) -> None:
    hands.seat.click_in_mail(hands.selector("lead", "headline"))
    hands.type("abc")
    hands.press(Key.Key_Backspace)
    hands.type("d")
    hands.seat.until(lambda: "abd" in hands.value("lead", "headline"))


def test_prose_takes_marks_links_and_lists(hands: Hands) -> None:
    hands.empty("lead", "body")
    hands.type("Plain ")
    hands.press(Key.Key_B, CONTROL)
    hands.type("bold")
    hands.press(Key.Key_B, CONTROL)
    hands.type(" and link")
    hands.press(Key.Key_Left, CONTROL | SHIFT)
    hands.press(Key.Key_K, CONTROL)
    hands.seat.shows("document.activeElement.nodeName", "COMPOSER-FRAMES")
    hands.type("example.org/a")
    hands.press(Key.Key_Return)
    hands.has("lead", "body", '<p>Plain <strong>bold</strong> and <a href="https://example.org/a">link</a></p>')
    hands.written("lead", "body")
    end(hands)
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Asterisk, CONTROL | SHIFT)
    hands.type("one")
    hands.press(Key.Key_Return)
    hands.type("two")
    hands.press(Key.Key_Tab)
    hands.seat.until(lambda: hands.value("lead", "body").endswith("<ul><li>one<ul><li>two</li></ul></li></ul>"))
    assert {"Link", "Indent"} <= set(hands.labels())


BECOMES = (
    ("## Head", "<h3>Head</h3>"),
    ("### Small", "<h4>Small</h4>"),
    ("- item", "<ul><li>item</li></ul>"),
    ("1. first", "<ol><li>first</li></ol>"),
    ("> said", "<blockquote><p>said</p></blockquote>"),
    ("a **b** c", "<p>a <strong>b</strong> c</p>"),
    ("a *b* c", "<p>a <em>b</em> c</p>"),
    ("a ~~b~~ c", "<p>a <s>b</s> c</p>"),
    ("a `b c` d", "<p>a <code>b c</code> d</p>"),
    ("2 * 3 * 4 and snake_case_word", "<p>2 * 3 * 4 and snake_case_word</p>"),
    ("see [here](https://example.org/x) now", '<p>see <a href="https://example.org/x">here</a> now</p>'),
    ("[no](javascript:alert(1))", "<p>[no](javascript:alert(1))</p>"),
    ("\"He said 'no', didn't he?\"", "<p>“He said ‘no’, didn’t he?”</p>"),
    ('`x`"" "', "<p><code>x</code>”” “</p>"),
)


def test_what_is_typed_becomes(hands: Hands) -> None:
    for typed, expected in BECOMES:
        hands.empty("lead", "body")
        hands.type(typed)
        hands.has("lead", "body", expected)
        hands.press(Key.Key_Escape)
        hands.let_go()


def test_a_rule_that_was_not_meant_is_taken_back(hands: Hands) -> None:
    hands.empty("lead", "headline")
    hands.type('5"')
    hands.has("lead", "headline", "5”")
    hands.press(Key.Key_Backspace)
    hands.has("lead", "headline", '5"')


def test_quotation_marks_are_those_of_the_issue_s_language(hands: Hands) -> None:
    hands.seat.desk.session.apply("Change language", put_issue("language", "de"))
    hands.empty("lead", "headline")
    hands.type("\"Ja, 'gut'\"")
    hands.has("lead", "headline", "„Ja, ‚gut‘“")


def test_enter_tab_and_arrows_lead_from_text_to_text(hands: Hands) -> None:
    hands.click("lead", "headline")
    hands.press(Key.Key_Return)
    hands.written("lead", "standfirst")
    hands.press(Key.Key_Tab)
    hands.held("lead", "byline")
    hands.press(Key.Key_Tab)
    hands.written("lead", "body")
    hands.press(Key.Key_Tab, SHIFT)
    hands.held("lead", "byline")
    hands.press(Key.Key_Tab, SHIFT)
    hands.written("lead", "standfirst")
    hands.press(Key.Key_Home, CONTROL)
    hands.press(Key.Key_Up)
    hands.written("lead", "headline")
    end(hands)
    hands.press(Key.Key_Right)
    hands.written("lead", "standfirst")
    assert not hands.labels()


def test_escape_climbs_from_text_to_block_to_nothing_and_enter_goes_back(hands: Hands) -> None:
    hands.click("lead", "headline")
    hands.press(Key.Key_Escape)
    hands.let_go()
    assert hands.seat.desk.selection.block == "lead"
    hands.press(Key.Key_Return)
    hands.written("lead", "kicker")
    hands.press(Key.Key_Escape)
    hands.let_go()
    hands.press(Key.Key_F2)
    hands.written("lead", "kicker")
    hands.press(Key.Key_Escape)
    hands.let_go()
    hands.press(Key.Key_Escape)
    hands.seat.until(lambda: hands.seat.desk.selection.place == Place())


def test_delete_deletes_letters_while_somebody_writes(hands: Hands) -> None:
    hands.click("lead", "headline")
    hands.press(Key.Key_Home, CONTROL)
    hands.press(Key.Key_Delete, times=6)
    hands.has("lead", "headline", HEADLINE[6:])
    assert hands.seat.issue.block("lead") is not None


def test_an_empty_block_is_filled_without_the_inspector(hands: Hands) -> None:
    made = hands.insert("article", "headline")
    hands.type("A headline")
    hands.press(Key.Key_Return)
    hands.written(made, "standfirst")
    hands.press(Key.Key_Return)
    hands.written(made, "body")
    hands.type("Some text")
    hands.has(made, "body", "<p>Some text</p>")
    hands.click(made, "kicker")
    hands.type("Kicker")
    hands.has(made, "kicker", "Kicker")
    hands.seat.shows(f"document.querySelectorAll('[data-block=\"{made}\"] [data-edit][data-ghost]').length", 1)
    hands.seat.click_row("quote")
    hands.seat.shows(f"document.querySelectorAll('[data-block=\"{made}\"] [data-ghost]').length", 0)
    assert hands.value(made, "standfirst") is None


def test_what_is_written_looks_as_what_is_mailed(hands: Hands) -> None:
    """Every element of a text has the same computed style before, while and after it is written in."""
    body = (
        "<h3>H</h3><p>a <strong>b <em>c</em></strong> <a href=\"https://example.org/\">d</a> <code>e</code></p>"
        "<p>f <sup>f</sup></p>"
        "<ul><li>g <u>h</u><ol><li>i <s>j</s><ul><li>k <sub>l</sub></li></ul></li></ol></li></ul>"
        "<blockquote><p>m <strong>n</strong></p></blockquote><h4>o</h4><ol><li>p</li></ol>"
    )  # fmt: skip
    hands.seat.desk.session.apply("Change text", put_field("lead", "body", body))
    hands.seat.desk.selection.select(Place("lead"))
    hands.seat.shows('document.querySelectorAll(\'[data-block="lead"] [data-edit="body"] h4\').length', 1)
    before = hands.seat.page(STYLES)
    hands.click("lead", "body")
    writing = hands.seat.page(STYLES)
    assert len(before) > 20
    assert writing == before
    hands.press(Key.Key_Escape)
    hands.let_go()
    assert hands.seat.page(STYLES) == before
    assert hands.value("lead", "body") == body
    assert hands.labels() == ["Change text"]


def test_form_and_page_show_the_same_at_once(hands: Hands) -> None:
    hands.click("lead", "body")
    editor = hands.seat.window.inspector.editor("body")
    assert isinstance(editor, ProseEditor)
    hands.press(Key.Key_Home, CONTROL)
    hands.type("P")
    hands.seat.until(lambda: editor.input.toPlainText().startswith("PForty-one"))
    editor.input.setFocus()
    QTest.keyClick(editor.input, Key.Key_Home, CONTROL)
    QTest.keyClicks(editor.input, "I")
    hands.seat.until(lambda: hands.html("lead", "body").startswith("<p>IPForty-one"))
    assert hands.seat.window.canvas.edits.place == Place("lead", "body")


def test_undo_goes_back_through_page_and_form(hands: Hands) -> None:
    hands.click("lead", "headline")
    end(hands)
    hands.type("!")
    hands.has("lead", "headline", f"{HEADLINE}!")
    editor = hands.seat.window.inspector.editor("standfirst")
    assert isinstance(editor, LineEditor)
    editor.input.setFocus()
    QTest.keyClicks(editor.input, "x")
    hands.click("lead", "headline")
    hands.type("?")
    hands.seat.until(lambda: "?" in hands.value("lead", "headline"))
    assert hands.labels() == ["Change headline", "Change standfirst", "Change headline"]
    hands.press(Key.Key_Z, CONTROL)
    hands.has("lead", "headline", f"{HEADLINE}!")
    hands.written("lead", "headline")
    hands.press(Key.Key_Z, CONTROL)
    hands.written("lead", "standfirst")
    hands.press(Key.Key_Z, CONTROL)
    hands.written("lead", "headline")
    hands.has("lead", "headline", HEADLINE)
    assert not hands.seat.desk.session.dirty or not hands.labels()
    for _ in range(3):
        hands.press(Key.Key_Y, CONTROL)
        QApplication.processEvents()
    hands.seat.until(lambda: len(hands.labels()) == 3)


def test_undo_keeps_its_place_among_the_keys(hands: Hands) -> None:
    hands.click("lead", "headline")
    end(hands)
    hands.type("abc")
    hands.press(Key.Key_Z, CONTROL)
    hands.type("d")
    hands.has("lead", "headline", f"{HEADLINE}d")


def test_a_burst_of_keys_loses_and_turns_none(hands: Hands) -> None:
    hands.empty("lead", "body")
    text = "".join(f"{number:03d} " for number in range(125))
    hands.type(text)
    hands.has("lead", "body", f"<p>{text.strip()}</p>")
    assert len(text) == 500


def test_an_input_method_composes_in_the_text(hands: Hands) -> None:
    hands.empty("lead", "headline")
    for part in ("n", "ni", "nih"):
        QApplication.sendEvent(hands.target, QInputMethodEvent(part, []))
    assert not hands.value("lead", "headline")
    event = QInputMethodEvent("", [])
    event.setCommitString("你好")
    QApplication.sendEvent(hands.target, event)
    hands.type("!")
    hands.has("lead", "headline", "你好!")


def test_right_to_left_and_emoji_are_written(hands: Hands) -> None:
    hands.empty("lead", "headline")
    event = QInputMethodEvent("", [])
    event.setCommitString("שלום 👩🏽‍🚀 مرحبا")
    QApplication.sendEvent(hands.target, event)
    hands.has("lead", "headline", "שלום 👩🏽‍🚀 مرحبا")
    hands.press(Key.Key_Escape)
    hands.let_go()
    hands.seat.shows(f"document.querySelector({hands.selector('lead', 'headline')!r}).textContent", "שלום 👩🏽‍🚀 مرحبا")


def test_a_merge_tag_is_one_thing_while_it_is_written(hands: Hands) -> None:
    hands.empty("lead", "body")
    hands.type("Hi [[fi")
    hands.press(Key.Key_Return)
    hands.type("!")
    hands.has("lead", "body", "<p>Hi [[first_name|there]]!</p>")
    assert "<composer-tag" in hands.html("lead", "body")
    hands.press(Key.Key_Backspace, times=2)
    hands.has("lead", "body", "<p>Hi</p>")


def test_a_slash_on_an_empty_line_offers_kinds_and_blocks(hands: Hands) -> None:
    hands.empty("lead", "body")
    hands.type("/small")
    hands.press(Key.Key_Return)
    hands.type("Small")
    hands.has("lead", "body", "<h4>Small</h4>")
    hands.press(Key.Key_Return)
    hands.type("/quote")
    hands.press(Key.Key_Return)
    hands.seat.until(lambda: hands.seat.desk.selection.block != "lead")
    made = hands.seat.issue.block(hands.seat.desk.selection.block)
    assert made is not None
    assert made.type == "quote"
    hands.written(made.id, "words")
    assert hands.value("lead", "body") == "<h4>Small</h4>"


def test_the_block_that_is_written_in_is_never_torn_down(hands: Hands) -> None:
    hands.click("lead", "body")
    hands.seat.page("void (document.querySelector('[data-writing]').mine = 1)")
    end(hands)
    hands.type(" word" * 12)  # the reading time beside the byline may change with it
    hands.seat.desk.session.apply("Change kicker", put_field("lead", "kicker", "Another"))
    hands.seat.shows(
        'document.querySelector(\'[data-block="lead"] [data-edit="kicker"]\').innerText.toLowerCase()', "another"
    )
    hands.seat.desk.session.apply("Change accent", put_issue("theme.accent", "#006600"))
    hands.seat.shows("document.querySelector('[data-writing]')?.mine ?? 0", 1)
    hands.seat.shows("getComputedStyle(document.querySelector('[data-writing] a')).color", "rgb(0, 102, 0)")
    hands.type("!")
    hands.seat.until(lambda: hands.value("lead", "body").endswith("word!</p>"))


def test_the_export_is_that_of_the_same_issue_made_as_json(hands: Hands) -> None:
    hands.empty("lead", "headline")
    hands.type('A "new" headline')
    hands.press(Key.Key_Return)
    hands.written("lead", "standfirst")
    hands.press(Key.Key_Return)
    hands.written("lead", "body")
    hands.press(Key.Key_A, CONTROL)
    hands.type("Words, **bold** and [a link](https://example.org/?a=1&b=2) ")
    hands.press(Key.Key_Return)
    hands.type("- one")
    hands.has(
        "lead",
        "body",
        '<p>Words, <strong>bold</strong> and <a href="https://example.org/?a=1&amp;b=2">a link</a></p>'
        "<ul><li>one</li></ul>",
    )
    desk = hands.seat.desk
    written = json.loads(json.dumps(write_issue(hands.seat.issue, desk.library.declared)))
    tool = hands.seat.window.preview.tool
    mine = desk.renderer.page(hands.seat.issue, tool=tool).html
    assert Renderer(desk.library).page(read_issue(written, desk.library.declared), tool=tool).html == mine
    block = hands.seat.issue.block("lead")
    assert block is not None
    canvas = re.sub(r' data-[a-z-]+="[^"]*"', "", desk.renderer.open_fragment(hands.seat.issue, block, tool=tool))
    assert canvas == desk.renderer.fragment(hands.seat.issue, block, tool=tool)


def test_a_block_without_a_text_is_put_in_and_the_keyboard_stays_on_the_page(hands: Hands) -> None:
    seat = hands.seat
    hands.click("lead", "headline")
    hands.press(Key.Key_P, CONTROL | SHIFT)
    assert seat.window.tools.palette.search.hasFocus()
    QTest.keyClicks(seat.window.tools.palette.search, "insert divider")
    hands.press(Key.Key_Return)
    made = seat.issue.blocks[seat.issue.index("lead") + 1]
    assert made.type == "divider"
    seat.shows("JSON.parse(composer.report()).block", made.id)
    assert seat.window.canvas.isAncestorOf(seat.window.focusWidget())
    hands.press(Key.Key_Delete)
    seat.until(lambda: seat.issue.block(made.id) is None)

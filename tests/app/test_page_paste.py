"""Copying out of a text on the page and pasting into it: cleaned, in its turn, harmless."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication

from composer.model.prose import clean, plain
from tests.app.pages import CONTROL, SHIFT, Hands

Key = Qt.Key


def test_what_is_pasted_is_cleaned_by_the_window(hands: Hands) -> None:
    hands.empty("lead", "body")
    QGuiApplication.clipboard().clear()
    mime = QMimeData()
    mime.setHtml('<p style="color:red" onclick="x()">One <b>bold</b></p><script>alert(1)</script><p>Two</p>')
    mime.setText("One bold\nTwo")
    QGuiApplication.clipboard().setMimeData(mime)
    hands.press(Key.Key_V, CONTROL)
    hands.has("lead", "body", "<p>One <strong>bold</strong></p><p>Two</p>")
    hands.press(Key.Key_V, CONTROL | SHIFT)
    hands.has("lead", "body", "<p>One <strong>bold</strong></p><p>TwoOne bold<br>Two</p>")
    assert hands.labels()[0] == "Paste"


@pytest.mark.parametrize("keys", [CONTROL, CONTROL | SHIFT])
def test_what_is_pasted_and_typed_while_a_paste_is_cleaned_comes_after_it(
    hands: Hands, keys: Qt.KeyboardModifier
) -> None:
    hands.empty("lead", "body")
    QGuiApplication.clipboard().setText("one,")
    for _ in range(3):
        hands.press(Key.Key_V, keys)
    hands.type("end")
    hands.has("lead", "body", "<p>one,one,one,end</p>")


def test_keys_go_on_where_there_is_nothing_to_paste(hands: Hands) -> None:
    hands.empty("lead", "body")
    QGuiApplication.clipboard().setText("one,")
    hands.press(Key.Key_V, CONTROL)
    QGuiApplication.clipboard().clear()
    hands.press(Key.Key_V, CONTROL)
    hands.type("end")
    hands.seat.until(lambda: hands.value("lead", "body") in ("<p>one,end</p>", "<p>end</p>"))


def test_what_is_copied_is_canonical(hands: Hands) -> None:
    hands.empty("lead", "body")
    hands.type("a **b**")
    hands.has("lead", "body", "<p>a <strong>b</strong></p>")
    hands.press(Key.Key_A, CONTROL)
    hands.press(Key.Key_C, CONTROL)
    clipboard = QGuiApplication.clipboard()
    hands.seat.until(lambda: clipboard.text() == "a b")
    assert "<strong>b</strong>" in clipboard.mimeData().html()
    hands.press(Key.Key_X, CONTROL)
    hands.has("lead", "body", "")


def test_attacks_that_are_pasted_do_nothing(hands: Hands) -> None:
    """In the page itself, by the clipboard: nothing is fetched, run or kept that prose may not hold."""
    hands.empty("lead", "body")
    for attack in (
        "<img src=x onerror=\"document.title='hit'\">a",
        "<svg onload=\"document.title='hit'\"></svg>b",
        "<a href=\"javascript:document.title='hit'\">c</a>",
        "<iframe srcdoc=\"<script>parent.document.title='hit'</script>\"></iframe>d",
        '<style>*{background:url(https://example.org/x)}</style><p style="background:url(https://example.org/y)">e</p>',
    ):
        mime = QMimeData()
        mime.setHtml(attack)
        mime.setText("f")
        QGuiApplication.clipboard().setMimeData(mime)
        hands.press(Key.Key_V, CONTROL)
        last = plain(clean(attack))[-1]  # each in its turn: the page takes what is on the clipboard when it comes to it
        hands.seat.until(lambda last=last: plain(hands.value("lead", "body")).endswith(last))  # type: ignore[misc]
    assert clean(hands.value("lead", "body")) == hands.value("lead", "body")
    assert "hit" not in hands.seat.page("document.title")
    assert not hands.seat.page(
        "document.querySelectorAll('[data-writing] :is(img, svg, iframe, style, [style], [onerror])').length"
    )

"""Keys pressed while their text is on its way: all that were pressed are done, in their order."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from composer.model.edits import put_field
from tests.app.pages import CONTROL, NONE, SHIFT, Hands

Key = Qt.Key
ROCKET, ACCENT, FLAG, THUMB = "👩🏽‍🚀", "e\u0301", "🇺🇦", "👍🏽"

# What the text says, the keys, what it then says. Words are typed; a key stands in angle brackets.
BURSTS = (
    ("one two", "<C-End>!<Left><Left>X<End>?", "one twXo!?"),
    ("one two", "<C-Home>a<Right>b<Home>c<Backspace>d<Delete>", "dobne two"),
    ("one two", "<C-End><C-Left>my <C-Home><C-Right><S-Home>1", "1 my two"),
    ("one two", "<C-End><C-Backspace><Backspace>!", "one!"),
    ("one two", "<C-Home><C-Delete><S-Right><Delete>2", "2two"),
    (f"ok {ROCKET}", "<C-End><Backspace>!", "ok !"),
    (f"ok {ACCENT}{FLAG}", "<C-End><Backspace><Backspace>.", "ok ."),
    (f"{FLAG}{THUMB}{ACCENT} ok", "<C-Home><Delete><Right>-<Delete>", f"{THUMB}- ok"),
    (f"a{ROCKET}b", "<C-End><Left><Left><Left>x<Right><Right>y", f"xa{ROCKET}yb"),
    ("one two", "<C-a>new<Left><Backspace>🙂", "n🙂w"),
    ("", "ab<Left>c<Right>d<Home>e", "eacbd"),
)
NAMED = {"C": CONTROL, "S": SHIFT}


def send(hands: Hands, burst: str) -> None:
    """Press keys without a look at what they do."""
    while burst:
        if burst[0] == "<":
            name, _, burst = burst[1:].partition(">")
            held, _, name = name.rpartition("-")
            key = Key[f"Key_{name.upper() if len(name) == 1 else name}"]
            QTest.keyClick(hands.target, key, NAMED.get(held, NONE))
        else:
            event = QKeyEvent(QEvent.Type.KeyPress, 0, NONE, burst[0])
            QApplication.sendEvent(hands.target, event)
            burst = burst[1:]


@pytest.mark.parametrize("field", ["headline", "body"])
def test_a_burst_is_done_as_it_was_pressed(hands: Hands, field: str) -> None:
    seat, session = hands.seat, hands.seat.desk.session
    for said, burst, becomes in BURSTS:
        tagged = (lambda text: text and f"<p>{text}</p>") if field == "body" else str
        session.apply("Say", put_field("lead", field, tagged(said) or "-"))
        selector = hands.selector("lead", field)
        seat.shows(f"document.querySelector({selector!r})?.innerText.trim() === {(said or '-')!r}")
        seat.page(f"void document.querySelector({selector!r}).scrollIntoView({{block: 'center'}})")
        point = hands.middle(selector)
        QTest.mouseClick(hands.target, Qt.MouseButton.LeftButton, NONE, point)
        send(hands, burst if said else f"<C-a><Delete>{burst}")
        hands.has("lead", field, tagged(becomes))
        hands.press(Key.Key_Escape)
        hands.let_go()

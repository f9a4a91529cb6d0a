"""Hands at the page of a seat: they click in its texts and type with real keys, and read what it shows."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.exceptions import TimeoutError as WaitedTooLong

from composer.app.locked import WORLD
from composer.app.mail_view import MailView
from composer.model.finding import Place
from tests.app.windows import PICTURED, Seat

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


class Hands:
    """Works the page of a seat."""

    def __init__(self, seat: Seat) -> None:
        self.seat = seat

    @property
    def target(self) -> QWidget:
        """The widget of the browser that gets keys and clicks."""
        target = self.seat.view.focusProxy()
        assert isinstance(target, QWidget)
        return target

    def selector(self, block: str, field: str) -> str:
        return f'[data-block="{block}"] [data-edit="{field}"], [data-block="{block}"][data-edit="{field}"]'

    def click(self, block: str, field: str) -> None:
        """Click into a text, and wait until it can be written in."""
        self.seat.shows(PICTURED)
        selector = json.dumps(self.selector(block, field))
        self.seat.page(f"void document.querySelector({selector}).scrollIntoView({{block: 'center'}})")
        self.seat.click_in_mail(self.selector(block, field))
        self.written(block, field)

    def click_card(self, block: str, field: str) -> None:
        """Click what stands for a field that is no text, or for one of several."""
        selector = f'[data-block="{block}"] :is([data-card="{field}"], [data-row="{field}"])'
        self.seat.shows("[...document.images].every(image => image.complete)")
        self.seat.shows(f"!!document.querySelector({json.dumps(selector)})")
        self.seat.page(f"void document.querySelector({json.dumps(selector)}).scrollIntoView({{block: 'center'}})")
        self.seat.click_in_mail(selector)

    def empty(self, block: str, field: str) -> None:
        """Write in a text with nothing in it."""
        self.click(block, field)
        self.press(Qt.Key.Key_A, CONTROL)
        self.press(Qt.Key.Key_Delete)
        self.has(block, field, "")

    def insert(self, kind: str, field: str) -> str:
        """Put an empty block in below the lead and write in its field; gives its id."""
        self.click("lead", "headline")
        self.press(Qt.Key.Key_Escape)
        self.let_go()
        self.seat.window.edits.insert(kind)
        made = self.seat.desk.selection.block
        self.written(made, field)
        return made

    def labels(self) -> list[str]:
        """What was done, newest first."""
        return list(self.seat.desk.session.history.labels())

    def written(self, block: str, field: str) -> None:
        """Wait until a text is written in and has the keyboard."""
        self.seat.until(lambda: self.seat.window.canvas.edits.place == Place(block, field))
        self.seat.shows("JSON.parse(composer.report()).field", field)
        self.seat.shows("document.activeElement?.dataset.edit ?? ''", field)
        self.seat.page("void (globalThis.rested = false, setTimeout(() => { globalThis.rested = true; }, 40))")
        self.seat.shows("rested")  # the editor looks once more, shortly after, where the caret is

    def held(self, block: str, field: str) -> None:
        """Wait until what stands for a field that is no text has the keyboard."""
        self.let_go()
        self.seat.shows("JSON.parse(composer.report()).card", field)
        self.seat.until(lambda: self.seat.desk.selection.place == Place(block, field))

    def let_go(self) -> None:
        """Wait until nothing is written in."""
        self.seat.until(lambda: self.seat.window.canvas.edits.place is None)

    def type(self, text: str) -> None:
        """Type characters, each a key."""
        for character in text:
            QTest.keyClicks(self.target, character)

    def press(self, key: Qt.Key, keys: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        """Press a key as a person does: what the window knows first, else the page."""
        for _ in range(times):
            QTest.keyClick(QApplication.focusWidget() or self.target, key, keys)

    def html(self, block: str, field: str) -> str:
        """The HTML of a text as the page has it."""
        return str(
            self.seat.page(f"document.querySelector({json.dumps(self.selector(block, field))})?.innerHTML ?? ''")
        )

    def value(self, block: str, field: str) -> Any:
        """The value of a field in the issue."""
        found = self.seat.issue.block(block)
        assert found is not None
        return found.fields.get(field)

    def has(self, block: str, field: str, value: str) -> None:
        """Wait until a field of the issue has a value; the last one seen is told where it never does."""
        try:
            self.seat.until(lambda: self.value(block, field) == value)
        except WaitedTooLong:
            raise AssertionError(f"{block}.{field}: {self.value(block, field)!r}, not {value!r}") from None

    def middle(self, selector: str) -> QPoint:
        return self.seat.point_in_mail(selector)


def double_click(widget: QWidget, at: QPoint) -> None:
    """As the system sends it: QTest's own spaces its events so that the browser counts one click."""
    kinds = QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick
    for kind in (kinds[0], QEvent.Type.MouseButtonRelease, kinds[1], QEvent.Type.MouseButtonRelease):
        held = Qt.MouseButton.LeftButton if kind in kinds else Qt.MouseButton.NoButton
        there = QPointF(at)
        QApplication.sendEvent(
            widget, QMouseEvent(kind, there, widget.mapToGlobal(there), Qt.MouseButton.LeftButton, held, NONE)
        )


def asked(seat: Seat, view: MailView, script: str) -> object:
    """What a view's page answers to a script."""
    answers = list[object]()
    view.page().runJavaScript(script, WORLD, answers.append)
    seat.until(lambda: bool(answers))
    return answers[0]


def press_tab_in(seat: Seat, view: MailView, at: QWidget) -> None:
    """Press Tab in a page and wait until it is done: a page takes keys in its own time, and two at once go too far."""
    asked(
        seat,
        view,
        "globalThis.done = false; addEventListener('keyup', () => { done = true; }, {capture: true, once: true})",
    )
    QTest.keyClick(at, Qt.Key.Key_Tab)
    seat.until(lambda: QApplication.focusWidget() is not at or asked(seat, view, "done") is True)
    asked(seat, view, "0")

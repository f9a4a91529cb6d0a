"""A seat at a real window: what a person does there, and what its mail page answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from composer.app.locked import WORLD
from composer.app.look import Look
from composer.app.mail_view import MailView
from composer.app.window import Window
from composer.files.document import Document
from composer.library.shelf import Shelf
from composer.model.issue import Block, Issue
from tests.app.desks import Answers, desk, sample

# A picture that comes late pushes down what is below it.
PICTURED = "[...document.images].every(image => image.complete)"


class Seat:
    """One window on the sample issue. Jobs run only while it waits, so nothing happens behind a test's back."""

    def __init__(self, qtbot: QtBot, folder: Path, *, shelf: Shelf | None = None, look: str = "light") -> None:
        document = sample()
        self._qtbot = qtbot
        self.answers = Answers()
        self.opened: list[Document] = []
        self.desk = desk(folder, document.issue, document.assets, shelf=shelf)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.look = Look(app, look)
        self.window = Window(self.desk, self.look, open_window=self.opened.append, document=document, ask=self.answers)
        self.window.resize(1400, 860)
        with qtbot.waitActive(self.window, timeout=20_000):
            self.window.show()
            self.window.activateWindow()

    @property
    def issue(self) -> Issue:
        return self.desk.session.now

    @property
    def view(self) -> MailView:
        assert self.window.canvas.view is not None
        return self.window.canvas.view

    def block(self, name: str, nth: int = 0) -> Block:
        """The nth block of a type."""
        return [block for block in self.issue.blocks if block.type == name][nth]

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait, with jobs running, until something holds."""

        def look() -> bool:
            self.desk.jobs.crank()
            return holds()

        self._qtbot.waitUntil(look, timeout=60_000)

    def settle(self) -> None:
        """Wait until the mail is drawn with its pictures and the checks have read this very issue."""
        canvas = self.window.canvas
        self.until(lambda: canvas.view is not None and canvas.view.is_ready and self.window.review.fresh)
        self.shows(PICTURED)

    def activate(self) -> None:
        """Have the keyboard in the window: one that closed before it may not have given it back yet."""
        self.window.activateWindow()
        self.until(lambda: self.window.isActiveWindow() and QApplication.focusWidget() is not None)

    def page(self, expression: str) -> Any:
        """What the page answers to a JavaScript expression in our script's world; another page is asked again."""
        answers: list[str] = []
        asked: list[QObject] = []

        def answered() -> bool:
            page = self.view.page()
            if not answers and page not in asked:
                asked.append(page)
                page.runJavaScript(f"JSON.stringify({expression})", WORLD, answers.append)
            return bool(answers)

        self.until(answered)
        return json.loads(answers[0]) if answers[0] else None

    def shows(self, expression: str, value: object = True) -> None:
        """Wait until the page answers so."""
        self.until(lambda: self.page(expression) == value)

    def point_in_mail(self, selector: str) -> QPoint:
        """The middle of an element of the mail, in the browser view, where it stays."""
        self.shows(PICTURED)
        box = self.page(
            f"(() => {{ const box = document.querySelector({json.dumps(selector)}).getBoundingClientRect();"
            " return [box.left + box.width / 2, box.top + Math.min(box.height / 2, 40)]; })()"
        )
        return QPoint(*(round(side * self.view.zoomFactor()) for side in box))

    def click_in_mail(self, selector: str, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Click the middle of an element of the mail."""
        target = self.view.focusProxy() or self.view
        assert isinstance(target, QWidget)
        QTest.mouseClick(target, Qt.MouseButton.LeftButton, keys, self.point_in_mail(selector))

    def click_row(self, block: str) -> None:
        """Click a block's row in the outline."""
        outline = self.window.outline
        model = outline.model()
        row = next(row for row in range(model.rowCount()) if row and self.issue.blocks[row - 1].id == block)
        outline.scrollTo(model.index(row, 0))
        at = outline.visualRect(model.index(row, 0)).center()
        QTest.mouseClick(outline.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)

    def act(self, name: str) -> None:
        """What choosing an action in a menu does."""
        action = self.window.actions_by_name[name]
        assert action.isEnabled(), name
        action.trigger()

    def leave(self) -> None:
        """Close the window without saving."""
        self.desk.session.mark_saved(self.issue)
        self.window.close()
        self.desk.jobs.close()

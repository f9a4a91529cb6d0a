"""The toast with Undo: there as long as it can be pressed for what it says."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from composer.app.toast import Toast
from composer.app.undo_offer import UndoOffer
from composer.model.edits import put_issue
from composer.model.issue import Issue
from composer.session import Session


class Told:
    """A session with two steps, the second of which was told in a toast."""

    def __init__(self, over: QWidget) -> None:
        self.session = Session(Issue(subject="One"))
        self.toast = Toast(over)
        self.offer = UndoOffer(self.session, self.toast, self.session.undo)
        self.write("Two")
        self.write("Three")
        self.offer("Changed it")

    def write(self, subject: str) -> None:
        self.session.apply("Change subject", put_issue("subject", subject))


@pytest.fixture
def told(qtbot: QtBot) -> Told:
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(600, 400)
    over.show()
    return Told(over)


def shown(told: Told) -> tuple[bool, bool]:
    return told.toast.isVisible(), told.toast.button.isVisible()


CHANGES: dict[str, tuple[Callable[[Told], object], tuple[bool, bool]]] = {
    "nothing": (lambda told: None, (True, True)),
    "saved": (lambda told: told.session.mark_saved(told.session.now), (True, True)),
    "undone": (lambda told: told.session.undo(), (False, False)),
    "another step": (lambda told: told.write("Four"), (True, False)),
    "another issue": (lambda told: told.session.open(Issue()), (False, False)),
    "told something else": (lambda told: (told.toast.tell("Kept", "Show", print), told.session.undo()), (True, True)),
}


@pytest.mark.parametrize(("change", "expected"), CHANGES.values(), ids=CHANGES)
def test_the_button_goes_with_the_step(
    told: Told, change: Callable[[Told], object], expected: tuple[bool, bool]
) -> None:
    change(told)
    assert shown(told) == expected


def test_its_press_undoes_that_step_alone(told: Told) -> None:
    told.toast.button.click()
    assert told.session.now.subject == "Two"
    assert shown(told) == (False, False)
    told.session.redo()
    assert told.session.now.subject == "Three"
    assert shown(told) == (False, False)


def test_the_next_thing_told_has_its_own_button_again(told: Told) -> None:
    told.write("Four")
    told.offer("Changed it again")
    assert shown(told) == (True, True)
    told.toast.button.click()
    assert told.session.now.subject == "Three"

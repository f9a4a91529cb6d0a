"""By keyboard and screen reader: everything that takes the keyboard has a name and a role, is reached, and is left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QFrame,
    QMenu,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from composer.app.ask import _Question
from composer.app.canvas import Canvas
from composer.app.look import DARK, LIGHT, Colours
from composer.app.mail_view import MailView
from tests.app import windows
from tests.app.desks import Answers, sample
from tests.app.pages import press_tab_in
from tests.app.windows import Seat

Promise = Callable[[str, str, object, object], None]
TAB = Qt.FocusPolicy.TabFocus.value


class GivesUp(Answers):
    """Somebody who answers every question with the verb that leaves all as it is, and names no file."""

    def _answer(self, question: str) -> object:
        return None

    def choice(self, sentence: str, more: str, verbs: object) -> str:
        return str(list(verbs)[-1])  # type: ignore[call-overload]


@pytest.fixture
def seat(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Seat]:
    monkeypatch.setattr(windows, "Answers", GivesUp)
    seat = Seat(qtbot, tmp_path)
    seat.settle()
    yield seat
    seat.leave()


def focusable(top: QWidget) -> list[QWidget]:
    """What takes the keyboard in a window: seen, of this window, and not only the frame of another such thing."""
    every = [top, *top.findChildren(QWidget)]
    return [
        each
        for each in every
        if each.focusPolicy() != Qt.FocusPolicy.NoFocus
        and each.isVisible()
        and each.isEnabled()
        and each.window() is top.window()
        and each.focusProxy() is None
        and not each.objectName().startswith("qt_")
        and not isinstance(each.parent(), MailView)  # the browser's own: it speaks for the page
    ]


def named(widget: QWidget) -> str:
    found = QAccessible.queryAccessibleInterface(widget)
    return found.text(QAccessible.Text.Name).strip() if found else ""


def wrong(top: QWidget) -> list[str]:
    """What a screen reader could say nothing of."""
    found = []
    for widget in focusable(top):
        described = QAccessible.queryAccessibleInterface(widget)
        told = f"{type(widget).__name__} {widget.objectName()} in {type(widget.parent()).__name__}"
        if not named(widget):
            found.append(f"no name: {told}")
        elif described.role() == QAccessible.Role.Client and not isinstance(widget, MailView):
            found.append(f"no role: {told} “{named(widget)}”")
    return found


def reached(seat: Seat) -> list[QWidget]:
    """What the keyboard comes to by Tab, until it comes round, or stays for good: within the page it has stops too."""
    found, stays = list[QWidget](), 0
    while len(found) < 300 and stays < 30:
        at = QApplication.focusWidget()
        assert at is not None
        if at not in found:
            found.append(at)
        if isinstance(view := at.parent(), MailView):
            press_tab_in(seat, view, at)
        else:
            QTest.keyClick(at, Qt.Key.Key_Tab)
        QApplication.processEvents()
        now = QApplication.focusWidget()
        stays = stays + 1 if now is at else 0
        if now is found[0] and now is not at:
            break
    return found


def left_out(seat: Seat, top: QWidget) -> list[str]:
    """What Tab should reach and does not. Of buttons that exclude each other it reaches the chosen one."""
    seen = reached(seat)
    missing = []
    for widget in focusable(top):
        if not widget.focusPolicy().value & TAB or any(widget is each or widget.isAncestorOf(each) for each in seen):
            continue
        grouped = isinstance(widget, QRadioButton) or (isinstance(widget, QAbstractButton) and widget.autoExclusive())
        if not grouped and not isinstance(widget, QScrollArea):
            missing.append(f"{type(widget).__name__} “{named(widget)}”")
    return missing


def opened(seat: Seat, act: Callable[[], object]) -> list[QWidget]:
    """The windows that come up by something done."""
    before = {id(each) for each in QApplication.topLevelWidgets() if each.isVisible()}
    act()
    while seat.desk.jobs.crank():  # a dialog that is filled late takes the keyboard late
        QApplication.processEvents()
    QApplication.processEvents()
    return [
        each
        for each in QApplication.topLevelWidgets()
        if each.isVisible() and id(each) not in before and not isinstance(each, QMenu)
    ]


def actions_with_dialogs(seat: Seat) -> list[str]:
    """Those whose names end with dots, and the other that shows a sheet; choosing a file is the system's own dialog."""
    dotted = [name for name, action in seat.window.actions_by_name.items() if action.text().endswith("…")]
    return [*dotted, "help.keys", "edit.check"]


def take(seat: Seat, top: QWidget) -> None:
    """Have the keyboard in a window that came up, as a window manager would, once its mails are drawn."""
    shown = [canvas for canvas in top.findChildren(Canvas) if canvas.isVisible()]
    seat.until(lambda: all(canvas.view is not None and canvas.view.is_ready for canvas in shown))
    top.activateWindow()
    seat.until(lambda: QApplication.focusWidget() is not None and QApplication.focusWidget().window() is top)


def close(top: QWidget) -> bool:
    """Leave by Esc; whether that was enough."""
    QTest.keyClick(top.focusWidget() or top, Qt.Key.Key_Escape)
    QApplication.processEvents()
    gone = not isValid(top) or not top.isVisible()
    if isValid(top):
        top.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return gone


def test_the_window_is_named_and_reached(seat: Seat, promise: Promise) -> None:
    count, problems = 0, []
    for block in [None, *{block.type: block for block in seat.issue.blocks}.values()]:
        if block:
            seat.click_row(block.id)
        for side in range(2):
            seat.window.tabs.show_page(side)
            QApplication.processEvents()
            count += len(focusable(seat.window))
            problems += wrong(seat.window)
    promise("P53", "widgets of the window without name or role", f"0 of {count}", f"{len(problems)} of {count}")
    assert sorted(set(problems)) == []


def test_tab_goes_round_the_window(seat: Seat) -> None:
    seat.click_row(seat.block("article").id)
    seat.window.outline.setFocus()
    assert left_out(seat, seat.window) == []


def test_every_dialog_is_named_reached_and_left_by_esc(seat: Seat, promise: Promise) -> None:
    looked, tops = 0, 0
    seat.click_row(seat.block("article").id)
    seat.desk.settings.add_recent(sample().path)
    actions = {name: seat.window.actions_by_name[name] for name in actions_with_dialogs(seat)}
    acts: dict[str, Callable[[], object]] = {name: each.trigger for name, each in actions.items() if each.isEnabled()}
    for name, act in {**acts, "start": seat.window.files.start}.items():
        for top in opened(seat, act):
            print(f"{name}: {type(top).__name__}")  # to be read where it fails
            tops += 1
            looked += len(focusable(top))
            if not focusable(top):
                top.close()
                continue
            take(seat, top)
            assert wrong(top) == [], name
            assert left_out(seat, top) == [], name
            assert close(top), f"{name} is not left by Esc"
    promise("P53", "widgets of dialogs named, with a role, reached by Tab, left by Esc", "all", f"{looked} in {tops}")
    assert tops >= 5


QUESTIONS = (("Close",), ("Save", "Don't Save", "Cancel"), ("Copy Diagnostics", "Restart and Restore", "Continue"))


@pytest.mark.parametrize("verbs", QUESTIONS)
def test_every_question_is_left_by_esc_with_the_verb_that_changes_nothing(verbs: tuple[str, ...], seat: Seat) -> None:
    dialog = _Question("A question?", "More of it.", verbs, seat.window, listed=("One", "Two"))
    dialog.open()
    take(seat, dialog)
    assert wrong(dialog) == []
    assert left_out(seat, dialog) == []
    assert named(dialog) == "A question?"
    assert close(dialog)
    assert dialog.answer == verbs[-1]


def test_menus_say_what_they_do(seat: Seat) -> None:
    every = [action for menu in seat.window.menuBar().findChildren(QMenu) for action in menu.actions()]
    assert len(every) > 30
    assert [action for action in every if not action.isSeparator() and not action.text().strip()] == []
    assert [each.text() for each in seat.window.menuBar().actions() if "&" not in each.text()] == []


def test_a_planted_widget_without_a_name_or_out_of_reach_is_found(seat: Seat) -> None:
    class Trap(QFrame):
        pass

    bare = Trap(seat.window)
    bare.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    bare.setGeometry(0, 0, 20, 20)
    bare.show()
    assert [text for text in wrong(seat.window) if "Trap" in text]
    box = QDialog(seat.window)
    button, other = QPushButton("A", box), QPushButton("B", box)
    other.move(0, 40)
    box.show()
    take(seat, box)
    button.setFocus()
    assert left_out(seat, box) == []

    class Deaf(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            return event.type() == QEvent.Type.KeyPress

    deaf = Deaf(box)
    button.installEventFilter(deaf)
    button.setFocus()
    assert left_out(seat, box) == ["QPushButton “B”"]
    assert not close(box)


# Colours


def contrast(one: str, other: str) -> float:
    """Of two colours, as WCAG reckons it."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


GROUNDS = ("ground", "pane", "field", "hover", "canvas", "accent_ground")
PAIRS = (
    *(("ink", ground) for ground in (*GROUNDS, "warning_ground", "error_ground")),
    *(("muted", ground) for ground in ("ground", "pane", "field", "hover", "canvas")),
    *(("accent", ground) for ground in ("ground", "pane", "field", "accent_ground")),
    *((level, ground) for level in ("good", "warning", "error") for ground in ("ground", "pane", "field")),
    *(("on_accent", "accent"), ("on_accent", "accent_hover"), ("on_toast", "toast")),
    *(("warning", "warning_ground"), ("error", "error_ground")),
)


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=lambda look: look.name)
def test_words_stand_out_from_their_ground(look: Colours, promise: Promise) -> None:
    found = {pair: contrast(getattr(look, pair[0]), getattr(look, pair[1])) for pair in PAIRS}
    least = min(found, key=lambda pair: found[pair])
    promise("P53", f"least contrast, {look.name}", "≥ 4.5", f"{found[least]:.2f} ({least[0]} on {least[1]})")
    assert {pair: round(value, 2) for pair, value in found.items() if value < 4.5} == {}
    assert contrast(look.line, look.pane) < 4.5  # a line may be faint

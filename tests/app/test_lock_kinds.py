"""Each kind of lock against each way to change a block, in a profile that never saw the template: what a lock forbids
changes nothing, what it does not forbid is done and undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from composer.app.outline_model import BLOCKS
from composer.app.taking_in import Given
from composer.checks.arriving import proved_before
from composer.library.installing import all_of, install
from composer.library.package_files import pack_template, read_package
from composer.library.packages import SUFFIX
from composer.library.save_template import save_template
from composer.library.shelf import Shelf
from composer.library.templates import read_library
from composer.model.finding import Place
from composer.model.issue import Block, Issue
from composer.model.locks import FIXED_WORDS, decide
from composer.model.record import Record
from tests.app.desks import LIBRARY
from tests.app.pages import ALT, CONTROL, LEFT, NONE, Hands
from tests.app.windows import Seat
from tests.drawn import picture

WORDS, PLACE, THERE, SHOWN, COUNT = "words", "place", "there", "shown", "count"
FORBIDS = {
    "locked": {WORDS},
    "fixed": {PLACE, THERE},
    "needed": {THERE, SHOWN},
    "single": {COUNT},
    "open": set[str](),
}


@dataclass
class At:
    """A seat, and the block that something is done to. allowed: whether it is to come about."""

    seat: Seat
    hands: Hands
    block: str
    allowed: bool

    def press(self, key: Qt.Key, keys: Qt.KeyboardModifier = NONE) -> None:
        """A key in the outline, with the block chosen."""
        self.seat.click_row(self.block)
        self.seat.window.outline.setFocus()
        QTest.keyClick(self.seat.window.outline, key, keys)

    def act(self, name: str) -> None:
        """An action of the menus, which is off where it is forbidden."""
        self.seat.click_row(self.block)
        action = self.seat.window.actions_by_name[name]
        assert action.isEnabled() == self.allowed, name
        action.trigger()


def by_inspector(at: At) -> None:
    at.seat.click_row(at.block)
    editor = at.seat.window.inspector.editor("headline")
    assert editor is not None
    assert editor.isEnabled() == at.allowed
    editor.take_focus()
    focused = QApplication.focusWidget()
    if focused is not None and editor.isAncestorOf(focused):
        QTest.keyClicks(focused, "x")


def on_page(at: At) -> None:
    if at.allowed:
        at.hands.click(at.block, "headline")
        at.hands.type("x")
        at.seat.until(lambda: at.seat.desk.session.history.undo_label == "Change headline")
        return
    text = f'[data-block="{at.block}"] [data-fixed="headline"]'
    at.seat.window.toast.hide()
    at.seat.page(f"void document.querySelector('{text}').scrollIntoView({{block: 'center'}})")
    at.seat.click_in_mail(text)
    at.seat.until(lambda: at.seat.window.toast.isVisible() and at.seat.window.toast.label.text() == FIXED_WORDS)
    at.hands.let_go()
    at.hands.type("x")


def by_replacing_all(at: At) -> None:
    bar = at.seat.window.tools.find_bar
    bar.open(replacing=True)
    bar.words.setText(f"Word-{at.block}")
    bar.look()
    bar.new.setText("Other")
    QTest.mouseClick(bar.all, LEFT)
    told = "Replaced 1 time" if at.allowed else "Replaced 0 times. Locked by the template: 1"
    assert at.seat.window.toast.label.text() == told
    bar.close_again()


def by_a_picture(at: At) -> None:
    given = Given("photo.jpg", picture)
    at.seat.window.pictures._put_in([given], Place(at.block, "image"), None)
    at.seat.desk.jobs.crank()


def by_moving(at: At) -> None:
    at.press(Qt.Key.Key_Down, ALT)


def by_dragging(at: At) -> None:
    mime, outline = QMimeData(), at.seat.window.outline
    mime.setData(BLOCKS, at.block.encode())
    last = outline.visualRect(outline.model().index(outline.model().rowCount() - 1, 0))
    below = QPointF(last.center() + QPoint(0, last.height()))
    outline.dropEvent(QDropEvent(below, Qt.DropAction.MoveAction, mime, LEFT, NONE))


def by_delete(at: At) -> None:
    at.press(Qt.Key.Key_Delete)


def by_cut(at: At) -> None:
    at.press(Qt.Key.Key_X, CONTROL)


def by_paste(at: At) -> None:
    at.seat.click_row(at.block)
    at.seat.act("edit.copy")
    at.seat.act("edit.paste")


WAYS: dict[str, tuple[str, Callable[[At], None]]] = {
    "the inspector": (WORDS, by_inspector),
    "the page": (WORDS, on_page),
    "replacing all": (WORDS, by_replacing_all),
    "a picture": (WORDS, by_a_picture),
    "keys that move": (PLACE, by_moving),
    "a drag in the outline": (PLACE, by_dragging),
    "delete": (THERE, by_delete),
    "cut": (THERE, by_cut),
    "hide": (SHOWN, lambda at: at.act("block.hide")),
    "hold over": (SHOWN, lambda at: at.act("block.hold")),
    "duplicate": (COUNT, lambda at: at.act("block.duplicate")),
    "paste": (COUNT, by_paste),
}


@pytest.fixture
def seat(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Seat]:
    """On an issue of an installed template, whose block called like a lock has that lock, and no other."""
    monkeypatch.setenv("NEWSLETTER_COMPOSER_HOME", str(tmp_path / "maker"))
    blocks = tuple(Block(name, "article", Record({"headline": f"Word-{name}"})) for name in ("top", *FORBIDS, "end"))
    locks = {name: (name,) for name in FORBIDS if name != "open"}
    issue = decide(Issue(subject="Weekly", template="dispatch", blocks=blocks), locks, ())
    save_template(issue, {}, name="House", library=read_library())
    package = tmp_path / f"house{SUFFIX}"
    pack_template(read_library().template("house"), read_library(), package)
    monkeypatch.setenv("NEWSLETTER_COMPOSER_HOME", str(tmp_path / "elsewhere"))
    install(all_of(read_package(package)), LIBRARY, proved_before)
    seat = Seat(qtbot, tmp_path, shelf=Shelf(read_library()))
    seat.settle()
    seat.window.files.new("house")
    seat.until(lambda: seat.issue.block("needed") is not None)
    seat.settle()
    yield seat
    QGuiApplication.clipboard().clear()
    seat.leave()


def test_every_lock_against_every_way(seat: Seat) -> None:
    hands, session, begun = Hands(seat), seat.desk.session, seat.issue
    for lock, forbidden in FORBIDS.items():
        for name, (touches, way) in WAYS.items():
            allowed = touches not in forbidden
            way(At(seat, hands, lock, allowed))
            seat.desk.jobs.crank()
            assert (seat.issue is not begun) == allowed, (lock, name)
            if not allowed:
                continue
            back(seat, begun)
            assert session.history.undo_label == "New from House", (lock, name)
            seat.window.redo()
            after, before = seat.issue.block(lock), begun.block(lock)
            if after and before:  # done again, the lock is what it was
                assert replace(after.settings, hidden=False, held_over=False) == before.settings, (lock, name)
            back(seat, begun)


def back(seat: Seat, begun: Issue) -> None:
    """Undo all that was done since."""
    while seat.issue is not begun:
        seat.window.undo()

"""What the states share: where each is kept by name, and what hands and eyes do on the way there."""

from __future__ import annotations

import json
from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from composer.library.places import shipped
from tests.states.camera import Camera

Key = Qt.Key
COPY = Qt.DropAction.CopyAction
PHOTO = shipped("assets") / "samples" / "signal-and-noise" / "alliance.jpg"
LEAD = '[data-block="lead"]'
STATES: dict[str, Callable[[Camera], object]] = {}


def state(reach: Callable[[Camera], object]) -> Callable[[Camera], object]:
    """Have a state pictured under the name of what reaches it."""
    STATES[reach.__name__.replace("_", "-")] = reach
    return reach


def reports(at: Camera, name: str, value: object) -> None:
    """Wait until the page says so of itself."""
    at.seat.shows(f"JSON.parse(composer.report()).{name}", value)


def shown(at: Camera, name: str) -> None:
    """Wait until a box lies over the page."""
    at.seat.shows(f"JSON.parse(composer.report()).shown.includes({json.dumps(name)})")


def modal(at: Camera, kind: type[QDialog]) -> QDialog:
    """The dialog that is open now."""
    at.seat.until(lambda: isinstance(QApplication.activeModalWidget(), kind))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, kind)
    return dialog


def has_keyboard(at: Camera, card: Callable[[], QWidget | None]) -> None:
    """Wait until a card is there and the keyboard in it."""

    def there() -> bool:
        found, focused = card(), QApplication.focusWidget()
        return found is not None and found.isVisible() and focused is not None and found.isAncestorOf(focused)

    at.seat.until(there)


def menu(at: Camera) -> QMenu:
    at.seat.until(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def on_page(at: Camera, selector: str) -> QPoint:
    """The middle of something of the mail, brought to the middle of the page, in the browser view."""
    at.seat.shows(f"!!document.querySelector({json.dumps(selector)})")
    at.seat.page(f"void document.querySelector({json.dumps(selector)}).scrollIntoView({{block: 'center'}})")
    return at.seat.point_in_mail(selector)


def point(at: Camera, where: QPoint) -> None:
    """Move the mouse over the page, from its corner: from where it is already it would not move."""
    QTest.mouseMove(at.target, QPoint(3, 3))
    QTest.mouseMove(at.target, where)


def choose(at: Camera, label: str) -> None:
    """Go down an open menu to an entry, and take it."""
    shown = menu(at)
    for _ in shown.actions():
        QTest.keyClick(shown, Key.Key_Down)
        if shown.activeAction() is not None and shown.activeAction().text() == label:
            break
    QTest.keyClick(shown, Key.Key_Return)
